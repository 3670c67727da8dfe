"""How an index takes the place of another, and what is swept away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from index.errors import IndexMissingError, IndexUnusableError
from index.store.earlier import earlier
from index.store.layout import BUILDING, EARLIER, HELD, LAYOUT
from index.store.manifest import Manifest, checksums
from index.store.publication import forget_earlier, go_back, publish
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


def test_what_nothing_names_and_killed_builds_left_is_swept_away(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    published(folder, "0" * 16)
    # Process 1 runs always: in a container it may be the very build that was killed.
    left, running = folder / f"{BUILDING}1-x", folder / f"{BUILDING}y"
    left.mkdir()
    running.mkdir()
    (folder / "notes").mkdir()
    with FileLock(running / HELD):
        published(folder, "1" * 16)
        (folder / ("f" * 16)).mkdir()
        published(folder, "2" * 16)
    names = {path.name for path in folder.iterdir() if path.is_dir()}
    assert names == {"0" * 16, "1" * 16, "2" * 16, running.name, "notes", EARLIER}
    published(folder, "3" * 16)
    assert not running.exists()


def versions(folder: Path) -> list[str]:
    """Return the digits of the versions that can be gone back to, the latest first."""
    return [each.version[0] for each in earlier(folder)]


def test_the_last_five_stay_and_can_be_gone_back_to(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    for digit in range(7):
        published(folder, str(digit) * 16, f"words of {digit}")
    assert versions(folder) == list("54321")
    assert not (folder / ("0" * 16)).exists()
    assert go_back(folder, earlier(folder)[3]).version == "2" * 16
    manifest = Manifest.read(folder, REBUILD)
    assert (folder / manifest.version / "words.txt").read_text() == "words of 2"
    # The one that it was stays, and none is there twice.
    assert versions(folder) == list("65431")
    # Building the same again is no change.
    published(folder, "2" * 16, "words of 2")
    assert versions(folder) == list("65431")
    published(folder, "7" * 16)
    assert versions(folder) == list("26543")
    assert not (folder / ("1" * 16)).exists()


def test_only_what_is_whole_is_gone_back_to(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    for digit in "012":
        published(folder, digit * 16)
    second, first = earlier(folder)
    (folder / first.version / "words.txt").write_text("what is not")
    with pytest.raises(IndexUnusableError, match=r"words\.txt is missing or cut short"):
        go_back(folder, first)
    (folder / second.version / "words.txt").write_text("what is outside")
    with pytest.raises(IndexUnusableError, match="is damaged"):
        go_back(folder, second)
    assert Manifest.read(folder, REBUILD).version == "2" * 16
    assert versions(folder) == list("10")


def test_earlier_ones_can_be_deleted_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    assert forget_earlier(folder) == 0
    for digit in "012":
        published(folder, digit * 16)
    assert forget_earlier(folder) == 2
    assert versions(folder) == []
    assert {path.name for path in folder.iterdir() if path.is_dir()} == {"2" * 16, EARLIER}
    assert Manifest.read(folder, REBUILD).version == "2" * 16


def test_an_index_of_another_format_does_not_stay(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    published(folder, "0" * 16)
    manifest = folder / LAYOUT.manifest
    manifest.write_text(manifest.read_text().replace('"format": ', '"format": 9'))
    published(folder, "1" * 16)
    assert versions(folder) == []
    assert not (folder / ("0" * 16)).exists()


def test_a_first_build_that_was_killed_can_be_repeated(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    published(folder, "0" * 16)
    (folder / LAYOUT.manifest).rename(folder / f"{LAYOUT.manifest}.new")
    with pytest.raises(IndexMissingError):
        Manifest.read(folder, REBUILD)
    published(folder, "1" * 16)
    assert Manifest.read(folder, REBUILD).version == "1" * 16
