"""What an index keeps of the articles beside vectors: records, words and known questions."""

from __future__ import annotations

import importlib.util
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.anchors import anchors
from corpus.article import Article, Passage, Section, Skipped
from corpus.errors import CareerbotError
from corpus.owner import OWNER_FILE, OwnerWords
from index.acronyms import Acronyms
from index.known_questions import Known, normalized
from index.labels import unnumbered
from index.store.arrays import ArrayWriter
from index.store.contents import StoredPassage, StoredSection
from index.store.layout import LAYOUT
from index.store.records import RecordWriter
from index.text.english import EnglishWords
from index.text.stopwords import FUNCTION_WORDS, GENERIC_WORDS
from index.text.words import fold, written

__all__ = ["known_questions", "without_question", "write_records", "write_words"]

ID_ROW = np.dtype([("id", "<u8"), ("passage", "<i4")])


def write_records(
    articles: Sequence[Article], labels: Sequence[Sequence[str]], folder: Path
) -> None:
    """Write the articles' sources, sections, blocks and passages into an index folder.

    `labels` has one label a section, by article.
    """
    ids: list[NDArray[np.void]] = []
    with (
        RecordWriter(folder, LAYOUT.sources) as sources,
        RecordWriter(folder, LAYOUT.passages) as passages,
        RecordWriter(folder, LAYOUT.sections) as sections,
        RecordWriter(folder, LAYOUT.blocks) as blocks,
        ArrayWriter(folder / LAYOUT.columns, np.int32, (3,)) as columns,
    ):
        for number, (article, own_labels) in enumerate(zip(articles, labels, strict=True)):
            first_passage, first_section, first_block = len(passages), len(sections), len(blocks)
            sources.add(article.source)
            for stored in _sections(article, own_labels, number, first_passage, first_section):
                sections.add(stored)
            for own_block in article.blocks:
                renumbered = _renumbered(own_block.section, first_section)
                blocks.add(replace(own_block, section=renumbered))
            own_ids = np.empty(len(article.passages), ID_ROW)
            own_columns = np.empty((len(article.passages), 3), np.int32)
            for row, passage in enumerate(article.passages):
                section = _renumbered(passage.section, first_section)
                block = first_block + passage.block
                own = {"number": first_passage + row, "section": section, "block": block}
                passages.add(StoredPassage(**{**_fields(passage), **own}))
                own_columns[row] = number, -1 if section is None else section, block
                own_ids[row] = int(passage.id, 16), first_passage + row
            columns.append(own_columns)
            ids.append(own_ids)
    every = np.concatenate([np.empty(0, ID_ROW), *ids])
    np.save(folder / LAYOUT.ids, every[np.argsort(every["id"], kind="stable")])


def _sections(
    article: Article, labels: Sequence[str], number: int, first_passage: int, first_section: int
) -> Iterator[StoredSection]:
    """Yield an article's sections, numbered over all articles."""
    starts = [passage.start for passage in article.passages]
    found = zip(article.sections, labels, anchors(article), strict=True)
    for row, (section, label, anchor) in enumerate(found):
        first, end = (bisect_left(starts, at) for at in (section.start, section.end))
        yield StoredSection(
            **_fields(section),
            label=label,
            number=first_section + row,
            article=number,
            first_passage=first_passage + first,
            end_passage=first_passage + end,
            anchor=anchor,
        )


def _fields(kept: Section | Passage) -> dict[str, Any]:
    """Return what it has, by name: `asdict` would copy every tuple in it."""
    return {name: getattr(kept, name) for name in _NAMES[type(kept)]}


_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in (Section, Passage)}


def _renumbered(section: int | None, first: int) -> int | None:
    """The number in the index of an article's section, whose sections begin at `first`."""
    return None if section is None else first + section


def write_words(
    articles: Sequence[Article], owner: OwnerWords, acronyms: Acronyms, folder: Path
) -> None:
    """Write the words of the articles and their owner, and the English words by frequency."""
    spec = importlib.util.find_spec("symspellpy")
    if spec is None or spec.origin is None:
        raise CareerbotError("symspellpy is missing: pip install symspellpy")
    source = Path(spec.origin).with_name("frequency_dictionary_en_82_765.txt")
    lines = source.read_text("utf-8-sig").splitlines()
    ranked = sorted(((-int(count), word) for word, count in map(str.split, lines)))
    EnglishWords.build([word for _, word in ranked]).save(folder)
    text = "".join(f"{word}\n" for word in sorted(_vocabulary(articles, owner, acronyms)))
    (folder / LAYOUT.words).write_text(text, "utf-8")


def _vocabulary(articles: Sequence[Article], owner: OwnerWords, acronyms: Acronyms) -> set[str]:
    """Return the words of the articles and their owner as they are written, in any case."""
    once = {word for text in _texts(articles, owner, acronyms) for word in written(text)}
    return {fold(word) for word in once}


def _texts(articles: Sequence[Article], owner: OwnerWords, acronyms: Acronyms) -> Iterator[str]:
    for article in articles:
        yield article.title
        yield article.publisher or ""
        yield from (passage.text for passage in article.passages)
        for section in article.sections:
            yield section.heading
            yield from section.phrasings
    yield from (*owner.publisher, *acronyms.long_forms, *acronyms.long_forms.values())
    yield from (phrasing for phrasings in owner.phrasings.values() for phrasing in phrasings)


def known_questions(
    articles: Sequence[Article],
    labels: Sequence[Sequence[str]],
    owner: OwnerWords,
    acronyms: Acronyms,
) -> Iterator[tuple[str, Known, int]]:
    """Yield every question known word for word, as it stands and with acronyms written out.

    Each comes with its kind and its target; `labels` has one label a section, by article.
    """
    for question, kind, target in (*_own(articles, labels), *_phrasings(articles, owner)):
        yield question, kind, target
        yield acronyms.expand(question), kind, target


def _own(
    articles: Sequence[Article], labels: Sequence[Sequence[str]]
) -> Iterator[tuple[str, Known, int]]:
    """The headings and labels of the articles; those of an FAQ are its questions."""
    first_passage = first_section = 0
    for article, own_labels in zip(articles, labels, strict=True):
        starts = [passage.start for passage in article.passages]
        headings = [section.heading for section in article.sections]
        asked = zip(unnumbered(headings, words=True), own_labels, strict=True)
        for number, (section, others) in enumerate(zip(article.sections, asked, strict=True)):
            kind = Known.FAQ if section.faq else Known.HEADING
            if bisect_left(starts, section.start) < bisect_left(starts, section.end):
                ways = {normalized(way): way for way in (*others, section.heading)}
                for way in ways.values():
                    yield way, kind, first_section + number
                if section.faq or section.heading.rstrip().endswith("?"):
                    for beginning in _beginnings(section.heading):
                        yield beginning, Known.BEGINNING, first_section + number
        if article.passages and article.passages[0].section is None:
            yield article.title, Known.OPENING, first_passage
        first_section += len(article.sections)
        first_passage += len(article.passages)


_NAMES_NOTHING = FUNCTION_WORDS | GENERIC_WORDS


def _beginnings(question: str) -> Iterator[str]:
    """Yield how a question begins, of two words or more, as far as it names nothing."""
    said = normalized(question).split()
    named = (n for n, word in enumerate(said) if word not in _NAMES_NOTHING)
    for length in range(2, next(named, len(said) - 1) + 1):
        yield " ".join(said[:length])


def without_question(articles: Sequence[Article], owner: OwnerWords) -> Iterator[Skipped]:
    """Yield the owner's phrasings of what none of the articles has."""
    if not owner.phrasings:
        return
    headings = {normalized(section.heading) for article in articles for section in article.sections}
    passages = _chosen(articles, owner)
    for question in owner.phrasings:
        if normalized(question) not in headings and question not in passages:
            reason = f"phrasings: no article has the heading or passage {question!r}"
            yield Skipped(OWNER_FILE, None, reason)


def _chosen(articles: Sequence[Article], owner: OwnerWords) -> dict[str, int]:
    """Return the numbers of the passages that the owner's phrasings name, by id."""
    ids = (passage.id for article in articles for passage in article.passages)
    return {each: number for number, each in enumerate(ids) if each in owner.phrasings}


def _phrasings(articles: Sequence[Article], owner: OwnerWords) -> Iterator[tuple[str, Known, int]]:
    """The articles' own and the owner's other ways to ask what a heading asks.

    The owner may name a passage by its id instead, of which a heading has several.
    """
    sections: dict[str, list[int]] = {}
    for number, section in enumerate(s for article in articles for s in article.sections):
        yield from ((phrasing, Known.PHRASING, number) for phrasing in section.phrasings)
        sections.setdefault(normalized(section.heading), []).append(number)
    for question, phrasings in owner.phrasings.items():
        for target in sections.get(normalized(question), ()):
            yield from ((phrasing, Known.PHRASING, target) for phrasing in phrasings)
    if owner.phrasings:
        for passage, target in _chosen(articles, owner).items():
            yield from ((each, Known.PASSAGE, target) for each in owner.phrasings[passage])
