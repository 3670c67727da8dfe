"""The numbers that Word shows before the items of a document's lists.

mammoth knows of a paragraph only that it is an ordered list's, and begins to count anew behind
whatever stands between two items. So each number is written into its paragraph first, and taken
out of the page that mammoth makes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

__all__ = ["with_values", "write_numbers"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_BEGIN, _END = "\U000f0000", "\U000f0001"
"""Around a number; no text has them in it."""
_WRITTEN = re.compile(rf"{_BEGIN}(\d+){_END}")
_ITEM = re.compile(rf"<li>((?:<p>)?){_BEGIN}(\d+){_END}")
_UNNUMBERED = ("bullet", "none")
_MOST_BASES = 20


@dataclass(slots=True)
class _Level:
    start: int = 1
    counted: bool = True


@dataclass(slots=True)
class _Numbering:
    """What a file says of its lists."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """By what the lists are an instance of."""
    kinds: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    """Where one list begins otherwise."""
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    """The list and depth of paragraphs by their style."""


def write_numbers(document: ET.Element, file: zipfile.ZipFile) -> bool:
    """Write the number of each numbered paragraph at its beginning; tell whether there is one."""
    if _NUMBERING not in file.namelist():
        return False
    found = list(_numbers(document, _numbering(file)))
    for paragraph, number in found:
        run = ET.Element(f"{_W}r")
        ET.SubElement(run, f"{_W}t").text = f"{_BEGIN}{number}{_END}"
        props = paragraph.find(f"{_W}pPr")
        paragraph.insert(0 if props is None else list(paragraph).index(props) + 1, run)
    return bool(found)


def with_values(page: str) -> str:
    """Return a page with the numbers as its items' values, and nowhere else."""
    page = _ITEM.sub(r'<li value="\2">\1', page)
    return _WRITTEN.sub("", page)


def _numbers(document: ET.Element, numbering: _Numbering) -> Iterator[tuple[ET.Element, int]]:
    """Yield the numbered paragraphs in their order, with their numbers."""
    counts: dict[str, dict[int, int]] = {}
    begun: set[tuple[str, int]] = set()
    for paragraph in document.iter(f"{_W}p"):
        props = paragraph.find(f"{_W}pPr")
        place = None if props is None else _place(props, numbering)
        if place is None:
            continue
        number, depth = place
        kind = numbering.kinds.get(number, "")
        level = numbering.levels.get(kind, {}).get(depth, _Level())
        count = counts.setdefault(kind, {})
        for deeper in [each for each in count if each > depth]:
            del count[deeper]
        other = numbering.starts.get(place)
        if other is not None and place not in begun:
            begun.add(place)
            count[depth] = other
        else:
            count[depth] = count.get(depth, level.start - 1) + 1
        if level.counted:
            yield paragraph, max(count[depth], 0)


def _place(props: ET.Element, numbering: _Numbering) -> tuple[str, int] | None:
    """Return the list and depth of a paragraph; None where it is in none."""
    own = _listed(props)
    style = props.find(f"{_W}pStyle")
    by_style = None if style is None else numbering.styles.get(style.get(f"{_W}val", ""))
    if own is None:
        return by_style
    number, depth = own
    if not number:
        return (by_style[0], depth) if by_style else None
    return (number, depth) if number in numbering.kinds else None


def _listed(props: ET.Element) -> tuple[str, int] | None:
    listed = props.find(f"{_W}numPr")
    if listed is None:
        return None
    return _value(listed, "numId") or "", _int(_value(listed, "ilvl"), 0)


def _numbering(file: zipfile.ZipFile) -> _Numbering:
    found = _Numbering()
    root = ET.fromstring(file.read(_NUMBERING))  # noqa: S314
    for kind in root.iter(f"{_W}abstractNum"):
        found.levels[kind.get(f"{_W}abstractNumId", "")] = {
            _int(level.get(f"{_W}ilvl"), 0): _Level(
                _int(_value(level, "start"), 1), _value(level, "numFmt") not in _UNNUMBERED
            )
            for level in kind.iter(f"{_W}lvl")
        }
    for number in root.iter(f"{_W}num"):
        name = number.get(f"{_W}numId", "")
        found.kinds[name] = _value(number, "abstractNumId") or ""
        for other in number.iter(f"{_W}lvlOverride"):
            start = _value(other, "startOverride")
            if start is not None:
                found.starts[name, _int(other.get(f"{_W}ilvl"), 0)] = _int(start, 1)
    if _STYLES in file.namelist():
        found.styles = _styles(ET.fromstring(file.read(_STYLES)))  # noqa: S314
    return found


def _styles(root: ET.Element) -> dict[str, tuple[str, int]]:
    own: dict[str, tuple[str, int]] = {}
    bases: dict[str, str] = {}
    for style in root.iter(f"{_W}style"):
        name = style.get(f"{_W}styleId", "")
        props = style.find(f"{_W}pPr")
        bases[name] = _value(style, "basedOn") or ""
        if props is not None and (listed := _listed(props)):
            own[name] = listed
    found = {}
    for name in bases:
        at = name
        for _ in range(_MOST_BASES):
            if at in own or at not in bases:
                break
            at = bases[at]
        if at in own:
            found[name] = own[at]
    return found


def _value(element: ET.Element, name: str) -> str | None:
    child = element.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")


def _int(written: str | None, otherwise: int) -> int:
    short = (written or "").strip()
    return int(short) if short.isascii() and short.isdigit() and len(short) < 7 else otherwise
