"""Definition lists, as Markdown Extra writes them: several terms may share a definition."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from mdit_py_plugins.deflist import deflist_plugin

from corpus.readers.markdown.directive_names import line_of

__all__ = ["push_term", "use_definition_lists"]

Rule = Callable[[StateBlock, int, int, bool], bool]
_RULE = "deflist"
_DEFINES = re.compile(r"[:~]\s+\S.*")
_ENDED = re.compile(r"[.:;,!?]$")


def use_definition_lists(parser: MarkdownIt) -> None:
    """Have a parser read definition lists, and each term of several on a line of its own."""
    parser.use(deflist_plugin)
    rules = parser.block.ruler.getRules("")
    one_term = next(rule for rule in rules if getattr(rule, "__name__", "") == _RULE)
    parser.block.ruler.before(_RULE, "several_terms", partial(_several_terms, one_term))
    parser.core.ruler.after("inline", "terms", _part_terms)


def push_term(state: StateBlock, first: int, last: int) -> None:
    """Push what is defined: a term on each line."""
    state.push("dt_open", "dt", 1).map = [first, last]
    token = state.push("inline", "", 0)
    token.content, token.children = _lines(state, first, last), []
    token.map = [first, last]
    state.push("dt_close", "dt", -1)


def _several_terms(one_term: Rule, state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Take terms on lines below each other, and what `one_term` takes from the last of them."""
    last = line
    while last + 1 < end and not _DEFINES.fullmatch(line_of(state, last + 1)):
        last += 1
        if not _goes_on(state, last, end):
            return False
    if silent or last == line or last + 1 == end or state.is_code_block(line):
        return False
    at = len(state.tokens)
    if not one_term(state, last, end, False):
        return False
    term = state.tokens[at + 2]
    term.content, term.map = _lines(state, line, last + 1), [line, last + 1]
    if at and state.tokens[at - 1].type == "dl_close":  # the list goes on
        del state.tokens[at - 1 : at + 1]
    return True


def _goes_on(state: StateBlock, line: int, end: int) -> bool:
    """Tell whether a line goes on with the text above it."""
    if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
        return False
    return not any(
        rule(state, line, end, True) for rule in state.md.block.ruler.getRules("paragraph")
    )


def _lines(state: StateBlock, first: int, last: int) -> str:
    return "\n".join(line_of(state, at) for at in range(first, last))


def _part_terms(state: StateCore) -> None:
    """Part the terms that share a definition from each other."""
    for above, token in pairwise(state.tokens):
        if above.type != "dt_open":
            continue
        for before, each in pairwise(token.children or []):
            if each.type in ("softbreak", "hardbreak"):
                each.type, each.tag = "text", ""
                each.content = " " if _ENDED.search(before.content) else ", "
