"""Content tabs, as MkDocs writes them: `=== "Title"`, and what is indented below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

__all__ = ["narrowed", "push_titled", "use_content_tabs"]

_TAB = re.compile(r"={3}[!+]?\s+([\"'])(?P<title>[^\n]{1,300})\1\s*")
_INDENT = 4


def use_content_tabs(parser: MarkdownIt) -> None:
    """Have a parser take a tab for an admonition of its title."""
    parser.block.ruler.before(
        "fence", "content_tab", _content_tab, {"alt": ["paragraph", "reference", "blockquote"]}
    )


def _content_tab(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    if state.is_code_block(line):
        return False
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    match = _TAB.fullmatch(text)
    if match is None:
        return False
    if silent:
        return True
    inside = state.blkIndent + _INDENT
    last = line + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= inside):
        last += 1
    push_titled(state, match["title"], (line, line + 1, last), inside)
    state.line = last
    return True


def push_titled(
    state: StateBlock,
    title: str,
    lines: tuple[int, int, int],
    indent: int,
    fill: Callable[[], bool] | None = None,
) -> None:
    """Push an admonition of a title, if it has one: its own line, its body's first, and the end.

    `fill` pushes what is in it, or returns False where that is Markdown.
    """
    line, first, last = lines
    state.push("admonition_open", "div", 1).map = [line, last]
    if title:
        state.push("admonition_title_open", "p", 1).map = [line, line + 1]
        token = state.push("inline", "", 0)
        token.content, token.children, token.map = title, [], [line, line + 1]
        state.push("admonition_title_close", "p", -1)
    with narrowed(state, last, indent):
        state.parentType = "admonition"
        if fill is None or not fill():
            state.md.block.tokenize(state, first, last)
    state.push("admonition_close", "div", -1)


@contextmanager
def narrowed(state: StateBlock, end: int, indent: int) -> Iterator[None]:
    """Have a parser go no further than a line, and as far in as an indent, while this is open."""
    before = state.parentType, state.lineMax, state.blkIndent
    state.lineMax, state.blkIndent = end, indent
    yield
    state.parentType, state.lineMax, state.blkIndent = before
