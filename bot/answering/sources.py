"""The sources of an answer: the stretches of the articles that its passages stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote as percent_encoded

from bot.answering.model import Source, SourceReference
from corpus.article import Reference
from corpus.links import is_link
from corpus.source import AS_WRITTEN
from index.contract import Index, StoredPassage

__all__ = ["Stretch", "sources"]

# Between two passages of one citation stand only marks of lists and tables, and reference marks.
_BETWEEN = re.compile(r"(?:\s|[-*•·|:>]|\d{1,3}[.)]\s|\[\^?[\w-]{1,20}\])*\Z")
# A term and what it is, or lines that were broken, are read as one text with such a sign in it.
_JOINT = re.compile(r"\s[-·]\s")
_FRAGMENT_WORDS = 6
_FURTHEST = 400
"""Characters between two passages of one citation at most."""
_FURTHEST_IN_BLOCK = 1_500
"""The same between items of one list, rows of one table, code and what leads in to it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a passage's article that are shown: the passage, its lead-in or header."""

    passage: StoredPassage
    start: int
    end: int


def sources(
    stretches: Sequence[Stretch], best: StoredPassage, highlight: str, index: Index
) -> list[Source]:
    """Return one source for stretches that stand together, that of the best passage first."""
    merged: list[list[Stretch]] = []
    ordered = sorted(stretches, key=lambda s: (index.article_of[s.passage.number], s.start, s.end))
    for stretch in ordered:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last[0].passage.article == stretch.passage.article
            and last[0].passage.heading == stretch.passage.heading
            and _together(last, stretch, index)
        ):
            last.append(stretch)
        else:
            merged.append([stretch])
    merged.sort(key=lambda group: best.start not in (stretch.start for stretch in group))
    return [
        _source(number, group, highlight if number == 1 else "", index)
        for number, group in enumerate(merged, 1)
    ]


def _together(group: Sequence[Stretch], stretch: Stretch, index: Index) -> bool:
    """Whether a stretch stands beside a group, or further on in the list, table or code."""
    end = max(before.end for before in group)
    block = stretch.passage.block
    one_block = index.block(block).kind != "paragraphs" and any(
        before.passage.block == block for before in group
    )
    return (one_block and stretch.start - end <= _FURTHEST_IN_BLOCK) or _adjacent(
        end, stretch, index
    )


def _adjacent(end: int, stretch: Stretch, index: Index) -> bool:
    if stretch.start <= end:
        return True
    if stretch.start - end > _FURTHEST:
        return False
    return bool(_BETWEEN.match(index.quote(stretch.passage.article, end, stretch.start)))


def _source(number: int, group: Sequence[Stretch], highlight: str, index: Index) -> Source:
    passage = group[0].passage
    article = index.article(passage.article)
    start, end = min(each.start for each in group), max(each.end for each in group)
    quote = index.quote(article.id, start, end)
    head = index.quote(article.id, passage.start, start) if start > passage.start else None
    written = Path(article.path).suffix.lower() in AS_WRITTEN
    line = (
        min(each.passage.line for each in group)
        if not written
        else passage.line + head.count("\n")
        if head is not None
        else passage.line - index.quote(article.id, start, passage.start).count("\n")
    )
    return Source(
        n=number,
        article=article.id,
        title=article.title,
        heading=passage.heading,
        quote=quote,
        start=start,
        end=end,
        line=line,
        url=_on_pdf_page(article.url, passage.page)
        if passage.page
        else _link(
            article.url,
            passage.element or _anchor(passage, index),
            _on_page(passage, highlight),
        ),
        updated=article.updated,
        references=tuple(_reference(each) for each in article.references if each.mark in quote),
        page=passage.page,
        element=passage.element,
        last_line=None if written else max(each.passage.line for each in group),
        language=article.language,
    )


def _anchor(passage: StoredPassage, index: Index) -> str | None:
    return None if passage.section is None else index.section(passage.section).anchor


def _on_pdf_page(url: str | None, page: int) -> str | None:
    """A link to a page of a PDF file, which browsers open it at."""
    return url and f"{url.partition('#')[0]}#page={page}"


def _on_page(passage: StoredPassage, highlight: str) -> str:
    """Text that stands on a page in one piece: of a table's row a cell, else between joints."""
    pieces = passage.cells or _JOINT.split(highlight or passage.text)
    return max(pieces, key=len)


def _reference(reference: Reference) -> SourceReference:
    # An index may be older than the check of what is read into it.
    url = reference.url if reference.url and is_link(reference.url) else None
    return SourceReference(reference.mark, reference.title, url)


def _link(url: str | None, anchor: str | None, text: str) -> str | None:
    """A link to the sentence on the page, as a text fragment, or else to its heading."""
    if url is None:
        return None
    words = text.split()
    if len(words) <= 2 * _FRAGMENT_WORDS:
        fragment = _fragment(words)
    else:
        fragment = f"{_fragment(words[:_FRAGMENT_WORDS])},{_fragment(words[-_FRAGMENT_WORDS:])}"
    joint = ":~:" if "#" in url else f"#{percent_encoded(anchor or '')}:~:"
    return f"{url}{joint}text={fragment}"


def _fragment(words: Sequence[str]) -> str:
    # A hyphen means something in a text fragment; quote() leaves it as it is.
    return percent_encoded(" ".join(words), safe="").replace("-", "%2D")
