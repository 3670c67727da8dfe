"""What HTML's elements are: running text, no text, or part of the frame around a page's content."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import islice

from turbohtml import Element, Node, Text

from corpus.white_space import collapse

__all__ = [
    "CONTENT",
    "HEADINGS",
    "INLINE",
    "LITERAL",
    "SECTIONING",
    "UNSEEN",
    "first_class",
    "frame",
    "ids",
    "is_inline",
    "names_of",
    "text_of",
    "words_beside",
]

CONTENT = "h1,main,article,details,[role=main]"
"""What no frame around a page's content holds."""
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
LITERAL = UNSEEN | {"pre", "code", "textarea"}
"""What holds text as it was typed, which no tag is taken out of."""
_BLOCKS = frozenset(
    (
        "html body address article aside blockquote br caption center dd details dialog dir div dl "
        "dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li "
        "listing main menu nav ol p plaintext pre search section summary table tbody td tfoot th "
        "thead tr ul xmp select textarea option optgroup progress meter noscript iframe object "
        "video audio"
    ).split()
)
"""What never runs on in a line; of all that HTML doesn't know, what stands around tells."""
_TEXT = ("p", "li", "td", "th", "dd", "dt", *HEADINGS)
"""What holds running text."""
_MOST_WITHIN = 60
"""Nodes in an element unknown to HTML that is running text."""
_FURTHEST = 20
"""Nodes beside an element that are looked at."""
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
            if not isinstance(each, Element) or not is_inline(each):
                words.append(" ")
            stack.extend(reversed(each.children))
    return collapse("".join(words))


def is_inline(element: Element) -> bool:
    """Tell whether an element is running text: by its name, or by what is around and in it.

    The latter tells of buttons, outputs, and elements that HTML doesn't know.
    """
    if element.tag in INLINE:
        return True
    if element.tag in _BLOCKS or element.tag in UNSEEN:
        return False
    within = [*islice(element.descendants, _MOST_WITHIN)]
    if len(within) == _MOST_WITHIN or any(
        isinstance(each, Element) and each.tag in _BLOCKS for each in within
    ):
        return False
    if words_beside(element.previous_siblings) or words_beside(element.next_siblings):
        return True
    around = element.parent
    if not isinstance(around, Element):
        return False
    alone = not any(
        isinstance(each, Element) and each.tag not in UNSEEN
        for side in (element.previous_siblings, element.next_siblings)
        for each in islice(side, _FURTHEST)
    )
    return around.tag == "p" or (alone and (around.tag in _TEXT or around.tag in INLINE))


def words_beside(siblings: Iterable[Node], but: Container[str] = ()) -> str:
    """Return the running text that stands next on one side.

    "" where nothing, a block, or an element with a tag of `but` does.
    """
    for each in islice(siblings, _FURTHEST):
        words = ""
        if isinstance(each, Text):
            words = each.data
        elif isinstance(each, Element) and each.tag in INLINE and each.tag not in but:
            words = each.text
        elif isinstance(each, Element) and each.tag not in UNSEEN:
            return ""
        if words.strip():
            return words
    return ""


def names_of(element: Element) -> list[str]:
    """Return an element's classes and its id, in lower case."""
    return f"{element.attr('class') or ''} {element.attr('id') or ''}".lower().split()


def first_class(element: Element) -> str:
    """Return an element's first class, "" without one: others say what state it is in."""
    return next(iter((element.attr("class") or "").split()), "")


def ids(element: Element, name: str) -> list[str]:
    """Return the ids that an attribute names, with "#" before them or without."""
    return [each.lstrip("#") for each in (element.attr(name) or "").split() if each.strip("#")]
