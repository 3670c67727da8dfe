"""Text that its author struck out: what a page said once, and says no longer."""

from __future__ import annotations

import re

from turbohtml import E, Element, Node

from corpus.readers.html.names import HEADINGS, LITERAL, text_of
from corpus.readers.markdown.struck import STRUCK, TAGS

__all__ = ["take_struck"]

_STRUCK = ",".join((*TAGS, "[style*=line-through]"))
_LITERAL = ",".join(LITERAL)
_HEADED = ",".join((*HEADINGS, "summary", "dt"))


def take_struck(root: Node) -> dict[Element, str]:
    """Move what is struck out behind all else, and return it, to be reported.

    What heads something stays where it is: else that would stand under what is above.
    """
    taken: dict[Element, str] = {}
    within: set[Element] = set()
    last = next(reversed(list(root.children)), None)
    for each in root.select(_STRUCK):
        if last is None or each in within or each.closest(_LITERAL) or not text_of(each):
            continue
        within.update(each.select(_STRUCK))
        headed = each.closest(_HEADED)
        if headed is not None and text_of(headed) == text_of(each):
            continue
        if re.search(r"^\s|\s$", each.text):
            each.insert_before(E.span(" "))
        if each != last:
            last.insert_after(each)
        last = each
        taken[each] = STRUCK
    return taken
