"""What each rule over a page's tree needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from turbohtml import E, Element, Node

from corpus.readers.html.names import first_class

__all__ = ["class_words", "elements_of", "fold", "list_each", "rename", "tag_and_class"]

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def class_words(element: Element, *more: str) -> list[str]:
    """Return the words of an element's class, and of `more` of its attributes, in lower case."""
    written = " ".join(element.attr(name) or "" for name in ("class", *more))
    return [word.lower() for word in _WORD.findall(written)]


def tag_and_class(element: Element) -> tuple[str, str]:
    """Return what elements that are alike share: the tag, and the first class."""
    return element.tag, first_class(element)


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


def list_each(elements: Sequence[Element]) -> None:
    """Put elements that stand side by side into a list, each into an item of its own."""
    made = E.ul()
    elements[0].insert_before(made)
    for each in elements:
        item = E.li()
        made.append(item)
        item.append(each)


def rename(element: Element, tag: str) -> None:
    """Put another element in the place of one, with all that is in it."""
    made = E(tag)
    element.insert_before(made)
    _move(element.children, made)
    element.decompose()


def _move(nodes: Iterable[Node], into: Element) -> None:
    for each in list(nodes):
        into.append(each)
