"""A page's tables: those that hold data, cell by cell, with what spans several."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from itertools import takewhile

from turbohtml import Element, Node, Text

from corpus.readers.canonical.running import RunningText, joined, plain
from corpus.readers.html.names import HEADINGS, text_of
from corpus.readers.html.tidying.tree import class_words
from corpus.source import Place

__all__ = ["holds_data", "table_rows"]

_MOST_COLUMNS = 100
_MOST_CELLS = 100_000
"""Of what is larger, each cell is read as a paragraph."""
_LONGEST_REPEATED = 200
"""Characters of a cell that are said again in each row that it spans."""
_LEAST_LINES = 3
"""Of each cell of a row that is several: two each may well be by chance."""
_BOLD = ("b", "strong")
_WEIGHT = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HEAD = frozenset(("head", "header", "heading", "thead"))
"""Words in the class of a header's row or cells."""
Rows = list[tuple[Place, list[RunningText]]]


def holds_data(table: Element) -> bool:
    """Tell whether a table is one, and doesn't only lay out the page."""
    if (table.attr("role") or "") in ("presentation", "none"):
        return False
    if any(table.find(tag) for tag in ("table", "details", "form", *HEADINGS)):
        return False
    rows = table.find_all("tr")
    widths = [sum(_span(cell, "colspan", _MOST_COLUMNS) for cell in _cells(row)) for row in rows]
    widest = max(widths, default=0)
    return 1 < widest <= 2 * _MOST_COLUMNS and len(rows) * widest <= _MOST_CELLS


def table_rows(
    table: Element, read: Callable[[Element, bool], RunningText], place: Callable[[Element], Place]
) -> Rows:
    """Return a table's rows, all of one width; the first is its header, empty where it has none.

    A cell that spans rows is said in each of them; one that spans columns is in the first of
    them, and a header's in all. `read` reads a cell, by its lines if it is told so.
    """
    found = table.find_all("tr")
    headers = _headers(found)
    grid: list[list[RunningText]] = []
    places: list[Place] = []
    open_spans: dict[int, tuple[int, RunningText]] = {}
    for number, row in enumerate(found):
        cells: list[RunningText] = []
        waiting = deque(_cells(row))
        spanned = bool(open_spans)
        while waiting or any(column >= len(cells) for column in open_spans):
            column = len(cells)
            if column in open_spans:
                left, text = open_spans.pop(column)
                cells.append(text)
                if left > 1:
                    open_spans[column] = (left - 1, text)
                continue
            if not waiting:
                cells.append(plain())
                continue
            cell = waiting.popleft()
            text = read(cell, number >= headers)
            down = _span(cell, "rowspan", len(found) - number)
            for step in range(_span(cell, "colspan", _MOST_COLUMNS)):
                at = len(cells)
                said = text if step == 0 or number < headers else plain()
                cells.append(said)
                if down > 1:
                    again = said if len(said.content) <= _LONGEST_REPEATED else plain()
                    open_spans[at] = (down - 1, again)
        lines = [cells] if spanned or open_spans else _by_lines(cells)
        grid += lines
        places += [place(row)] * len(lines)
    width = max(map(len, grid), default=0)
    grid = [[*cells, *(plain() for _ in range(width - len(cells)))] for cells in grid]
    top = [_one(column) for column in zip(*grid[:headers], strict=True)] if headers else []
    top = top or [plain() for _ in range(width)]
    rows = list(zip(places, grid, strict=True))
    return [(rows[0][0], top), *rows[headers:]] if rows else []


def _by_lines(cells: list[RunningText]) -> list[list[RunningText]]:
    """Return a row, or several where its cells lay them out as lines beside each other."""
    lines = [cell.lines() for cell in cells]
    counts = {len(each) for each in lines}
    if len(cells) < 2 or len(counts) > 1 or min(counts) < _LEAST_LINES:
        return [cells]
    return [list(row) for row in zip(*lines, strict=True)]


def _headers(rows: list[Element]) -> int:
    """Return how many rows from the top are headers."""
    top = list(takewhile(_is_header, rows))
    # One cell that is marked as such, over all columns, is the title of the rows below it.
    while top and [cell.tag for cell in _cells(top[-1])] == ["td"] and not _in_head(top[-1]):
        top.pop()
    return len(top) if len(top) < len(rows) else 0


def _is_header(row: Element) -> bool:
    """Tell whether a row's markup says so, or that of all its cells, of which a corner is empty."""
    cells = _cells(row)
    if _in_head(row) or all(cell.tag == "th" for cell in cells):
        return True
    if not all(map(text_of, cells[1:])):
        return False
    called = not _HEAD.isdisjoint(class_words(row))
    return called or all(cell.tag == "th" or _is_marked(cell) for cell in cells)


def _in_head(row: Element) -> bool:
    return isinstance(row.parent, Element) and row.parent.tag == "thead"


def _is_marked(cell: Element) -> bool:
    """Tell whether a cell is called a header by its class or role, or all in bold."""
    if cell.attr("role") == "columnheader" or not _HEAD.isdisjoint(class_words(cell)):
        return True
    texts = (each for each in cell.descendants if isinstance(each, Text))
    return all(_is_bold(each, cell) for each in texts if re.search(r"\w", each.data))


def _is_bold(text: Node, cell: Element) -> bool:
    """Tell whether a text in a cell is bold by an element around it, the cell itself included."""
    for each in text.ancestors:
        if isinstance(each, Element) and (
            each.tag in _BOLD or _WEIGHT.search(each.attr("style") or "")
        ):
            return True
        if each == cell:
            break
    return False


def _one(texts: tuple[RunningText, ...]) -> RunningText:
    """Return the headers over one column as one, each once."""
    said = {text.content: text for text in texts if text.content}
    return joined(list(said.values()))


def _cells(row: Element) -> list[Element]:
    return [each for each in row.children if isinstance(each, Element) and each.tag in ("td", "th")]


def _span(cell: Element, name: str, most: int) -> int:
    written = (cell.attr(name) or "").strip()
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 1
    return max(1, min(number or most, most)) if name == "rowspan" else max(1, min(number, most))
