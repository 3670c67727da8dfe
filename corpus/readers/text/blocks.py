"""Lines of plain text become units: paragraphs, list items, table rows, marked headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.readers.text.lines import BULLET, LONG_LINE, SENTENCE_END, Line, read_lines, wrap_width
from corpus.readers.text.tables import find_rows
from corpus.source import Source

__all__ = ["LONE", "Unit", "read_units"]

LONE = "lone"
"""The marker of an item whose bullet stands on a line of its own above it."""

UnitKind = Literal["text", "item", "row", "header", "heading"]

_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})")
_LONE_BULLET = re.compile(r"[-*•·‣◦▪●○■–—\uf0b7]|\d{1,3}[.)]")
_RULE = re.compile(r"(?:[-*_=~#] ?){3,}")


@dataclass(slots=True)
class Unit:
    """What one or more lines say together; `text` is the source's own stretch, untouched."""

    kind: UnitKind
    start: int
    end: int
    text: str
    line: int
    indent: int = 0
    gap: int = 0
    """Blank lines before it."""
    number: int | None = None
    marker: str = ""
    """What stands before a list item's text; digits as "1"."""
    depth: int = 0
    level: int | None = None
    """Of a heading that is marked as one."""
    lines: int = 1
    tail: str = ""
    """Its last line, where it has more than one."""
    cells: tuple[str, ...] = ()


def read_units(source: Source) -> list[Unit]:
    """Return the units of a plain text in order."""
    lines = read_lines(source)
    width = wrap_width(lines)
    rows = find_rows(lines)
    units: list[Unit] = []
    stack: list[int] = []
    gap = 0
    bulleted = False
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if not line.text:
            gap += 1
            continue
        last = units[-1] if units else None
        row = rows.get(line.number)
        if row is not None:
            if row.kind != "ruler":
                unit = Unit(row.kind, line.start, line.end, line.text, line.number, gap=gap)
                unit.cells = row.cells
                units.append(unit)
                gap = 0
            continue
        if (
            last
            and gap == 0
            and last.kind == "text"
            and last.lines == 1
            and _underlines(line, last)
        ):
            last.kind = "heading"
            last.level = 1 if line.text[0] == "=" else 2
            continue
        if _RULE.fullmatch(line.text):
            gap += 1
            continue
        if _LONE_BULLET.fullmatch(line.text):
            bulleted = True
            gap += 1
            continue
        hashes = _HASHES.match(line.text)
        if hashes:
            text = line.text[hashes.end() :].rstrip("# \t") or line.text[hashes.end() :]
            start = line.start + hashes.end()
            unit = Unit("heading", start, start + len(text), text, line.number, line.indent, gap)
            unit.level = len(hashes[1])
            units.append(unit)
            gap = 0
            continue
        bullet = BULLET.match(line.text)
        if bullet and not (last and gap == 0 and _dash_goes_on(bullet, last, line, width)):
            units.append(_item(line, bullet, gap, stack, last))
            gap, bulleted = 0, False
            continue
        if bulleted:
            unit = Unit("item", line.start, line.end, line.text, line.number, line.indent, gap)
            unit.marker = LONE
            units.append(unit)
            gap, bulleted = 0, False
            continue
        if last and _goes_on(last, line, gap, width):
            last.end = line.end
            last.tail = line.text
            last.lines += 1
            gap = 0
            continue
        units.append(Unit("text", line.start, line.end, line.text, line.number, line.indent, gap))
        gap = 0
    for unit in units:
        if unit.lines > 1:
            unit.text = source.text[unit.start : unit.end]
    return units


def _underlines(line: Line, above: Unit) -> bool:
    return (
        _UNDERLINE.fullmatch(line.text) is not None
        and len(above.text) <= 120
        and not above.text.endswith((".", ",", ";", ":"))
        and len(line.text) >= min(len(above.text) // 2, 3)
        and line.number == above.line + 1
    )


def _item(line: Line, bullet: re.Match[str], gap: int, stack: list[int], last: Unit | None) -> Unit:
    """Return the list item of a line; `stack` holds the indents of the list's open levels."""
    if last is None or last.kind != "item":
        stack.clear()
    while stack and stack[-1] > line.indent:
        stack.pop()
    if not stack or stack[-1] < line.indent:
        stack.append(line.indent)
    start = line.start + bullet.end()
    number = bullet["number"] or bullet["bracketed"]
    return Unit(
        "item",
        start,
        line.end,
        line.text[bullet.end() :],
        line.number,
        line.indent,
        gap,
        int(number) if number else None,
        re.sub(r"\d+", "1", bullet[0].strip()),
        len(stack) - 1,
    )


def _goes_on(last: Unit, line: Line, gap: int, width: int | None) -> bool:
    """Tell whether a line continues the unit above it."""
    if last.kind == "item" and line.indent > last.indent:
        # A hanging indent, or a loose item's next paragraph.
        return gap <= 1
    if gap or width is None or last.kind not in ("text", "item"):
        return False
    above = last.tail or last.text
    if line.text[0].islower():
        return True
    first = line.text.split(maxsplit=1)[0]
    used = (last.indent if last.lines == 1 else line.indent) + len(above)
    if last.kind == "item" and last.lines == 1:
        used += 2
    return used + 1 + len(first) > width and len(above) >= LONG_LINE


def _dash_goes_on(bullet: re.Match[str], last: Unit, line: Line, width: int | None) -> bool:
    """Tell whether a dash or number at a line's start is the middle of a wrapped sentence."""
    if width is None or last.kind not in ("text", "item") or bullet[0].strip() in "*+•":
        return False
    return (
        not (last.tail or last.text).endswith(SENTENCE_END)
        and _goes_on(last, line, 0, width)
        and not (last.kind == "item" and line.indent <= last.indent)
    )
