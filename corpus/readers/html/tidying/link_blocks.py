"""Blocks of a page that hold nothing but links, whatever element they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

from turbohtml import E, Element, Node, Text

from corpus.readers.html.names import HEADINGS, INLINE, UNSEEN
from corpus.readers.html.tables import holds_data

__all__ = ["LISTS", "link_blocks"]

_EMPTY, _LINKS, _WORDS = range(3)
"""What a node holds: no words; none but those of links; others."""
_PARTING = r"[\s|·•▪●*,;:./()\[\]«»‹›–—-]*+"
_BETWEEN = re.compile(rf"{_PARTING}(?:\d[\d.]{{0,6}}[.:)]|\d+(?:\.\d+)+|[A-Za-z][.:)])?{_PARTING}")
"""What parts or numbers links."""
LISTS = ("ul", "ol", "menu", "dl")
_WHOLE = (*LISTS, *"p div section table td span center blockquote nav header aside".split())
_NOT_INTO = frozenset((*LISTS, *INLINE, *UNSEEN, *HEADINGS, "p", "pre", "summary", "button"))
"""Elements in which no part is a block of its own."""


def link_blocks(
    root: Node,
    leads: Callable[[Element], bool],
    titles: Callable[[str], bool] = lambda _: False,
) -> list[Element]:
    """Return the outermost blocks in which all words are in links that `leads` takes.

    A text beside them that `titles` takes counts as none. Those that stand right beside blocks,
    with more than one of them, are put into an element.
    """
    held = _held(root, leads, titles)
    found: list[Element] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Element):
            if held[node] == _EMPTY:
                continue
            if held[node] == _LINKS and node.tag in _WHOLE:
                found.append(node)
                continue
            if node.tag in _NOT_INTO or (node.tag == "table" and holds_data(node)):
                continue
        children = list(node.children)
        found += _runs(children, held)
        stack.extend(each for each in reversed(children) if isinstance(each, Element))
    return found


def _held(
    root: Node, leads: Callable[[Element], bool], titles: Callable[[str], bool]
) -> dict[Node, int]:
    held: dict[Node, int] = {}
    for node in reversed([root, *root.descendants]):
        if isinstance(node, Text):
            parts = _BETWEEN.fullmatch(node.data) or titles(node.data)
            held[node] = _EMPTY if parts else _WORDS
            continue
        most = max((held[each] for each in node.children), default=_EMPTY)
        if isinstance(node, Element):
            if node.tag in UNSEEN:
                most = _EMPTY
            elif node.tag == "a" and leads(node):
                most = _LINKS
            elif most and (node.tag in (*HEADINGS, "a") or node.attr("role") == "tablist"):
                most = _WORDS
        held[node] = most
    return held


def _runs(children: list[Node], held: dict[Node, int]) -> list[Element]:
    """Return the running text between blocks that is nothing but links, each as one element."""
    found = []
    for running, run in groupby(children, key=_is_running):
        nodes = list(run)
        if not running or max(held[each] for each in nodes) != _LINKS:
            continue
        links = [each for each in nodes if isinstance(each, Element) and held[each] == _LINKS]
        if len(links) > 1:
            made = E.span()
            nodes[0].insert_before(made)
            for each in nodes:
                made.append(each)
            links = [made]
        found += links
    return found


def _is_running(node: Node) -> bool:
    return not isinstance(node, Element) or node.tag in INLINE or node.tag in (*UNSEEN, "br")
