"""Which element with an id a part of a page is reached by: what a link's fragment can name."""

from __future__ import annotations

import re
from itertools import islice

from turbohtml import Element, Node

__all__ = ["NearestId"]

_FURTHEST = 30
"""Elements around a text, or a heading, that are looked at."""
_IDS = "[id],a[name]"
_ID = re.compile(r"[^\s#%]{1,200}")


class NearestId:
    """The id around a text or else that of the heading above it, while a page is walked over."""

    def __init__(self) -> None:
        self._heading: str | None = None
        self._over: set[Element] = set()
        """What holds the last heading: an id of it leads to more than what stands below that."""

    def pass_heading(self, heading: Element) -> None:
        """Note a heading, by which what follows may be reached."""
        around = list(islice(heading.ancestors, _FURTHEST))
        self._over = {each for each in around if isinstance(each, Element)}
        inside = (_id(each) for each in islice(heading.select(_IDS), 3))
        self._heading = _id(heading) or next(filter(None, inside), None) or _headed(heading)

    def of(self, node: Node) -> str | None:
        """Return the id for a text's node, or for an element; None where there is none."""
        around = [node, *islice(node.ancestors, _FURTHEST)]
        elements = [each for each in around if isinstance(each, Element)]
        below = (_id(each) for each in elements if each not in self._over)
        return next(filter(None, below), None) or self._heading


def _id(element: Element) -> str | None:
    names = [element.attr("id"), element.attr("name") if element.tag == "a" else None]
    return next((name for name in names if name and _ID.fullmatch(name)), None)


def _headed(heading: Element) -> str | None:
    """Return the id of the section that a heading begins, or of the frame around it."""
    for each in islice(heading.ancestors, 2):
        if not isinstance(each, Element) or each.tag in ("body", "main", "article"):
            return None
        if each.find(heading.tag) != heading:
            return None
        if found := _id(each):
            return found
    return None
