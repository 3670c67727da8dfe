"""Which lines of a plain text are headings: the text marks none of them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from corpus.marks import without_marks
from corpus.names import is_aside, is_question
from corpus.promotion import closes_with_promotion
from corpus.readers.levels import Head, set_levels
from corpus.readers.shape import shape
from corpus.readers.units import LONE, Unit

__all__ = ["find_headings"]

_LONGEST_BARE_ITEM = 14
_LONGEST_LINK = 20


def find_headings(units: list[Unit], title: str) -> list[Head]:
    """Return the headings among the units under a title, each with its level (1 is outermost).

    Lines of a list that lost its bullets become items.
    """
    shapes = _shapes(units)
    contents = _settle_links(units, shapes)
    _settle_runs(units, shapes)
    chosen = [index for index, found in enumerate(shapes) if found is not None]
    heads = []
    for place, index in enumerate(chosen):
        following = chosen[place + 1] if place + 1 < len(chosen) else len(units)
        text = without_marks(units[index].text)[0]
        body = [without_marks(unit.text)[0] for unit in units[index + 1 : following][:6]]
        before = units[index - 1] if index else None
        heads.append(
            Head(
                unit=index,
                text=text,
                shape=shapes[index] or "plain",
                bare=following == index + 1,
                announced=before is not None
                and shapes[index - 1] is None
                and without_marks(before.text)[0].endswith(":"),
                gap=units[index].gap,
                marked=units[index].level,
                promoted=closes_with_promotion(text, body),
            )
        )
    set_levels(heads, title, contents)
    return heads


def _shapes(units: list[Unit]) -> list[str | None]:
    """Return the shape of every unit that may be a heading by itself and by what follows."""
    shapes: list[str | None] = []
    numbered = _headed_items(units)
    for index, unit in enumerate(units):
        found = None
        if unit.kind == "heading":
            found = shape(unit.text) or "title"
        elif index in numbered:
            found = "question" if is_question(unit.text) else "series:"
            if unit.marker == LONE:
                found = shape(unit.text)
        elif unit.kind == "text" and unit.lines == 1 and index + 1 < len(units):
            found = shape(unit.text)
            if found == "plain" and not _stands_over(unit, units[index + 1]):
                found = None
        shapes.append(found)
    repeated = Counter(found for found in shapes if found and found.startswith("series:"))
    caps = sum(found == "caps" for found in shapes)
    return [
        "title" if found and (repeated[found] == 1 or (found == "caps" and caps == 1)) else found
        for found in shapes
    ]


def _stands_over(unit: Unit, below: Unit) -> bool:
    """Tell whether a short line in sentence case stands over text, rather than among lines."""
    if below.kind != "text":
        return True
    text = without_marks(below.text)[0]
    return text.endswith((".", "!", "?", ":", "”", '"', ")")) and len(text) >= 1.5 * len(unit.text)


def _headed_items(units: list[Unit]) -> set[int]:
    """Return the items that have text of their own under them: "1. Get Licensed"."""
    found = []
    lone = []
    for index, unit in enumerate(units[:-1]):
        below = units[index + 1]
        if unit.kind != "item" or unit.lines > 1 or unit.depth:
            continue
        if unit.marker == LONE and below.kind == "text" and shape(unit.text) is not None:
            lone.append(index)
        if unit.number is None:
            continue
        if shape(unit.text) in (None, "label"):
            continue
        under = below.kind == "text" or (
            below.kind == "item" and below.number is None and below.indent <= unit.indent
        )
        if under:
            found.append(index)
    numbers = [units[index].number for index in found]
    rising = all(a is not None and b is not None and a != b for a, b in pairwise(numbers))
    bulleted = sum(unit.marker == LONE for unit in units)
    headed = len(lone) > 1 and len(lone) > 0.6 * bulleted
    return {*(lone if headed else ()), *(found if len(found) > 1 and rising else ())}


def _settle_links(units: list[Unit], shapes: list[str | None]) -> frozenset[str]:
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
            if kind == "table of contents" and times[_folded(units[end])] < 2:
                break
            times[_folded(units[end])] -= 1
            end += 1
        if end < len(units) and kind != "table of contents":
            end -= 1
        for place in range(index + 1, end):
            units[place].kind = "item"
            shapes[place] = None
        if kind == "table of contents":
            contents += [_folded(listed) for listed in units[index + 1 : end]]
    return frozenset(contents)


def _is_link(unit: Unit) -> bool:
    """Tell whether a unit may be another page's title, or that of a section."""
    if unit.kind not in ("text", "item") or unit.lines > 1:
        return False
    return len(unit.text.split()) <= _LONGEST_LINK and not unit.text.endswith((".", ":", "!"))


def _folded(unit: Unit) -> str:
    return without_marks(unit.text)[0].casefold()


def _settle_runs(units: list[Unit], shapes: list[str | None]) -> None:
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
