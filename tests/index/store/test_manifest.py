"""The manifest: what is refused, with the command that mends it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.errors import IndexMissingError, IndexUnusableError
from index.store.layout import FORMAT, LAYOUT
from index.store.manifest import Manifest, checksums
from tests.index.store.published import REBUILD, published


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


def test_checksums_are_of_all_files_by_name(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "b").write_bytes(b"abc")
    (tmp_path / "a").write_bytes(b"")
    sizes, sums = checksums(tmp_path)
    assert sizes == {"a": 0, "inner/b": 3}
    # SHA-256 of nothing and of "abc", as the standard has them.
    assert sums["a"].startswith("e3b0c44298fc1c14")
    assert sums["inner/b"].startswith("ba7816bf8f01cfea")
