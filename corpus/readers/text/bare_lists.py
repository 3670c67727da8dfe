"""Lists whose bullets were lost on the way to plain text: contents, links, short lines."""

from __future__ import annotations

from collections import Counter

from corpus.furniture.headings import is_aside
from corpus.marks import without_marks
from corpus.readers.text.blocks import Unit

__all__ = ["settle_links", "settle_runs"]

_LONGEST_BARE_ITEM = 14
_LONGEST_LINK = 20
_SHORTENED = 3
"""Lines up to which what stands under "In this article" may be no contents at all."""


def settle_links(units: list[Unit], shapes: list[str | None]) -> frozenset[str]:
    """Turn the lines under "Table of contents" or "Related articles" into a list's items.

    Return the entries of the table of contents, in lower case.
    """
    contents: list[str] = []
    times = Counter(_folded(unit) for unit in units)
    for index, unit in enumerate(units):
        kind = is_aside(unit.text) if shapes[index] else None
        if kind is None:
            continue
        end = index + 1
        while end < len(units) and _is_link(units[end]):
            end += 1
        if kind == "table of contents":
            end = index + 1 + _entries(units[index + 1 : end], times)
        elif end < len(units):
            end -= 1
        for place in range(index + 1, end):
            units[place].kind = "item"
            shapes[place] = None
        if kind == "table of contents":
            contents += [_folded(listed) for listed in units[index + 1 : end]]
    return frozenset(contents)


def _entries(run: list[Unit], times: Counter[str]) -> int:
    """Count the entries of a table of contents at the beginning of a run of short lines.

    An entry is a heading's own words, so that it comes again, or at least for most a shorter form
    of them; then only the last line is no entry, but the heading of what follows.
    """
    count = 0
    for unit in run:
        if times[_folded(unit)] < 2:
            break
        times[_folded(unit)] -= 1
        count += 1
    return len(run) - 1 if 2 * count < len(run) > _SHORTENED else count


def _is_link(unit: Unit) -> bool:
    """Tell whether a unit may be another page's title, or that of a section."""
    if unit.kind not in ("text", "item") or unit.lines > 1:
        return False
    return len(unit.text.split()) <= _LONGEST_LINK and not unit.text.endswith((".", ":", "!"))


def _folded(unit: Unit) -> str:
    return without_marks(unit.text)[0].casefold()


def settle_runs(units: list[Unit], shapes: list[str | None]) -> None:
    """Turn short lines that follow each other without text into the items of a list.

    Headings stand over text, at most two or three in a row; more of them, or several after a
    sentence that ends in a colon, are a list whose bullets were lost.
    """
    index = 0
    while index < len(units):
        if units[index].kind == "text" and shapes[index] is None and _ends_in_colon(units[index]):
            index = _bare_items(units, shapes, index + 1)
            continue
        start = index
        while index < len(units) and shapes[index] is not None and units[index].kind == "text":
            index += 1
        run = range(start, index)
        if len(run) > 3:
            for place in run[1:-1]:
                if shapes[place] in ("title", "plain") and shapes[place - 1] != "faq":
                    units[place].kind = "item"
                    shapes[place] = None
        index = max(index, start + 1)


def _bare_items(units: list[Unit], shapes: list[str | None], start: int) -> int:
    """Make items of the short lines after a colon, all but a heading at their end."""
    end = start
    while (
        end < len(units)
        and units[end].kind == "text"
        and units[end].lines == 1
        and len(units[end].text.split()) <= _LONGEST_BARE_ITEM
        and without_marks(units[end].text)[0][-1:] not in (".", "!", "?", ":")
        and shapes[end] not in ("frame", "faq")
        and not (shapes[end] or "").startswith("series:")
    ):
        end += 1
    if end < len(units) and end > start and shapes[end - 1] is not None:
        end -= 1
    if end - start >= 2:
        for place in range(start, end):
            units[place].kind = "item"
            shapes[place] = None
        return end
    return start


def _ends_in_colon(unit: Unit) -> bool:
    return without_marks(unit.text)[0].endswith(":")
