"""Bullets that a PDF draws: no letters, as browsers write them when a page is saved as PDF."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

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
_MOST = 20_000
"""Shapes of a page that are looked at: a map or a plan has more."""


class _Shape(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float


def mark_drawn_items(page: Any, segments: Sequence[Segment]) -> None:  # noqa: ANN401 - pdfium's
    """Put a bullet before the text of each segment that has one drawn to its left."""
    shapes = list(_small_shapes(page))
    for segment in segments if shapes else []:
        drawn = next((each for each in shapes if _marks(each, segment)), None)
        if drawn and not ITEM.fullmatch(segment.text) and not _has_text_left(drawn, segments):
            segment.text = f"{_BULLET} {segment.text}"
            segment.left = drawn.left


def _small_shapes(page: Any) -> Iterator[_Shape]:  # noqa: ANN401
    import pypdfium2.raw as pdfium

    sides = [ctypes.c_float() for _ in _Shape._fields]
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST)):
        shape = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(shape, *map(ctypes.byref, sides)):
            found = _Shape(*(side.value for side in sides))
            width, height = found.right - found.left, found.top - found.bottom
            if abs(width - height) <= _ROUND * max(width, height):
                yield found


def _marks(shape: _Shape, segment: Segment) -> bool:
    """Tell whether a shape is as large as a bullet of a segment, and stands where that would."""
    size = segment.size
    middle = (shape.bottom + shape.top) / 2
    return (
        _SMALLEST * size < shape.top - shape.bottom < _LARGEST * size
        and segment.bottom < middle < segment.top
        and 0 < segment.left - shape.right < _GAP * size
    )


def _has_text_left(shape: _Shape, segments: Sequence[Segment]) -> bool:
    """Tell whether text stands close before a shape, which only parts it from what follows."""
    middle = (shape.bottom + shape.top) / 2
    return any(
        each.bottom < middle < each.top and 0 <= shape.left - each.right < _GAP * each.size
        for each in segments
    )
