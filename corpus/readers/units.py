"""Lines of plain text become units: paragraphs, list items, table rows, marked headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus.readers.table import is_ruler, split_cells
from corpus.source import Source

__all__ = ["Unit", "read_units"]

UnitKind = Literal["text", "item", "row", "header", "heading"]

_BULLET = re.compile(
    r"(?:[-*+•·‣⁃◦▪▫●○■□➢►▶✓✔→–—]|(?P<number>\d{1,3})[.)]|\((?P<bracketed>\d{1,3})\)|[a-z]\))"
    r"[ \t\u00a0]+(?=\S)"
)
_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})")
_RULE = re.compile(r"(?:[-*_=~#] ?){3,}")
_SENTENCE_END = (".", "!", "?", ":", ";", "…", '."', '?"', '!"', ".”", "?”", "!”", ".)", "?)", "]")
_WIDEST = 100
_LONG_LINE = 45


@dataclass(slots=True)
class _Line:
    number: int
    start: int
    end: int
    indent: int
    text: str


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
    lines = _lines(source)
    width = _wrap_width(lines)
    tables = _tables(lines)
    units: list[Unit] = []
    stack: list[int] = []
    gap = 0
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if not line.text:
            gap += 1
            continue
        last = units[-1] if units else None
        if line.number in tables:
            kind, cells = tables[line.number]
            if kind is not None:
                unit = Unit(kind, line.start, line.end, line.text, line.number, line.indent, gap)
                unit.cells = cells
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
        hashes = _HASHES.match(line.text)
        if hashes:
            text = line.text[hashes.end() :].rstrip("# \t") or line.text[hashes.end() :]
            start = line.start + hashes.end()
            unit = Unit("heading", start, start + len(text), text, line.number, line.indent, gap)
            unit.level = len(hashes[1])
            units.append(unit)
            gap = 0
            continue
        bullet = _BULLET.match(line.text)
        if bullet and not (last and gap == 0 and _dash_goes_on(bullet, last, line, width)):
            units.append(_item(line, bullet, gap, stack, last))
            gap = 0
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


def _lines(source: Source) -> list[_Line]:
    lines = []
    for number in range(source.lines):
        start, end = source.bounds(number)
        left, right = source.trim(start, end)
        indent = len(source.text[start:left].expandtabs(4))
        lines.append(_Line(number, left, right, indent, source.text[left:right]))
    return lines


def _underlines(line: _Line, above: Unit) -> bool:
    return (
        _UNDERLINE.fullmatch(line.text) is not None
        and len(above.text) <= 120
        and len(line.text) >= min(len(above.text) // 2, 3)
        and line.number == above.line + 1
    )


def _item(
    line: _Line, bullet: re.Match[str], gap: int, stack: list[int], last: Unit | None
) -> Unit:
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


def _wrap_width(lines: list[_Line]) -> int | None:
    """Return the column at which the text is wrapped by hand; None where a line is a paragraph."""
    prose = [line for line in lines if line.text and "|" not in line.text and "\t" not in line.text]
    if not prose:
        return None
    lengths = sorted(line.indent + len(line.text) for line in prose)
    width = lengths[int(0.98 * (len(lengths) - 1))]
    if width > _WIDEST:
        return None
    broken = 0
    for line, below in pairwise(lines):
        if not below.text or len(line.text) < _LONG_LINE or _BULLET.match(below.text):
            continue
        if below.text[0].islower():
            return width
        broken += not line.text.endswith(_SENTENCE_END) and not _capitalised(line.text)
    return width if broken >= 3 else None


def _capitalised(text: str) -> bool:
    """Tell whether most longer words of a line begin with a capital, as in a heading."""
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def _goes_on(last: Unit, line: _Line, gap: int, width: int | None) -> bool:
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
    return used + 1 + len(first) > width and len(above) >= _LONG_LINE


def _dash_goes_on(bullet: re.Match[str], last: Unit, line: _Line, width: int | None) -> bool:
    """Tell whether a dash or number at a line's start is the middle of a wrapped sentence."""
    if width is None or last.kind not in ("text", "item") or bullet[0].strip() in "*+•":
        return False
    return (
        not (last.tail or last.text).endswith(_SENTENCE_END)
        and _goes_on(last, line, 0, width)
        and not (last.kind == "item" and line.indent <= last.indent)
    )


def _tables(
    lines: list[_Line],
) -> dict[int, tuple[Literal["row", "header"] | None, tuple[str, ...]]]:
    """Return kind and cells of every line that belongs to a table; kind None for a separator."""
    found: dict[int, tuple[Literal["row", "header"] | None, tuple[str, ...]]] = {}
    index = 0
    while index < len(lines):
        split = _splitter(lines, index)
        if split is None:
            index += 1
            continue
        run = []
        while index < len(lines) and lines[index].text and split in lines[index].text:
            run.append(lines[index])
            index += 1
        rows = [(line, _cells(line.text, split)) for line in run if not is_ruler(line.text)]
        for line in run:
            found[line.number] = (None, ())
        ruled = len(run) > 1 and is_ruler(run[1].text)
        for number, (line, cells) in enumerate(rows):
            header = number == 0 and len(rows) > 1 and (ruled or _names_columns(cells))
            found[line.number] = ("header" if header else "row", cells)
    return found


def _splitter(lines: list[_Line], index: int) -> str | None:
    """Return what parts the cells of a table that begins at this line; None where none does."""
    line = lines[index].text
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    if "|" in line:
        bars = _bars(line)
        if "|" in below and is_ruler(below):
            return "|"
        if line.startswith("|") and line.endswith("|") and bars >= 2:
            return "|"
        if " | " in line and " | " in below and bars == _bars(below):
            return "|"
    if "\t" in line and "\t" in below and not _BULLET.match(line):
        cells, cells_below = _cells(line, "\t"), _cells(below, "\t")
        if len(cells) == len(cells_below) > 1:
            return "\t"
    return None


def _bars(text: str) -> int:
    return text.count("|") - text.count("\\|")


def _cells(text: str, split: str) -> tuple[str, ...]:
    if split == "\t":
        return tuple(cell.strip() for cell in text.split("\t"))
    return split_cells(text)


def _names_columns(cells: tuple[str, ...]) -> bool:
    """Tell whether a first row reads as a header: words in every cell, no amounts."""
    return all(cell and not re.search(r"[$€£¥%]|\d{3}|^\d", cell) for cell in cells[1:])
