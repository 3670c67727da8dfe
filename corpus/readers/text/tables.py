"""Tables in plain text: cells between bars, between tabs, or in columns of spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.readers.table_rows import is_ruler, split_cells
from corpus.readers.text.lines import BULLET, Line

__all__ = ["Row", "find_rows"]

_Split = Literal["|", "\t", "  "]
_GAP = re.compile(r" {2,}")
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
        rows = [(line, _cells(line.text, split)) for line in run if not is_ruler(line.text)]
        ruled = len(run) > 1 and is_ruler(run[1].text)
        for number, (line, cells) in enumerate(rows):
            header = number == 0 and len(rows) > 1 and (ruled or _names_columns(cells))
            by_number[line.number] = Row("header" if header else "row", cells)
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
    if "\t" in text and len(_cells(text, "\t")) == len(_cells(below, "\t")) > 1:
        return "\t"
    if "  " in text and _aligned(line, lines[index + 1]):
        third = index + 2 < len(lines) and _aligned(line, lines[index + 2])
        if third or len(_cells(text, "  ")) > 2:
            return "  "
    return None


def _belongs(line: Line, split: _Split, run: list[Line]) -> bool:
    if not line.text:
        return False
    return _aligned(run[0], line) if split == "  " and run else split in line.text


def _aligned(first: Line, line: Line) -> bool:
    """Tell whether two lines have as many cells, which begin or end at the same columns."""
    if "|" in line.text or "\t" in line.text or _SENTENCE_GAP.search(line.text):
        return False
    edges = [
        [
            (cell.indent + match.start(), cell.indent + match.end())
            for match in _GAP.finditer(cell.text)
        ]
        for cell in (first, line)
    ]
    if len(edges[0]) != len(edges[1]) or not edges[0]:
        return False
    pairs = list(zip(*edges, strict=True))
    ends = [len(cell.text) + cell.indent for cell in (first, line)]
    left = all(a[1] == b[1] for a, b in pairs)
    right = all(a[0] == b[0] for a, b in pairs[1:]) and ends[0] == ends[1]
    return left or right


def _bars(text: str) -> int:
    return text.count("|") - text.count("\\|")


def _cells(text: str, split: _Split) -> tuple[str, ...]:
    if split == "|":
        return split_cells(text)
    if split == "\t":
        return tuple(cell.strip() for cell in text.split("\t"))
    return tuple(_GAP.split(text))


def _names_columns(cells: tuple[str, ...]) -> bool:
    """Tell whether a first row reads as a header: words in every cell, no amounts."""
    return all(cell and not re.search(r"[$€£¥%]|\d{3}|^\d", cell) for cell in cells[1:])
