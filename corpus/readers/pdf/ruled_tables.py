"""Tables of a PDF whose cells have lines drawn around them, which say what stands in which."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpus.readers.pdf.drawn import Shape
from corpus.readers.pdf.segment import Segment

__all__ = ["Rules", "has_rule_between", "rules_of", "with_table_rows"]

_THIN = 2.5
"""Points that a line is wide at most."""
_LONG = 4.0
"""Points that a side of a cell is long at least."""
_NEAR = 3.0
"""Points within which two lines meet, or are one."""
_WITHIN = 0.6
"""Points within a cell from which on the line under its words begins, or ends."""
_FEWEST_LINES = 3
"""Lines each way around two rows and two columns: fewer are a frame."""
_MOST_LINES = 400
"""Lines of a page's tables, each way: a drawing has more."""
_MOST_PARTED = 50
"""Lines in one place that may go on in what else is drawn there."""


class _Line(NamedTuple):
    """A line across a page or down it."""

    at: float
    """How far from the left edge an upright line stands, or from the bottom one that lies."""
    begins: float
    ends: float


class Rules(NamedTuple):
    """The lines of a page."""

    upright: list[_Line]
    lying: list[_Line]


class _Grid(NamedTuple):
    """Where the lines of a table stand, from the left and from the bottom."""

    upright: list[float]
    lying: list[float]


def rules_of(shapes: Sequence[Shape]) -> Rules:
    """Return the lines among a page's shapes; none of a drawing of many."""
    upright = _lines(
        (each.left, each.bottom, each.top)
        for each in shapes
        if each.width <= _THIN and each.height >= _LONG
    )
    lying = _lines(
        (each.bottom, each.left, each.right)
        for each in shapes
        if each.height <= _THIN and each.width >= _LONG
    )
    return Rules(upright, lying) if max(len(upright), len(lying)) <= _MOST_LINES else Rules([], [])


def has_rule_between(left: Segment, right: Segment, rules: Rules) -> bool:
    """Tell whether a line stands between two words."""
    return any(
        left.right - 1 < line.at < right.left + 1 and line.begins < left.middle < line.ends
        for line in rules.upright
    )


def with_table_rows(segments: list[Segment], rules: Rules) -> list[Segment]:
    """Return a page's segments, those of a ruled table's row as one, with its cells."""
    for grid in _grids(*rules):
        within = [each for each in segments if _is_within(each, grid)]
        rows = _rows(within, grid)
        if sum(sum(map(bool, cells)) > 1 for cells in rows) > 1:
            taken = set(map(id, within))
            at = min(index for index, each in enumerate(segments) if id(each) in taken)
            left = [each for each in segments if id(each) not in taken]
            segments = [*left[:at], *(_row(cells) for cells in rows if any(cells)), *left[at:]]
    return segments


def _lines(parts: Iterable[tuple[float, float, float]]) -> list[_Line]:
    """Return lines that were drawn cell by cell as one each."""
    lines: list[_Line] = []
    for part in map(_Line._make, sorted(parts)):
        near = range(len(lines) - 1, max(-1, len(lines) - 1 - _MOST_PARTED), -1)
        index = next((index for index in near if _touch(lines[index], part)), None)
        if index is None:
            lines.append(part)
        else:
            at, begins, ends = lines[index]
            lines[index] = _Line(at, min(begins, part.begins), max(ends, part.ends))
    return lines


def _touch(line: _Line, part: _Line) -> bool:
    apart = max(part.begins - line.ends, line.begins - part.ends, part.at - line.at)
    return apart < _NEAR


def _grids(upright: Sequence[_Line], lying: Sequence[_Line]) -> list[_Grid]:
    """Return the tables that lines make which meet."""
    groups: list[tuple[set[int], set[int]]] = []
    for index, line in enumerate(upright):
        met = {at for at, other in enumerate(lying) if _meet(line, other)}
        joined = [group for group in groups if group[1] & met]
        groups = [group for group in groups if not group[1] & met]
        groups.append(
            (
                {index}.union(*(group[0] for group in joined)),
                met.union(*(group[1] for group in joined)),
            )
        )
    grids = [
        _grid([upright[at] for at in down], [lying[at] for at in across]) for down, across in groups
    ]
    return [each for each in grids if min(len(each.upright), len(each.lying)) >= _FEWEST_LINES]


def _grid(upright: Sequence[_Line], lying: Sequence[_Line]) -> _Grid:
    """Return where lines stand that make a table, but for those under a cell's words."""
    columns = _places(line.at for line in upright)
    return _Grid(columns, _places(line.at for line in lying if _parts_rows(line, columns)))


def _parts_rows(lying: _Line, columns: Sequence[float]) -> bool:
    """Tell whether a line goes from one column's edge to another's, as none below words does."""
    return any(-_NEAR < lying.begins - at < _WITHIN for at in columns) and any(
        -_WITHIN < lying.ends - at < _NEAR for at in columns
    )


def _meet(upright: _Line, lying: _Line) -> bool:
    return (
        lying.begins - _NEAR < upright.at < lying.ends + _NEAR
        and upright.begins - _NEAR < lying.at < upright.ends + _NEAR
    )


def _places(places: Iterable[float]) -> list[float]:
    """Return where lines stand, those as one that are near each other."""
    ordered: list[float] = []
    for place in sorted(places):
        if not ordered or place - ordered[-1] > _NEAR:
            ordered.append(place)
    return ordered


def _is_within(segment: Segment, grid: _Grid) -> bool:
    return (
        grid.lying[0] < segment.middle < grid.lying[-1]
        and grid.upright[0] - _NEAR < segment.left
        and segment.right < grid.upright[-1] + _NEAR
    )


def _rows(segments: Sequence[Segment], grid: _Grid) -> list[list[list[Segment]]]:
    """Return the lines of each cell, row by row from the top."""
    rows: list[list[list[Segment]]] = [[[] for _ in grid.upright[1:]] for _ in grid.lying[1:]]
    for each in sorted(segments, key=lambda each: (-each.top, each.left)):
        row = len(grid.lying) - 1 - bisect(grid.lying, each.middle)
        column = bisect(grid.upright, each.left + _NEAR, hi=len(grid.upright) - 1) - 1
        rows[row][max(column, 0)].append(each)
    return rows


def _row(cells: list[list[Segment]]) -> Segment:
    """Return a row as one segment."""
    lines = [line for cell in cells for line in cell]
    longest = max(lines, key=lambda each: len(each.text))
    return Segment(
        " ".join(each.text for each in lines),
        *(min(each.left for each in lines), max(each.right for each in lines)),
        *(min(each.bottom for each in lines), max(each.top for each in lines)),
        longest.points,
        all(each.bold for each in lines),
        longest.page,
        cells=cells,
    )
