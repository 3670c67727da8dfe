"""Headings of a Markdown text that are written as items, "1. Admission" with paragraphs below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

__all__ = ["use_numbered_headings"]

_LONE_ITEM = (
    *("ordered_list_open", "list_item_open", "paragraph_open", "inline"),
    *("paragraph_close", "list_item_close", "ordered_list_close"),
)
"""The tokens of a list of one item that is one paragraph."""
_FEWEST = 2
"""Such items from which on they are headings: one may be a step with a remark."""
_MOST_WORDS = 14
"""Words of the longest heading that asks nothing, as in plain text."""
_DROPPED = "dropped"
_NO_TEXT = ("![", "[![", "<", "{")
"""What begins a picture or a generator's line, as it stands below a step."""


def use_numbered_headings(parser: MarkdownIt) -> None:
    """Let the parser take items that count up, each over paragraphs of its own, for headings."""
    parser.core.ruler.after("block", "numbered_headings", _take)


def _take(state: StateCore) -> None:
    for level, chain in _chains(state.tokens):
        if len(chain) < _FEWEST:
            continue
        for at in chain:
            tokens = state.tokens[at : at + len(_LONE_ITEM)]
            opened, inline, closed = tokens[2:5]
            for token, kind in ((opened, "heading_open"), (closed, "heading_close")):
                token.type, token.tag, token.level = kind, f"h{level}", 0
                token.hidden = False
            inline.level = 1
            for token in (*tokens[:2], *tokens[5:]):
                token.type = _DROPPED
    state.tokens = [token for token in state.tokens if token.type != _DROPPED]


def _chains(tokens: Sequence[Token]) -> Iterator[tuple[int, list[int]]]:
    """Yield the items that count up under one heading, by index, and the level below that."""
    level, number = 1, 0
    chain: list[int] = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            yield min(level + 1, 6), chain
            level, number, chain = int(token.tag[1]), 0, []
        elif _heads(tokens[index : index + len(_LONE_ITEM) + 2]):
            counted = int(tokens[index + 1].info)
            if counted != number + 1:
                yield min(level + 1, 6), chain
                chain = []
            chain.append(index)
            number = counted
    yield min(level + 1, 6), chain


def _heads(tokens: Sequence[Token]) -> bool:
    """Tell whether a list is one line that may be a heading, and a paragraph stands below it."""
    if tokens[0].type != "ordered_list_open" or tokens[0].level or len(tokens) < 2:
        return False
    *item, opened, below = (token.type for token in tokens)
    if tuple(item) != _LONE_ITEM or (opened, below) != ("paragraph_open", "inline"):
        return False
    text = tokens[3].content
    if "\n" in text or text.endswith((".", "!", ",", ";", ":", "…")):
        return False
    return len(text.split()) <= _MOST_WORDS and not tokens[-1].content.startswith(_NO_TEXT)
