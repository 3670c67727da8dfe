"""What each rule over a page's tree needs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from turbohtml import E, Element, Node

__all__ = ["class_words", "elements_of", "fold"]

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def class_words(element: Element, *more: str) -> list[str]:
    """Return the words of an element's class, and of `more` of its attributes, in lower case."""
    written = " ".join(element.attr(name) or "" for name in ("class", *more))
    return [word.lower() for word in _WORD.findall(written)]


def elements_of(node: Node) -> list[Element]:
    """Return the elements right below a node."""
    return [each for each in node.children if isinstance(each, Element)]


def fold(title: Iterable[Node], content: Iterable[Node]) -> Element:
    """Return content that is folded away under a title, which both are moved into."""
    made, summary = E.details(), E.summary()
    made.append(summary)
    for each in list(title):
        summary.append(each)
    for each in list(content):
        made.append(each)
    return made
