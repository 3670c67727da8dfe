"""Tables in plain text: cells between bars, between tabs, or in columns of spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.languages import alternatives
from corpus.readers.table_rows import is_ruler, split_cells
from corpus.readers.text.lines import BULLET, Line

__all__ = ["Row", "find_rows"]

_Split = Literal["|", "\t", "\t\t", "  "]
"""What parts cells; two tabs stand for as many as bring the next cell to its column."""
_AMOUNT = re.compile(r"[$€£¥%]|\d{3}|^\d")
"""What no column is named by."""
_FIGURE = re.compile(r"[$€£¥%]|\d")
_NO_FIGURE = re.compile(
    rf"{alternatives(lambda language: language.no_figures)}\.?|\W*", re.IGNORECASE
)
_GAP = re.compile(r" {2,}")
_EMPTY_CELL = 2
"""Columns to the right of the rows from which on a header has no cell in the corner."""
_COLUMNS_OF_PAIRS = 2
_SENTENCE_GAP = re.compile(r"[.!?:]  (?=\S)")


@dataclass(slots=True)
class Row:
    """A table's line: a row, the header, or the ruler under it."""

    kind: Literal["row", "header", "ruler"]
    cells: tuple[str, ...] = ()


def find_rows(lines: list[Line]) -> dict[int, Row]:
    """Return the row of every line that belongs to a table, by the line's number."""
    by_number: dict[int, Row] = {}
    index = 0
    while index < len(lines):
        split = _splitter(lines, index)
        if split is None:
            index += 1
            continue
        run: list[Line] = []
        while index < len(lines) and _belongs(lines[index], split, run):
            run.append(lines[index])
            index += 1
        for line in run:
            by_number[line.number] = Row("ruler")
        said = [line for line in run if not is_ruler(line.text)]
        rows = _rows(said, (_tabs(said) if split[0] == "\t" else None) or split)
        ruled = len(run) > 1 and is_ruler(run[1].text)
        headed = len(rows) > 1 and (ruled or _is_header(rows))
        for number, (line, cells) in enumerate(zip(said, rows, strict=True)):
            kind: Literal["row", "header"] = "header" if headed and not number else "row"
            by_number[line.number] = Row(kind, cells)
    return by_number


def _splitter(lines: list[Line], index: int) -> _Split | None:
    """Return what parts the cells of a table that begins at this line; None where none does."""
    line = lines[index]
    if not line.text or index + 1 == len(lines):
        return None
    text, below = line.text, lines[index + 1].text
    bars = _bars(text)
    if bars and "|" in below and is_ruler(below):
        return "|"
    if bars >= 2 and text.startswith("|") and text.endswith("|"):
        return "|"
    if BULLET.match(text):
        return None
    if " | " in text and " | " in below and bars == _bars(below):
        return "|"
    if "\t" in text and (tabs := _tabs(lines[index : index + 2])):
        return tabs
    if "  " in text and _aligned(line, lines[index + 1]):
        third = index + 2 < len(lines) and _aligned(line, lines[index + 2])
        if third or len(_GAP.split(text)) > 2:
            return "  "
    return None


def _belongs(line: Line, split: _Split, run: list[Line]) -> bool:
    if not line.text:
        return False
    return _aligned(run[0], line) if split == "  " and run else split[0] in line.text


def _tabs(lines: Sequence[Line]) -> Literal["\t", "\t\t"] | None:
    """Return how many tabs part the cells of lines that have as many of them; None for others."""
    for tabs in ("\t", "\t\t"):
        rows = _rows(lines, tabs)
        alike = len({len(cells) for cells in rows}) == 1 < len(rows[0])
        if alike and all(map(any, zip(*rows, strict=True))):
            return tabs
    return None


def _aligned(first: Line, line: Line) -> bool:
    """Tell whether two lines have as many cells, which begin or end at the same columns."""
    if "|" in line.text or "\t" in line.text or _SENTENCE_GAP.search(line.text):
        return False
    edges = [_gaps(cell) for cell in (first, line)]
    if edges[0] and first.indent >= line.indent + _EMPTY_CELL:
        edges[0].insert(0, (line.indent, first.indent))  # no cell in the corner
    if len(edges[0]) != len(edges[1]) or not edges[0]:
        return False
    pairs = list(zip(*edges, strict=True))
    ends = [len(cell.text) + cell.indent for cell in (first, line)]
    left = all(a[1] == b[1] for a, b in pairs)
    right = all(a[0] == b[0] for a, b in pairs[1:]) and ends[0] == ends[1]
    return left or right


def _gaps(line: Line) -> list[tuple[int, int]]:
    """Return the columns at which each gap of a line begins and ends."""
    found = _GAP.finditer(line.text)
    return [(line.indent + each.start(), line.indent + each.end()) for each in found]


def _bars(text: str) -> int:
    return text.count("|") - text.count("\\|")


def _rows(lines: Sequence[Line], split: _Split) -> list[tuple[str, ...]]:
    """Return the cells of each line; a first line that begins further right has an empty one."""
    if split == "|":
        return [split_cells(line.text) for line in lines]
    first, *below = lines
    if split == "  ":
        corner = first.indent >= max((line.indent for line in below), default=0) + _EMPTY_CELL
        rows = [tuple(_GAP.split(line.text)) for line in lines]
    else:
        corner = first.tabs > max((line.tabs for line in below), default=0)
        parted = r"\s*\t\s*" if split == "\t\t" else r"[^\S\t]*\t[^\S\t]*"
        rows = [tuple(re.split(parted, line.text)) for line in lines]
    return [("", *rows[0]), *rows[1:]] if corner and below else rows


def _is_header(rows: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether the first row of a table without a ruler names its columns.

    A header has words where the rows have figures, or no cell in the corner. Two columns are more
    often pairs from the first row on: a day and its hours.
    """
    first, *below = rows
    if not first[0] and all(first[1:]) and all(row[0] for row in below):
        return True
    if not all(cell and _names_a_column(cell) for cell in first[1:]):
        return False
    columns = list(zip(*below, strict=False))[1:]
    if any(name in column for name, column in zip(first[1:], columns, strict=False)):
        return False
    counted = any(all(map(_is_a_value, column)) for column in columns)
    return first[0][:1].isupper() and (counted or len(first) > _COLUMNS_OF_PAIRS)


def _names_a_column(cell: str) -> bool:
    return not (cell[0].islower() or _AMOUNT.search(cell) or _NO_FIGURE.fullmatch(cell))


def _is_a_value(cell: str) -> bool:
    """Tell whether a cell is a figure, or stands in place of one: "closed", "–"."""
    return _FIGURE.search(cell) is not None or _NO_FIGURE.fullmatch(cell) is not None
