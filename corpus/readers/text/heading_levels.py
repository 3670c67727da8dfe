"""At which level each heading of a plain text stands; 1 is the outermost."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from enum import Enum, auto

from corpus.furniture.headings import is_faq, is_question
from corpus.furniture.promotion import closes_with_promotion
from corpus.languages import alternatives
from corpus.readers.text.candidate import Candidate
from corpus.readers.text.heading_clues import ArticleClues, HeadingClues
from corpus.readers.text.heading_shape import HeadingShape, ShapeKind

__all__ = ["LevelSign", "find_levels"]

LevelSign = Callable[[Sequence[HeadingClues], ArticleClues], Collection[int] | None]
"""Returns the indices of the outer headings; None where the sign tells nothing."""

_ANNOUNCES = re.compile(
    rf"\b{alternatives(lambda language: language.announcements)}\b", re.IGNORECASE
)
_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2})+(?=\.?\s)")
_CHAPTER = re.compile(r"(?:[^\W\d]+ )?(\d{1,2})(?![\d.])")
"""The number of a part whose own parts have it before theirs: "Article 15" over "15.01"."""
_MOST_BLOCKS_READ = 6
"""Blocks under a heading that are looked at: a closing call to action has fewer."""
_FEWEST_DOTTED = 2
"""Headings with numbers of two parts from which on numbers tell levels."""
_MOST_UNDER_BARE = 4
"""Headings that one without text of its own holds where nothing else tells its end. Of 86 such
headings of Markdown pages .95 held a second, .74 a third, .58 a fourth and .46 a fifth."""


class _Role(Enum):
    """Whether a heading is one of the article's body, or part of an FAQ."""

    BODY = auto()
    TOPIC = auto()
    """It stands over questions within an FAQ ("Training")."""
    ANSWERED = auto()
    """It is a question within an FAQ."""


def find_levels(
    candidates: Sequence[Candidate], title: str, signs: Sequence[LevelSign]
) -> dict[int, int]:
    """Return the level of every candidate that has a shape, by its index.

    Marks and numbers count before any sign, of which the first counts that tells something. An
    FAQ's topics and questions, and labels, stand under whatever stands above them.
    """
    headings = _heading_clues(candidates)
    article = ArticleClues(title, frozenset(each.folded for each in candidates if each.entry))
    roles = _roles(headings, everywhere=is_faq(title))
    body = [index for index, role in enumerate(roles) if role is _Role.BODY]
    marks = _marks(headings, body)
    if any(marks[index] for index in body):
        levels = _by_marks(headings, body, marks)
    else:
        weighed = [index for index in body if headings[index].kind is not ShapeKind.LABEL]
        told = _by_signs([headings[index] for index in weighed], article, signs)
        levels = dict(zip(weighed, told, strict=True))
    whole = _with_what_stands_under(headings, roles, marks, levels)
    return {heading.block: level for heading, level in zip(headings, whole, strict=True)}


def _heading_clues(candidates: Sequence[Candidate]) -> list[HeadingClues]:
    """Return the clues of every candidate that has a shape, in order."""
    shaped = [(index, each.shape) for index, each in enumerate(candidates) if each.shape]
    ends = [*(index for index, _ in shaped[1:]), len(candidates)][: len(shaped)]
    clues = []
    for (index, shape), end in zip(shaped, ends, strict=True):
        candidate = candidates[index]
        before = candidates[index - 1] if index else None
        body = [below.text for below in candidates[index + 1 : end][:_MOST_BLOCKS_READ]]
        clues.append(
            HeadingClues(
                block=index,
                text=candidate.text,
                shape=shape,
                bare=_is_bare(candidates[index + 1 : index + 2]),
                announced=before is not None and before.shape is None and before.text.endswith(":"),
                gap=candidate.block.gap,
                marked=candidate.block.level,
                asked=candidate.asked,
                promoted=closes_with_promotion(candidate.text, body),
            )
        )
    return clues


def _is_bare(below: Sequence[Candidate]) -> bool:
    return all(each.shape is not None and each.kind is not ShapeKind.LABEL for each in below)


def _roles(headings: Sequence[HeadingClues], everywhere: bool) -> list[_Role]:
    """Return the role of every heading; `everywhere`: the whole article is an FAQ."""
    roles = []
    inside = everywhere
    for index, heading in enumerate(headings):
        role = _Role.BODY
        if heading.shape.kind is ShapeKind.FAQ:
            inside = True
        elif heading.kind is ShapeKind.LABEL:
            pass
        elif heading.kind is ShapeKind.FRAME:
            inside = False
        elif heading.asked or is_question(heading.text):
            role = _Role.ANSWERED if inside else _Role.BODY
        elif inside and heading.bare and _asks(headings[index + 1 : index + 2]):
            role = _Role.TOPIC
        else:
            inside = everywhere
        roles.append(role)
    return roles


def _asks(below: Sequence[HeadingClues]) -> bool:
    return any(heading.kind is ShapeKind.QUESTION for heading in below)


def _marks(headings: Sequence[HeadingClues], body: Sequence[int]) -> list[int | None]:
    """Return the level that markup gives each heading, or its number: "2. Pay", "2.1 By state"."""
    marks = [heading.marked for heading in headings]
    dotted = {index: _DOTTED.match(headings[index].text) for index in body}
    if sum(match is not None for match in dotted.values()) < _FEWEST_DOTTED:
        return marks
    for index, match in dotted.items():
        if marks[index]:
            continue
        if match:
            marks[index] = match[0].count(".") + 1
        elif headings[index].kind is ShapeKind.SERIES or _is_chapter(
            headings[index].text, next((dotted[at] for at in body if at > index), None)
        ):
            marks[index] = 1
    return marks


def _is_chapter(text: str, below: re.Match[str] | None) -> bool:
    """Tell whether a heading has the number with which the number of the one below begins."""
    chapter = _CHAPTER.match(text)
    return chapter is not None and below is not None and below[0].startswith(f"{chapter[1]}.")


def _by_marks(
    headings: Sequence[HeadingClues], body: Sequence[int], marks: Sequence[int | None]
) -> dict[int, int]:
    """Return the levels that marks give, gaps closed; what has none stands under what has."""
    used = sorted({mark for index in body if (mark := marks[index])})
    ranks = {mark: rank for rank, mark in enumerate(used, 1)}
    levels: dict[int, int] = {}
    current = 0
    for index in body:
        if mark := marks[index]:
            current = levels[index] = ranks[mark]
        elif headings[index].kind is ShapeKind.FRAME:
            current = levels[index] = 1
        elif headings[index].kind is not ShapeKind.LABEL:
            levels[index] = current + 1
    return levels


def _by_signs(
    headings: Sequence[HeadingClues], article: ArticleClues, signs: Sequence[LevelSign]
) -> list[int]:
    """Return the levels that the first sign gives which tells outer from inner headings."""
    levels = [1] * len(headings)
    outer = next(filter(None, (sign(headings, article) for sign in signs)), None)
    if outer is not None:
        under_frame = True
        for index, heading in enumerate(headings):
            if heading.kind is ShapeKind.FRAME:
                under_frame = True
            elif heading.kind is ShapeKind.SERIES:
                continue
            elif index in outer:
                under_frame = False
            elif not under_frame:
                levels[index] = 2
    _put_under_bare(headings, levels)
    _set_series(headings, levels)
    return levels


def _put_under_bare(headings: Sequence[HeadingClues], levels: list[int]) -> None:
    """Put what follows a heading without text of its own under it, up to the next such heading."""
    for index, heading in enumerate(headings[:-1]):
        level, first = levels[index], headings[index + 1].kind
        if not heading.bare or heading.kind is ShapeKind.FRAME:
            continue
        for inner in range(index + 1, min(index + 1 + _MOST_UNDER_BARE, len(headings))):
            below = headings[inner]
            again = below.bare and inner > index + 1
            if again or levels[inner] != level or _is_outer(below.kind, heading.kind, first):
                break
            levels[inner] += 1


def _is_outer(kind: ShapeKind, host: ShapeKind, first: ShapeKind) -> bool:
    """Tell whether headings of a kind end what stands under a bare one, of which `first` is."""
    if kind is host:
        return kind is not first
    return kind in (ShapeKind.FRAME, ShapeKind.CAPS)


def _set_series(headings: Sequence[HeadingClues], levels: list[int]) -> None:
    """Put "Step 1: …", "Step 2: …" under the heading that announces them."""
    series: dict[HeadingShape, list[int]] = {}
    for index, heading in enumerate(headings):
        if heading.kind is ShapeKind.SERIES:
            series.setdefault(heading.shape, []).append(index)
    for members in series.values():
        first, last = members[0], members[-1]
        level = _series_level(headings, levels, first)
        counted = set(members)
        for index in range(first, last + 1):
            if index in counted:
                levels[index] = level
            elif headings[index].kind is not ShapeKind.FRAME:
                levels[index] = level + 1


def _series_level(headings: Sequence[HeadingClues], levels: Sequence[int], first: int) -> int:
    """Return the level of a series whose first heading has this index."""
    host = headings[first - 1] if first else None
    if host is None or host.kind is ShapeKind.FRAME:
        return 1
    announced = host.bare or headings[first].announced or _ANNOUNCES.search(host.text)
    return levels[first - 1] + 1 if announced else levels[first - 1]


def _with_what_stands_under(
    headings: Sequence[HeadingClues],
    roles: Sequence[_Role],
    marks: Sequence[int | None],
    levels: dict[int, int],
) -> list[int]:
    """Return all levels: labels, and an FAQ's topics and questions, get one of what is above."""
    whole = []
    faq = host = current = 0
    for index, heading in enumerate(headings):
        if heading.kind is ShapeKind.LABEL and not marks[index]:
            whole.append(current + 1)
            continue
        if roles[index] is _Role.TOPIC:
            current = host = faq + 1
        elif roles[index] is _Role.ANSWERED:
            current = host + 1
        else:
            # In an article that is all FAQ, whatever heads questions.
            current = host = levels[index]
            if heading.shape.kind is ShapeKind.FAQ:
                faq = host
        whole.append(current)
    return whole
