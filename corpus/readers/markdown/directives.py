"""Directives, as MyST writes them: "```{note} Title", whose body is text and no code."""

from __future__ import annotations

import re
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from corpus.readers.markdown.content_tabs import narrowed, push_titled
from corpus.readers.markdown.definition_lists import push_term
from corpus.readers.markdown.directive_names import (
    DATED,
    OF_GENERATOR,
    TITLED,
    UNTITLED,
    line_of,
    options_end,
)
from corpus.readers.markdown.generator import GENERATED
from corpus.readers.markdown.list_table import push_list_table

__all__ = ["use_directives"]

_OPENS = re.compile(
    r"(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*\{(?P<name>[A-Za-z][\w:.+-]{0,60})\}[ \t]*(?P<title>.*)"
)
_VERSION = re.compile(r"(?:v?\d[\w.]*)?\s*")
_UNCLOSED = "unclosed directives"
_FIGURE = "figure"
_GLOSSARY = "glossary"
_LIST_TABLE = "list-table"
_ALONE = (_FIGURE, _GLOSSARY, _LIST_TABLE)


def use_directives(parser: MarkdownIt) -> None:
    """Have a parser read what stands in a directive."""
    parser.block.ruler.before(
        "fence", "directive", _directive, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _directive(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    match = None if state.is_code_block(line) else _OPENS.fullmatch(line_of(state, line))
    if match is None:
        return False
    name, fence = match["name"], match["fence"]
    around_others = not (name in _ALONE or _is(DATED, name) or _is(OF_GENERATOR, name))
    if fence[0] == ":" and around_others:
        return False  # a container, whose parts have fences of their own
    unclosed = state.env.setdefault(_UNCLOSED, {})
    if fence[0] == ":" and len(fence) >= unclosed.get(end, len(fence) + 1):
        return False
    closing = (at for at in range(line + 1, end) if _closes(line_of(state, at), fence))
    last = next(closing, end)
    if last == end and fence[0] == ":":
        unclosed[end] = len(fence)  # then no other below it is closed
        return False
    if not silent:
        _push(state, match, line, last)
        state.line = min(last + 1, end)
    return True


def _push(state: StateBlock, match: re.Match[str], line: int, last: int) -> None:
    """Push what stands in a directive, from its line to the one that closes it."""
    name, title = match["name"], match["title"]
    first = options_end(state, line + 1, last)
    empty = all(state.isEmpty(at) for at in range(first, last))
    if _is(OF_GENERATOR, name) or (name == _FIGURE and empty):
        _push_generated(state, line, last)
    elif _is(DATED, name):
        said = title[_VERSION.match(title).end() :]  # type: ignore[union-attr]
        if said:
            state.push("paragraph_open", "p", 1).map = [line, line + 1]
            token = state.push("inline", "", 0)
            token.content, token.children, token.map = said, [], [line, line + 1]
            state.push("paragraph_close", "p", -1)
        push_titled(state, "", (line, first, last), state.blkIndent)
    elif _is(TITLED, name) or _is(UNTITLED, name):
        titled = title if _is(TITLED, name) else ""
        fill = None
        if name == _GLOSSARY:
            fill = partial(_push_terms, state, first, last)
        elif name == _LIST_TABLE:
            fill = partial(push_list_table, state, line, first, last)
        push_titled(state, titled, (line, first, last), state.blkIndent, fill)
    elif empty:
        _push_generated(state, line, last)
    else:
        token = state.push("fence", "code", 0)
        token.map = [first - 1, min(last + 1, state.lineMax)]
        token.content = state.getLines(first, last, state.sCount[line], True)


def _push_generated(state: StateBlock, line: int, last: int) -> None:
    token = state.push(GENERATED, "", 0)
    token.map, token.content = [line, min(last + 1, state.lineMax)], line_of(state, line)


def _push_terms(state: StateBlock, first: int, last: int) -> bool:
    """Push a list of the terms whose definitions are indented below them, if it is one."""
    entries = _entries(state, first, last)
    if not entries:
        return False
    state.push("dl_open", "dl", 1).map = [first, last]
    for line, body, end in entries:
        push_term(state, line, body)
        state.push("dd_open", "dd", 1).map = [body, end]
        indent = min(state.sCount[at] for at in range(body, end) if not state.isEmpty(at))
        with narrowed(state, end, indent):
            state.md.block.tokenize(state, body, end)
        state.push("dd_close", "dd", -1)
    state.push("dl_close", "dl", -1)
    return True


def _entries(state: StateBlock, first: int, last: int) -> list[tuple[int, int, int]]:
    """Return each entry's lines: its terms' first, its definition's first, and the end.

    Nothing where a term has no definition, or a definition no term.
    """
    found: list[tuple[int, int, int]] = []
    at = first
    while at < last:
        if state.isEmpty(at):
            at += 1
            continue
        terms = at
        while at < last and not state.isEmpty(at) and state.sCount[at] <= state.blkIndent:
            at += 1
        body = at
        while at < last and (state.isEmpty(at) or state.sCount[at] > state.blkIndent):
            at += 1
        if terms == body or all(state.isEmpty(each) for each in range(body, at)):
            return []
        found.append((terms, body, at))
    return found


def _is(names: re.Pattern[str], name: str) -> bool:
    return names.fullmatch(name) is not None


def _closes(text: str, fence: str) -> bool:
    return len(text) >= len(fence) and not text.strip(fence[0])
