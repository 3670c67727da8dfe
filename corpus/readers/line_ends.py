"""Lines put together to running text where one ends in the hyphen of a word."""

from __future__ import annotations

import re

from corpus.languages import alternatives

__all__ = ["ends_in_word", "join_words"]

_PARTED = re.compile(
    r"(?<=[^\W_])(?P<hyphen>[-‐‑])[ \t]*(?:\r\n|\r|\n)[ \t]*(?=[^\W_])"
    rf"(?!{alternatives(lambda language: language.conjunctions)}(?![\w-]))"
)
"""Not before "and" in "pre- and post-war", which "rock-and-roll" has none of."""
_ENDS = re.compile(r"[^\W_][-‐‑]$")


def ends_in_word(line: str) -> bool:
    """Tell whether a line ends in the hyphen of a word, which the next one may go on with."""
    return _ENDS.search(line) is not None


def join_words(text: str) -> str:
    """Return text without the line ends behind the hyphens of words: "pay-" and "related".

    The hyphen stays, as its author may have written it anywhere in a line; all other line ends do.
    """
    return _PARTED.sub(r"\g<hyphen>", text)
