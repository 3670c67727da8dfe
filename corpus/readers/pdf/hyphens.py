"""Lines put together to a paragraph, with words that were parted at a line's end."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["Joiner"]

_PARTED = re.compile(r"(?P<before>[^\W\d_]+)[-\xad‐]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_BEGINS = re.compile(r"[^\W\d_]+")


class Joiner:
    """Knows the words of a document, which tell whether a hyphen belongs to a word."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        for line in lines:
            # A line's last word may be but a part of one.
            self._words.update(word.casefold() for word in _WORD.findall(_PARTED.sub("", line)))

    def joined(self, text: str, line: str) -> str:
        """Return a text with the line that follows it."""
        text = text[:-1] + "-" if text.endswith("\xad") else text
        parted, begins = _PARTED.search(text), _BEGINS.match(line)
        if parted is None or begins is None or not begins[0].islower():
            return f"{text} {line}"
        before, after = parted["before"].casefold(), begins[0].casefold()
        keeps = f"{before}-{after}" in self._words or (
            before + after not in self._words
            and before in self._words
            and after in self._words
            and len(before) > 2
        )
        return f"{text[:-1]}-{line}" if keeps else text[:-1] + line
