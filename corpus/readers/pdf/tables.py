"""Tables of a PDF: rows with cells beside each other, and the columns that they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.pdf.columns import Row
from corpus.readers.pdf.segment import Segment

__all__ = ["column_of", "columns_of", "has_header", "table_rows", "without_leader"]

_NAME = re.compile(r"[^\d$€£¥%]+")
_LEADER = re.compile(r"\s*(?:[.…·_]\s?){4,}$")
"""Dots that lead the eye to the next cell: four, for three leave something out."""


def table_rows(rows: list[Row], first: int, last: int) -> int:
    """Return how many rows a table has that begins with one, before the last; 0 where none does."""
    if len(rows[first]) < 2:
        return 0
    end, whole = first + 1, 1
    columns = columns_of(rows[first : first + 1])
    while end < last:
        row, before = rows[end], rows[end - 1]
        far = before[0].page != row[0].page or before[0].bottom - row[0].bottom > 4 * row[0].size
        if far or before[0].bottom < row[0].bottom:
            break
        if len(row) == 1:
            starts = [left for left, _ in columns[1:]]
            if not any(abs(row[0].left - left) < row[0].size for left in starts):
                break
        else:
            whole += 1
            columns = max(columns, columns_of([row]), key=len)
        end += 1
    while end > first and len(rows[end - 1]) == 1 and whole < 2:
        end -= 1
    return end - first if whole > 1 else 0


def columns_of(rows: list[Row]) -> list[tuple[float, float]]:
    """Return from where to where each column of a table goes."""
    widest = max(rows, key=len)
    return [(each.left, each.right) for each in widest]


def column_of(each: Segment, columns: list[tuple[float, float]]) -> int:
    """Return the column that a cell stands in: where it shares most, or is nearest."""
    shares = [min(each.right, right) - max(each.left, left) for left, right in columns]
    return max(range(len(columns)), key=shares.__getitem__)


def has_header(cells: Sequence[Sequence[str]], bold: bool) -> bool:
    """Tell whether a table's first row names its columns, rather than being like those below it.

    It does in bold (where the others are not), above rows that its first cell says nothing of, or
    in words over three columns or more: opening hours and prices of two begin with the first.
    """
    first, *below = cells
    if bold or not first[0]:
        return all(first[1:])
    again = any(cell == row[column] for row in below for column, cell in enumerate(first) if column)
    return len(first) > 2 and all(map(_NAME.fullmatch, first[1:])) and not again


def without_leader(text: str) -> str:
    """Return a cell without the dots that lead to the next."""
    return _LEADER.sub("", text)
