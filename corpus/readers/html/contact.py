"""How to reach a page's owner, and when, where only its header or footer says so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from turbohtml import Element, Node, Text

from corpus.readers.html.known import Page
from corpus.readers.html.names import INLINE, SECTIONING, UNSEEN, frame, names_of
from corpus.readers.html.tidying.navigation import called
from corpus.readers.html.tidying.page_ends import COPYRIGHT, names_footer
from corpus.white_space import collapse

__all__ = ["Contact", "contacts"]

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w./-])[+(]{0,2}\d[\d\s()./–-]{6,20}\d(?![\w@])")
_FEWEST_DIGITS = 9
"""Of a phone number without a sign before it, as one has an area code; a date has eight."""
_POSTAL = re.compile(
    r"\b[A-Z]{2},? \d{5}(?:-\d{4})?\b"  # CO 80860
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"  # CB7 4XY
    r"|\b[A-Z]\d[A-Z] \d[A-Z]\d\b"  # K1A 0B1
    r"|\b\d{5} (?=[A-ZÀ-Þ][^\W\d_]{2})"  # 45403 Dayton
)
_HOURS = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.? ?)?(?:[-–—]|to|until)"
    r" ?\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b"
    r"|\b\d{1,2}[:.]\d\d ?(?:[-–—]|to|until|bis|à|a) ?\d{1,2}[:.]\d\d\b",
    re.IGNORECASE,
)
"""From when to when: "9am – 5pm", "09:00 bis 17:00"."""
_FACTS = (_MAIL, _POSTAL)
_Patterns = tuple[re.Pattern[str], ...]
_TOP = re.compile(r"(?:site|main|page|top)?[-_]?(?:header|top-?bar)|header[-_]?top", re.IGNORECASE)
"""A class or an id of what stands above a page's content."""
_YEARS = re.compile(r"\b(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\b")
_TIMES = re.compile(r"\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\s*[+-]\d\d:?\d\d)?)?")
_LEGAL = re.compile(COPYRIGHT, re.IGNORECASE)
_OWNED = re.compile(r"^\W*(?:(?:©|\(c\)|copyright\b)\W*)+(?:\d{4}\W+){0,2}", re.IGNORECASE)
"""What a line says before the owner's name, and where to reach them."""
_MOST_WORDS = 40
"""Of lines that belong together: what has more is several things."""


class Contact(NamedTuple):
    """Lines of a header or footer that say how to reach its owner, or when."""

    frame: Element
    text: str


class _Line(NamedTuple):
    block: Element
    text: str
    leads: bool
    """True where all of it is links to pages."""


def contacts(root: Node, page: Page, content: str) -> Iterator[Contact]:
    """Yield what each header and footer of a page says of that, where its `content` doesn't."""
    said, digits = content, _digits(content)
    # Where the page says its hours itself, others around it are of today, or out of date.
    facts = _FACTS if _HOURS.search(content) else (*_FACTS, _HOURS)
    for each in _frames(root, page):
        lines = [line for line in _lines(each) if not _is_legal(line.text, facts)]
        kept = _together(lines, facts)
        found = [fact for line in kept for fact in _facts(line, facts)]
        if any(
            fact not in said and (fact[-1].isalpha() or _digits(fact) not in digits)
            for fact in found
        ):
            words = " · ".join(_OWNED.sub("", line) for line in dict.fromkeys(kept))
            said, digits = f"{said}\n{words}", digits + _digits(words)
            yield Contact(each, words)


def _is_legal(line: str, facts: _Patterns) -> bool:
    """Tell whether a line says whose the page is, and nothing of how to reach them."""
    return _LEGAL.search(line) is not None and next(_facts(line, facts), None) is None


def _digits(text: str) -> str:
    """Return a text's digits alone: a number is the same however it is written."""
    return re.sub(r"\D", "", text)


def _frames(root: Node, page: Page) -> list[Element]:
    """Return the outermost footers of a page that are none of its content, then such headers."""
    found: dict[Element, str] = {}
    for each in root.select("header,footer,[role=banner],[role=contentinfo],[class],[id]"):
        reason = page.tools.get(each) or frame(each, inside=False) or called(each) or _named(each)
        if reason not in ("page footer", "page header"):
            continue
        around = set(each.ancestors)
        if not around.isdisjoint(found):
            continue
        outside = page.main is not None and page.main not in around
        tagged = frame(each, inside=False) and not any(
            isinstance(other, Element) and other.tag in SECTIONING for other in around
        )
        if each in page.tools or outside or tagged:
            found[each] = reason
    return sorted(found, key=lambda each: found[each])


def _named(element: Element) -> str | None:
    """Return what an element around the content is, by a class of it or by its id."""
    if names_footer(element):
        return "page footer"
    return "page header" if any(map(_TOP.fullmatch, names_of(element))) else None


def _together(lines: list[_Line], facts: _Patterns) -> list[str]:
    """Return the lines with such facts, and those of the same part, where that is short."""
    parts: dict[Node | None, list[_Line]] = defaultdict(list)
    several = Counter(line.block for line in lines)
    for line in lines:
        parts[line.block if several[line.block] > 1 else _part(line.block)].append(line)
    kept = []
    for part in parts.values():
        said = [line for line in part if not line.leads or any(_facts(line.text, facts))]
        if sum(len(line.text.split()) for line in said) > _MOST_WORDS:
            said = [line for line in said if any(_facts(line.text, facts))]
        if any(fact for line in said for fact in _facts(line.text, facts)):
            kept += [line.text for line in said]
    return kept


def _part(block: Element) -> Node | None:
    """Return what holds a block and those beside it, the items of a list with its heading."""
    around = block.parent
    while isinstance(around, Element) and around.tag in ("li", "ul", "ol"):
        around = around.parent
    return around


def _facts(line: str, patterns: _Patterns) -> Iterator[str]:
    """Yield the facts in a line that have one of some patterns, and its phone numbers."""
    for pattern in patterns:
        yield from (match[0] for match in pattern.finditer(line))
    for match in _PHONE.finditer(_YEARS.sub(" ", _TIMES.sub(" ", line))):
        if len(_digits(match[0])) >= _FEWEST_DIGITS or match[0][0] in "+(":
            yield match[0]


def _lines(footer: Element) -> Iterator[_Line]:
    """Yield the lines of a header or footer, each with the block that it stands in."""
    block, words, leads = footer, "", True
    for node in footer.descendants:
        around = [each for each in (node, *node.ancestors) if isinstance(each, Element)]
        if isinstance(node, Element) and node.tag in INLINE:
            continue
        within = next(each for each in around if each.tag not in INLINE)
        if within != block or isinstance(node, Element):
            if re.search(r"\w", words):
                yield _Line(block, collapse(words), leads)
            block, words, leads = within, "", True
        if isinstance(node, Text) and not any(each.tag in UNSEEN for each in around):
            link = next((each for each in around if each.tag == "a"), None)
            leads = leads and (link is not None or not re.search(r"\w", node.data))
            words += node.data
    if re.search(r"\w", words):
        yield _Line(block, collapse(words), leads)
