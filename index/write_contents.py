"""What an index keeps of the articles beside vectors: records, words and known questions."""

from __future__ import annotations

import importlib.util
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from corpus.anchors import anchors
from corpus.article import Article, Block, Passage, Section, Skipped
from corpus.errors import CareerbotError
from corpus.owner import OWNER_FILE, OwnerWords
from index.acronyms import Acronyms
from index.known_questions import Known, normalized
from index.store.contents import StoredPassage, StoredSection
from index.store.layout import LAYOUT
from index.store.records import Records
from index.text.english import EnglishWords
from index.text.stopwords import FUNCTION_WORDS
from index.text.words import common_language, fold, words, written

__all__ = [
    "known_questions",
    "without_question",
    "write_headed",
    "write_records",
    "write_words",
]

ID_ROW = np.dtype([("id", "<u8"), ("passage", "<i4")])


def write_records(
    articles: Sequence[Article], labels: Sequence[Sequence[str]], folder: Path
) -> None:
    """Write the articles' sources, sections, blocks and passages into an index folder.

    `labels` has one label a section, by article.
    """
    passages: list[StoredPassage] = []
    sections: list[StoredSection] = []
    blocks: list[Block] = []
    columns: list[tuple[int, int, int]] = []
    for number, (article, own_labels) in enumerate(zip(articles, labels, strict=True)):
        first_passage, first_section, first_block = len(passages), len(sections), len(blocks)
        starts = [passage.start for passage in article.passages]
        own_anchors = anchors(article)
        for section, label, anchor in zip(article.sections, own_labels, own_anchors, strict=True):
            first, end = (bisect_left(starts, at) for at in (section.start, section.end))
            sections.append(
                StoredSection(
                    **_fields(section),
                    label=label,
                    number=len(sections),
                    article=number,
                    first_passage=first_passage + first,
                    end_passage=first_passage + end,
                    anchor=anchor,
                )
            )
        blocks += (
            replace(block, section=_renumbered(block.section, first_section))
            for block in article.blocks
        )
        for passage in article.passages:
            own = {
                "number": len(passages),
                "section": _renumbered(passage.section, first_section),
                "block": first_block + passage.block,
            }
            stored = StoredPassage(**{**_fields(passage), **own})
            passages.append(stored)
            columns.append((number, -1 if stored.section is None else stored.section, stored.block))
    Records.write(folder, LAYOUT.sources, (article.source for article in articles))
    Records.write(folder, LAYOUT.passages, passages)
    Records.write(folder, LAYOUT.sections, sections)
    Records.write(folder, LAYOUT.blocks, blocks)
    np.save(folder / LAYOUT.columns, np.asarray(columns, np.int32).reshape(-1, 3))
    by_id = sorted(passages, key=lambda passage: passage.id)
    ids = [(int(passage.id, 16), passage.number) for passage in by_id]
    np.save(folder / LAYOUT.ids, np.asarray(ids, ID_ROW))


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


def write_headed(articles: Sequence[Article], folder: Path) -> None:
    """Write the words that are all of some heading: no question can go over every heading."""
    language = common_language(article.language for article in articles)
    made: set[str] = set()
    for heading in {section.heading for article in articles for section in article.sections}:
        found = words(heading, language)
        own = {word.stem for word in found if fold(word.text) not in FUNCTION_WORDS}
        if len(own) == 1:
            made |= own
    (folder / LAYOUT.headed).write_text("".join(f"{stem}\n" for stem in sorted(made)), "utf-8")


def _vocabulary(articles: Sequence[Article], owner: OwnerWords, acronyms: Acronyms) -> set[str]:
    """Return the words of the articles and their owner as they are written, in any case."""
    texts = [passage.text for article in articles for passage in article.passages]
    texts += [section.heading for article in articles for section in article.sections]
    texts += [article.title for article in articles]
    texts += [*acronyms.long_forms, *acronyms.long_forms.values()]
    texts += [
        each for article in articles for section in article.sections for each in section.phrasings
    ]
    texts += [phrasing for phrasings in owner.phrasings.values() for phrasing in phrasings]
    once = {word for text in texts for word in written(text)}
    return {fold(word) for word in once}


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
        for number, (section, label) in enumerate(zip(article.sections, own_labels, strict=True)):
            kind = Known.FAQ if section.faq else Known.HEADING
            if bisect_left(starts, section.start) < bisect_left(starts, section.end):
                yield section.heading, kind, first_section + number
                if normalized(label) != normalized(section.heading):
                    yield label, kind, first_section + number
        if article.passages and article.passages[0].section is None:
            yield article.title, Known.OPENING, first_passage
        first_section += len(article.sections)
        first_passage += len(article.passages)


def without_question(articles: Sequence[Article], owner: OwnerWords) -> Iterator[Skipped]:
    """Yield the owner's phrasings of questions that none of the articles has."""
    headings = {normalized(section.heading) for article in articles for section in article.sections}
    for question in owner.phrasings:
        if normalized(question) not in headings:
            yield Skipped(OWNER_FILE, None, f"phrasings: no article has the heading {question!r}")


def _phrasings(articles: Sequence[Article], owner: OwnerWords) -> Iterator[tuple[str, Known, int]]:
    """The articles' own and the owner's other ways to ask what a heading asks."""
    sections: dict[str, list[int]] = {}
    for number, section in enumerate(s for article in articles for s in article.sections):
        yield from ((phrasing, Known.PHRASING, number) for phrasing in section.phrasings)
        sections.setdefault(normalized(section.heading), []).append(number)
    for question, phrasings in owner.phrasings.items():
        for target in sections.get(normalized(question), ()):
            yield from ((phrasing, Known.PHRASING, target) for phrasing in phrasings)
