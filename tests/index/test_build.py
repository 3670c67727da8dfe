"""Building: the same files of the same input, all or nothing, whatever ends it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import CareerbotError
from corpus.owner import OwnerFileError
from index.build import BuildReport, build
from index.contract import Index, StoredPassage
from index.errors import IndexMissingError, IndexUnusableError
from index.load import FolderIndex
from index.search import search
from index.store.earlier import earlier
from index.store.layout import BUILDING, EARLIER, FORMAT, LAYOUT
from index.store.manifest import checksums
from tests.model_cache import MODEL_CACHE

BAKER = """# How to become a baker

Bakers make bread, cakes and pastry, and start before dawn.

## What you need

- A diploma in baking helps in hotels.
- Strong arms: sacks of flour weigh 25 kilograms.

| Stage | Pay |
|---|---|
| Apprentice | $24,000 |
| Head baker | $52,000 |

No signup required. Start your free trial today!

## Frequently asked questions

### What does a baker earn?

The median wage of a baker is $36,650 a year.
"""
OTHER = "# How to become a diver\n\nA diver welds under water and earns $68,300 a year.\n"
QUESTION = "What does a baker earn?"

# Builds, and kills itself, as nothing else could stop it, at the event of an audit hook that its
# last arguments name: what happens and, where it happens several times, which of them.
CHILD = """
import os, signal, sys
from pathlib import Path
from index.build import build
articles, out, cache, event, turn = sys.argv[1:]
left = [int(turn)]
def hook(name, arguments):
    if name == event and out in str(arguments):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
build([Path(articles)], Path(out), cache=Path(cache))
"""


def built(article: Path, out: Path) -> BuildReport:
    return build([article], out, cache=MODEL_CACHE)


def files(folder: Path) -> dict[str, str]:
    """Return the checksum of every file of an index but the lock's."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def child(article: Path, out: Path, event: str = "never", turn: int = 0) -> subprocess.Popen[bytes]:
    arguments = [str(article), str(out), str(MODEL_CACHE), event, str(turn)]
    root = str(Path(__file__).resolve().parents[2])
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, *arguments],
        env={**os.environ, "PYTHONPATH": root},
        stderr=subprocess.PIPE,
    )


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Wait for a process: its exit status, and what it said of an error."""
    said = process.communicate(timeout=120)[1].decode()
    return process.returncode, said


def best(index: Index, question: str = QUESTION) -> StoredPassage:
    """Return the passage that a question is answered with."""
    (encoded,) = index.encoder.encode([question], query=True)
    return index.passage_at(int(search(question, encoded, index).passages[0]))


def answer(folder: Path, question: str = QUESTION) -> str:
    return best(FolderIndex.open(folder), question).text


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one article, and a file that is none."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "baker.md").write_text(BAKER, "utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("other")
    (folder / "diver.md").write_text(OTHER, "utf-8")
    return folder


@pytest.fixture(scope="module")
def first(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The index of the article, built once; not to be written to."""
    return built(articles, tmp_path_factory.mktemp("first") / "index")


@pytest.fixture
def copy(first: BuildReport, tmp_path: Path) -> Path:
    """A copy of it that may be written to."""
    shutil.copytree(first.path, tmp_path / "index")
    return tmp_path / "index"


def test_the_same_input_gives_the_same_files(
    articles: Path, first: BuildReport, copy: Path, tmp_path: Path
) -> None:
    again = built(articles, tmp_path / "elsewhere")
    assert again.version == first.version
    assert files(again.path) == files(first.path)
    assert built(articles, copy).version == first.version
    assert files(copy) == files(first.path)


def test_another_input_gives_another_version(other: Path, first: BuildReport, copy: Path) -> None:
    report = built(other, copy)
    assert report.version != first.version
    folders = {path.name for path in copy.iterdir() if path.is_dir()}
    assert folders == {first.version, report.version, EARLIER}
    assert answer(copy, "what does a diver earn") == (
        "A diver welds under water and earns $68,300 a year."
    )


def test_all_of_a_token_vector_can_be_kept(articles: Path, tmp_path: Path) -> None:
    report = build([articles], tmp_path / "index", cache=MODEL_CACHE, bits=16)
    assert answer(report.path) == "The median wage of a baker is $36,650 a year."
    assert not FolderIndex.open(report.path).tokens.binary


def test_no_other_number_of_bits(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bits=8: token vectors are stored in 1 or 16 bits"):
        build([articles], tmp_path / "index", cache=MODEL_CACHE, bits=8)
    assert not (tmp_path / "index").exists()


def test_the_manifest_tells_what_the_index_is(articles: Path, first: BuildReport) -> None:
    manifest = json.loads((first.path / LAYOUT.manifest).read_text("utf-8"))
    assert manifest["format"] == FORMAT
    assert manifest["version"] == first.version
    assert manifest["encoder"]["model"] == "sentence-transformers/all-MiniLM-L6-v2"
    assert len(manifest["encoder"]["sha256"]) == 64
    assert manifest["counts"]["articles"] == first.articles == 1
    assert manifest["counts"]["passages"] == first.passages == 6
    (article,) = manifest["articles"]
    sha256 = hashlib.sha256((articles / "baker.md").read_bytes()).hexdigest()
    assert (article["id"], article["title"]) == ("baker", "How to become a baker")
    assert (article["sha256"], article["passages"]) == (sha256, 6)
    sizes, sums = checksums(first.path / first.version)
    assert manifest["files"] == sizes
    assert manifest["checksums"] == sums
    # Nothing of the machine that built it.
    assert str(articles) not in json.dumps(manifest)


def test_the_report_tells_what_was_left_out(articles: Path, first: BuildReport) -> None:
    ((path, aside),) = first.set_aside
    assert (path, aside.reason) == (
        str(articles / "baker.md"),
        'call to action ("No signup required.")',
    )
    (skipped,) = map(str, first.skipped)
    assert skipped.startswith(f"{articles / 'photo.png'}: the suffix '.png' isn't read")


def test_progress_is_told_from_beginning_to_end(articles: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build(
        [articles],
        tmp_path / "index",
        cache=MODEL_CACHE,
        progress=lambda *step: told.append(step),
    )
    assert [name for name, done, of in told if done == of] == ["reading", "encoding", "publishing"]


def test_the_suffixes_that_are_read_are_named_once(tmp_path: Path) -> None:
    for name in ("a.odt", "b.odt", "c.png"):
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(CareerbotError) as error:
        built(tmp_path, tmp_path / "index")
    said = str(error.value)
    assert f"({tmp_path}: 3 files aren't read (a.odt, b.odt, c.png): use one of .txt, " in said
    assert said.count(".docx") == 1
    assert "without articles" not in said
    assert "\n" not in said


@pytest.mark.parametrize("text", ["", "# Only\n\n## Headings\n"])
def test_nothing_is_made_of_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text(text, "utf-8")
    with pytest.raises(CareerbotError) as error:
        built(tmp_path / "empty.md", tmp_path / "index")
    assert str(error.value).startswith("No article could be read from ")
    assert "\n" not in str(error.value)
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("acronyms: [", "careerbot.yaml:1: not YAML"),
        (
            "synonyms: {}",
            "unknown key 'synonyms': only publisher, acronyms, phrasings, keep and ignore",
        ),
    ],
)
def test_an_owner_file_that_is_wrong_leaves_the_old_index(
    text: str, said: str, articles: Path, copy: Path, tmp_path: Path
) -> None:
    before = files(copy)
    shutil.copytree(articles, tmp_path / "articles")
    (tmp_path / "articles" / "careerbot.yaml").write_text(text, "utf-8")
    with pytest.raises(OwnerFileError) as error:
        built(tmp_path / "articles", copy)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert files(copy) == before


def test_a_phrasing_of_no_heading_is_reported(articles: Path, tmp_path: Path) -> None:
    shutil.copytree(articles, tmp_path / "articles")
    owned = 'phrasings: {"What does a cook earn?": ["cook pay"]}'
    (tmp_path / "articles" / "careerbot.yaml").write_text(owned, "utf-8")
    skipped = list(map(str, built(tmp_path / "articles", tmp_path / "index").skipped))
    assert (
        "careerbot.yaml: phrasings: no article has the heading or passage 'What does a cook earn?'"
        in skipped
    )


def test_what_is_no_index_is_never_written_over(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")
    for folder in (tmp_path / "thesis", tmp_path / "thesis" / "chapter.txt"):
        with pytest.raises(IndexUnusableError, match="holds no index: name another folder"):
            built(articles, folder)
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["chapter.txt"]
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "mine"
    site = tmp_path / "site"
    site.mkdir()
    (site / "manifest.json").write_text('{"name": "A site", "icons": []}')
    (site / "index.html").write_text("mine")
    with pytest.raises(IndexUnusableError, match="holds no index: name another folder"):
        built(articles, site)
    assert json.loads((site / "manifest.json").read_text())["name"] == "A site"


# What a build that is killed does last, and how often it did so before.
KILLED = {
    "before it writes anything": ("open", 0),
    "while it writes its files": ("open", 25),
    "before the old index is kept": ("os.rename", 1),
    # The files are in their place already, from the time before.
    "before the manifest is replaced": ("os.rename", 1),
}


def test_a_killed_build_leaves_the_old_index_answering(
    other: Path, articles: Path, copy: Path
) -> None:
    before = files(copy)
    for when, (event, turn) in KILLED.items():
        assert ended(child(other, copy, event, turn))[0] == -signal.SIGKILL, when
        assert files(copy).items() >= before.items(), when
        assert answer(copy) == "The median wage of a baker is $36,650 a year.", when
    # What they left behind goes with the next build.
    report = built(articles, copy)
    names = {path.name for path in copy.iterdir()}
    assert names == {".lock", LAYOUT.manifest, report.version, EARLIER}
    assert files(copy) == before


@pytest.mark.parametrize("turn", [0, 1])
def test_the_same_build_again_killed_at_any_rename_leaves_the_index_answering(
    turn: int, articles: Path, copy: Path
) -> None:
    before = files(copy)
    status, _ = ended(child(articles, copy, "os.rename", turn))
    assert status == (-signal.SIGKILL if turn == 0 else 0)
    assert files(copy).items() >= before.items()
    assert answer(copy) == "The median wage of a baker is $36,650 a year."


def test_an_index_among_the_articles_is_not_read(articles: Path, tmp_path: Path) -> None:
    shutil.copytree(articles, tmp_path / "site")
    report = built(tmp_path / "site", tmp_path / "site" / "idx")
    built(tmp_path / "site", tmp_path / "site" / "other")
    again = built(tmp_path / "site", tmp_path / "site" / "idx")
    assert (again.version, len(again.skipped)) == (report.version, 1)
    with pytest.raises(CareerbotError, match="an index: name the folder of its articles"):
        built(again.path, tmp_path / "index")


def test_every_file_that_could_not_be_read_is_named(tmp_path: Path) -> None:
    for name in "abcdefghijkl":
        (tmp_path / f"{name}.md").write_text("", "utf-8")
    with pytest.raises(CareerbotError) as error:
        built(tmp_path, tmp_path / "index")
    said = str(error.value)
    assert "\n" not in said
    assert [f"{tmp_path / name}.md: the file is empty" in said for name in "abj"] == [True] * 3
    assert said.endswith("; and 2 more)")


def test_of_other_files_those_that_are_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"x")
    said = r"/photo\.png: the suffix '\.png' isn't read: use one of \.txt, .*, \.pdf\)$"
    with pytest.raises(CareerbotError, match=said):
        built(tmp_path, tmp_path / "index")


def test_a_name_that_is_not_utf8_stops_no_build(articles: Path, tmp_path: Path) -> None:
    shutil.copytree(articles, tmp_path / "articles")
    (tmp_path / "articles" / os.fsdecode(b"caf\xe9.md")).write_text(OTHER, "utf-8")
    report = built(tmp_path / "articles", tmp_path / "index")
    assert report.articles == 1
    said = f"{tmp_path}/articles/caf\\xe9.md: the file's name is not UTF-8: rename the file"
    assert said in map(str, report.skipped)


def test_a_build_killed_after_it_published_leaves_the_new_index(
    other: Path, articles: Path, copy: Path
) -> None:
    assert ended(child(other, copy, "shutil.rmtree"))[0] == -signal.SIGKILL
    assert [article.id for article in FolderIndex.open(copy).articles] == ["diver"]
    report = built(articles, copy)
    names = {path.name for path in copy.iterdir() if not path.name.startswith(".lock")}
    assert names >= {LAYOUT.manifest, report.version, EARLIER}
    assert not [name for name in names if name.startswith(BUILDING)]


def test_a_killed_first_build_leaves_no_index_and_can_be_repeated(
    articles: Path, first: BuildReport, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    assert ended(child(articles, folder, "os.rename", 1))[0] == -signal.SIGKILL
    with pytest.raises(IndexMissingError, match="careerbot index"):
        FolderIndex.open(folder)
    built(articles, folder)
    assert files(folder) == files(first.path)


def test_an_open_index_outlives_the_next_build(other: Path, copy: Path) -> None:
    index = FolderIndex.open(copy)
    built(other, copy)
    passage = best(index)
    assert passage.text == "The median wage of a baker is $36,650 a year."
    assert index.quote("baker", passage.start, passage.end) == passage.text


def test_two_builds_at_once_end_well(articles: Path, other: Path, copy: Path) -> None:
    processes = [child(articles, copy), child(other, copy)]
    assert [ended(process) for process in processes] == [(0, ""), (0, "")]
    index = FolderIndex.open(copy)
    assert [article.id for article in index.articles] in (["baker"], ["diver"])
    names = {path.name for path in copy.iterdir()}
    kept = {each.version for each in earlier(copy)}
    assert names == {".lock", LAYOUT.manifest, index.version, EARLIER, *kept}
