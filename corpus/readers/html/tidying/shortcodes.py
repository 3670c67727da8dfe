"""WordPress's shortcodes that nothing has replaced: `[accordion title="Hours"]…[/accordion]`."""

from __future__ import annotations

import re
from itertools import takewhile

from turbohtml import E, Element, Node, Text

from corpus.readers.html.names import LITERAL, text_of
from corpus.readers.html.tidying.tree import fold
from corpus.readers.markdown.generator import SHORTCODE, read_fence

__all__ = ["tidy_shortcodes"]

_SHORTCODE = re.compile(SHORTCODE, re.IGNORECASE)
_ENDS = re.compile(r"\[/([a-z][\w-]{1,40})\]", re.IGNORECASE)
_MOST = 2_000


def tidy_shortcodes(root: Node) -> dict[Element, str]:
    """Take shortcodes out of the text, and fold what stands in one with a title under that.

    Return those in whose place the site shows something.
    """
    texts = [each for each in root.descendants if isinstance(each, Text) and "[" in each.data]
    lone: dict[Element, str] = {}
    ended = set(_ENDS.findall(" ".join(each.data for each in texts)))
    begun: list[tuple[str, Element, str]] = []
    pairs: list[tuple[Element, Element, str]] = []
    for text in texts[:_MOST]:
        around = text.parent
        if isinstance(around, Element) and around.tag in LITERAL:
            continue
        whole = _SHORTCODE.fullmatch(text.data.strip())
        if whole and (fence := read_fence(whole[0])) and not fence.ends | (fence.name in ended):
            text.replace_with(made := E.span(text.data))
            lone[made] = "of the site's generator"
            continue
        at, parts = 0, []
        for match in _SHORTCODE.finditer(text.data):
            fence = read_fence(match[0])
            mark = E.span()
            parts += [E.span(text.data[at : match.start()]), mark]
            at = match.end()
            if fence and fence.title:
                begun.append((fence.name, mark, match[0][slice(*fence.title)]))
            elif fence and fence.ends and begun and begun[-1][0] == fence.name:
                _, first, title = begun.pop()
                pairs.append((first, mark, title))
        if parts:
            text.replace_with(*parts, E.span(text.data[at:]))
    for first, last, title in pairs:
        _fold(first, last, title)
    return lone


def _fold(first: Element, last: Element, title: str) -> None:
    """Fold what stands between two elements, where nothing else stands beside it."""
    around = set(first.ancestors)
    shared = next((each for each in last.ancestors if each in around), None)
    if shared is None:
        return
    begins, ends = _below(first, shared), _below(last, shared)
    between = [*takewhile(lambda each: each != ends, begins.next_siblings)]
    content = [begins, *between, ends]
    words = text_of(begins) if begins != first else ""
    if words and not _leads(first, begins):
        first.append(E.span(f"{title} "))
        return
    fold(begins, [E.span(title)], content)


def _below(node: Node, shared: Node) -> Node:
    """Return what holds a node right below another."""
    return next(each for each in (node, *node.ancestors) if each.parent == shared)


def _leads(mark: Element, part: Node) -> bool:
    """Tell whether no word of a part stands before a mark in it."""
    for each in (mark, *mark.ancestors):
        if each == part:
            return True
        if any(text_of(before) for before in each.previous_siblings):
            return False
    return False
