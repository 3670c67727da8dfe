"""Numbers that a text has in words, as digits: "zwei Wochen" is 2 Wochen."""

from __future__ import annotations

import re
from operator import or_

from index.text.words import encodable

__all__ = ["in_digits"]

_LANGUAGES = ("en", "fr", "es", "de", "pt", "it", "nl", "da")
"""Those that text2num knows."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
_ONE = 1.5
"""Numbers from here on: "one" is seldom a number, as in "one of them"."""


class _Word:
    def __init__(self, text: str, counted: bool) -> None:
        self._text, self._counted = text, counted

    def text(self) -> str:
        return self._text

    def nt_separated(self, _previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self._counted


def in_digits(text: str, language: str, least: float = _ONE) -> str:
    """Return a text with its numbers in words as digits, but for "one" and the ordinal ones.

    With a `least` of 1, "one" is a digit, too: where a text is looked through for what is counted.
    A word that digits stand before is left ("1.5 million"), and so is a text in a language whose
    numbers aren't known.
    """
    known = language[:2].casefold()
    if known not in _LANGUAGES:
        return text
    from text_to_num import find_numbers  # only where numbers are compared

    places = list(_TOKEN.finditer(encodable(text)))  # as long as the text
    digits = [not each[0].isalpha() and any(map(str.isdigit, each[0])) for each in places]
    counted = map(or_, digits, [False, *digits])
    words = [_Word(each[0], of) for each, of in zip(places, counted, strict=True)]
    parts, at = [], 0
    for found in find_numbers(words, known, threshold=least):
        if not found.is_ordinal:
            parts += [text[at : places[found.start].start()], found.text]
            at = places[found.end - 1].end()
    return "".join([*parts, text[at:]])
