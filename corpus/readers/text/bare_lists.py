"""Lists whose bullets were lost on the way to plain text: contents, links, short lines."""

from __future__ import annotations

from collections import Counter

from corpus.furniture.headings import CONTENTS, aside_kind
from corpus.readers.text.candidate import Candidate
from corpus.readers.text.heading_shape import ShapeKind

__all__ = ["itemize_links", "itemize_runs"]

_LONGEST_ITEM = 14
"""Words of the longest item of a list that lost its bullets."""
_LONGEST_LINK = 20
"""Words of the longest title of another page."""
_SHORTENED = 3
"""Lines up to which what stands under "In this article" may be no contents at all."""
_MOST_HEADINGS = 3
"""Headings that follow each other without text between them."""
_FEWEST_ITEMS = 2
"""Short lines after a colon from which on they are a list."""
_OF_LISTS = (ShapeKind.TITLE, ShapeKind.PLAIN)
"""What an item of a list may look like too."""
_NEVER_ITEMS = (ShapeKind.FRAME, ShapeKind.FAQ, ShapeKind.SERIES)


def itemize_links(candidates: list[Candidate]) -> list[Candidate]:
    """Make items of the lines under "Table of contents" or "Related articles"."""
    settled = list(candidates)
    times = Counter(candidate.folded for candidate in candidates)
    for index in range(len(settled)):
        kind = aside_kind(settled[index].block.text) if settled[index].shape else None
        if kind is None:
            continue
        end = index + 1
        while end < len(settled) and _is_link(settled[end]):
            end += 1
        if kind == CONTENTS:
            end = index + 1 + _count_entries(settled[index + 1 : end], times)
        elif end < len(settled):
            # The last line is the heading of what follows.
            end -= 1
        for listed in range(index + 1, end):
            entry = settled[listed].entry or kind == CONTENTS
            settled[listed] = settled[listed].as_item(entry)
    return settled


def _count_entries(run: list[Candidate], times: Counter[str]) -> int:
    """Count the entries of a table of contents at the beginning of a run of short lines.

    An entry is a heading's own words, so that it comes again, or at least for most a shorter form
    of them; then only the last line is no entry, but the heading of what follows.
    """
    count = 0
    for candidate in run:
        if times[candidate.folded] < 2:
            break
        times[candidate.folded] -= 1
        count += 1
    return len(run) - 1 if 2 * count < len(run) > _SHORTENED else count


def _is_link(candidate: Candidate) -> bool:
    """Tell whether a block may be another page's title, or that of a section."""
    block = candidate.block
    if block.kind not in ("text", "item") or block.lines > 1:
        return False
    return len(block.text.split()) <= _LONGEST_LINK and not block.text.endswith((".", ":", "!"))


def itemize_runs(candidates: list[Candidate]) -> list[Candidate]:
    """Make items of short lines that follow each other without text between them.

    Headings stand over text, at most two or three in a row; more of them, or several after a
    sentence that ends in a colon, are a list whose bullets were lost.
    """
    settled = list(candidates)
    index = 0
    while index < len(settled):
        if _leads_in(settled[index]):
            index = _itemize_led(settled, index + 1)
            continue
        start = index
        while index < len(settled) and _is_heading_line(settled[index]):
            index += 1
        if index - start > _MOST_HEADINGS:
            # The first is the heading of the list, the last that of what follows.
            _itemize_middle(settled, start + 1, index - 1)
        index = max(index, start + 1)
    return settled


def _leads_in(candidate: Candidate) -> bool:
    text = candidate.block.kind == "text" and candidate.shape is None
    return text and candidate.text.endswith(":")


def _is_heading_line(candidate: Candidate) -> bool:
    return candidate.block.kind == "text" and candidate.shape is not None


def _itemize_middle(settled: list[Candidate], start: int, end: int) -> None:
    for index in range(start, end):
        if settled[index].kind in _OF_LISTS and settled[index - 1].kind is not ShapeKind.FAQ:
            settled[index] = settled[index].as_item()


def _itemize_led(settled: list[Candidate], start: int) -> int:
    """Make items of the short lines after a colon, all but a heading at their end.

    Return the index behind them.
    """
    end = start
    while end < len(settled) and _may_be_led(settled[end]):
        end += 1
    if start < end < len(settled) and settled[end - 1].shape is not None:
        end -= 1
    if end - start < _FEWEST_ITEMS:
        return start
    for index in range(start, end):
        settled[index] = settled[index].as_item()
    return end


def _may_be_led(candidate: Candidate) -> bool:
    block = candidate.block
    return (
        block.kind == "text"
        and block.lines == 1
        and len(block.text.split()) <= _LONGEST_ITEM
        and candidate.text[-1:] not in (".", "!", "?", ":")
        and candidate.kind not in _NEVER_ITEMS
    )
