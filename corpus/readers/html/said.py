"""Buttons and labels of forms that a sentence says: "Press [Save] to keep it"."""

from __future__ import annotations

import re
from itertools import islice

from turbohtml import Element, Node

from corpus.readers.html.names import INLINE, words_beside

__all__ = ["is_said"]

_CONTROLS = ("a", "label")
"""What stands beside a button that no sentence says."""
_MOST_AROUND = 3
"""Elements of running text around a button."""


def is_said(control: Element, begun: bool) -> bool:
    """Tell whether a sentence says a button or a label; `begun` says that text stands before it."""
    around = control.parent
    if not isinstance(around, Element):
        return False
    if around.tag not in INLINE and around.tag not in ("p", "li", "td", "dd"):
        return False
    return _goes_on(control) if control.tag == "button" else begun


def _goes_on(button: Element) -> bool:
    """Tell whether a sentence goes on with a button's words, or begins with them."""
    around: Node = button
    for each in (button, *islice(button.ancestors, _MOST_AROUND)):
        around = each
        if words_beside(each.next_siblings) or words_beside(each.previous_siblings):
            break
        if not isinstance(each.parent, Element) or each.parent.tag not in INLINE:
            break
    before, behind = (
        words_beside(siblings, _CONTROLS)
        for siblings in (around.previous_siblings, around.next_siblings)
    )
    return re.search(r"\w", behind) is not None or not re.search(r"^$|[.!?…]\W*$", before.strip())
