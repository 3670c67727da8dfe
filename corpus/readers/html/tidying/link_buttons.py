"""Links that are called buttons, beside text that says more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Element, Node, Text

from corpus.readers.html.names import HEADINGS, INLINE, UNSEEN, text_of, words_beside
from corpus.readers.html.tidying.contents import TOGGLE
from corpus.readers.html.tidying.tree import class_words

__all__ = ["find_link_buttons"]

_CALLED = frozenset(("btn", "button"))
_OTHERS = frozenset(("accordion", "toggle", "tab", "tabs", "collapse", "nav", "question", "faq"))
"""Words in the class of what opens something."""
_MOST_WORDS = 6
_FILE = re.compile(r"\.(?!html?\b|php\b|aspx?\b)[a-z0-9]{2,4}(?:[?#]|$)", re.IGNORECASE)
_REACHES = ("tel:", "mailto:", "sms:")
_HEADINGS = ",".join(HEADINGS)


def find_link_buttons(root: Node) -> dict[Element, str]:
    """Return the links that look like buttons and say no more than where to click.

    One that leads to a file or dials stays, and so do those which are all that is said under a
    heading.
    """
    found: dict[Element, str] = {}
    for links, said in _sections(root):
        if said:
            found |= dict.fromkeys(links, "button")
    return found


def _sections(root: Node) -> Iterator[tuple[list[Element], bool]]:
    """Yield the link buttons under each heading, and whether anything else is said there."""
    buttons = {each for each in root.select("a[class]") if _is_button(each)}
    links: list[Element] = []
    said = False
    stack: list[Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            said = said or re.search(r"\w", node.data) is not None
        elif isinstance(node, Element) and node.tag in UNSEEN:
            continue
        elif isinstance(node, Element) and node.tag in HEADINGS:
            yield links, said
            links, said = [], False
        elif isinstance(node, Element) and node in buttons:
            links.append(node)
        else:
            stack.extend(reversed(node.children))
    yield links, said


def _is_button(link: Element) -> bool:
    """Tell whether a link is called a button, and is one of those which alone fill their block."""
    words = set(class_words(link))
    if _CALLED.isdisjoint(words) or not _OTHERS.isdisjoint(words):
        return False
    href = (link.attr("href") or "").strip()
    if any(map(link.attr, (*TOGGLE, "download"))):
        return False
    if href.startswith(_REACHES) or _FILE.search(href.rpartition("/")[2]):
        return False
    label = text_of(link)
    if not label or label.endswith("?") or len(label.split()) > _MOST_WORDS:
        return False
    return link.select_one(_HEADINGS) is None and _fills_block(link)


def _fills_block(link: Element) -> bool:
    """Tell whether no text stands beside a link in its block, which is no item."""
    block = next(
        (e for e in link.ancestors if isinstance(e, Element) and e.tag not in INLINE), None
    )
    if block is None or block.closest("li,summary,details,td,th,dt,dd") is not None:
        return False
    if block.tag in HEADINGS or block.tag == "button":
        return False
    return not any(
        words_beside(each, but=("a",)) for each in (link.previous_siblings, link.next_siblings)
    )
