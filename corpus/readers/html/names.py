"""What HTML's elements are: running text, no text, or part of the frame around a page's content."""

from __future__ import annotations

from turbohtml import Element, Node, Text

from corpus.white_space import collapse

__all__ = ["HEADINGS", "INLINE", "SECTIONING", "UNSEEN", "frame", "ids", "text_of"]

HEADINGS = {f"h{level}": level for level in range(1, 7)}
INLINE = frozenset(
    (
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q "
        "rp rt ruby s samp small span strike strong sub sup time tt u var wbr slot"
    ).split()
)
UNSEEN = frozenset(
    (
        "script style template head link meta base title param source track area col colgroup "
        "img picture input canvas embed datalist svg map frame frameset"
    ).split()
)
"""What holds no words of the page's."""
_CONTROLS = {
    **dict.fromkeys(("select", "textarea", "option", "optgroup", "progress", "meter"), "form"),
    **dict.fromkeys(
        ("noscript", "iframe", "object", "video", "audio"), "shown in place of another"
    ),
}
_ROLES = {
    **{"navigation": "nav", "banner": "header", "contentinfo": "footer"},
    **{"complementary": "aside", "search": "search"},
    **{"dialog": "dialog", "alertdialog": "dialog"},
}
_FRAME = {
    **{"nav": "navigation", "header": "page header", "footer": "page footer"},
    **{"aside": "beside the content", "search": "search", "dialog": "dialog"},
}
SECTIONING = frozenset(("main", "article", "section", "blockquote", "li", "td"))
"""Elements with headers, footers and asides of their own."""


def frame(element: Element, inside: bool) -> str | None:
    """Return what an element is in place of content, such as "navigation"; None of content.

    `inside` says that it stands in one of `SECTIONING`, whose header and footer are content.
    """
    if element.tag in _CONTROLS:
        return _CONTROLS[element.tag]
    tag = _ROLES.get(element.attr("role") or "", element.tag)
    if tag not in ("nav", "search", "dialog") and (
        inside or (tag == "header" and element.find("h1"))
    ):
        return None
    return _FRAME.get(tag)


def text_of(node: Node) -> str:
    """Return the words in a node, but for those that nobody sees."""
    words = []
    stack = [node]
    while stack:
        each = stack.pop()
        if isinstance(each, Text):
            words.append(each.data)
        elif not isinstance(each, Element) or each.tag not in UNSEEN:
            if not isinstance(each, Element) or each.tag not in INLINE:
                words.append(" ")
            stack.extend(reversed(each.children))
    return collapse("".join(words))


def ids(element: Element, name: str) -> list[str]:
    """Return the ids that an attribute names, with "#" before them or without."""
    return [each.lstrip("#") for each in (element.attr(name) or "").split() if each.strip("#")]
