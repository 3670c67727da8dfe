"""Years of experience: "ten years" is met by "7–12 years", though no word is the same."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import open_array
from index.store.layout import LAYOUT

__all__ = ["Years", "year_ranges"]

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_WORDS)})"
# No white space is given back (*+): what follows it never begins with any.
_TO = r"\s*+(?:[-–—]|to|through|until|and|or)\s*+"
_YEARS = r"\s*+(?:[-–]\s*+)?(?:years?|yrs?)\b"
_RANGE = re.compile(
    rf"""(?<![\w.,$])(?:
        (?P<from>{_NUMBER}){_TO}(?P<to>{_NUMBER}){_YEARS}  # 3–5 years, two to four years
      | years?\s++(?P<from2>{_NUMBER}){_TO}(?:years?\s++)?(?P<to2>{_NUMBER})(?![\d%])
      | (?P<open>{_NUMBER})\s*+\+{_YEARS}  # 12+ years
      | years?\s++(?P<open2>{_NUMBER})\s*+\+  # years 8+
      | (?P<one>{_NUMBER}){_YEARS}  # ten years
      | years?\s++(?P<one2>{_NUMBER})(?![\d%])  # year three
    )""",
    re.IGNORECASE | re.VERBOSE,
)
LONGEST = 45
"""Years of a working life: where "12+ years" ends, and beyond which a number is no experience."""


@dataclass(frozen=True, slots=True)
class Years:
    """The ranges of years that passages name, under their headings."""

    rows: NDArray[np.int32]
    """(ranges, 3): passage, from, to."""

    @classmethod
    def build(cls, texts: Iterable[str]) -> Years:
        """Build from the passages' texts, headings included."""
        rows = array("i")
        for number, text in enumerate(texts):
            for span in year_ranges(text):
                rows.extend((number, *span))
        return cls(np.asarray(rows, np.int32).reshape(-1, 3))

    def save(self, folder: Path) -> None:
        """Write the ranges."""
        np.save(folder / LAYOUT.years, self.rows)

    @classmethod
    def load(cls, folder: Path) -> Years:
        """Open what `save` wrote."""
        return cls(open_array(folder / LAYOUT.years))

    def overlap(self, question: str, passages: NDArray[np.integer]) -> NDArray[np.float32]:
        """Return how well each passage's years meet the question's, (passages,), 0 to 1.

        A single year is met by any range around it; a range by its overlap over their union.
        """
        best = np.zeros(len(passages), np.float32)
        asked = year_ranges(question)
        if not asked or not len(self.rows) or not len(passages):
            return best
        order = np.argsort(passages)
        ranked = passages[order]
        place = np.minimum(np.searchsorted(ranked, self.rows[:, 0]), len(passages) - 1)
        rows = ranked[place] == self.rows[:, 0]
        targets, low, high = order[place[rows]], self.rows[rows, 1], self.rows[rows, 2]
        for first, last in asked:
            shared = np.minimum(high, last) - np.maximum(low, first)
            union = np.maximum(high, last) - np.minimum(low, first)
            met = np.where(
                shared >= 0, np.where(first == last, 1.0, shared / np.maximum(union, 1)), 0
            )
            np.maximum.at(best, targets, met.astype(np.float32))
        return best


def year_ranges(text: str) -> list[tuple[int, int]]:
    """Return the (from, to) of every number of years that a text names."""
    ranges = []
    for match in _RANGE.finditer(text):
        groups = {name: value for name, value in match.groupdict().items() if value}
        values = [_value(value) for value in groups.values()]
        if max(values) > LONGEST:
            continue
        if next(iter(groups)).startswith("open"):
            values.append(LONGEST)
        ranges.append((min(values), max(values)))
    return ranges


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _WORDS.index(number.lower())
