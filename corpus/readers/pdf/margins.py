"""Running heads and feet, known by repeating or by naming a section, and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.overrides import Overrides
from corpus.readers.pdf.segment import Page, Segment

__all__ = ["section_name", "take_margins"]

_MARGIN = 0.12
"""Share of a page's height at its top and at its bottom where heads and feet stand."""
_EDGE = 0.09
"""The same where two pages are enough, and for page numbers."""
_NUMBER = re.compile(
    r"\W*(?:[^\W\d]{1,8}\W{1,2})?(?:\d{1,4}|[ivxlc]{1,6})\W*(?:(?:of|/|von|de)\W*\d{1,4})?\W*",
    re.IGNORECASE,
)
_FULL = 60
"""Characters that few heads have, and most lines of a text."""
_MOST_BESIDE = 500
"""Segments of a page that are looked at for each."""
_LABEL = re.compile(r"\W*[^\W\d]+\W+\d+\b")
"""What stands before the name of a section: "Chapter 4."."""
_WORD = re.compile(r"[^\W\d_]+")
_COUNT = re.compile(r"\b\d{1,4}\b")
_LARGER = 1.05
"""Of letters in which "Step 2" is a heading, and no page's number."""
_SMALLER = 0.93
"""Of a note's letters, as of a head's, to those of the text."""
_PAGED = re.compile(r"\b(?:page|seite|p[aá]gina) 1\b(?: ?(?:of|/|von|de|sur) ?1\b)?", re.IGNORECASE)
"""What counts the only page."""
_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d\d(?: ?[AP]M)?|1 ?(?:/|of|von|de|sur) ?1",
    re.IGNORECASE,
)
"""What a browser prints around a page: when that was, and that it is the only one."""
_ADDRESS = re.compile(r"[a-z]+://\S+")
"""The page's, which it prints, too."""
_FACT = re.compile(r"\d|@")
"""What a visitor may ask for: a number or an address."""
_Key = tuple[str, int]


def take_margins(pages: list[Page], overrides: Overrides) -> list[Segment]:
    """Take the heads and feet off pages, but for what is to be kept; return one of each."""
    letters: Counter[float] = Counter()
    for page in pages:
        for each in page.segments:
            letters[each.points] += len(each.text)
    usual = letters.most_common(1)[0][0] if letters else 0.0
    most = _LARGER * usual
    found = [
        (page, each, list(_keys(each, page, each.points <= most)))
        for page in pages
        for each in page.segments
        if _within(each, page, _MARGIN) and not each.cells and not _is_prose(each, page)
    ]
    on_pages = {(page.number, key) for page, _, keys in found for key in keys}
    times = Counter(key for _, key in on_pages)
    enough = max(2, round(0.3 * len(pages)))
    sections = _headings(pages, most)
    taken: dict[_Key, Segment] = {}
    off: set[int] = set()
    for page, each, keys in found:
        key = max(keys, key=times.__getitem__)
        least = 2 if len(pages) > 2 and _within(each, page, _EDGE) else enough
        small = len(pages) > 1 and _within(each, page, _EDGE) and each.points <= most
        named = small and not each.bold and section_name(each.text) in sections
        numbered = small and _NUMBER.fullmatch(each.text)
        alone = len(pages) == 1 and _within(each, page, _EDGE) and _frames(each, page, usual)
        if (times[key] >= least or numbered or named or alone) and not overrides.keeps(
            (), each.text
        ):
            off.add(id(each))
            taken.setdefault(key, each)
    for page in pages:
        page.segments = [each for each in page.segments if id(each) not in off]
    return list(taken.values())


def _frames(each: Segment, page: Page, usual: float) -> bool:
    """Tell whether a line is the head or foot of the only page, on which nothing comes again.

    It counts the page, stands above all else in smaller letters, or is what a browser prints around
    it; a phone number is kept.
    """
    small = each.points < _SMALLER * usual
    if small and _is_printed(each, page):
        return True
    rest, counts = _PAGED.subn("", each.text)
    if _FACT.search(rest) or each.points > usual:
        return False
    first = all(other.top <= each.top for other in page.segments[:_MOST_BESIDE])
    return counts > 0 or (first and small and rest[-1:].isalpha())


def _is_printed(each: Segment, page: Page) -> bool:
    printed = _PRINTED.fullmatch
    if _ADDRESS.fullmatch(each.text):
        return any(printed(other.text) for other in page.segments[:_MOST_BESIDE])
    return printed(each.text) is not None


def _headings(pages: list[Page], most: float) -> set[tuple[str, ...]]:
    """Return the names of what is larger than most, or heavier and not in a margin."""
    found = {
        section_name(each.text)
        for page in pages
        for each in page.segments
        if each.points > most or (each.bold and not _within(each, page, _MARGIN))
    }
    return found - {()}


def section_name(text: str) -> tuple[str, ...]:
    """Return a heading's words without what numbers it."""
    label = _LABEL.match(text)
    return tuple(_WORD.findall(text[label.end() if label else 0 :].casefold()))


def _keys(each: Segment, page: Page, counts: bool) -> Iterator[_Key]:
    """Yield by what a head or foot is known again on other pages: its height and its text.

    Where one of its numbers `counts`, it is told by how far it is from the page's.
    """
    height = round((each.top + each.bottom) / 12)
    text = each.text.casefold()
    yield text, height
    for number in _COUNT.finditer(text) if counts else ():
        away = int(number[0]) - page.number
        yield f"{text[: number.start()]}#{away}{text[number.end() :]}", height


def _is_prose(each: Segment, page: Page) -> bool:
    """Tell whether a segment is a full line, and another stands close to it."""
    return len(each.text) > _FULL and any(
        0 < abs(each.bottom - other.bottom) < 1.6 * each.size
        and min(each.right, other.right) > max(each.left, other.left)
        for other in page.segments[:_MOST_BESIDE]
    )


def _within(each: Segment, page: Page, share: float) -> bool:
    return each.bottom < share * page.height or each.top > (1 - share) * page.height
