"""How to reach a page's owner, where only its footer says so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from turbohtml import Element, Node, Text

from corpus.readers.html.known import Page
from corpus.readers.html.names import INLINE, SECTIONING, UNSEEN, frame
from corpus.readers.html.tidying.navigation import called
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
_YEARS = re.compile(r"\b(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\b")
_TIMES = re.compile(r"\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\s*[+-]\d\d:?\d\d)?)?")
_LEGAL = re.compile(r"©|\(c\)\s|\bcopyright\b", re.IGNORECASE)
_MOST_WORDS = 40
"""Of lines that belong together: what has more is several things."""


class Contact(NamedTuple):
    """Lines of a footer that say how to reach its owner."""

    footer: Element
    text: str


class _Line(NamedTuple):
    block: Element
    text: str
    leads: bool
    """True where all of it is links to pages."""


def contacts(root: Node, page: Page, content: str) -> Iterator[Contact]:
    """Yield what each footer of a page says of that, where the page's `content` doesn't."""
    numbers = re.sub(r"\D", "", content)
    for footer in _footers(root, page):
        kept = _together([each for each in _lines(footer) if not _LEGAL.search(each.text)])
        if any(
            fact not in content and (fact[-1].isalpha() or re.sub(r"\D", "", fact) not in numbers)
            for line in kept
            for fact in _facts(line)
        ):
            yield Contact(footer, " · ".join(dict.fromkeys(kept)))


def _footers(root: Node, page: Page) -> Iterator[Element]:
    """Yield the outermost footers of a page that are none of its content."""
    found: set[Node] = set()
    for each in root.select("footer,[role=contentinfo],[class],[id]"):
        reason = page.tools.get(each) or frame(each, inside=False) or called(each)
        if reason != "page footer" or not found.isdisjoint(around := set(each.ancestors)):
            continue
        outside = page.main is not None and page.main not in around
        tagged = frame(each, inside=False) and not any(
            isinstance(other, Element) and other.tag in SECTIONING for other in around
        )
        if each in page.tools or outside or tagged:
            found.add(each)
            yield each


def _together(lines: list[_Line]) -> list[str]:
    """Return the lines with such facts, and those of the same part, where that is short."""
    parts: dict[Node | None, list[_Line]] = defaultdict(list)
    several = Counter(line.block for line in lines)
    for line in lines:
        parts[line.block if several[line.block] > 1 else line.block.parent].append(line)
    kept = []
    for part in parts.values():
        said = [line for line in part if not line.leads or any(_facts(line.text))]
        if sum(len(line.text.split()) for line in said) > _MOST_WORDS:
            said = [line for line in said if any(_facts(line.text))]
        if any(fact for line in said for fact in _facts(line.text)):
            kept += [line.text for line in said]
    return kept


def _facts(line: str) -> Iterator[str]:
    """Yield the mail addresses, phone numbers and postal codes in a line."""
    for pattern in (_MAIL, _POSTAL):
        yield from (match[0] for match in pattern.finditer(line))
    for match in _PHONE.finditer(_YEARS.sub(" ", _TIMES.sub(" ", line))):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) >= _FEWEST_DIGITS or match[0][0] in "+(":
            yield match[0]


def _lines(footer: Element) -> Iterator[_Line]:
    """Yield the lines of a footer, each with the block that it stands in."""
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
