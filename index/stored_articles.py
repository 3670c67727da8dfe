"""The articles of an index, as they were read: what it keeps of them is all there is to them."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from corpus.article import Article, Block, Passage, Section
from corpus.folder import Former
from corpus.owner import OwnerWords
from index.contract import Index
from index.errors import IndexMissingError, IndexUnusableError
from index.store.contents import StoredPassage, StoredSection
from index.store.integrity import Integrity
from index.store.layout import LAYOUT
from index.store.manifest import ArticleInfo, Manifest
from index.store.records import Records

__all__ = [
    "Wanted",
    "articles_in",
    "former_articles",
    "former_in",
    "owner_of",
    "stored_articles",
    "stored_owner",
    "write_owner",
]

Wanted = Callable[[ArticleInfo], bool]


def former_articles(folder: Path) -> Former:
    """Return what finds the articles of the index in a folder; none where it isn't whole."""

    @cache
    def manifest() -> Manifest:
        read = Manifest.read(folder, "")
        Integrity(folder, read, "").check()
        return read

    return former_in(lambda wanted: stored_articles(folder, manifest(), wanted))


def former_in(every: Callable[[Wanted], Iterable[Article]]) -> Former:
    """Return what finds an article among those that an index is asked for, by its id and file."""

    def former(name: str, path: Path) -> Article | None:
        try:
            found = every(lambda info: info.id == name and info.path == path.name)
            return next((dataclasses.replace(each, path=str(path)) for each in found), None)
        # Of another format, or damaged; or another build is sweeping it away just now.
        except (IndexMissingError, IndexUnusableError, OSError):
            return None

    return former


def stored_articles(
    folder: Path, manifest: Manifest, wanted: Wanted = lambda _: True
) -> Iterator[Article]:
    """Yield the articles of the index in a folder; what was set aside of them isn't kept."""
    files = folder / manifest.version
    sources = Records(files, LAYOUT.sources, str)
    passages = Records(files, LAYOUT.passages, StoredPassage)
    sections = Records(files, LAYOUT.sections, StoredSection)
    blocks = Records(files, LAYOUT.blocks, Block)
    yield from _articles(
        manifest,
        sources.__getitem__,
        passages.__getitem__,
        sections.__getitem__,
        blocks.__getitem__,
        wanted,
    )


def articles_in(index: Index, wanted: Wanted = lambda _: True) -> Iterator[Article]:
    """Yield the articles of an index that is open, wherever it is kept, likewise."""

    def source(number: int) -> str:
        return index.quote(index.articles[number].id, 0, sys.maxsize)

    yield from _articles(
        index.manifest, source, index.passage_at, index.section, index.block, wanted
    )


def _articles(
    manifest: Manifest,
    source: Callable[[int], str],
    passage_at: Callable[[int], StoredPassage],
    section_at: Callable[[int], StoredSection],
    block_at: Callable[[int], Block],
    wanted: Wanted,
) -> Iterator[Article]:
    for number, (info, own_sections, own_blocks) in enumerate(
        zip(manifest.articles, manifest.sections, manifest.blocks, strict=True)
    ):
        if not wanted(info):
            continue
        start, first_block = own_sections[0], own_blocks[0]
        own = range(info.first_passage, info.first_passage + info.passages)
        shared = {
            field.name: getattr(info, field.name)
            for field in dataclasses.fields(Article)
            if field.name in info.__struct_fields__ and field.name != "passages"
        }
        yield Article(
            **shared,
            source=source(number),
            sections=tuple(_section(section_at(section)) for section in range(*own_sections)),
            blocks=tuple(_block(block_at(block), start) for block in range(*own_blocks)),
            passages=tuple(_passage(passage_at(passage), start, first_block) for passage in own),
        )


def write_owner(owner: OwnerWords, folder: Path) -> None:
    """Write what the owner added to the articles; what to keep of them is theirs already."""
    said = {
        "acronyms": dict(owner.acronyms),
        "phrasings": dict(owner.phrasings),
        "publisher": list(owner.publisher),
    }
    (folder / LAYOUT.owner).write_bytes(msgspec.json.encode(said, order="sorted"))


def stored_owner(folder: Path, manifest: Manifest) -> OwnerWords:
    """Return what the owner added to the articles of the index in a folder."""
    return owner_of((folder / manifest.version / LAYOUT.owner).read_bytes())


def owner_of(data: bytes) -> OwnerWords:
    """Read what `write_owner` wrote."""
    said = msgspec.json.decode(data)
    named = tuple(said.get("publisher", ()))
    return OwnerWords(said["acronyms"], said["phrasings"], publisher=named)


def _within(number: int | None, first: int) -> int | None:
    """The number in its article of what is numbered over all of them."""
    return None if number is None else number - first


def _block(stored: Block, first: int) -> Block:
    return dataclasses.replace(stored, section=_within(stored.section, first))


def _section(stored: StoredSection) -> Section:
    return Section(
        **{each.name: getattr(stored, each.name) for each in dataclasses.fields(Section)}
    )


def _passage(stored: StoredPassage, first_section: int, first_block: int) -> Passage:
    own = {each.name: getattr(stored, each.name) for each in dataclasses.fields(Passage)}
    own["section"] = _within(stored.section, first_section)
    own["block"] = stored.block - first_block
    return Passage(**own)
