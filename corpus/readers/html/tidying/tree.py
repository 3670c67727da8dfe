"""What each rule over a page's tree needs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from turbohtml import E, Element, Node

__all__ = ["class_words", "elements_of", "fold", "rename"]

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def class_words(element: Element, *more: str) -> list[str]:
    """Return the words of an element's class, and of `more` of its attributes, in lower case."""
    written = " ".join(element.attr(name) or "" for name in ("class", *more))
    return [word.lower() for word in _WORD.findall(written)]


def elements_of(node: Node) -> list[Element]:
    """Return the elements right below a node."""
    return [each for each in node.children if isinstance(each, Element)]


def fold(place: Node, title: Iterable[Node], content: Iterable[Node]) -> None:
    """Fold content away under a title, before a place: both are moved there.

    What is moved keeps its lines only within one tree, so that the fold goes there first.
    """
    made, summary = E.details(), E.summary()
    made.append(summary)
    place.insert_before(made)
    _move(title, summary)
    _move(content, made)


def rename(element: Element, tag: str) -> None:
    """Put another element in the place of one, with all that is in it."""
    made = E(tag)
    element.insert_before(made)
    _move(element.children, made)
    element.decompose()


def _move(nodes: Iterable[Node], into: Element) -> None:
    for each in list(nodes):
        into.append(each)
