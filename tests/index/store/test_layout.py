"""The folder on disk: what is refused, with the command that mends it, and what is swept away."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from index.errors import IndexMissingError, IndexUnusableError
from index.store.layout import BUILDING, FORMAT, HELD, LAYOUT, Manifest, checksums, publish

MANIFEST = Manifest(
    format=FORMAT,
    version="0123456789abcdef",
    encoder={"model": "any", "sha256": "0", "dimensions": 3},
    articles=(),
    sections=(),
    counts={"passages": 0},
    files={},
    checksums={},
)
REBUILD = "careerbot index ARTICLES…"


def published(folder: Path, version: str, text: str = "what is inside") -> Path:
    """Publish an index of one file; return the folder that holds it."""
    with publish(folder) as publication:
        (publication.folder / LAYOUT.encoder).mkdir()
        (publication.folder / "words.txt").write_text(text)
        sizes, sums = checksums(publication.folder)
        publication.manifest = replace(MANIFEST, version=version, files=sizes, checksums=sums)
    return folder / version


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    published(tmp_path / "index", "0" * 16)
    manifest = Manifest.read(tmp_path / "index", REBUILD)
    assert manifest.version == "0" * 16
    assert manifest.files == {"words.txt": len("what is inside")}
    assert manifest.as_json() == (tmp_path / "index" / LAYOUT.manifest).read_text("utf-8")


@pytest.mark.parametrize("made", [False, True])
def test_where_no_index_is_the_command_that_builds_one_is_named(made: bool, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    if made:
        folder.mkdir()
    with pytest.raises(IndexMissingError) as error:
        Manifest.read(folder, REBUILD)
    assert str(error.value) == f"No index in {folder}: build one with: {REBUILD}"


def test_a_folder_of_something_else_is_no_place_to_build_one(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(IndexUnusableError, match="holds no index: name another folder"):
        Manifest.read(tmp_path, REBUILD)


def change(**fields: Any) -> Callable[[Path], None]:  # noqa: ANN401
    def changed(folder: Path) -> None:
        manifest = json.loads((folder / LAYOUT.manifest).read_text("utf-8"))
        (folder / LAYOUT.manifest).write_text(json.dumps({**manifest, **fields}), "utf-8")

    return changed


def without(name: str) -> Callable[[Path], None]:
    def changed(folder: Path) -> None:
        manifest = json.loads((folder / LAYOUT.manifest).read_text("utf-8"))
        del manifest[name]
        (folder / LAYOUT.manifest).write_text(json.dumps(manifest), "utf-8")

    return changed


def write(text: bytes) -> Callable[[Path], None]:
    def changed(folder: Path) -> None:
        (folder / LAYOUT.manifest).write_bytes(text)

    return changed


def words(folder: Path) -> Path:
    return folder / ("0" * 16) / "words.txt"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (change(format=99), f"has format 99, not {FORMAT}"),
        (write(b""), "is damaged"),
        (write(b"{"), "is damaged"),
        (write(b"[]"), "is damaged"),
        (write(b"\xff\xfe"), "is damaged"),
        (without("format"), "is damaged"),
        (without("articles"), "is damaged"),
        (without("files"), "is damaged"),
        (change(articles=[{"id": "a"}]), "is damaged"),
        (change(surplus=1), "is damaged"),
        (change(files=[]), "is damaged"),
        (lambda folder: words(folder).unlink(), "(words.txt is missing or cut short)"),
        (lambda folder: words(folder).write_text("what"), "(words.txt is missing or cut short)"),
        (lambda folder: shutil.rmtree(words(folder).parent), "(words.txt is missing or cut short)"),
    ],
)
def test_what_is_damaged_is_refused_with_what_mends_it(
    damage: Callable[[Path], None], said: str, tmp_path: Path
) -> None:
    published(tmp_path / "index", "0" * 16)
    damage(tmp_path / "index")
    with pytest.raises(IndexUnusableError) as error:
        Manifest.read(tmp_path / "index", REBUILD)
    assert said in str(error.value)
    assert str(error.value).endswith(f": {REBUILD}")
    assert "\n" not in str(error.value)


def test_what_is_damaged_can_be_built_over(tmp_path: Path) -> None:
    published(tmp_path / "index", "0" * 16)
    (tmp_path / "index" / LAYOUT.manifest).write_bytes(b"{")
    published(tmp_path / "index", "1" * 16)
    assert Manifest.read(tmp_path / "index", REBUILD).version == "1" * 16


def test_a_build_that_fails_leaves_the_old_index(tmp_path: Path) -> None:
    published(tmp_path / "index", "0" * 16)
    before = checksums(tmp_path / "index")
    with pytest.raises(FileNotFoundError), publish(tmp_path / "index") as publication:
        shutil.copy(tmp_path / "nothing", publication.folder / "words.txt")
    assert checksums(tmp_path / "index") == before
    assert not list((tmp_path / "index").glob(f"{BUILDING}*"))


def test_a_build_that_makes_nothing_publishes_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="nothing was published"), publish(tmp_path / "index"):
        pass
    assert [path.name for path in (tmp_path / "index").iterdir()] == [".lock"]


def test_a_damaged_version_is_made_good_by_the_same_build(tmp_path: Path) -> None:
    inside = published(tmp_path / "index", "0" * 16)
    (inside / "words.txt").write_text("what is not")
    published(tmp_path / "index", "0" * 16)
    assert (inside / "words.txt").read_text() == "what is inside"


def test_older_versions_and_what_killed_builds_left_are_swept_away(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    published(folder, "0" * 16)
    # Process 1 runs always: in a container it may be the very build that was killed.
    left, running = folder / f"{BUILDING}1-x", folder / f"{BUILDING}y"
    left.mkdir()
    running.mkdir()
    (folder / "notes").mkdir()
    with FileLock(running / HELD):
        published(folder, "1" * 16)
    names = {path.name for path in folder.iterdir() if path.is_dir()}
    assert names == {"1" * 16, running.name, "notes"}
    published(folder, "2" * 16)
    assert not running.exists()


def test_a_first_build_that_was_killed_can_be_repeated(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    published(folder, "0" * 16)
    (folder / LAYOUT.manifest).rename(folder / f"{LAYOUT.manifest}.new")
    with pytest.raises(IndexMissingError):
        Manifest.read(folder, REBUILD)
    published(folder, "1" * 16)
    assert Manifest.read(folder, REBUILD).version == "1" * 16


def test_checksums_are_of_all_files_by_name(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "b").write_bytes(b"abc")
    (tmp_path / "a").write_bytes(b"")
    sizes, sums = checksums(tmp_path)
    assert sizes == {"a": 0, "inner/b": 3}
    # SHA-256 of nothing and of "abc", as the standard has them.
    assert sums["a"].startswith("e3b0c44298fc1c14")
    assert sums["inner/b"].startswith("ba7816bf8f01cfea")
