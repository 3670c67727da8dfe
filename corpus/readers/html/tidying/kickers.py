"""Kickers: short lines, or small headings, that an element begins with right above its heading."""

from __future__ import annotations

import re
from itertools import islice

from turbohtml import E, Element, Node

from corpus.readers.html.names import HEADINGS, text_of
from corpus.readers.html.tidying.labelled import has_words, is_part

__all__ = ["join_kickers"]

_HEADINGS = ",".join(HEADINGS)
_WHOLE = ("html", "body", "main")
"""What holds more than one heading's part of the page."""
_TAGS = ("div", "p", "span", "small", "strong", "b", "em", "i", "header", *HEADINGS)
_CONTROLS = "a,button,label,time,input,select,summary,details"
_UNFOLDS = "a,button,summary,label"
"""What leads elsewhere or opens something, and no line over a heading."""
_MOST_WORDS = 5
_MOST = 3
"""Kickers over one heading: a number, what it is about, and of what kind."""
_DEEPEST = 3
"""Elements that are laid out around a heading alone."""
_FURTHEST = 20
"""Nodes before a heading in its element."""
_ENDED = re.compile(r"""[.!…]["'”’)\]]*$""")
_NUMBER = re.compile(r"\W*\d{1,2}\W*")
_ZERO = re.compile(r"0\d\W*\s")
"""The number of a part before its kicker; one without a zero may be a day or an amount."""


def join_kickers(root: Node) -> None:
    """Put each kicker before the words of its heading; one that is only a number goes."""
    for heading in root.select(_HEADINGS):
        if not text_of(heading) or heading.closest(_UNFOLDS) or heading.find("button"):
            continue
        kickers = _kickers(heading)
        said = [_ZERO.sub("", text_of(each)) for each in kickers if not _is_number(each)]
        for each in kickers:
            each.decompose()
        words = text_of(heading).casefold()
        for line in reversed([each for each in said if each.casefold() not in words]):
            heading.insert(0, E.span(f"{line} " if re.search(r"\W$", line) else f"{line}: "))


def _kickers(heading: Element) -> list[Element]:
    """Return what an element says before its heading, where that is nothing but kickers."""
    part: Node = heading
    for around in islice(heading.ancestors, _DEEPEST):
        if not isinstance(around, Element) or around.tag in _WHOLE:
            return []
        before = [each for each in islice(part.previous_siblings, _FURTHEST) if has_words(each)]
        if before:
            return _all_kickers(before[::-1], heading, around)
        part = around
    return []


def _all_kickers(before: list[Node], heading: Element, around: Element) -> list[Element]:
    kickers = [each for each in before if isinstance(each, Element) and _is_kicker(each, heading)]
    if len(before) > _MOST or len(kickers) < len(before):
        return []
    # What stands before several parts of one kind is said of all of them.
    level = HEADINGS[heading.tag]
    alike = (each for each in around.select(_HEADINGS) if HEADINGS[each.tag] <= level)
    return kickers if list(islice(alike, 2)) == [heading] else []


def _is_kicker(element: Element, heading: Element) -> bool:
    if element.tag not in _TAGS or element.matches(_CONTROLS) or element.select_one(_CONTROLS):
        return False
    if element.tag in HEADINGS:
        if HEADINGS[element.tag] <= HEADINGS[heading.tag]:
            return False
    elif not is_part(element, _TAGS):
        return False
    words = text_of(element)
    return len(words.split()) <= _MOST_WORDS and _ENDED.search(words) is None


def _is_number(element: Element) -> bool:
    return _NUMBER.fullmatch(text_of(element)) is not None
