"""Marks of a list's items: bullets, numbers, letters."""

from __future__ import annotations

import re

from corpus.typed_lists import ROMAN

__all__ = ["ITEM", "LETTER", "LETTERED", "MARKER", "number_of"]

MARKER = re.compile(r"(?P<bullet>[•◦▪■●○‣⁃∙·–—*-])|(?P<number>\d{1,3})[.)]")
ITEM = re.compile(rf"(?:{MARKER.pattern})\s+(?P<text>\S.*)", re.DOTALL)
LETTER = re.compile(r"\(?([A-Za-z]|ii|iii|iv|vi{1,3}|ix)[.)]")
LETTERED = re.compile(r"\(?([a-z](?=\))|ii|iii|iv|vi{1,3}|ix)[.)]\s+(?=\S)")
"""A marker close to its text; with a dot, "z. B." may begin a line."""


def number_of(letter: str) -> int:
    """Return the number that a list's letter, or its Roman number, stands for."""
    written = letter.lower()
    return ROMAN.index(written) + 1 if written in ROMAN else ord(written) - ord("a") + 1
