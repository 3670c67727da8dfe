"""Lists as word processors export them: each level a list of its own, or only indented lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import E, Element, Node, Text

from corpus.readers.html.lists import LISTS
from corpus.readers.html.tidying.tree import elements_of

__all__ = ["nest_lists"]

_NUMBERED = re.compile(r"\blst-kix_(?P<id>\w+)-(?P<level>\d)\b")
"""Google's class of a list, which says its level and of which list it is a part."""
_LINE = "p[class*=MsoListParagraph],p[style*='mso-list:']"
_LEVEL = re.compile(r"mso-list:\s*\w+ level(?P<level>\d)")
_INDENT = re.compile(r"margin-left:\s*(?P<width>\d*\.?\d+)(?P<unit>in|pt|cm)")
_POINTS = {"in": 72.0, "pt": 1.0, "cm": 28.35}
_FIRST = 36.0
"""Points that Word indents a list's first level by, which its sheet says."""
_MARK = "[style*='mso-list:Ignore'],[style*='mso-list: Ignore'],[style*='font:7.0pt']"
"""What holds the sign before a line, or the space in small letters that ends it."""
_COUNTS = re.compile(r"\(?(?P<number>\d{1,3})[.)]?")
_MOST = 2_000
"""Lists or lines."""


def nest_lists(root: Node) -> None:
    """Put lists that are parts of another into its items, and lines that are a list's into one."""
    for first in root.select("[class*=lst-kix_]")[:_MOST]:
        before = _before(first)
        if before is not None and before.tag in LISTS and first.tag in LISTS:
            _join(before, first)
    lines = dict.fromkeys(root.select(_LINE)[:_MOST])
    while lines:
        line = next(iter(lines))
        run = [line, *_following(line, lines)]
        for each in run:
            del lines[each]
        _list(run)


def _before(element: Element) -> Element | None:
    """Return the element right before one, None where words are."""
    for each in element.previous_siblings:
        if isinstance(each, Element):
            return each
        if isinstance(each, Text) and each.data.strip():
            return None
    return None


def _join(before: Element, part: Element) -> None:
    """Put a list into the last item of the one before it that it is deeper than, or behind it."""
    level = _level_of(part)
    while True:
        items = [each for each in elements_of(before) if each.tag == "li"]
        above = _level_of(before)
        if not items or above is None or level is None or above > level:
            return
        within = [each for each in elements_of(items[-1]) if each.tag in LISTS]
        if above == level:
            if _NUMBERED.search(before.attr("class") or "") and _id(before) == _id(part):
                for each in list(part.children):
                    before.append(each)
                part.decompose()
            return
        if not within:
            items[-1].append(part)
            return
        before = within[-1]


def _level_of(part: Element) -> int | None:
    match = _NUMBERED.search(part.attr("class") or "")
    return int(match["level"]) if match else None


def _id(part: Element) -> str:
    match = _NUMBERED.search(part.attr("class") or "")
    return match["id"] if match else ""


def _following(line: Element, lines: dict[Element, None]) -> Iterator[Element]:
    for each in line.next_siblings:
        if isinstance(each, Element):
            if each not in lines:
                return
            yield each
        elif isinstance(each, Text) and each.data.strip():
            return


def _list(lines: list[Element]) -> None:
    """Make lists of lines that follow each other, by their levels and the signs before them."""
    opened: list[tuple[float, Element, Element]] = []
    for line in lines:
        mark = _take_mark(line)
        level = _depth(line)
        if not mark:
            if opened:
                opened[-1][2].append(line)  # goes on with the item above
            continue
        counted = _COUNTS.fullmatch(mark)
        tag = "ol" if counted else "ul"
        while opened and (
            opened[-1][0] > level or (opened[-1][0] == level and opened[-1][1].tag != tag)
        ):
            opened.pop()
        if opened and opened[-1][0] == level:
            holder = opened.pop()[1]
        else:
            holder = E(tag)
            if opened:
                opened[-1][2].append(holder)
            else:
                line.insert_before(holder)
        line.tag = "li"
        if counted:
            line.attrs["value"] = counted["number"]
        elif re.fullmatch(r"\(?[a-zA-Z]{1,4}[.)]", mark) and not mark.startswith("o "):
            line.insert(0, E.span(f"{mark} "))
        holder.append(line)
        opened.append((level, holder, line))


def _depth(line: Element) -> float:
    style = line.attr("style") or ""
    if level := _LEVEL.search(style):
        return float(level["level"]) * _FIRST
    indent = _INDENT.search(style)
    return float(indent["width"]) * _POINTS[indent["unit"]] if indent else _FIRST


def _take_mark(line: Element) -> str:
    """Take the sign before a line out of it, and return it; "" where it has none."""
    mark = line.select_one(_MARK)
    if mark is None:
        return ""
    before: list[Text] = []
    for each in line.descendants:
        if isinstance(each, Text):
            inside = mark in each.ancestors
            if not inside and any(mark in text.ancestors for text in before):
                break
            before.append(each)
    said = "".join(text.data for text in before)
    words = " ".join(said.split())
    if len(words) > 8 or not any(mark in text.ancestors for text in before):
        return ""
    for text in before:
        text.data = ""
    return words
