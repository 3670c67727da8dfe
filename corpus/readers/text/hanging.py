"""Headings and examples that stand to the left of the text, as text browsers and man lay it out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.readers.text.lines import BULLET, LONG_LINE, Line

__all__ = ["Hanging", "find_hanging", "text_indent"]

_LEAST_SHARE = 0.08
"""Of the lines of wrapped paragraphs, those at the text's own indent: lists stand further right."""
_MOST_LEFT = 0.15
"""Share of the long lines that may stand further left than the text."""
_MOST_WORDS = 20
_CENTRED = (60, 100)
"""Characters of a line that a centred one stands in the middle of."""
_KEY = re.compile(r"[\w-]+: *\S")
_BEGINS = re.compile(r"[\w\"'“‘«¿¡(§]")


@dataclass(frozen=True, slots=True)
class Hanging:
    """A line that stands to the left of the text: a heading with its level, or in an example."""

    level: int | None
    """1 for one that is centred, more the further a heading stands to the right; else None."""
    example: int = 0
    """Number of the first line of the example that it belongs to."""


def text_indent(lines: Sequence[Line]) -> int:
    """Return the column at which a file's paragraphs begin: 0 of most."""
    wrapped: Counter[int] = Counter()
    listed = _listed(lines)
    for line, below in pairwise(lines):
        if (
            line.number not in listed
            and below.text
            and line.indent == below.indent
            and len(line.text) >= LONG_LINE
        ):
            wrapped[line.indent] += 1
    every = sum(wrapped.values())
    indent = min((each for each in wrapped if wrapped[each] >= _LEAST_SHARE * every), default=0)
    long = [line.indent for line in lines if len(line.text) >= LONG_LINE]
    left = sum(each < indent for each in long)
    return indent if indent > 1 and left <= _MOST_LEFT * len(long) else 0


def _listed(lines: Sequence[Line]) -> set[int]:
    """Return the lines of indented items: they stand to the right of text, and tell no column."""
    listed: set[int] = set()
    item: Line | None = None
    for line in lines:
        if line.indent and BULLET.match(line.text):
            item = line
        elif not line.text or (item and line.indent <= item.indent):
            item = None
        if item:
            listed.add(line.number)
    return listed


def find_hanging(lines: Sequence[Line]) -> dict[int, Hanging]:
    """Return what stands to the left of the text, or is centred over it, by the line's number."""
    indent = text_indent(lines)
    found: dict[int, Hanging] = {}
    if not indent:
        return found
    example: Line | None = None
    behind = True
    """True below an empty line."""
    for stands, run in groupby(lines, key=lambda line: _stands(line, indent)):
        chunk = list(run)
        if stands is None:
            behind = True
            continue
        last = chunk[-1].number + 1
        alone = len(chunk) == 1 and behind and (last == len(lines) or not lines[last].text)
        behind = False
        if alone and _heads(chunk[0].text):
            level = 1 if stands == "centred" else 2 + chunk[0].indent
            if stands != "text":
                found[chunk[0].number] = Hanging(level)
                example = None
        elif stands == "left":
            first = example if example and example.indent == chunk[0].indent else chunk[0]
            example = first
            found |= {line.number: Hanging(None, first.number) for line in chunk}
        if stands == "text":
            example = None
    return found


def _stands(line: Line, indent: int) -> str | None:
    """Return where a line stands by its indent; None where it is empty."""
    if not line.text:
        return None
    if line.indent < indent:
        return "left"
    least, most = _CENTRED
    centred = line.indent >= 2 * indent + 2 and least <= 2 * line.indent + len(line.text) <= most
    return "centred" if centred and not BULLET.match(line.text) else "text"


def _heads(text: str) -> bool:
    """Tell whether a line that stands alone is a heading, and no example's only line."""
    return (
        len(text.split()) <= _MOST_WORDS
        and _BEGINS.match(text) is not None
        and not text.endswith((".", ",", ";", ":"))
        and _KEY.match(text) is None
        and re.search(r"[^\W\d_]{2}", text) is not None
    )
