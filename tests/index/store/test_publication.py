"""How an index takes the place of another, and what is swept away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from index.errors import IndexMissingError
from index.store.layout import BUILDING, HELD, LAYOUT
from index.store.manifest import Manifest, checksums
from index.store.publication import publish
from tests.index.store.published import REBUILD, published


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
