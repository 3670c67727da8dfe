"""Where the sentences of a text begin, and the last of them in a quote."""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["is_unfinished", "last_sentence", "pieces", "run_on", "sentences"]

WORDS = 25
"""Of a sentence with more, the parts between its commas are told apart, as far as that takes."""

LONGEST_ASIDE = 200
"""Characters of brackets in which no sentence begins: of longer ones, the end may be missing."""

_END = re.compile(r"""[.!?…]["'”’»)\]*_]*(?:\[\d{1,3}\])*\s+(?=[*_"'“‘«¿¡(\[`]*[A-Z0-9À-ÖØ-Þ])""")
# Before a number: "max. 2", "Fig. 3", "Jan. 5".
_SHORT = re.compile(r"\b[^\W\d_]{1,4}\.$")
_REST = re.compile(r"\betc\.$", re.IGNORECASE)
"""What ends a list, and a sentence with it before a capital, but not before what is quoted."""
_PART = re.compile(r"[,;:]\s+|\s[–—-]+\s+|\s(?=\()")
_ENDED = re.compile(r"""[.!?…。！？]["'”’»)\]*_]*$""")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_CLOSING = (".", ",", ";", ":", "!", "?", ")")
_ABBREVIATION = re.compile(
    r"\b(?:e\.?g|i\.?e|vs|cf|approx|no|dr|mrs?|ms|st|inc|ltd|co|corp|jr|sr|[a-z]\.[a-z]|[a-z])\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> list[int]:
    """Return the offsets at which the text's sentences begin, the first being 0."""
    starts = [0]
    for match in _END.finditer(text):
        end = match.start() + 1
        before = text[max(0, end - 12) : end]
        if _ABBREVIATION.search(before):
            continue
        if _REST.search(before) and not text[match.end()].isalpha():
            continue
        if _SHORT.search(before) and text[match.end()].isdecimal():
            continue
        # A sentence in brackets ends before them; "(max. 2 dogs)" is inside another.
        inside = text[max(starts[-1], end - LONGEST_ASIDE) : match.end()]
        if inside.count("(") <= inside.count(")"):
            starts.append(match.end())
    return starts


def pieces(text: str) -> list[int]:
    """Return the offsets at which sentences begin, and the parts of long ones.

    A part is of at most WORDS words where punctuation allows that.
    """
    starts = sentences(text)
    found = []
    for low, high in pairwise([*starts, len(text)]):
        found.append(low)
        words = 0
        for part, until in pairwise([low, *_breaks(text, low, high), high]):
            more = len(text[part:until].split())
            if words and words + more > WORDS:
                found.append(part)
                words = 0
            words += more
    return found


def _breaks(text: str, low: int, high: int) -> list[int]:
    """Where a part of a sentence may begin: after punctuation with a space."""
    return [match.end() for match in _PART.finditer(text, low, high) if match.end() < high]


def is_unfinished(text: str) -> bool:
    """Tell whether a text ends within a sentence: "You may not", "To begin, run:", "(e.g."."""
    return _ENDED.search(text.rstrip()) is None or text.count("(") > text.count(")")


def run_on(before: str, after: str) -> str:
    """Return a text and what goes on in its sentence as one."""
    return before + after if after.startswith(_CLOSING) else f"{before} {after}"


def last_sentence(quote: str, text: str) -> tuple[int, str]:
    """Return where the last sentence begins in a quote, and that sentence of its clean text.

    Where markup hides a boundary from one of the two, the whole paragraph counts as one sentence.
    """
    # "An end.<br>" ends a sentence.
    spaced = _TAG.sub(lambda tag: " " * len(tag[0]), quote)
    in_quote, in_text = sentences(spaced), sentences(text)
    if len(in_quote) != len(in_text):
        return 0, text
    return in_quote[-1], text[in_text[-1] :]
