"""Text that its author struck out in Markdown: `~~$40~~`, `<del>$40</del>`."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from corpus.draft import Aside, Draft, Group
from corpus.source import Source

__all__ = ["STRUCK", "TAGS", "struck_out", "use_struck", "without_struck"]

STRUCK = "struck out"
TAGS = ("del", "s", "strike")
"""HTML's elements that strike out what they hold."""
_ANY = "|".join(TAGS)
_TAG = re.compile(rf"<(?P<ends>/?)(?:{_ANY})\b[^<>]*>", re.IGNORECASE)
_WRITTEN = re.compile(
    r"`[^`]{1,2000}`"  # where the signs are code
    rf"|(?P<struck>~~(?=\S)(?:(?!~~).){{1,5000}}~~|<(?P<tag>{_ANY})\b[^<>]*>.{{1,5000}}?</(?P=tag)\s*>)",
    re.DOTALL | re.IGNORECASE,
)


def use_struck(parser: MarkdownIt) -> None:
    """Let a parser put one token without text in the place of those that are struck out."""
    parser.core.ruler.push("struck", _take)


def without_struck(text: str) -> str:
    """Return a text without what is struck out in it."""
    return _WRITTEN.sub(lambda match: " " if match["struck"] else match[0], text)


def struck_out(draft: Draft, source: Source, tokens: Sequence[Token]) -> Iterator[Aside]:
    """Yield what is struck out in a file and stands in no piece of its draft.

    Within a piece it stays in what is quoted, between its signs, and is no part of the text.
    """
    groups = (each for each in draft.elements if isinstance(each, Group))
    pieces = sorted((piece.start, piece.end) for group in groups for piece in group.pieces)
    last = 0
    for token in tokens:
        said = token.type == "html_block" or any(
            each.type == "struck" for each in token.children or ()
        )
        if not said or not token.map:
            continue
        # The cells of a row stand in one line.
        start = max(last, source.bounds(token.map[0])[0])
        last = max(last, source.bounds(max(token.map[1] - 1, token.map[0]))[1])
        for match in _WRITTEN.finditer(source.text, start, last):
            at = bisect(pieces, match.span())
            around = (*pieces[max(at - 1, 0) : at + 1],)
            if match["struck"] and all(
                end <= match.start() or match.end() <= first for first, end in around
            ):
                yield Aside(*match.span(), STRUCK)


def _take(state: StateCore) -> None:
    for before, token in zip([None, *state.tokens], state.tokens, strict=False):
        if not token.children or not any(map(_change, token.children)):
            continue
        left = list(_without(token.children))
        # A heading keeps its words: else what stands under it would stand under the one above.
        headed = before is not None and before.type == "heading_open"
        if not headed or any(each.content.strip() for each in left):
            token.children = left


def _without(children: Sequence[Token]) -> Iterator[Token]:
    """Yield running text, a token for each stretch of it that is struck out and ended as such."""
    at = 0
    while at < len(children):
        if (end := _end(children, at)) is not None:
            yield Token("struck", "", 0)
            at = end
        elif not _change(children[at]):
            yield children[at]
        at += 1


def _end(children: Sequence[Token], at: int) -> int | None:
    """Return where what a token strikes out ends; None where it strikes nothing out."""
    if _change(children[at]) <= 0:
        return None
    depth = 0
    for end in range(at, len(children)):
        depth += _change(children[end])
        if not depth:
            return end
    return None


def _change(token: Token) -> int:
    """Return 1 for a token that begins to strike out, -1 for one that ends it, else 0."""
    if token.type in ("s_open", "s_close"):
        return 1 if token.type == "s_open" else -1
    tag = _TAG.match(token.content) if token.type == "html_inline" else None
    return 0 if tag is None else -1 if tag["ends"] else 1
