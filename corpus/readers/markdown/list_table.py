"""MyST's list tables: a list whose items are rows, and the items in those their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from corpus.draft import Group, Piece
from corpus.readers.markdown.directive_names import line_of
from corpus.readers.markdown.inline import InlineText
from corpus.readers.markdown.offsets import content_offsets
from corpus.readers.markdown.pipe_table import read_row
from corpus.source import Source

__all__ = ["LIST_TABLE", "push_list_table", "read_list_table"]

LIST_TABLE = "list_table_open"
"""The type of the token that a list table begins with."""
_ROW = re.compile(r"[*+-]\s+[*+-](?:\s+(?P<cell>\S.*))?")
_CELL = re.compile(r"[*+-](?:\s+(?P<cell>\S.*))?")
_DEEPEST = 3
"""Columns by which a cell's marker is indented at most."""
_HEADED = re.compile(r":header-rows:\s*[1-9]")


class _Cell(NamedTuple):
    line: int
    texts: list[str]


def push_list_table(state: StateBlock, line: int, first: int, last: int) -> bool:
    """Push the table that stands from `first` to `last`, its options above; False if it is none."""
    rows = _rows(state, first, last)
    if not rows or any(len(row) != len(rows[0]) or not _says(row) for row in rows):
        return False
    token = state.push(LIST_TABLE, "table", 1)
    token.map = [line, last]
    token.meta["headed"] = any(_HEADED.match(line_of(state, at)) for at in range(line, first))
    for row in rows:
        state.push("tr_open", "tr", 1)
        for cell in row:
            inline = state.push("inline", "", 0)
            inline.content, inline.children = "\n".join(cell.texts), []
            inline.map = [cell.line, cell.line + len(cell.texts)]
        state.push("tr_close", "tr", -1)
    state.push("list_table_close", "table", -1)
    return True


def read_list_table(
    tokens: Sequence[Token], source: Source, read: Callable[[Sequence[Token]], InlineText]
) -> Group:
    """Return the group of a list table's tokens; `read` reads a cell's."""
    group = Group("table", [])
    row: list[Token] = []
    headed = bool(tokens[0].meta["headed"])
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(token)
        elif token.type == "tr_close":
            _add_row(group, row, source, read, headed and not group.columns)
    return group


def _add_row(
    group: Group,
    row: Sequence[Token],
    source: Source,
    read: Callable[[Sequence[Token]], InlineText],
    header: bool,
) -> None:
    cells = [read(token.children or []) for token in row]
    places = [
        content_offsets(source, (token.map[0], token.map[1]), token.content)
        for token in row
        if token.content and token.map
    ]
    said, texts = read_row(cells, places[0][0], places[-1][1])
    if header:
        group.columns, group.header = texts, said
        return
    group.columns = group.columns or ("",) * len(texts)
    group.pieces.append(Piece("row", said.start, said.end, said.text, said.marks, texts))


def _rows(state: StateBlock, first: int, last: int) -> list[list[_Cell]]:
    """Return the cells of each row; nothing where there is more in one than running text."""
    rows: list[list[_Cell]] = []
    for at in range(first, last):
        text, indent = line_of(state, at), state.sCount[at] - state.blkIndent
        if not text:
            continue
        begins = _ROW.fullmatch(text) if not indent else None
        if begins:
            rows.append([_Cell(at, [begins["cell"] or ""])])
        elif not rows or not indent:
            return []
        elif indent <= _DEEPEST and (cell := _CELL.fullmatch(text)):
            rows[-1].append(_Cell(at, [cell["cell"] or ""]))
        elif state.isEmpty(at - 1) or _CELL.match(text):
            return []
        else:
            rows[-1][-1].texts.append(text)
    return rows


def _says(row: Sequence[_Cell]) -> bool:
    return any(text for cell in row for text in cell.texts)
