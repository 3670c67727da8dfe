"""What stands in a folder and is no article of its own: passed over, said, and never waited for."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from corpus import ArticleError, read_article, read_folder, read_text
from corpus.owner import OwnerFileError, read_owner_words
from corpus.yaml_text import LONGEST_FRONT_MATTER

pytestmark = pytest.mark.growth

ARTICLE = "# Baker\n\nBakers start work at three in the morning.\n"


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    at = Path.cwd()
    os.chdir(path.parent)  # the path of a socket has at most 107 characters
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    finally:
        os.chdir(at)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


KINDS = pytest.mark.parametrize(
    ("make", "kind"), [(_pipe, "a named pipe"), (_socket, "a socket"), (_device, "a device")]
)


@KINDS
@pytest.mark.timeout(60)  # a pipe that is waited for is waited for without end
def test_what_is_no_file_is_not_opened(
    make: Callable[[Path], None], kind: str, tmp_path: Path
) -> None:
    make(tmp_path / "a.md")
    with pytest.raises(ArticleError) as error:
        read_article(tmp_path / "a.md")
    assert error.value.reason == f"can't be opened: it is {kind}, and no file"


@KINDS
@pytest.mark.timeout(60)
def test_what_is_no_file_in_a_folder_is_said(
    make: Callable[[Path], None], kind: str, tmp_path: Path
) -> None:
    (tmp_path / "good.md").write_text(ARTICLE)
    make(tmp_path / "a.md")
    folder = read_folder([tmp_path])
    assert [one.id for one in folder.articles] == ["good"]
    (skipped,) = folder.skipped
    assert skipped.path == str(tmp_path / "a.md")
    assert (kind in skipped.reason) or skipped.reason.startswith("a link out of ")


@KINDS
@pytest.mark.timeout(60)
def test_an_owners_file_that_is_none_is_one_line(
    make: Callable[[Path], None], kind: str, tmp_path: Path
) -> None:
    make(tmp_path / "careerbot.yaml")
    with pytest.raises(OwnerFileError, match=f"it is {kind}, and no file|a link out of its folder"):
        read_owner_words([tmp_path])


def test_links_are_followed_inside_the_folder_alone(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    (folder / "..data").mkdir(parents=True)  # as Kubernetes mounts files: links to a hidden folder
    (folder / "..data" / "inside.md").write_text(ARTICLE)
    (folder / "inside.md").symlink_to("..data/inside.md")
    (tmp_path / "secret.md").write_text("# Secret\n\nThe password is rhododendron.\n")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "more.md").write_text("# More\n\nThere is more elsewhere.\n")
    (folder / "absolute.md").symlink_to(tmp_path / "secret.md")
    (folder / "relative.md").symlink_to("../secret.md")
    (folder / "twice.md").symlink_to("relative.md")
    (folder / "folder").symlink_to(tmp_path / "other")
    (folder / "gone.md").symlink_to("nothing.md")
    (folder / "round.md").symlink_to("round.md")
    read = read_folder([folder])
    assert [one.id for one in read.articles] == ["inside"]
    out = f"a link out of {folder}: name the file itself to read it, or copy it there"
    assert {Path(one.path).name: one.reason for one in read.skipped} == {
        "absolute.md": out,
        "relative.md": out,
        "twice.md": out,
        "folder": "a link to a folder: name that folder itself to read it",
        "gone.md": "can't be opened: No such file or directory",
        "round.md": "can't be opened: Too many levels of symbolic links",
    }
    named = read_folder([folder / "absolute.md", folder / "folder"])
    assert [one.id for one in named.articles] == ["absolute", "more"]


def test_an_owners_file_may_not_lead_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "secret.yaml").write_text("acronyms: {KEY: rhododendron}\n")
    (tmp_path / "articles" / "careerbot.yaml").symlink_to("../secret.yaml")
    with pytest.raises(OwnerFileError, match="a link out of its folder: copy the file there"):
        read_owner_words([tmp_path / "articles"])


def test_a_folder_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(ARTICLE)
    at = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(25):  # deeper than a path may be long
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)
    finally:
        os.chdir(at)
    folder = read_folder([tmp_path])
    assert [one.id for one in folder.articles] == ["good"]
    assert [one.reason for one in folder.skipped] == ["can't be opened: File name too long"]


def test_a_deep_folder_is_read(tmp_path: Path) -> None:
    at = Path.cwd()
    depth = 1_500
    try:
        os.chdir(tmp_path)
        for _ in range(depth):
            Path("d").mkdir()
            os.chdir("d")
        Path("deep.md").write_text(ARTICLE)
        found = [one.id for one in read_folder([tmp_path]).articles]
        Path("deep.md").unlink()
        for _ in range(depth):  # what comes after would not get down there
            os.chdir("..")
            Path("d").rmdir()
    finally:
        os.chdir(at)
    assert found == ["deep"]


@pytest.mark.timeout(60)  # where each is held against all others it takes minutes
def test_a_folder_of_many_files(tmp_path: Path) -> None:
    for n in range(20_000):
        (tmp_path / f"{n}.jpg").touch()
    (tmp_path / "good.md").write_text(ARTICLE)
    folder = read_folder([tmp_path])
    assert [one.id for one in folder.articles] == ["good"]
    (skipped,) = folder.skipped
    assert skipped.reason.startswith("20,000 files aren't read (0.jpg, 1.jpg, ")


def test_ids_of_files_of_one_name_are_counted_on(tmp_path: Path) -> None:
    looked: list[str] = []

    class Taken(dict[str, Path]):
        def __contains__(self, key: object) -> bool:
            looked.append(str(key))
            return super().__contains__(key)

    from corpus.folder import _free_id

    taken, numbers = Taken(), dict[str, int]()
    for n in range(300):
        name = _free_id(tmp_path / f"{n}" / "index.md", taken, numbers, [])
        assert name == ("index" if n == 0 else f"index-{n + 1}")
        taken[name] = tmp_path
    assert len(looked) <= 4 * 300


BOMB = "a: &a [x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: &a {x: y}\n" + "".join(
    f"{new}: &{new} {{<<: [{', '.join([f'*{old}'] * 10)}]}}\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("bomb", [BOMB, MERGES])
def test_no_yaml_stands_for_more_than_is_written(bomb: str, tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"^a\.md:3: bad front matter: \*a stands for"):
        read_text(f"---\n{bomb}---\n{ARTICLE}", Path("a.md"))
    (tmp_path / "careerbot.yaml").write_text(bomb)
    with pytest.raises(OwnerFileError, match=r":2: not YAML: \*a stands for something else"):
        read_owner_words([tmp_path])


@pytest.mark.timeout(60)  # PyYAML takes minutes for 20 MB
def test_yaml_is_as_long_as_a_person_writes(tmp_path: Path) -> None:
    long = "title: T\nx:\n" + "- [a, b, c, d]\n" * 1_300_000
    with pytest.raises(ArticleError, match=r"^a\.md:1: bad front matter: 19,500,011 characters"):
        read_text(f"---\n{long}---\n{ARTICLE}", Path("a.md"))
    (tmp_path / "careerbot.yaml").write_text(long)
    with pytest.raises(OwnerFileError, match="characters of it: write at most 262,144"):
        read_owner_words([tmp_path])


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit", ["- a\n", "? a\n", "- !!a b\n", "- &a b\n", "1:", "[], ", "- [a]\n", "- {}\n", "'' "]
)
def test_what_is_so_long_is_read_or_refused(unit: str, tmp_path: Path) -> None:
    text = unit * (LONGEST_FRONT_MATTER // len(unit))
    with suppress(ArticleError):  # one of them is a mapping, of which nothing is known
        read_text(f"---\n{text}\n---\n{ARTICLE}", Path("a.md"))
    (tmp_path / "careerbot.yaml").write_text(text)
    with pytest.raises(OwnerFileError) as error:
        read_owner_words([tmp_path])
    assert len(str(error.value)) < 500 + len(str(tmp_path))


def test_what_is_wrong_is_named_in_short(tmp_path: Path) -> None:
    article = read_text(f"---\ntitle: T\nurl: {'x' * 50_000}\n---\n{ARTICLE}", Path("a.md"))
    (warning,) = article.warnings
    assert len(str(warning)) < 400
    (tmp_path / "careerbot.yaml").write_text(f"? {'k' * 100_000}\n: {{}}\n")
    with pytest.raises(OwnerFileError) as error:
        read_owner_words([tmp_path])
    assert len(str(error.value)) < 400 + len(str(tmp_path))
