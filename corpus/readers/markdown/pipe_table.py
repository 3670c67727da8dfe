"""Markdown's pipe tables: rows under their header, and what is broken in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from corpus.article import Skipped, Span
from corpus.draft import Group, Piece
from corpus.marks import unique
from corpus.readers.markdown.inline import InlineText
from corpus.readers.markdown.offsets import row_offsets
from corpus.readers.table_rows import fit_row, split_cells
from corpus.source import Source
from corpus.white_space import collapse

__all__ = ["question_rows", "read_row", "read_table"]

_BOLD = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+\1", re.DOTALL)
_CELLS = re.compile(r"\|?(?P<question>(?:[^|\\]|\\.)+)\|(?P<answer>.+?)\|?", re.DOTALL)


def read_table(
    tokens: Sequence[Token],
    source: Source,
    read_header: Callable[[Sequence[Token]], InlineText],
    read: Callable[[Sequence[Token]], InlineText],
    parse: Callable[[str], InlineText],
) -> tuple[Group, list[Skipped]]:
    """Return a table's group, and its rows that do not fit the header.

    `read_header` and `read` read a cell's tokens; `parse` a cell's source, for a ragged row.
    """
    group = Group("table", [])
    flaws = _broken_ruler(tokens[0].map, source) if tokens[0].map else []
    cells: list[InlineText] = []
    bold: list[bool] = []
    line = 0
    for token in tokens:
        if token.type == "tr_open":
            line, cells = (token.map or [0])[0], []
        elif token.type == "inline":
            cells.append((read if group.columns else read_header)(token.children or []))
        elif token.type == "tr_close":
            start, end = row_offsets(source, line)
            written = split_cells(source.text[start:end])
            if len(written) != len(cells):
                fitted, flaw = fit_row(written, len(cells))
                cells = [parse(cell) for cell in fitted]
                if flaw:
                    flaws.append(Skipped(source.path, line + 1, flaw))
            _add_row(group, cells, start, end)
            bold.append(_all_bold(written))
    if not any(group.columns) and group.pieces and bold[1:2] == [True] and not all(bold[1:]):
        row = group.pieces.pop(0)
        group.columns, group.header = row.cells, Span(row.start, row.end, row.text, row.marks)
    return group, flaws


def _all_bold(cells: Sequence[str]) -> bool:
    """Tell whether a row is the header, which editors that know of none leave in bold below it."""
    filled = cells if cells[0] else cells[1:]
    return len(cells) > 1 and all(_BOLD.fullmatch(cell) for cell in filled)


def question_rows(group: Group, text: str) -> list[tuple[Piece, tuple[int, int], tuple[int, int]]]:
    """Return the rows of a table of questions and answers, with where each of both stands.

    Every row of such a table asks in its first cell and answers in its second.
    """
    rows = []
    for row in group.pieces:
        match = _CELLS.fullmatch(text, row.start, row.end)
        if match is None or len(row.cells) != 2 or not row.cells[0].endswith("?"):
            return []
        spans = [_trimmed(text, *match.span(name)) for name in ("question", "answer")]
        if not row.cells[1] or spans[1][0] >= spans[1][1]:
            return []
        rows.append((row, spans[0], spans[1]))
    return rows


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    cell = text[start:end]
    return start + len(cell) - len(cell.lstrip()), start + len(cell.rstrip())


def _broken_ruler(lines: Sequence[int], source: Source) -> list[Skipped]:
    """Return what is wrong with the ruler of a table on these lines: GitHub shows none then."""
    header, ruler = (
        len(split_cells(source.text[slice(*row_offsets(source, lines[0] + number))]))
        for number in range(2)
    )
    reason = f"the table's header has {header} cells, the ruler under it {ruler}: read all the same"
    return [Skipped(source.path, lines[0] + 2, reason)] if header != ruler else []


def _add_row(group: Group, cells: list[InlineText], start: int, end: int) -> None:
    row, texts = read_row(cells, start, end)
    if not group.columns:
        group.columns = texts
        group.header = row if any(texts) else None
    elif any(texts) and start < end:
        group.pieces.append(Piece("row", start, end, row.text, row.marks, texts))


def read_row(cells: Sequence[InlineText], start: int, end: int) -> tuple[Span, tuple[str, ...]]:
    """Return a row as it is shown, and the text of each of its cells."""
    texts = tuple(cell.text for cell in cells)
    marks = unique(mark for cell in cells for mark in cell.marks)
    return Span(start, end, collapse(" | ".join(texts)), marks), texts
