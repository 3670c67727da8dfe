"""Footers that a class or an id names, known by their place: behind all that a page says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from turbohtml import Element, Node, Text

from corpus.readers.html.names import CONTENT, SECTIONING, UNSEEN, frame, names_of, text_of
from corpus.readers.html.tidying.navigation import PART_OF

__all__ = ["COPYRIGHT", "find_ends", "names_footer"]

_FOOTER = re.compile(rf"{PART_OF}footer[\w-]*|colophon")
"""Also of its parts: "footer-widgets"; WordPress's starter theme, and those made from it, say
"colophon"."""
_TAGS = ("div", "section", "aside", "ul", "p", "table", "center")
COPYRIGHT = r"©|\(c\)\s|\bcopyright\b"
"""What a line says of whose the page is."""
_NOTICE = re.compile(rf"{COPYRIGHT}|\ball rights reserved\b", re.IGNORECASE)


def find_ends(root: Node, known: Mapping[Element, str]) -> dict[Element, str]:
    """Return what is called a footer and ends a page that says whose it is, whatever else it says.

    Such a part may be a note in the content elsewhere, or without a notice of copyright.
    """
    found: dict[Element, str] = {}
    noticed = False
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Text) and re.search(r"\w", node.data):
            break
        if isinstance(node, Element):
            if reason := known.get(node) or frame(node, inside=False):
                noticed = noticed or (reason == "page footer" and _tells_owner(node))
                continue
            if node.tag in UNSEEN or node.tag == "button":
                continue
            if _leads_up(node):
                if "page footer" not in found.values():
                    found[node] = "link within the page"
                continue
            if node.tag in _TAGS and names_footer(node) and node.select_one(CONTENT) is None:
                found[node] = "page footer"
                noticed = noticed or _tells_owner(node)
                continue
            if node.tag in SECTIONING and text_of(node):
                break
        stack.extend(node.children)
    else:
        return {}  # nothing else stands on the page
    return found if noticed and "page footer" in found.values() else {}


def names_footer(element: Element) -> bool:
    """Tell whether a class of an element, or its id, says that it is a page's footer or of it."""
    return any(map(_FOOTER.fullmatch, names_of(element)))


def _tells_owner(element: Element) -> bool:
    return _NOTICE.search(text_of(element)) is not None


def _leads_up(element: Element) -> bool:
    """Tell whether an element is a link to another place of the page, as to its top."""
    return element.tag == "a" and (element.attr("href") or "").startswith("#")
