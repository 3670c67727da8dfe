"""Where the sentences of a text begin, and the last of them in a quote."""

from __future__ import annotations

import re

__all__ = ["last_sentence", "sentences"]

_END = re.compile(r"""[.!?…]["'”’»)\]*_]*(?:\[\d{1,3}\])*\s+(?=[*_"'“‘«¿¡(\[`]*[A-Z0-9À-ÖØ-Þ])""")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|vs|etc|cf|approx|no|dr|mrs?|ms|st|inc|ltd|co|corp|jr|sr|[a-z]\.[a-z]|[a-z])\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> list[int]:
    """Return the offsets at which the text's sentences begin, the first being 0."""
    starts = [0]
    for match in _END.finditer(text):
        end = match.start() + 1
        if not _ABBREVIATION.search(text[max(0, end - 12) : end]):
            starts.append(match.end())
    return starts


def last_sentence(quote: str, text: str) -> tuple[int, str]:
    """Return where the last sentence begins in a quote, and that sentence of its clean text.

    Where markup hides a boundary from one of the two, the whole paragraph counts as one sentence.
    """
    in_quote, in_text = sentences(quote), sentences(text)
    if len(in_quote) != len(in_text):
        return 0, text
    return in_quote[-1], text[in_text[-1] :]
