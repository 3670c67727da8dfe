"""Directives, as MyST writes them: "```{note} Title", whose body is text and no code."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from corpus.readers.markdown.content_tabs import push_titled

__all__ = ["use_directives"]

_OPENS = re.compile(
    r"(?P<fence>`{3,}|~{3,})\{(?:admonition|attention|caution|danger|error|hint|important|note|"
    r"seealso|tip|warning|dropdown|topic|sidebar|margin|card|tab-item)\}[ \t]*(?P<title>.*)"
)
"""The directives of docutils, MyST and sphinx-design that stand around running text."""
_OPTION = re.compile(r":[\w-]{1,40}:(?:\s.*)?")


def use_directives(parser: MarkdownIt) -> None:
    """Have a parser read what stands in a directive."""
    parser.block.ruler.before(
        "fence", "directive", _directive, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _directive(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    match = None if state.is_code_block(line) else _OPENS.fullmatch(_text(state, line))
    if match is None:
        return False
    if silent:
        return True
    fence = match["fence"]
    closing = (at for at in range(line + 1, end) if _closes(_text(state, at), fence))
    last = next(closing, end)
    first = line + 1
    while first < last and _OPTION.fullmatch(_text(state, first)):
        first += 1
    push_titled(state, match["title"], (line, first, last), state.blkIndent)
    state.line = min(last + 1, end)
    return True


def _closes(text: str, fence: str) -> bool:
    return len(text) >= len(fence) and not text.strip(fence[0])


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
