"""Pipe tables whose ruler has not as many cells as their header, as kramdown takes them."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from corpus.readers.table_rows import is_ruler, split_cells

__all__ = ["use_loose_tables"]


def use_loose_tables(parser: MarkdownIt) -> None:
    """Have a parser take them."""
    parser.block.ruler.after(
        "table", "loose_table", _loose_table, {"alt": ["paragraph", "reference"]}
    )


def _loose_table(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Take a table by its bars: a ruler stands under the first row, and another row under that."""
    if line + 2 >= end or state.is_code_block(line):
        return False
    header, ruler, first = (_line(state, each) for each in range(line, line + 3))
    if "|" not in header or "|" not in first or not is_ruler(ruler):
        return False
    columns = len(split_cells(header))
    if columns < 2 or is_ruler(header) or is_ruler(first):
        return False
    if silent:
        return True
    state.line = line + 3
    while state.line < end and "|" in _line(state, state.line):
        state.line += 1
    state.push("table_open", "table", 1).map = [line, state.line]
    for number in (line, *range(line + 2, state.line)):
        place = [number, number + 1]
        state.push("tr_open", "tr", 1).map = place
        cells = split_cells(_line(state, number))
        for cell in (*cells, *[""] * columns)[:columns]:
            token = state.push("inline", "", 0)
            token.content, token.children, token.map = cell, [], place
        state.push("tr_close", "tr", -1)
    state.push("table_close", "table", -1)
    return True


def _line(state: StateBlock, line: int) -> str:
    """Return a line; "" where it stands outside of what contains the table."""
    if state.sCount[line] < state.blkIndent:
        return ""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
