"""What a page of a PDF draws beside its letters: lines, boxes, dots."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

__all__ = ["Shape", "drawn_shapes"]

_MOST = 20_000
"""Shapes of a page that are looked at: a map or a plan has more."""
_MOST_STROKES = 100
"""Lines of one path that are looked at: a frame has four, a curve any number."""


class Shape(NamedTuple):
    """The box around what is drawn, in points from the page's left and bottom edge."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How far it goes across the page."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How far it goes down the page."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Half of its height, from the page's bottom."""
        return (self.bottom + self.top) / 2


def drawn_shapes(page: Any) -> list[Shape]:  # noqa: ANN401 - pdfium's, untyped
    """Return the shapes of a page in the order of the file; what strokes draw, side by side."""
    import pypdfium2.raw as pdfium

    shapes: list[Shape] = []
    sides = [ctypes.c_float() for _ in Shape._fields]
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if len(shapes) >= _MOST:
            break
        if pdfium.FPDFPageObj_GetBounds(drawn, *map(ctypes.byref, sides)):
            shapes.append(Shape(*(side.value for side in sides)))
        pdfium.FPDFPath_GetDrawMode(drawn, ctypes.byref(filled), ctypes.byref(stroked))
        if stroked.value:
            shapes += _strokes(drawn)
    return shapes


def _strokes(path: Any) -> Iterator[Shape]:  # noqa: ANN401
    """Yield the straight lines that a stroked path is made of."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    begun = last = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_STROKES)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _between(last, point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield _between(point, begun)
        last = point


def _between(first: tuple[float, float], second: tuple[float, float]) -> Shape:
    (left, right), (bottom, top) = map(sorted, zip(first, second, strict=True))
    return Shape(left, bottom, right, top)
