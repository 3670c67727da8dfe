"""Bullets that a PDF draws: no letters, as browsers write them when a page is saved as PDF."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from operator import attrgetter

from corpus.readers.pdf.drawn import Shape
from corpus.readers.pdf.markers import ITEM
from corpus.readers.pdf.segment import Segment

__all__ = ["mark_drawn_items"]

_BULLET = "•"
_SMALLEST, _LARGEST = 0.15, 0.75
"""Width and height of a bullet, in letter heights."""
_ROUND = 0.3
"""How much longer one side of a bullet may be than the other, as a share of it."""
_GAP = 2.5
"""White between a bullet and its text at most, in letter heights."""


def mark_drawn_items(shapes: Sequence[Shape], segments: Sequence[Segment]) -> None:
    """Put a bullet before the text of each segment that has one drawn to its left."""
    middle = attrgetter("middle")
    round_ones = sorted(filter(_is_round, shapes), key=middle)
    for segment in segments if round_ones else []:
        first = bisect(round_ones, segment.bottom, key=middle)
        beside = round_ones[first : bisect(round_ones, segment.top, key=middle)]
        drawn = next((each for each in beside if _marks(each, segment)), None)
        if drawn and not ITEM.fullmatch(segment.text) and not _has_text_left(drawn, segments):
            segment.text = f"{_BULLET} {segment.text}"
            segment.left = drawn.left


def _is_round(shape: Shape) -> bool:
    return abs(shape.width - shape.height) <= _ROUND * max(shape.width, shape.height)


def _marks(shape: Shape, segment: Segment) -> bool:
    """Tell whether a shape is as large as a bullet of a segment, and stands where that would."""
    return (
        _SMALLEST * segment.size < shape.height < _LARGEST * segment.size
        and 0 < segment.left - shape.right < _GAP * segment.size
    )


def _has_text_left(shape: Shape, segments: Sequence[Segment]) -> bool:
    """Tell whether text stands close before a shape, which only parts it from what follows."""
    return any(
        each.bottom < shape.middle < each.top and 0 <= shape.left - each.right < _GAP * each.size
        for each in segments
    )
