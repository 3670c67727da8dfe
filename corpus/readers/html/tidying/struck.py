"""Text that its author struck out: what a page said once, and says no longer."""

from __future__ import annotations

import re

from turbohtml import E, Element, Node

from corpus.readers.html.names import HEADINGS, LITERAL, text_of
from corpus.readers.markdown.struck import STRUCK

__all__ = ["take_struck"]

_STRUCK = "del,s,strike,[style*=line-through]"
_HEADED = ",".join((*HEADINGS, "summary", "dt"))


def take_struck(root: Node) -> dict[Element, str]:
    """Move what is struck out behind all else, and return it, to be reported.

    What heads something stays where it is: else that would stand under what is above.
    """
    taken: dict[Element, str] = {}
    for each in root.select(_STRUCK):
        around = {above for above in each.ancestors if isinstance(above, Element)}
        if not text_of(each) or any(above in taken or above.tag in LITERAL for above in around):
            continue
        headed = each.closest(_HEADED)
        if headed is not None and text_of(headed) == text_of(each):
            continue
        if re.search(r"^\s|\s$", each.text):
            each.insert_before(E.span(" "))
        root.append(each)
        taken[each] = STRUCK
    return taken
