"""A page's tables: those that hold data, cell by cell, with what spans several."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from itertools import pairwise, takewhile

from turbohtml import Element, Node, Text

from corpus.readers.canonical.running import RunningText, joined, plain
from corpus.readers.html.names import HEADINGS, text_of
from corpus.readers.html.tidying.tree import class_words
from corpus.source import Place

__all__ = ["holds_data", "is_unfilled", "table_parts"]

_MOST_COLUMNS = 100
_MOST_CELLS = 100_000
"""Of what is larger, each cell is read as a paragraph."""
_LONGEST_REPEATED = 200
"""Characters of a cell that are said again in each row that it spans."""
_LONGEST_GRID = 300
"""Characters of a cell: what has more is a text that a table sets beside another."""
_LEAST_LINES = 3
"""Of each cell of a row that is several: two each may well be by chance."""
_BOLD = ("b", "strong", *HEADINGS)
_WEIGHT = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HEAD = frozenset(("head", "header", "heading", "thead"))
"""Words in the class of a header's row or cells."""
Rows = list[tuple[Place, list[RunningText]]]


def holds_data(table: Element) -> bool:
    """Tell whether a table is one, and doesn't only lay out the page.

    A help desk's editor says of all its tables that they only do that, and has headings in them.
    """
    if any(table.find(tag) for tag in ("table", "details", "form")):
        return False
    rows = table.find_all("tr")
    headings = table.select(",".join(HEADINGS))
    headed = table.find("th") and all(map(_heads_cells, headings))
    laid_out = (table.attr("role") or "") in ("presentation", "none")
    if (laid_out or (headings and not headed)) and not _is_grid(rows):
        return False
    widest = max(map(_width, rows), default=0)
    return 1 < widest <= 2 * _MOST_COLUMNS and len(rows) * widest <= _MOST_CELLS


def _is_grid(rows: list[Element]) -> bool:
    """Tell whether all rows have as many short cells as the first, which are all marked."""
    cells = [_cells(row) for row in rows]
    if len(cells) < 2 or len(cells[0]) < 2 or {len(each) for each in cells} != {len(cells[0])}:
        return False
    longest = max(len(text_of(cell)) for row in cells for cell in row)
    named = all(text_of(cell) and _is_marked(cell) for cell in cells[0])
    return named and longest <= _LONGEST_GRID


def _heads_cells(heading: Element) -> bool:
    """Tell whether a heading is all that a header's cell says, or a cell alone in its row."""
    cell = heading.closest("td,th")
    if cell is None or text_of(cell) != text_of(heading):
        return False
    row = cell.parent
    return cell.tag == "th" or (isinstance(row, Element) and len(_cells(row)) == 1)


def is_unfilled(table: Element) -> bool:
    """Tell whether a table has a header, and no word below it."""
    rows = table.find_all("tr")
    headers = _headers(rows)
    return headers > 0 and not any(text_of(row) for row in rows[headers:])


def table_parts(
    table: Element, read: Callable[[Element, bool], RunningText], place: Callable[[Element], Place]
) -> list[tuple[Element | None, Rows]]:
    """Return a table's rows in its parts, each with the cell that is its title, or None.

    All rows are of one width; the first of each part is its header, empty where it has none. A cell
    that spans several rows or columns is said in each of them, one over a whole row once. `read`
    reads a cell, by its lines if it is told so.
    """
    found = table.find_all("tr")
    headers = _headers(found)
    titles = _titles(found, headers)
    grid = _grid(found, headers, read)
    width = max((len(cells) for _, cells in grid), default=0)
    for _, cells in grid:
        cells += [plain() for _ in range(width - len(cells))]
    named = _name(found, headers)
    heads = grid[named is not None : headers]
    top = [_one(column) for column in zip(*(cells for _, cells in heads), strict=True)]
    header = (place(found[0]), top or [plain() for _ in range(width)]) if found else None
    parts: list[tuple[Element | None, Rows]] = []
    for row, cells in grid[headers:]:
        if header is not None and (row in titles or not parts):
            parts.append((titles.get(row) or (None if parts else named), [header]))
        if row not in titles:
            parts[-1][1].append((place(row), cells))
    return parts


def _grid(
    found: list[Element], headers: int, read: Callable[[Element, bool], RunningText]
) -> list[tuple[Element, list[RunningText]]]:
    """Return the cells of each row, or of each of its lines, those that span several in each."""
    grid: list[tuple[Element, list[RunningText]]] = []
    open_spans: dict[int, tuple[int, RunningText]] = {}
    for number, row in enumerate(found):
        cells: list[RunningText] = []
        waiting = deque(_cells(row))
        lone, spanned = len(waiting) == 1 and not open_spans, bool(open_spans)
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
            again = text if len(text.content) <= _LONGEST_REPEATED else plain()
            down = _span(cell, "rowspan", len(found) - number)
            for step in range(_span(cell, "colspan", _MOST_COLUMNS)):
                at = len(cells)
                once = lone and number >= headers
                cells.append(text if step == 0 else plain() if once else again)
                if down > 1:
                    open_spans[at] = (down - 1, plain() if once and step else again)
        lines = [cells] if spanned or open_spans else _by_lines(cells)
        grid += [(row, each) for each in lines]
    return grid


def _by_lines(cells: list[RunningText]) -> list[list[RunningText]]:
    """Return a row, or several where its cells lay them out as lines beside each other."""
    lines = [cell.lines() for cell in cells]
    counts = {len(each) for each in lines}
    if len(cells) < 2 or len(counts) > 1 or min(counts) < _LEAST_LINES:
        return [cells]
    return [list(row) for row in zip(*lines, strict=True)]


def _headers(rows: list[Element]) -> int:
    """Return how many rows from the top are headers."""
    top = list(takewhile(_is_header, rows)) or rows[: _has_corner(rows) or _in_capitals(rows)]
    # One cell over all columns is the title of the rows below it.
    while top and len(_cells(top[-1])) == 1 and not _in_head(top[-1]):
        top.pop()
    return len(top) if len(top) < len(rows) else 0


def _has_corner(rows: list[Element]) -> bool:
    """Tell whether the first row names the columns beside an empty corner, and nothing else."""
    first, *below = (_cells(row) for row in rows) if rows else ([],)
    texts = [text_of(cell) for cell in first]
    if len(texts) < 2 or texts[0] or first[0].find("img") or not all(texts[1:]):
        return False
    named = all(len(text) <= _LONGEST_REPEATED and not text.endswith(".") for text in texts)
    return named and bool(below) and all(cells and text_of(cells[0]) for cells in below)


def _in_capitals(rows: list[Element]) -> bool:
    """Tell whether all cells of the first row are in capitals, and no first cell below is."""
    texts = [list(map(text_of, _cells(row))) for row in rows if _cells(row)]
    if len(texts) < 2 or len(texts[0]) < 2:
        return False
    below = [cells[0] for cells in texts[1:]]
    capitals = all(each.isupper() and not re.search(r"\d", each) for each in texts[0])
    return capitals and not any(map(str.isupper, below))


def _name(rows: list[Element], headers: int) -> Element | None:
    """Return the cell over all columns that stands above a table's header, as its name."""
    cells = _cells(rows[0]) if headers > 1 else []
    over_all = len(cells) == 1 and _width(rows[0]) >= max(map(_width, rows)) > 1
    return cells[0] if over_all and text_of(cells[0]) else None


def _titles(rows: list[Element], headers: int) -> dict[Element, Element]:
    """Return the rows that are titles of the rows below them, each with its only cell."""
    found: dict[Element, Element] = {}
    width = max((_width(row) for row in rows), default=0)
    for row, below in pairwise(rows[headers:]):
        cells = _cells(row)
        if len(cells) != 1 or _width(row) < width or not _is_titled(below):
            continue
        text = text_of(cells[0])
        if 0 < len(text) <= _LONGEST_REPEATED and not text.endswith("."):
            found[row] = cells[0]
    # One alone may be a remark; the first below the header, and others like it, part the rows.
    grouped = headers > 0 and len(found) > 1 and rows[headers] in found
    return {
        row: cell for row, cell in found.items() if grouped or cell.tag == "th" or _is_marked(cell)
    }


def _is_titled(row: Element) -> bool:
    """Tell whether a row may stand under a title: of several cells, or of one that is no title."""
    cells = _cells(row)
    return len(cells) > 1 or (
        len(cells) == 1 and text_of(cells[0]) != "" and not _is_marked(cells[0])
    )


def _width(row: Element) -> int:
    return sum(_span(cell, "colspan", _MOST_COLUMNS) for cell in _cells(row))


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
