"""Rows become blocks: headings by their size, paragraphs, list items and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.readers.canonical.running import RunningText, plain
from corpus.readers.canonical.text import CanonicalText
from corpus.readers.pdf.code import code_rows, code_text
from corpus.readers.pdf.columns import Row, joined
from corpus.readers.pdf.hyphens import Joiner
from corpus.readers.pdf.markers import ITEM, LETTER, LETTERED, MARKER, number_of
from corpus.readers.pdf.notes import MARKS, Notes
from corpus.readers.pdf.segment import Segment
from corpus.readers.pdf.sizes import Sizes
from corpus.readers.pdf.tables import (
    column_of,
    columns_of,
    has_header,
    table_rows,
    without_leader,
)
from corpus.source import Place

__all__ = ["Blocks"]

_ENDED = re.compile(rf"[.!?:;。…][\"'”’)\]⁰¹²³⁴⁵⁶⁷⁸⁹{MARKS}]*$")
_NOTE = re.compile(r"[\d*†‡§⁰¹²³⁴⁵⁶⁷⁸⁹\[]{1,4}\W{0,2}\w")
_LONGEST_HEADING = 30
"""Words."""
_SPACED = 1.4
"""Distance of two lines that are not of one paragraph, in those of lines that are."""


@dataclass(slots=True)
class _Open:
    """A block whose next line may follow."""

    kind: str
    text: str
    last: Segment
    edge: float
    """How far right its column goes."""
    left: float
    page: int
    level: int = 0
    bold: bool = False
    number: int | None = None
    body: list[str] = field(default_factory=list)


class Blocks:
    """Writes rows into a canonical text."""

    def __init__(
        self, text: CanonicalText, sizes: Sizes, joiner: Joiner, typewritten: bool
    ) -> None:
        self.text = text
        self.sizes = sizes
        self.joiner = joiner
        self.open: _Open | None = None
        self.waiting: list[Row] = []
        """Small rows at the foot of a page, until the paragraph above them ends."""
        self.notes = Notes(joiner)
        self.noted: list[tuple[int, str, str]] = []
        """Notes by page, label and text, until the paragraph or list above them ends."""
        self.typewritten = typewritten
        self.titles = False
        """True on a page of which only the title heads anything."""
        self.depths: list[float] = []
        """Where the markers of the list that is open stand, one a depth."""
        self.ordered: list[bool] = []
        self.ruled: list[Segment] = []
        """Rows of the ruled table that is open."""

    def add_page(self, rows: list[Row], titles: bool = False) -> None:
        """Add the rows of a page, in the order that they are read in.

        What stands beside the title on a page that only `titles` the others heads nothing.
        """
        self.titles = titles
        rows = [_with_marker(row) for row in rows]
        end = len(rows)
        while end and self.sizes.is_small(rows[end - 1]):
            end -= 1
        if end < len(rows) and not _NOTE.match(rows[end][0].text):
            end = len(rows)
        noted, small = self.notes.of_page(rows[:end], rows[end:])
        edges = _edges(rows[:end])
        at = 0
        while at < end:
            code = 0 if self.typewritten else code_rows(rows, at, end)
            if code:
                self._code(rows[at : at + code])
                at += code
                continue
            if rows[at][0].cells:
                self._ruled_row(rows[at][0])
                at += 1
                continue
            size = table_rows(rows, at, end)
            if size:
                self._table(rows[at : at + size])
                at += size
                continue
            self._line(rows[at], edges[_place(rows[at])], *rows[at + 1 : at + 2])
            at += 1
        self.waiting += small
        page = rows[0][0].page if rows else 0
        self.noted += [(page, label, text) for label, text in noted]
        if titles:
            self._close()
            self.titles = False

    def end(self) -> None:
        """End what is open."""
        self._close()
        self._end_list()
        self._add_notes()

    def _ruled_row(self, row: Segment) -> None:
        """Add a row of a ruled table, which goes on over the page under the same header."""
        table = self.ruled
        if not table or len(table[-1].cells) != len(row.cells):
            self._close()
            self._end_list()
        elif row.page != table[-1].page and row.text == table[0].text:
            return
        self.ruled.append(row)

    def _end_ruled(self) -> None:
        rows, self.ruled = self.ruled, []
        table = []
        for row in rows:
            cells = [""] * len(row.cells)
            for at, lines in enumerate(row.cells):
                for line in lines:
                    cells[at] = self._with_line(cells[at], line)
            table.append((Place(page=row.page), cells))
        if table:
            self._write_table(table, [row.bold for row in rows])

    def _line(self, row: Row, edge: float, below: Row | None = None) -> None:
        line = joined(row)
        level = self.sizes.level(line)
        item = None if level else ITEM.fullmatch(line.text)
        if item and below and _counts_in_bold(row) and not _counts_in_bold(below):
            item = None  # "1. Pay" heads what follows
        if self.open is not None and item is None and self._goes_on(line, level):
            self.open.text = self.joiner.joined(self.open.text, line.text)
            self.open.bold = self.open.bold and line.bold
            self.open.last = line
            self.open.edge = max(self.open.edge, edge)
            return
        self._close()
        kind = "heading" if level else "item" if item else "paragraph"
        self.open = _Open(kind, line.text, line, edge, line.left, line.page, level, line.bold)
        if item:
            self.open.text = item["text"]
            self.open.number = int(item["number"]) if item["number"] else None

    def _goes_on(self, line: Segment, level: int) -> bool:
        """Tell whether a line is the next of the block that is open."""
        block = self.open
        assert block is not None
        last = block.last
        if level != block.level:
            return False
        ended = _ENDED.search(block.text) is not None
        distance = last.bottom - line.bottom
        if line.page != last.page or distance <= 0:  # the next column, or page
            begins = line.text[:1].islower() or block.text.endswith(("-", "\xad", ","))
            return block.kind != "heading" and not ended and begins
        if distance > _SPACED * max(self.sizes.leading, 1.1 * line.points if level else 0.0):
            return False
        if block.kind == "heading":
            return True
        short = block.edge - last.right > max(4 * last.points, 0.12 * (block.edge - block.left))
        if line.bold != last.bold and (short or ended):
            return False
        if abs(line.points - last.points) > 0.08 * last.points:
            return False
        if block.kind == "item":
            indent = line.left - block.left
            hangs, before = indent > 0.4 * last.points, indent < -0.4 * last.points
            return hangs or not (before or (short and ended))
        if line.left > last.left + 0.8 * last.points and line.left > block.left - 1:
            return False
        return not (short and ended)

    def _close(self) -> None:
        self._end_ruled()
        block, self.open = self.open, None
        if block is None:
            return
        self.text.place = Place(page=block.page)
        text = block.text[:-1] + "-" if block.text.endswith("\xad") else block.text
        if block.kind == "item":
            self._item(block, self.notes.running(text))
        else:
            self._end_list()
            heads = not self.titles or block.level == 1
            running = self.notes.running(text, heads and block.bold and block.kind != "heading")
            if block.kind == "heading" and heads and len(text.split()) <= _LONGEST_HEADING:
                self.text.heading(block.level, running)
            else:
                self.text.paragraph(running)
                self._add_notes()
        notes, self.waiting = self.waiting, []
        for note in notes:
            self._line(note, note[-1].right)
        if notes:
            self._close()

    def _item(self, block: _Open, text: RunningText) -> None:
        margin = 0.7 * block.last.points
        while self.depths and block.left < self.depths[-1] - margin:
            self._pop()
        numbered = block.number is not None
        if self.depths and block.left <= self.depths[-1] + margin:
            if self.ordered[-1] != numbered:
                self._pop()
            else:
                self.text.close_item()
                self.text.open_item(block.number)
                self.text.paragraph(text)
                return
        self.depths.append(block.left)
        self.ordered.append(numbered)
        self.text.open_list(numbered)
        self.text.open_item(block.number)
        self.text.paragraph(text)

    def _pop(self) -> None:
        self.depths.pop()
        self.text.close_item()
        self.text.close_list(self.ordered.pop())

    def _end_list(self) -> None:
        while self.depths:
            self._pop()

    def _add_notes(self) -> None:
        noted, self.noted = self.noted, []
        for page, label, text in noted:
            self.text.place = Place(page=page)
            self.text.footnote(label, [plain(text)])

    def _code(self, rows: list[Row]) -> None:
        self._close()
        self._end_list()
        self.text.place = Place(page=rows[0][0].page)
        self.text.code(code_text(rows))

    def _table(self, rows: list[Row]) -> None:
        self._close()
        self._end_list()
        columns = columns_of(rows)
        whole = [row for row in rows if len(row) > 1]
        table = [(Place(page=row[0].page), [""] * len(columns)) for row in whole]
        for row in rows:
            # A cell's other lines stand nearest to those of its row.
            middle = row[0].bottom + row[0].top
            away = [abs(middle - other[0].bottom - other[0].top) for other in whole]
            cells = table[min(range(len(whole)), key=away.__getitem__)][1]
            for each in row:
                at = column_of(each, columns)
                cells[at] = self._with_line(cells[at], each)
        self._write_table(table, [all(each.bold for each in row) for row in whole])

    def _with_line(self, cell: str, line: Segment) -> str:
        text = without_leader(line.text)
        return self.joiner.joined(cell, text) if cell else text

    def _write_table(self, table: list[tuple[Place, list[str]]], bold: list[bool]) -> None:
        written = [(place, [self.notes.running(cell) for cell in cells]) for place, cells in table]
        if not has_header([cells for _, cells in table], bold[0] and not all(bold)):
            written.insert(0, (table[0][0], [plain() for _ in table[0][1]]))
        self.text.table(written)


def _counts_in_bold(row: Row) -> bool:
    """Tell whether a row is in bold from its number on, which a list's are not."""
    line = joined(row)
    item = ITEM.fullmatch(line.text)
    return item is not None and item["number"] is not None and line.bold and line.bold_first


def _with_marker(row: Row) -> Row:
    """Return a row with a list's marker, which stands apart, in the text that it marks.

    Of a letter it is the number.
    """
    first = row[0]
    if close := LETTERED.match(first.text):
        number = f"{number_of(close[1])}. "
        return [replace(first, text=number + first.text[close.end() :]), *row[1:]]
    letter = LETTER.fullmatch(first.text)
    if len(row) < 2 or not (letter or MARKER.fullmatch(first.text)):
        return row
    marker = replace(first, text=f"{number_of(letter[1])}.") if letter else first
    return [joined([marker, row[1]]), *row[2:]]


def _edges(rows: list[Row]) -> dict[int, float]:
    """Return how far right rows go, by where they begin."""
    edges: dict[int, float] = {}
    for row in rows:
        for near in (-1, 0, 1):
            at = _place(row) + near
            edges[at] = max(edges.get(at, 0.0), row[-1].right)
    return edges


def _place(row: Row) -> int:
    return round(row[0].left / 40)
