"""Headings side by side that stand over nothing: the items of a list by another name."""

from __future__ import annotations

from itertools import groupby, islice, pairwise

from turbohtml import Element, Node

from corpus.readers.html.names import HEADINGS, text_of
from corpus.readers.html.tidying.labelled import has_words
from corpus.readers.html.tidying.tree import list_each

__all__ = ["list_lone_headings"]

_AROUND = "div,section,article,main"
_TAGS = ("div", "article", "section", "figure", *(set(HEADINGS) - {"h1"}))
_HEADINGS = ",".join(sorted(set(HEADINGS) - {"h1"}))
_CONTROLS = (
    "a,button,summary,[aria-controls],[data-toggle],[data-bs-toggle],[role=button],[role=tab]"
)
"""What leads elsewhere or opens what stands under its words."""
_FEWEST = 3
"""Of two, one may be the other's title."""
_MOST_WITHIN = 60
"""Nodes of an element that is no more than its heading."""
_MOST = 200
"""Items that are made: made elements share a hash, so that each costs what all before it do."""


def list_lone_headings(root: Node) -> None:
    """Make a list of three elements or more, side by side, that say no more than their heading.

    Else what they say would be nowhere: "Fully insured", "No contracts".
    """
    made = 0
    for around in (root, *root.select(_AROUND)):
        seen = [each for each in around.children if has_words(each)]
        behind = dict(pairwise(seen))
        for key, run in groupby(seen, key=_key):
            items = [each for each in run if key is not None and isinstance(each, Element)]
            if items and _stands_over(items[-1], behind.get(items[-1])):
                items.pop()
            if len(items) >= _FEWEST and made + len(items) <= _MOST:
                made += len(items)
                _list(items)


def _stands_over(heading: Element, behind: Node | None) -> bool:
    """Tell whether what is behind an element stands under it, as it does under a bare heading."""
    if heading.tag not in HEADINGS or behind is None:
        return False
    other = _heading(behind) if isinstance(behind, Element) else None
    heads = other is not None and text_of(other) == text_of(behind)
    return other is None or not heads or HEADINGS[other.tag] > HEADINGS[heading.tag]


def _key(node: Node) -> tuple[str, str] | None:
    """Return what is the same in all items of a list; None of what is more than a heading."""
    if not isinstance(node, Element) or node.tag not in _TAGS:
        return None
    if next(islice(node.descendants, _MOST_WITHIN, None), None) is not None:
        return None
    heading = _heading(node)
    words = text_of(node)
    if heading is None or text_of(heading) != words or words.endswith("?"):
        return None
    if node.matches(_CONTROLS) or node.select_one(_CONTROLS) or node.closest("a,li"):
        return None
    return node.tag, heading.tag


def _heading(node: Element) -> Element | None:
    return node if node.tag in HEADINGS else node.select_one(_HEADINGS)


def _list(items: list[Element]) -> None:
    list_each(items)
    for each in items:
        if (heading := _heading(each)) is not None:
            heading.tag = "p"
