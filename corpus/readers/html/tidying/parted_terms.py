"""Terms and definitions that the columns and rows of a layout put into lists of their own."""

from __future__ import annotations

from itertools import islice, pairwise, takewhile

from turbohtml import Element, Node

from corpus.readers.html.tidying.labelled import has_words
from corpus.readers.html.tidying.tree import elements_of

__all__ = ["join_terms"]

_MOST_AROUND = 10
"""Elements around a list."""
_FURTHEST = 20
"""Nodes beside one of them."""


def join_terms(root: Node) -> None:
    """Put definitions that a list begins with behind the term that the list before it ends with."""
    for one, other in reversed(list(pairwise(root.find_all("dl")))):
        first, second = elements_of(one), elements_of(other)
        if not first or not second or (first[-1].tag, second[0].tag) != ("dt", "dd"):
            continue
        if other not in one.descendants and _follows(one, other):
            for each in list(other.children):
                one.append(each)


def _follows(one: Element, other: Element) -> bool:
    """Tell whether nothing that says something stands between two elements."""
    around = {other, *other.ancestors}
    for each in (one, *islice(one.ancestors, _MOST_AROUND)):
        behind = list(islice(each.next_siblings, _FURTHEST))
        between = list(takewhile(lambda node: node not in around, behind))
        if any(map(has_words, between)):
            return False
        if len(between) < len(behind):
            return _begins(behind[len(between)], other)
    return False


def _begins(around: Node, part: Element) -> bool:
    """Tell whether a part is what an element says first."""
    above = {part, *part.ancestors}
    while around != part:
        within = islice(around.children, _FURTHEST)
        begun = next((each for each in within if each in above or has_words(each)), None)
        if begun is None or begun not in above:
            return False
        around = begun
    return True
