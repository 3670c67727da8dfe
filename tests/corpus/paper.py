"""PDF files made for the tests."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF

__all__ = ["Paper"]


class Paper(FPDF):
    """A document with a head and a foot on every page, where they are given."""

    def __init__(self, head: str = "", foot: str = "") -> None:
        super().__init__()
        self.head, self.foot = head, foot
        self.set_auto_page_break(True, 20)
        self.set_margins(25, 20)
        self.add_page()

    def header(self) -> None:
        if self.head:
            self.set_font("helvetica", size=8)
            self.set_y(8)
            self.cell(0, 5, self.head)
            self.set_y(20)

    def footer(self) -> None:
        if self.foot:
            self.set_font("helvetica", size=8)
            self.set_y(-12)
            self.cell(0, 5, self.foot.replace("#", str(self.page_no())), align="C")

    def heading(self, text: str, level: int) -> Paper:
        self.ln(3)
        return self._lines(text, "B", [22, 15, 13][level], 8)

    def text_block(self, text: str, style: str = "") -> Paper:
        self._lines(text, style, 11, 5)
        self.ln(2.5)
        return self

    def entries(
        self, entries: Sequence[tuple[str, int]], style: str = "", far: bool = True
    ) -> Paper:
        """Lines of a table of contents, their pages `far` to the right, or straight behind."""
        self.set_font("times", style, 11)
        for text, page in entries:
            self.cell(140 if far else None, 7, text)
            self.cell(20 if far else None, 7, str(page), new_x="LMARGIN", new_y="NEXT")
        self.ln(2.5)
        return self

    def lines_apart(self, *lines: tuple[str, str, int]) -> Paper:
        """Lines of a title page: the text, style and size of each."""
        for text, style, size in lines:
            self._lines(text, style, size, size / 2)
            self.ln(12)
        return self

    def listed(
        self, items: Sequence[str], numbered: bool = False, marks: Sequence[str] = ()
    ) -> Paper:
        own = [f"{number}." if numbered else "-" for number in range(1, len(items) + 1)]
        for mark, text in zip(marks or own, items, strict=True):
            self.set_font("times", size=11)
            self.cell(7, 5, mark)
            self.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")
        self.ln(2.5)
        return self

    def ruled(self, rows: Sequence[Sequence[str]], bold: bool = True) -> Paper:
        """A table, its first row bold or like the others."""
        self.set_font("times", size=11)
        with self.table(first_row_as_headings=bold) as table:
            for row in rows:
                table.row(row)
        self.ln(2.5)
        return self

    def columns(self, text: str, number: int = 2) -> Paper:
        self.set_font("times", size=11)
        with self.text_columns(ncols=number, gutter=8, text_align="J") as columns:
            columns.write(text)
        return self

    def code(self, text: str) -> Paper:
        self.set_font("courier", size=10)
        self.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT", align="L")
        self.ln(2.5)
        return self

    def cited(self, *parts: str) -> Paper:
        """A paragraph with a raised number between two parts each, from 1."""
        self.set_font("times", size=11)
        for number, part in enumerate(parts):
            if number:
                self.char_vpos = "SUP"
                self.write(5, str(number))
                self.char_vpos = "LINE"
            self.write(5, part)
        self.ln(11)
        return self

    def notes(self, *texts: str) -> Paper:
        """Notes at the foot of a page, in small letters, numbered from 1."""
        self.set_y(-35)
        for number, text in enumerate(texts, 1):
            self.set_font("times", size=8)
            self.char_vpos = "SUP"
            self.write(4, str(number))
            self.char_vpos = "LINE"
            self.write(4, f" {text}")
            self.ln(4)
        return self

    def data(self) -> bytes:
        return bytes(self.output())

    def _lines(self, text: str, style: str, size: int, height: float) -> Paper:
        self.set_font("times", style, size)
        self.multi_cell(0, height, text, new_x="LMARGIN", new_y="NEXT")
        return self
