"""Places of an article that its owner may want to look at: read as they stand, but hardly meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.article import Article, Passage, Section, unanswered
from corpus.errors import cut, location
from corpus.placeholders import UNRESOLVED
from corpus.places import Places
from corpus.source import Place

__all__ = ["Doubtful", "doubtful", "titled_alike"]

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
    place: Place
    reason: str

    def __str__(self) -> str:
        return f"{location(self.path, self.place.line, self.place.page)}: {self.reason}"


def doubtful(article: Article) -> Iterator[Doubtful]:
    """Yield the doubtful places of an article, in the order of the source."""
    places = Places(article)
    found = [*_long(article), *_alike(article, places), *_elsewhere(article), *_unfilled(article)]
    if reason := unanswered(article.sections, article.passages):
        found.append((min(each.start for each in article.sections if each.faq), reason))
    for offset, reason in sorted(found):
        yield Doubtful(article.path, places.of(offset), reason)


def titled_alike(articles: Iterable[Article]) -> Iterator[Doubtful]:
    """Yield the articles whose title another one in their language has: sources look the same."""
    first: dict[tuple[str, str], str] = {}
    for article in articles:
        key = article.language, " ".join(article.title.casefold().split())
        before = first.setdefault(key, article.path)
        if before != article.path:
            reason = f"the title {cut(article.title)} is that of {before}, too"
            yield Doubtful(article.path, Place(line=1), reason)


def _long(article: Article) -> Iterator[tuple[int, str]]:
    for passage in article.passages:
        if passage.kind == "paragraph" and len(passage.text) >= LONGEST:
            reason = f"a paragraph of {len(passage.text):,} characters: it is quoted as one"
            yield passage.start, reason


def _unfilled(article: Article) -> Iterator[tuple[int, str]]:
    """What nobody has filled in yet, which is set aside."""
    for each in article.set_aside:
        if each.reason.startswith(UNRESOLVED):
            yield each.start, f"can't be quoted before it is filled in: {cut(each.text)}"


def _alike(article: Article, places: Places) -> Iterator[tuple[int, str]]:
    """Headings that say the same in one place, or ask the same anywhere."""
    first: dict[tuple[str, ...], Section] = {}
    for section in article.sections:
        whole = (section.heading,) if section.faq else section.path
        key = tuple(" ".join(part.casefold().split()) for part in whole)
        before = first.setdefault(key, section)
        if before is not section:
            line = places.of(before.start).line
            yield section.start, f"the heading {cut(section.heading)} stands on line {line}, too"


def _elsewhere(article: Article) -> Iterator[tuple[int, str]]:
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
            asked = article.sections[section]
            reason = f"the answer to {cut(asked.heading)} only points elsewhere: {cut(text)}"
            yield asked.start, reason
