"""The page before a PDF's text: its title, and around that who wrote it, for whom and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.pdf.columns import Row, joined
from corpus.readers.pdf.markers import ITEM
from corpus.readers.pdf.segment import Segment
from corpus.readers.pdf.sizes import Sizes

__all__ = ["has_title_page"]

_OTHERS = re.compile(rf".*[.!?:;]|{ITEM.pattern}", re.DOTALL)
"""Sentences and items."""
_FULL = 0.88
"""Of the widest line of the other pages: a line of text that goes on."""


def has_title_page(pages: Sequence[Sequence[Row]], sizes: Sizes) -> bool:
    """Tell whether the first of several pages has but a title, the largest of all, and lines.

    None of them is in the letters of the text, or no heading of the other pages is like one.
    """
    first, *others = [[joined(row) for row in rows] for rows in pages]
    levels = {sizes.level(line) for line in first}
    later = {sizes.level(line) for lines in others for line in lines} - {0}
    if not any(others) or 1 not in levels or 1 in later or any(len(row) > 1 for row in pages[0]):
        return False
    text = [line for line in first if not sizes.level(line)]
    widest = max((_width(line) for lines in others for line in lines), default=0.0)
    if any(_OTHERS.fullmatch(line.text) for line in first) or any(
        _width(line) > _FULL * widest for line in text
    ):
        return False
    return all(line.bold for line in text) or levels.isdisjoint(later)


def _width(line: Segment) -> float:
    return line.right - line.left
