"""Bullets that Markdown doesn't know, as pages and documents are pasted with: "•", "◦", "✓"."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from corpus.typed_lists import BULLETS

__all__ = ["use_typed_bullets"]

_TYPED = re.compile(rf"(?P<before>[ \t]*)(?P<sign>[{BULLETS}])(?P<space>[ \t\u00a0])(?=\s*\S)")
_BULLET = "*"
_SIGNS = "typed bullets"


def use_typed_bullets(parser: MarkdownIt) -> None:
    """Let the parser take a line that begins with such a sign for a list's item."""
    parser.core.ruler.after("normalize", "typed_bullets", _take)
    parser.core.ruler.after("block", "typed_signs", _put_back)


def _take(state: StateCore) -> None:
    """Put Markdown's bullet in the place of each sign, which is as long."""
    if state.inlineMode:
        return
    lines = state.src.split("\n")
    signs = {at: each["sign"] for at, line in enumerate(lines) if (each := _TYPED.match(line))}
    if signs:
        state.env[_SIGNS] = signs
        for at in signs:
            lines[at] = _TYPED.sub(_as_markdown, lines[at], count=1)
        state.src = "\n".join(lines)


def _as_markdown(line: re.Match[str]) -> str:
    return line["before"] + _BULLET + line["space"].replace("\u00a0", " ")


def _put_back(state: StateCore) -> None:
    """Put back what is part of code, or of a paragraph, and no bullet."""
    signs = state.env.pop(_SIGNS, None)
    if not signs:
        return
    for token in state.tokens:
        if token.map is None or not token.content:
            continue
        first = token.map[0] + (token.type == "fence")
        lines = token.content.split("\n")
        for at, line in enumerate(lines):
            if (sign := signs.get(first + at)) and line.lstrip().startswith(_BULLET):
                lines[at] = line.replace(_BULLET, sign, 1)
        token.content = "\n".join(lines)
