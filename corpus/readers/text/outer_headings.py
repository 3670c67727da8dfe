"""What tells outer from inner headings where nothing marks levels: one sign a function.

Each takes the headings and what the article says of them, and returns the indices of the outer
ones, or None where its sign tells nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from corpus.languages import alternatives, words
from corpus.readers.text.heading_clues import ArticleClues, HeadingClues
from corpus.readers.text.heading_shape import ShapeKind

__all__ = ["by_capitals", "by_contents", "by_gap", "by_questions", "by_recurrence"]

_OPEN_QUESTION = re.compile(
    rf"{alternatives(lambda language: language.open_questions)}\b", re.IGNORECASE
)
_PRONOUN = re.compile(rf"\b{alternatives(lambda language: language.pronouns)}\b", re.IGNORECASE)
_TITLE_WORDS = words(lambda language: language.title_words)
_FOR_BARENESS = 3
"""What it counts that a heading of one kind stands bare over one of the other."""
_ENOUGH = 2
"""What has to speak for questions over titles, or titles over questions."""
_MANY_NAMED = 0.6
_FEW_NAMED = 0.3
"""Shares of the outer and inner headings that name the article's subject."""
_AGAIN = 3
"""Times that a heading comes from which on it belongs to what stands before it: two may be chance,
"Summary" of a part and of the whole."""


def by_contents(headings: Sequence[HeadingClues], article: ArticleClues) -> set[int] | None:
    """Take it from the table of contents, which names the outer headings."""
    named = {
        index
        for index, heading in enumerate(headings)
        if heading.text.casefold() in article.contents
    }
    return named if len(named) > 1 else None


def by_gap(headings: Sequence[HeadingClues], _: ArticleClues) -> set[int] | None:
    """Take it from the blank lines before headings, more of them before outer ones."""
    gaps = Counter(heading.gap for heading in headings[1:])
    if len(gaps) != 2 or min(gaps) < 1 or min(gaps.values()) < 2:
        return None
    wide = max(gaps)
    frames = [heading for heading in headings[1:] if heading.kind is ShapeKind.FRAME]
    if any(frame.gap != wide for frame in frames):
        return None
    return {index for index, heading in enumerate(headings) if heading.gap == wide or index == 0}


def by_capitals(headings: Sequence[HeadingClues], _: ArticleClues) -> set[int] | None:
    """Take it from capitals, which outer headings are in."""
    others = (ShapeKind.TITLE, ShapeKind.QUESTION)
    capitals = {index for index, each in enumerate(headings) if each.kind is ShapeKind.CAPS}
    mixed = any(heading.kind in others for heading in headings)
    return capitals if len(capitals) > 1 and mixed else None


def by_recurrence(headings: Sequence[HeadingClues], _: ArticleClues) -> set[int] | None:
    """Take it from headings that come again: "Alaska", "Deadlines", "Arizona", "Deadlines"."""
    texts = [heading.text.casefold() for heading in headings]
    times = Counter(texts)
    if max(times.values(), default=0) < _AGAIN or times[texts[0]] > 1:
        return None
    runs = [[*run] for once, run in groupby(texts, lambda text: times[text] == 1) if not once]
    # What comes twice with nothing between tells nothing.
    if any(len(run) > len(set(run)) for run in runs):
        return None
    return {index for index, text in enumerate(texts) if times[text] == 1}


def by_questions(headings: Sequence[HeadingClues], article: ArticleClues) -> set[int] | None:
    """Take it from questions, which outer headings are, or inner ones, among titles."""
    subject = _subject(article.title)
    leant = [_leant(heading, subject) for heading in headings]
    kinds = [heading.kind for heading in headings]
    for_questions = _score(headings, leant, ShapeKind.QUESTION, ShapeKind.TITLE, subject)
    for_titles = _score(headings, kinds, ShapeKind.TITLE, ShapeKind.QUESTION, subject)
    if max(for_questions, for_titles) < _ENOUGH or for_questions == for_titles:
        return None
    if for_questions > for_titles:
        return {index for index, kind in enumerate(leant) if kind is ShapeKind.QUESTION}
    return {index for index, kind in enumerate(kinds) if kind is ShapeKind.TITLE}


def _leant(heading: HeadingClues, subject: set[str]) -> ShapeKind:
    """Return the heading's kind, a question that leans on the one above it being like a title.

    "Who Is Suited to It?" and "Do You Need a Degree?" say nothing without what they stand under.
    """
    if heading.kind is not ShapeKind.QUESTION or _names(heading.text, subject):
        return heading.kind
    leans = _PRONOUN.search(heading.text) or not _OPEN_QUESTION.match(heading.text)
    return ShapeKind.TITLE if leans else ShapeKind.QUESTION


def _score(
    headings: Sequence[HeadingClues],
    kinds: Sequence[ShapeKind],
    outer: ShapeKind,
    inner: ShapeKind,
    subject: set[str],
) -> int:
    """Return how much speaks for headings of one kind standing over those of another."""
    seen = [
        (heading, kind)
        for heading, kind in zip(headings, kinds, strict=True)
        if kind in (outer, inner)
    ]
    if {kind for _, kind in seen} != {outer, inner}:
        return 0
    score = _FOR_BARENESS * any(
        above.bare and (kind, below) == (outer, inner)
        for (above, kind), (_, below) in pairwise(seen)
    )
    runs = [(kind, len([*run])) for kind, run in groupby(kind for _, kind in seen)]
    under = [
        length for (above, _), (kind, length) in pairwise(runs) if (above, kind) == (outer, inner)
    ]
    if len(under) >= 2:
        score += sum(under) / len(under) >= 2
        score += seen[0][1] is outer
    of_outer = _named([heading for heading, kind in seen if kind is outer], subject)
    of_inner = _named([heading for heading, kind in seen if kind is inner], subject)
    score += of_outer >= _MANY_NAMED and of_inner <= _FEW_NAMED
    return score


def _subject(title: str) -> set[str]:
    """Return what a title is about: its words but for those that many titles share."""
    parts = re.split(r"[:|–—(]| - ", title)
    for part in (*parts, title):
        long = re.findall(r"[^\W\d_]{4,}|[A-Z]{2,}", part)
        subject = {word.casefold().removesuffix("s") for word in long} - _TITLE_WORDS
        if subject:
            return subject
    return set()


def _names(text: str, subject: set[str]) -> bool:
    return any(word.startswith(tuple(subject)) for word in re.findall(r"\w+", text.casefold()))


def _named(headings: Sequence[HeadingClues], subject: set[str]) -> float:
    """Return the share of the headings that name the subject."""
    return sum(_names(heading.text, subject) for heading in headings) / len(headings)
