"""The order in which a page is read: its columns one after another, what spans them in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.readers.pdf.segment import Segment

__all__ = ["Row", "joined", "rows_in_order"]

Row = list[Segment]
"""Segments beside each other, from the left: the line of a text, or the cells of a table."""

_GUTTER = 0.7
"""Width of the white between two columns, in letter heights."""
_LINES = 3
"""Fewest lines in a column."""
_MOST_LOOKED_AT = 400_000
"""Segments, again and again, of one page."""
_WORDS = 3.0
"""Words of a column's line on average: cells of a table have fewer."""


def rows_in_order(segments: Sequence[Segment]) -> list[Row]:
    """Return a page's rows as they are read."""
    return _Columns().rows(segments)


def joined(row: Row) -> Segment:
    """Return a row as one segment."""
    first, last = row[0], row[-1]
    if len(row) == 1:
        return first
    return Segment(
        " ".join(each.text for each in row),
        *(first.left, last.right, min(each.bottom for each in row), max(each.top for each in row)),
        max(row, key=lambda each: len(each.text)).points,
        all(each.bold for each in row if any(map(str.isalpha, each.text))),
        first.page,
        all(each.mono for each in row),
        first.bold_first,
    )


class _Columns:
    """Looks for columns on one page, as long as that is no more work than a page deserves."""

    def __init__(self) -> None:
        self._left = _MOST_LOOKED_AT

    def rows(self, segments: Sequence[Segment]) -> list[Row]:
        """Return segments as rows, those of a column after those of the one before."""
        bands = _bands(segments)
        rows: list[Row] = []
        first = 0
        while first < len(bands):
            cut = self._from(bands, first)
            if cut is None:
                rows += [sorted(line, key=lambda each: each.left) for line in _lines(bands[first])]
                first += 1
                continue
            end, left, right = cut
            rows += self.rows(left)
            rows += self.rows(right)
            first = end
        return rows

    def _from(
        self, bands: list[list[Segment]], first: int
    ) -> tuple[int, list[Segment], list[Segment]] | None:
        """Return where columns that begin with a band end, and what stands left and right."""
        if len(bands[first]) < 2:
            return None
        for end in range(len(bands), first, -1):
            if len(bands[end - 1]) < 2 and end - first > 1 and end < len(bands):
                continue
            within = [each for band in bands[first:end] for each in band]
            self._left -= len(within)
            if self._left < 0:
                return None
            cut = _cut(within)
            if cut is not None:
                return end, *cut
        return None


def _bands(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Return the segments in bands between which nothing stands, from the top."""
    bands: list[list[Segment]] = []
    low = 0.0
    for each in sorted(segments, key=lambda each: -each.top):
        # Lines may touch each other.
        if bands and each.top - low > 0.3 * each.size:
            bands[-1].append(each)
            low = min(low, each.bottom)
        else:
            bands.append([each])
            low = each.bottom
    return bands


def _lines(band: list[Segment]) -> list[list[Segment]]:
    """Return the lines of a band, which may overlap a little."""
    lines: list[list[Segment]] = []
    for each in sorted(band, key=lambda each: -(each.top + each.bottom)):
        if lines and lines[-1][0].beside(each):
            lines[-1].append(each)
        else:
            lines.append([each])
    return lines


def _cut(segments: list[Segment]) -> tuple[list[Segment], list[Segment]] | None:
    """Return what stands left and right of the white between two columns, or None."""
    ordered = sorted(segments, key=lambda each: each.left)
    size = sorted(each.size for each in segments)[len(segments) // 2]
    edge = ordered[0].right
    for at, each in enumerate(ordered):
        if each.left - edge > _GUTTER * size:
            left, right = ordered[:at], ordered[at:]
            if _is_text(left) and (_is_text(right) or _ends_short(left, right)):
                return left, _beside(left, right)
        edge = max(edge, each.right)
    return None


def _ends_short(left: list[Segment], right: list[Segment]) -> bool:
    """Tell whether what stands right is the short end of a text that a whole column begins."""
    return len(right) > 1 and len(left) >= _LINES * len(right) and _is_running(right)


def _beside(left: list[Segment], right: list[Segment]) -> list[Segment]:
    """Return a column moved to where the one before it stands: what is indented is so in both."""
    away = min(each.left for each in right) - min(each.left for each in left)
    return [replace(each, left=each.left - away, right=each.right - away) for each in right]


def _is_text(segments: list[Segment]) -> bool:
    """Tell whether segments are the lines of a text, and no cells."""
    return len(segments) >= _LINES and _is_running(segments)


def _is_running(segments: list[Segment]) -> bool:
    words = sum(len(each.text.split()) for each in segments)
    return words >= _WORDS * len(segments)
