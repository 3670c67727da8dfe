"""Terms of a list that share a definition."""

from __future__ import annotations

import re

from turbohtml import Element, Text

from corpus.readers.canonical.running import RunningText, joined
from corpus.readers.html.names import text_of

__all__ = ["joined_terms", "same_terms"]

_MOST = 10
"""Terms of one definition; what has more of them is another list."""
_LISTS = ("dl", "ul", "ol")


def same_terms(term: Element) -> list[Element]:
    """Return the terms behind one, before the definition of them all."""
    if term.tag != "dt":
        return []
    found: list[Element] = []
    for each in term.next_siblings:
        if isinstance(each, Text) and each.data.strip():
            return []
        if not isinstance(each, Element):
            continue
        if each.tag == "dd":
            # An index nests the terms below one, and those above that have nothing of their own.
            nested = any(text_of(part) == text_of(each) for part in map(each.find, _LISTS) if part)
            return [] if nested else found
        if each.tag != "dt" or len(found) == _MOST:
            return []
        found.append(each)
    return []


def joined_terms(terms: list[RunningText]) -> RunningText:
    """Return terms as one, each told from the next."""
    said = [each for each in terms if each.children]
    between = [" " if re.search(r"[.:;,!?]$", each.text) else ", " for each in said[:-1]]
    return joined(said, between)
