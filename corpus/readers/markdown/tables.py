"""Tables of a Markdown file, of which some are an FAQ: questions and answers in their cells."""

from __future__ import annotations

from itertools import pairwise

from corpus.article import Span
from corpus.draft import Close, Element, Group, Heading, Piece
from corpus.readers.markdown.items import Items
from corpus.readers.markdown.list_table import read_list_table
from corpus.readers.markdown.pipe_table import question_rows, read_table

__all__ = ["Tables"]

_FEWEST = 2
"""Questions from which on a table's only column is an FAQ: one may be the column's name."""


class Tables(Items):
    """Reads tables, and those of questions and answers as such."""

    def _table(self, index: int) -> int:
        """Read a table; return the index of its last token."""
        end = self._end_of_table(index, "table_close")
        group, flaws = read_table(
            self.tokens[index:end], self.source, self._reading, self._running, self._reparsed
        )
        self.draft.warnings.extend(flaws)
        self._add_table(group)
        return end

    def _list_table(self, index: int) -> int:
        """Read a table that is written as a list; return the index of its last token."""
        end = self._end_of_table(index, "list_table_close")
        self._add_table(read_list_table(self.tokens[index:end], self.source, self._reading))
        return end

    def _end_of_table(self, index: int, closes: str) -> int:
        while self.tokens[index].type != closes:
            index += 1
        return index

    def _add_table(self, group: Group) -> None:
        """Add a table, or the questions and answers that it is made of."""
        self.group = None
        level = self.pseudo_level()
        asked = self._asked_in_rows(group, level) or _asked_in_column(group, level)
        if asked:
            self.draft.elements += [*asked, Close(group.pieces[-1].end, level)]
        else:
            self.draft.elements.append(group)

    def _asked_in_rows(self, group: Group, level: int) -> list[Element]:
        """Return the questions of a table whose rows ask in one cell and answer in the other."""
        asked: list[Element] = []
        for row, question, answer in question_rows(group, self.source.text):
            asked.append(Heading(*question, row.cells[0], level, asked=True))
            piece = Piece("paragraph", *answer, row.cells[1], row.marks)
            asked.append(Group("paragraphs", [piece]))
        return asked


def _asked_in_column(group: Group, level: int) -> list[Element]:
    """Return the questions of a table of one column, each with the rows that answer it below."""
    if len(group.columns) != 1 or not group.pieces:
        return []
    rows: list[Span | Piece] = [*([group.header] if group.header else []), *group.pieces]
    asks = [row.text.endswith("?") for row in rows]
    if not asks[0] or asks[-1] or sum(asks) < _FEWEST or any(map(all, pairwise(asks))):
        return []
    asked: list[Element] = []
    for row, is_question in zip(rows, asks, strict=True):
        if is_question:
            asked += [Heading(row.start, row.end, row.text, level, asked=True)]
            asked.append(Group("paragraphs", []))
        elif isinstance(asked[-1], Group):
            asked[-1].pieces.append(Piece("paragraph", row.start, row.end, row.text, row.marks))
    return asked
