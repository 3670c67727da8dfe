"""The Markdown parser: CommonMark with tables, front matter, footnotes and citation marks."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

__all__ = ["PARSER"]

_LINKED = re.compile(r"\[(?P<mark>\[[1-9]\d{0,2}\])\]\((?P<url>[^()\s]{1,2000})\)")
_CITATION = re.compile(r"\[[1-9]\d{0,2}\](?!\()")


def _citation(state: StateInline, silent: bool) -> bool:
    """Keep [8][9] two marks, which Markdown would take for a link where [9] is defined."""
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


def _linked_citation(state: StateInline, silent: bool) -> bool:
    """Keep [[1]](https://…) a link, which the brackets inside would break."""
    match = _LINKED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": match["url"]}
        state.push("text", "", 0).content = match["mark"]
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(front_matter_plugin).use(footnote_plugin)
    parser.disable(["footnote_tail", "footnote_inline"])
    parser.inline.ruler.before("link", "citation", _citation)
    parser.inline.ruler.before("citation", "linked_citation", _linked_citation)
    return parser


PARSER = _parser()
