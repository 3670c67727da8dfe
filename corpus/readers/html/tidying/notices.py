"""Notices of copyright that stand in no footer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Element, Node, Text

from corpus.readers.html.names import INLINE, text_of

__all__ = ["find_notices"]

_NOTICE = re.compile(r"\W*(?:©|\(c\)|copyright\b(?: ©| \(c\))?) ?(?:\d{4}|\W*$)", re.IGNORECASE)
_LONGEST = 20
"""Words of one, with who made the page; a longer one says what is allowed."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_SAYS = re.compile(r"(?!\W*all rights)(?:\S+\s+){2,}\S*[.!?…]", re.IGNORECASE)


def find_notices(root: Node) -> Iterator[Element]:
    """Yield the blocks that only say whose the page is: "© 2026 Ovens Ltd."."""
    for text in root.descendants:
        if not isinstance(text, Text) or _NOTICE.match(text.data.strip()) is None:
            continue
        around = (each for each in text.ancestors if isinstance(each, Element))
        block = next((each for each in around if each.tag not in INLINE), None)
        words = text_of(block) if block is not None else ""
        _, *others = _SENTENCE_END.split(words)
        short = len(words.split()) <= _LONGEST and not any(map(_SAYS.fullmatch, others))
        if block is not None and short and _NOTICE.match(words):
            yield block
