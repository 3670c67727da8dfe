"""Signs before or behind a heading that only decorate it: "▶ Hours", "Do you deliver? +"."""

from __future__ import annotations

import re
import unicodedata

from turbohtml import Element, Node, Text

from corpus.readers.html.names import HEADINGS, INLINE, LITERAL, text_of

__all__ = ["take_heading_signs"]

_TITLES = ",".join((*HEADINGS, "summary", "button"))
_SIGNS = ("So", "Sm", "Pf", "Pe")
"""Unicode's categories of arrows, ornaments and symbols, and of the angles that end quotations."""
_OPENS = ("Pi", "Ps")


def take_heading_signs(root: Node) -> None:
    """Take the signs that a space, or an element of their own, parts from a heading's words."""
    for title in root.select(_TITLES):
        words = text_of(title)
        if not re.search(r"\w\w", words) or any(map(_opens, words)):
            continue
        texts = [e for e in title.descendants if isinstance(e, Text) and e.data.strip()]
        if any(isinstance(e.parent, Element) and e.parent.tag in LITERAL for e in texts):
            continue
        first, last = texts[0], texts[-1]
        sign, *rest = first.data.split(maxsplit=1)
        # "+ 5 years" and "65 +" say something.
        behind = words[len(sign) :].lstrip()[:1]
        if _is_sign(sign) and not behind.isdigit() and (rest or _is_apart(first, title)):
            first.data = rest[0] if rest else ""
        if not last.data.strip():
            continue
        *rest, sign = last.data.rsplit(maxsplit=1)
        before = words[: -len(sign)].rstrip()[-1:]
        if _is_sign(sign) and not before.isdigit() and (rest or _is_apart(last, title)):
            last.data = rest[0] if rest else ""


def _is_sign(word: str) -> bool:
    return all(unicodedata.category(each) in _SIGNS for each in word)


def _opens(char: str) -> bool:
    return unicodedata.category(char) in _OPENS


def _is_apart(sign: Text, title: Element) -> bool:
    """Tell whether a sign is all that an element of a title holds."""
    around = sign.parent
    return isinstance(around, Element) and around != title and around.tag in (*INLINE, "div")
