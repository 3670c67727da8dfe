"""Elements of navigation that say more than they lead to: what a tool unfolds below a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from turbohtml import Element, Node

from corpus.readers.html.names import text_of, words_beside

__all__ = ["rename_told_navs"]

_SENTENCE = re.compile(
    r"""(?<!\S)(?:\S{1,60}\s+){2}\S{0,60}\w["'”’)\]]{0,9}[.!?…]["'”’)\]]{0,9}(?:\s|$)"""
)
"""Of three words or more."""


def rename_told_navs(root: Node) -> None:
    """Make mere blocks of `nav` elements that hold a sentence, and no links but within text.

    Webflow writes each dropdown's list as one, whether it is a menu or an answer in an FAQ.
    """
    for nav in list(_told(root)):
        nav.tag = "div"


def _told(root: Node) -> Iterator[Element]:
    for nav in root.find_all("nav"):
        lone = (link for link in nav.find_all("a") if _is_lone(link))
        # One alone may be what an answer ends with: "Read more".
        if len(list(islice(lone, 2))) < 2 and _SENTENCE.search(text_of(nav)):
            yield nav


def _is_lone(link: Element) -> bool:
    """Tell whether no text runs on beside a link."""
    beside = (link.previous_siblings, link.next_siblings)
    return not any(words_beside(each, but=("a",)) for each in beside)
