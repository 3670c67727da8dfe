"""An index, opened: its records, and what of it is refused."""

from __future__ import annotations

import json
import pkgutil
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from corpus import BUNDLED, read_folder
from index.contract import Index
from index.errors import IndexMissingError, IndexUnusableError
from index.load import FolderIndex
from index.store.layout import LAYOUT
from index.store.manifest import Manifest
from index.store.publication import forget_earlier, publish


def test_passages_are_those_of_the_articles(index: Index) -> None:
    articles = read_folder([BUNDLED]).articles
    passages = [passage for article in articles for passage in article.passages]
    assert len(index) == len(passages)
    for number, passage in enumerate(passages):
        stored = index.passage_at(number)
        assert (stored.number, stored.id, stored.text) == (number, passage.id, passage.text)
        assert (stored.heading, stored.kind) == (passage.heading, passage.kind)
        assert (stored.cells, stored.marks) == (passage.cells, passage.marks)
        assert stored.article == index.article(passage.article).id == passage.article
        assert stored.quote == passage.quote
        assert index.quote(stored.article, stored.start, stored.end) == passage.quote
        assert index.passage(passage.id) == stored


@pytest.mark.parametrize("name", ["", "zz", "0", "-1", "f" * 16, "f" * 40, "0x10", "１"])
def test_an_unknown_passage_is_none(name: str, index: Index) -> None:
    assert index.passage(name) is None


def test_an_id_is_known_only_as_it_is_written(index: Index) -> None:
    known = next(one.id for one in map(index.passage_at, range(len(index))) if not one.id.isdigit())
    assert index.passage(known) is not None
    for other in (known.upper(), f"0{known}", f" {known}", f"0x{known}"):
        assert index.passage(other) is None


def test_sections_hold_their_passages(index: Index) -> None:
    for article in range(len(index.articles)):
        for number in range(*index.section_range(article)):
            section = index.section(number)
            assert section.number == number
            assert section.article == article
            assert section.path[-1] == section.heading
            for passage in map(index.passage_at, section.passages):
                assert passage.heading[: len(section.path)] == section.path
                assert passage.article == index.articles[article].id
    for passage in map(index.passage_at, range(len(index))):
        if passage.section is not None:
            section = index.section(passage.section)
            assert passage.number in section.passages
            assert section.path == passage.heading


def test_blocks_say_what_leads_in_to_them(index: Index) -> None:
    for passage in map(index.passage_at, range(len(index))):
        block = index.block(passage.block)
        for span in (block.lead, block.header):
            if span is not None:
                assert span.text
                assert index.quote(passage.article, span.start, span.end)
        if passage.kind == "row" and block.columns:
            assert len(passage.cells) == len(block.columns)


def test_records_beyond_the_last_are_none(index: Index) -> None:
    for number in (-1, len(index)):
        with pytest.raises(IndexError):
            index.passage_at(number)


def test_its_arrays_cannot_be_written_to(index: Index) -> None:
    for array in (index.tokens.stored, index.lexical.scores, index.article_of):
        with pytest.raises(ValueError, match="read-only"):
            array[:1] = 0


@pytest.fixture
def copy(guides_index: Path, tmp_path: Path) -> Path:
    """A copy of an index whose files may be replaced, not written to."""
    shutil.copytree(guides_index, tmp_path / "index", copy_function=_linked)
    return tmp_path / "index"


def _linked(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def refused(folder: Path) -> str:
    with pytest.raises(IndexUnusableError) as error:
        FolderIndex.open(folder)
    said = str(error.value)
    assert said.endswith(f": careerbot index ARTICLES… --index {folder}")
    assert "\n" not in said
    return said


def manifest(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / LAYOUT.manifest).read_text("utf-8"))
    return found


def rewritten(path: Path, text: bytes) -> None:
    path.unlink()  # a link to the file of an index that others read
    path.write_bytes(text)


def test_another_encoder_is_refused(copy: Path) -> None:
    path = copy / str(manifest(copy)["version"]) / LAYOUT.encoder / "encoder.json"
    checksum = str(manifest(copy)["encoder"]["sha256"])  # type: ignore[index]
    assert checksum.encode() in path.read_bytes()
    rewritten(path, path.read_bytes().replace(checksum.encode(), checksum[::-1].encode()))
    assert "was built with another encoder" in refused(copy)


def test_every_file_that_is_missing_is_noticed(copy: Path) -> None:
    found = manifest(copy)
    names = found["files"]
    assert isinstance(names, dict)
    assert len(names) > 20
    for name in names:
        path = copy / str(found["version"]) / name
        away = path.with_name("away")
        path.rename(away)
        assert f"({name} is missing or cut short)" in refused(copy)
        away.rename(path)


@pytest.mark.parametrize(
    "name",
    [LAYOUT.dense, LAYOUT.columns, LAYOUT.acronyms, "encoder/model.onnx", LAYOUT.questions],
)
def test_a_file_of_the_right_size_with_the_wrong_content_is_refused(name: str, copy: Path) -> None:
    path = copy / str(manifest(copy)["version"]) / name
    rewritten(path, b"\x00" * path.stat().st_size)
    assert "is damaged" in refused(copy)


def test_no_index_names_the_command_that_builds_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="careerbot index ARTICLES… --index"):
        FolderIndex.open(tmp_path / "none")


@pytest.mark.parametrize(
    "during", ["index.store.manifest.msgspec.json.decode", "index.load.Dense.load"]
)
def test_an_index_that_is_rebuilt_while_it_opens_is_opened_anew(
    during: str, guides_index: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Twice, just before it is read, another takes its place, and it is deleted.
    left = ["1" * 16, "2" * 16]
    place, _, name = during.rpartition(".")
    read: Callable[..., object] = getattr(pkgutil.resolve_name(place), name)
    found = Manifest.read(guides_index, "")

    building = False

    def read_late(*arguments: object, **options: object) -> object:
        nonlocal building
        if left and not building:  # a build reads the manifest, too
            building, version = True, left.pop()
            with publish(copy) as publication:
                shutil.copytree(
                    guides_index / found.version,
                    publication.folder,
                    copy_function=_linked,
                    dirs_exist_ok=True,
                )
                publication.manifest = replace(found, version=version)
            forget_earlier(copy)
            building = False
        return read(*arguments, **options)

    monkeypatch.setattr(during, read_late)
    assert FolderIndex.open(copy).version == "1" * 16
