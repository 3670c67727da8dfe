"""Places of an article that its owner may want to look at: read as they stand, but hardly meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.article import Article, Passage, Section
from corpus.errors import cut
from corpus.source import Source

__all__ = ["Doubtful", "doubtful"]

LONGEST = 2_000
"""Characters of a paragraph from which on nobody reads it as an answer."""
MOST_WORDS = 25
"""Words of an answer that says no more than where to look."""

_POINTS = re.compile(
    r"(?:^|[.!?]\s+)(?:please |you can |for (?:more|details|further)\b.{0,40}?)?"
    r"(?:see|read|refer to|look at|go to|visit|check(?: out)?|click|find out|contact|email|ask)\b"
    r"|\b(?:here|above|below|this (?:page|link|article|section))[.!]?$",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://|\]\(|\]\[")


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A place, and what is odd about it."""

    path: str
    line: int
    reason: str


def doubtful(article: Article) -> Iterator[Doubtful]:
    """Yield the doubtful places of an article, in the order of the source."""
    source = Source(article.source, article.path)
    found = [*_long(article), *_alike(article, source), *_elsewhere(article, source)]
    yield from sorted(found, key=lambda each: each.line)


def _long(article: Article) -> Iterator[Doubtful]:
    for passage in article.passages:
        if passage.kind == "paragraph" and len(passage.text) >= LONGEST:
            reason = f"a paragraph of {len(passage.text):,} characters: it is quoted as one"
            yield Doubtful(article.path, passage.line, reason)


def _alike(article: Article, source: Source) -> Iterator[Doubtful]:
    """Headings that say the same in one place, or ask the same anywhere."""
    first: dict[tuple[str, ...], Section] = {}
    for section in article.sections:
        whole = (section.heading,) if section.faq else section.path
        key = tuple(" ".join(part.casefold().split()) for part in whole)
        before = first.setdefault(key, section)
        if before is not section:
            line = source.line_at(before.start)
            reason = f"the heading {cut(section.heading)} stands on line {line}, too"
            yield Doubtful(article.path, source.line_at(section.start), reason)


def _elsewhere(article: Article, source: Source) -> Iterator[Doubtful]:
    """Answers that only say where the answer is."""
    answers: dict[int, list[Passage]] = {}
    for passage in article.passages:
        if passage.section is not None and article.sections[passage.section].faq:
            answers.setdefault(passage.section, []).append(passage)
    for section, passages in answers.items():
        text = " ".join(passage.text for passage in passages)
        if len(text.split()) > MOST_WORDS or any(char.isdigit() for char in text):
            continue
        linked = any(_LINK.search(passage.quote) for passage in passages)
        if _POINTS.search(text) and (linked or len(text.split()) <= MOST_WORDS // 2):
            heading = article.sections[section]
            reason = f"the answer to {cut(heading.heading)} only points elsewhere: {cut(text)}"
            yield Doubtful(article.path, source.line_at(heading.start), reason)
