"""A plain text's table of contents: numbered lines which all come again, as headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.furniture.headings import CONTENTS, aside_kind
from corpus.readers.text.lines import Line
from corpus.white_space import collapse

__all__ = ["find_contents"]

_ENTRY = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]?[ \t]+(?=\S)")
_FEWEST = 3
"""Entries of the shortest table of contents: two lines may come again by chance."""
_ALIKE = 0.5
"""Share of the entries whose words come again to the letter; in others a line was cut or mended."""
_KEPT = 0.9
"""Share of the entries whose numbers come again: such a table is kept by hand, and lags behind."""
_NUMBERED = 0.5
"""More than this share of the lines are entries: between the items of a list stands what they say.
Headings without a number and the second lines of long entries are the others."""


def find_contents(lines: Sequence[Line]) -> range:
    """Return the numbers of the lines that are a table of contents, empty where none is.

    It goes from its first entry, or the heading above that, to where that entry comes again.
    """
    numbered = [line for line in lines if _ENTRY.match(line.text)]
    first, again = _anchors(numbered)
    if first is None or again is None:
        return range(0)
    listed = [line for line in lines[first.number : again.number] if _has_words(line)]
    entries = [line for line in listed if _ENTRY.match(line.text)]
    if len(entries) < _FEWEST or len(entries) <= _NUMBERED * len(listed):
        return range(0)
    if not _are_headed(entries, [each for each in numbered if each.number >= again.number], lines):
        return range(0)
    above = next((line for line in reversed(lines[: first.number]) if line.text), first)
    titled = aside_kind(above.text) == CONTENTS
    return range((above if titled else first).number, listed[-1].number + 1)


def _are_headed(entries: Sequence[Line], below: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Tell whether entries come again as headings, with text between them.

    Without that, they are a list that is told twice.
    """
    by_number = {_number(line): line for line in reversed(below)}
    found = [(line, by_number[_number(line)]) for line in entries if _number(line) in by_number]
    alike = sum(_plain(entry) == _plain(heading) for entry, heading in found)
    apart = sum(
        any(map(_has_words, lines[a.number + 1 : b.number])) for (_, a), (_, b) in pairwise(found)
    )
    many = len(entries)
    return len(found) >= _KEPT * many and alike >= _ALIKE * many and 2 * apart >= many - 1


def _anchors(numbered: Sequence[Line]) -> tuple[Line | None, Line | None]:
    """Return the first numbered line that comes again, and where it does."""
    told: dict[str, list[Line]] = {}
    for line in numbered:
        told.setdefault(_plain(line), []).append(line)
    twice = next((each for each in told.values() if len(each) > 1), None)
    return (twice[0], twice[1]) if twice else (None, None)


def _has_words(line: Line) -> bool:
    return any(map(str.isalnum, line.text))


def _number(line: Line) -> str:
    match = _ENTRY.match(line.text)
    return match["number"] if match else ""


def _plain(line: Line) -> str:
    return collapse(line.text).casefold()
