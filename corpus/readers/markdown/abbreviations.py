"""Abbreviations that a file spells out, each on a line: `*[PPE]: Personal protective equipment`."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

__all__ = ["use_abbreviations"]

_ABBREVIATION = re.compile(r"\*\[(?P<short>[^\[\]\n]{1,80})\]:\s*(?P<long>\S.*)")


def use_abbreviations(parser: MarkdownIt) -> None:
    """Have a parser take such a line for a term with its definition."""
    parser.block.ruler.before(
        "list", "abbreviation", _abbreviation, {"alt": ["paragraph", "reference", "list"]}
    )


def _abbreviation(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    if state.is_code_block(line):
        return False
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
    match = _ABBREVIATION.fullmatch(text)
    if match is None:
        return False
    if silent:
        return True
    state.push("dl_open", "dl", 1).map = [line, line + 1]
    for part, inside in (("short", "dt"), ("long", "paragraph")):
        state.push(f"{inside}_open", "", 1).map = [line, line + 1]
        token = state.push("inline", "", 0)
        token.content, token.children, token.map = match[part], [], [line, line + 1]
        state.push(f"{inside}_close", "", -1)
    state.push("dl_close", "dl", -1)
    state.line = line + 1
    return True
