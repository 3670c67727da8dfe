"""What the sizes of a PDF's letters mean: text, headings, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.readers.pdf.columns import Row
from corpus.readers.pdf.segment import Segment

__all__ = ["Sizes"]

_LARGER = 1.12
"""Of a heading's letters to those of the text."""
_SMALLER = 0.93
"""Of a note's."""


class Sizes:
    """What the letters' sizes mean, over all pages."""

    def __init__(self, rows: Sequence[Row]) -> None:
        letters: Counter[float] = Counter()
        for row in rows:
            for each in row:
                letters[_rounded(each.points)] += len(each.text)
        self.text = letters.most_common(1)[0][0] if letters else 10.0
        larger = sorted((each for each in letters if each >= _LARGER * self.text), reverse=True)
        self._levels: dict[float, int] = {}
        level = 0
        for before, size in zip([0.0, *larger], larger, strict=False):
            level += not before or size < 0.95 * before
            self._levels[size] = min(level, 6)
        distances = Counter(
            round(2 * (before[0].bottom - after[0].bottom)) / 2
            for before, after in pairwise(rows)
            if before[0].page == after[0].page
            and 0 < before[0].bottom - after[0].bottom < 3 * self.text
            and _rounded(after[0].points) == _rounded(before[0].points) == self.text
        )
        self.leading = distances.most_common(1)[0][0] if distances else 1.2 * self.text

    def level(self, each: Segment) -> int:
        """Return the level of a heading in such letters; 0 of text."""
        return self._levels.get(_rounded(each.points), 0)

    def is_small(self, row: Row) -> bool:
        """Tell whether a row is in letters of a note."""
        return all(each.points < _SMALLER * self.text and not each.cells for each in row)


def _rounded(points: float) -> float:
    return round(2 * points) / 2
