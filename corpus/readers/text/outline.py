"""Which lines of a plain text are headings: the text marks none of them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from corpus.furniture.headings import is_question
from corpus.furniture.promotion import closes_with_promotion
from corpus.marks import without_marks
from corpus.readers.text.bare_lists import settle_links, settle_runs
from corpus.readers.text.blocks import LONE, Unit
from corpus.readers.text.heading_levels import Head, set_levels
from corpus.readers.text.heading_shape import shape

__all__ = ["find_headings"]

_MOST_FRAMES = 2


def find_headings(units: list[Unit], title: str) -> list[Head]:
    """Return the headings among the units under a title, each with its level (1 is outermost).

    Lines of a list that lost its bullets become items.
    """
    shapes = _shapes(units)
    contents = settle_links(units, shapes)
    settle_runs(units, shapes)
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
    # "Overview" in every section frames the section, not the article.
    frames = Counter(_folded(unit) for unit, found in zip(units, shapes, strict=True) if found)
    repeated = Counter(found for found in shapes if found and found.startswith("series:"))
    caps = sum(found == "caps" for found in shapes)
    return [
        "title"
        if found
        and (
            repeated[found] == 1
            or (found == "caps" and caps == 1)
            or (found == "frame" and frames[_folded(unit)] > _MOST_FRAMES)
        )
        else found
        for unit, found in zip(units, shapes, strict=True)
    ]


def _folded(unit: Unit) -> str:
    return without_marks(unit.text)[0].casefold()


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
