"""Which lines are headings: each by its own look, then by what stands around it."""

from __future__ import annotations

from collections import Counter

from corpus.readers.text.candidate import Candidate
from corpus.readers.text.heading_shape import TITLE, HeadingShape, ShapeKind, shape_of

__all__ = [
    "drop_lines_among_lines",
    "retitle_common_frames",
    "retitle_lone_capitals",
    "retitle_lone_numbers",
    "shape_lines",
]

_MOST_FRAMES = 2
"""Times that a frame's heading may stand in an article that it frames."""
_LONGER_BELOW = 1.5
"""How many times as long as a heading in sentence case the text under it is at least."""


def shape_lines(candidates: list[Candidate]) -> list[Candidate]:
    """Give every marked heading and every lone line over something the shape that it looks like."""
    return [
        candidate.shaped(_own_shape(candidate, last=index == len(candidates) - 1))
        for index, candidate in enumerate(candidates)
    ]


def _own_shape(candidate: Candidate, last: bool) -> HeadingShape | None:
    block = candidate.block
    if block.kind == "heading":
        return shape_of(block.text) or TITLE
    if block.kind == "text" and block.lines == 1 and not last and not block.body:
        return shape_of(block.text)
    return None


def drop_lines_among_lines(candidates: list[Candidate]) -> list[Candidate]:
    """Take its shape from a short line in sentence case that stands among lines, not over text."""
    return [
        candidate.shaped(None)
        if candidate.kind is ShapeKind.PLAIN
        and candidate.block.kind == "text"
        and not all(_stands_over(candidate, below) for below in candidates[index + 1 : index + 2])
        else candidate
        for index, candidate in enumerate(candidates)
    ]


def _stands_over(candidate: Candidate, below: Candidate) -> bool:
    if below.block.kind != "text":
        return True
    closed = below.text.endswith((".", "!", "?", ":", "”", '"', ")"))
    return closed and len(below.text) >= _LONGER_BELOW * len(candidate.block.text)


def retitle_lone_numbers(candidates: list[Candidate]) -> list[Candidate]:
    """Make a title of what counts but is alone in that: one "Step 1: …" is no series."""
    times = Counter(each.shape for each in candidates if each.kind is ShapeKind.SERIES)
    return [each.shaped(TITLE) if times[each.shape] == 1 else each for each in candidates]


def retitle_lone_capitals(candidates: list[Candidate]) -> list[Candidate]:
    """Make a title of the only heading in capitals: they tell no level."""
    lone = sum(each.kind is ShapeKind.CAPS for each in candidates) == 1
    return [
        each.shaped(TITLE) if lone and each.kind is ShapeKind.CAPS else each for each in candidates
    ]


def retitle_common_frames(candidates: list[Candidate]) -> list[Candidate]:
    """Make titles of "Overview" in every section, which frames the section, not the article."""
    times = Counter(each.folded for each in candidates if each.shape)
    return [
        each.shaped(TITLE)
        if each.kind is ShapeKind.FRAME and times[each.folded] > _MOST_FRAMES
        else each
        for each in candidates
    ]
