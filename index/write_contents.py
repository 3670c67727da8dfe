"""What an index keeps of the articles beside vectors: records, words and known questions."""

from __future__ import annotations

import importlib.util
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.article import Article, Block, Passage, Skipped, Span
from corpus.errors import CareerbotError
from corpus.owner import OWNER_FILE, OwnerWords
from index.acronyms import Acronyms
from index.known_questions import Known, normalized
from index.labels import labels
from index.store.layout import LAYOUT
from index.store.records import Records
from index.text.english import EnglishWords
from index.text.words import fold, words

__all__ = ["known_questions", "without_question", "write_records", "write_words"]

ID_ROW = np.dtype([("id", "<u8"), ("passage", "<i4")])


def write_records(articles: Sequence[Article], folder: Path) -> None:
    """Write the articles' sources, sections, blocks and passages into an index folder."""
    passages: list[dict[str, Any]] = []
    sections: list[dict[str, Any]] = []
    blocks: list[dict[str, Any]] = []
    columns: list[tuple[int, int, int]] = []
    for number, (article, named) in enumerate(zip(articles, labels(articles), strict=True)):
        first, first_section, first_block = len(passages), len(sections), len(blocks)
        starts = [passage.start for passage in article.passages]
        for section in article.sections:
            low, high = (first + bisect_left(starts, at) for at in (section.start, section.end))
            record = {"heading": section.heading, "path": section.path, "faq": section.faq}
            sections.append({**record, "article": number, "first": low, "last": high})
        blocks += map(_block_record, article.blocks)
        for passage, label in zip(article.passages, named, strict=True):
            columns.append(
                (
                    number,
                    -1 if passage.section is None else first_section + passage.section,
                    first_block + passage.block,
                )
            )
            passages.append({**_passage_record(passage), "label": label})
    Records.write(folder / LAYOUT.sources, (article.source for article in articles))
    Records.write(folder / LAYOUT.passages, passages)
    Records.write(folder / LAYOUT.sections, sections)
    Records.write(folder / LAYOUT.blocks, blocks)
    np.save(folder / LAYOUT.columns, np.asarray(columns, np.int32).reshape(-1, 3))
    order = sorted(range(len(passages)), key=lambda i: passages[i]["id"])
    ids = [(int(str(passages[i]["id"]), 16), i) for i in order]
    np.save(folder / LAYOUT.ids, np.asarray(ids, ID_ROW))


def _passage_record(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "heading": passage.heading,
        "kind": passage.kind,
        "start": passage.start,
        "end": passage.end,
        "line": passage.line,
        "text": passage.text,
        "cells": passage.cells,
        "depth": passage.depth,
        "ordinal": passage.ordinal,
        "marks": passage.marks,
    }


def _block_record(block: Block) -> dict[str, Any]:
    def span(one: Span | None) -> object:
        return one and {"start": one.start, "end": one.end, "text": one.text}

    return {
        "kind": block.kind,
        "lead": span(block.lead),
        "header": span(block.header),
        "columns": block.columns,
    }


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
    EnglishWords.build([word for _, word in ranked]).save(folder / LAYOUT.english)
    text = "".join(f"{word}\n" for word in sorted(_vocabulary(articles, owner, acronyms)))
    (folder / LAYOUT.words).write_text(text, "utf-8")


def _vocabulary(articles: Sequence[Article], owner: OwnerWords, acronyms: Acronyms) -> set[str]:
    """Return the words of the articles and their owner as they are written, in any case."""
    texts = [passage.text for article in articles for passage in article.passages]
    texts += [section.heading for article in articles for section in article.sections]
    texts += [*acronyms.long_forms, *acronyms.long_forms.values()]
    texts += [phrasing for phrasings in owner.phrasings.values() for phrasing in phrasings]
    return {fold(word.text) for text in texts for word in words(text)}


def known_questions(
    articles: Sequence[Article], owner: OwnerWords, acronyms: Acronyms
) -> Iterator[tuple[str, Known, int]]:
    """Yield every question known word for word, as it stands and with acronyms written out."""
    for question, kind, target in (*_own(articles), *_phrasings(articles, owner)):
        yield question, kind, target
        yield acronyms.expand(question), kind, target


def _own(articles: Sequence[Article]) -> Iterator[tuple[str, Known, int]]:
    first_passage = first_section = 0
    for article, named in zip(articles, labels(articles), strict=True):
        starts = [passage.start for passage in article.passages]
        for number, section in enumerate(article.sections):
            kind = Known.FAQ if section.faq else Known.HEADING
            if bisect_left(starts, section.start) < bisect_left(starts, section.end):
                yield section.heading, kind, first_section + number
        for number, label in enumerate(named):
            yield label, Known.LABEL, first_passage + number
        first_section += len(article.sections)
        first_passage += len(article.passages)


def without_question(articles: Sequence[Article], owner: OwnerWords) -> Iterator[Skipped]:
    """Yield the owner's phrasings of questions that none of the articles has."""
    headings = {normalized(section.heading) for one in articles for section in one.sections}
    for question in owner.phrasings:
        if normalized(question) not in headings:
            yield Skipped(OWNER_FILE, None, f"phrasings: no article has the heading {question!r}")


def _phrasings(articles: Sequence[Article], owner: OwnerWords) -> Iterator[tuple[str, Known, int]]:
    sections: dict[str, list[int]] = {}
    for number, section in enumerate(s for article in articles for s in article.sections):
        sections.setdefault(normalized(section.heading), []).append(number)
    for question, others in owner.phrasings.items():
        for target in sections.get(normalized(question), ()):
            yield from ((other, Known.PHRASING, target) for other in others)
