"""Passages that only say what was asked: a question to put to others, or the words of a link."""

from __future__ import annotations

import re
from collections.abc import Collection

from index.contract import Index, StoredPassage
from index.text.stopwords import FUNCTION_WORDS
from index.text.words import fold, words

__all__ = ["echoes"]

SAID, OWN = 0.6, 0.5
"""Share of the question's words that stand in the passage, and of the passage's that stand in the
question, from which one echoes the other: on the sets over real pages, none of ten was right."""
MOSTLY = 0.6
"""Share of a passage that its first link has, from which it is little else."""
_LINK = re.compile(
    r"\s*(?:[-*+]\s+|\d+[.)]\s+)?!?\[(?P<words>.+?)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)", re.DOTALL
)


def echoes(asked: Collection[str], passage: StoredPassage, index: Index) -> bool:
    """Tell whether a passage answers nothing but repeats a question, given by its words' stems."""
    if not asked or not (passage.text.rstrip().endswith("?") or _is_link(passage)):
        return False
    own = {
        word.stem
        for word in words(passage.text, index.article(passage.article).language)
        if fold(word.text) not in FUNCTION_WORDS
    }
    both = len(own & set(asked))
    return both >= SAID * len(set(asked)) and both >= OWN * len(own)


def _is_link(passage: StoredPassage) -> bool:
    link = _LINK.match(passage.quote)
    return link is not None and len(link["words"]) >= MOSTLY * len(passage.text)
