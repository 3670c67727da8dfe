"""The top of a plain-text article: its title, subtitle, author and date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from corpus.errors import ArticleError
from corpus.furniture.headings import is_frame, is_question
from corpus.marks import collapse, without_marks
from corpus.readers.text.blocks import Unit
from corpus.readers.text.heading_shape import shape
from corpus.sentences import sentences
from corpus.source import Source

__all__ = ["Masthead", "read_masthead"]

_MOST_CHARACTERS = 200
_MOST_LINES = 8
_MOST_WORDS = 24
_BYLINE = re.compile(
    r"(?:written |reviewed |posted |published |edited |medically reviewed )?"
    r"(?:by|por|par|von|author|author[:]|written by[:]):?\s+(?P<name>[A-ZÀ-Þ][^.?!|]{1,60})",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:(?:last |date )?(?:updated|published|posted|modified|reviewed|date|revised)"
    r"(?: on)?:?\s+)?(?P<date>\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|"
    r"\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})",
    re.IGNORECASE,
)
_READING_TIME = re.compile(
    r"(?:reading time:? )?\d+[ -]min(?:ute)?s?\.?(?: read(?:ing)?)?(?: time)?", re.I
)
_BREADCRUMBS = re.compile(r"[^>›»\n]{1,40}(?:\s++[>›»]\s++[^>›»\s][^>›»\n]{0,59}){2,6}")
_DATES = ("%Y-%m-%d", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y")


@dataclass(slots=True)
class Masthead:
    """What the top of an article says of it, and how many units that takes."""

    title: str
    units: int = 1
    author: str | None = None
    updated: str | None = None
    aside: list[tuple[int, int, str]] = field(default_factory=list)


def read_masthead(units: list[Unit], source: Source) -> Masthead:
    """Read the title and what belongs to it; ArticleError where the first line is no title."""
    if not units:
        raise ArticleError(source.path, "no text but lines and rules: nothing to read")
    above = 0
    while above + 1 < len(units) and _BREADCRUMBS.fullmatch(units[above].text):
        above += 1
    trail = [(unit.start, unit.end, "links to other pages") for unit in units[:above]]
    head = _read_masthead(units[above:], source)
    head.units += above
    head.aside[:0] = trail
    return head


def _read_masthead(units: list[Unit], source: Source) -> Masthead:
    head = Masthead(_title(units[0], len(units), source))
    for unit in units[1:_MOST_LINES]:
        if not _read_line(unit, head) and not (head.units == 1 and _is_subtitle(units, head)):
            break
        head.units += 1
    return head


def _title(unit: Unit, count: int, source: Source) -> str:
    line = unit.line + 1
    remedy = "put the title on a line of its own at the top"
    if unit.kind not in ("text", "heading"):
        raise ArticleError(
            source.path, f"no title: the text begins with a list or table; {remedy}", line
        )
    text = without_marks(unit.text)[0]
    if len(text) > _MOST_CHARACTERS or (len(sentences(text)) > 1 and text.endswith(".")):
        raise ArticleError(source.path, f"no title: the first line is a paragraph; {remedy}", line)
    if count == 1:
        raise ArticleError(source.path, "one line and nothing under it: no article to read", line)
    if not any(character.isalnum() for character in text):
        raise ArticleError(source.path, f"no title: the first line has no words; {remedy}", line)
    return text


def _read_line(unit: Unit, head: Masthead) -> bool:
    """Take author, date or reading time from a line; return whether it was one of these."""
    if unit.kind != "text" or unit.lines > 1:
        return False
    taken = False
    for part in re.split(r"\s*[|•·]\s*", collapse(unit.text)):
        byline, dated = _BYLINE.fullmatch(part), _DATED.fullmatch(part)
        if dated and (date := _iso_date(dated["date"])):
            head.updated = head.updated or date
        elif byline and shape(byline["name"]) == "title":
            head.author = head.author or byline["name"].strip()
        elif not _READING_TIME.fullmatch(part):
            return taken
        taken = True
    if taken:
        head.aside.append((unit.start, unit.end, "author, date or reading time"))
    return taken


def _iso_date(text: str) -> str | None:
    plain = text.replace(",", "").replace(".", "")
    for form in _DATES:
        try:
            return datetime.strptime(plain, form).date().isoformat()
        except ValueError:
            continue
    return None


def _is_subtitle(units: list[Unit], head: Masthead) -> bool:
    """Tell whether the second line only says the title again, or more of it."""
    if len(units) < 3:
        return False
    unit = units[1]
    found = shape(unit.text)
    if unit.kind != "text" or unit.lines > 1:
        return False
    sentence = unit.text.endswith((".", "!", ":", ";")) or len(unit.text.split()) > _MOST_WORDS
    if sentence or found in ("label", "faq", "frame") or (found or "").startswith("series:"):
        return False
    if is_frame(unit.text):
        return False
    title, words = _words(head.title), _words(unit.text)
    shared = title & words
    repeats = bool(shared) and len(shared) >= 0.5 * min(len(title), len(words))
    asked = unit.text.endswith("?")
    longer = len(unit.text.split()) >= (8 if is_question(unit.text) else 6)
    if not repeats and (asked or not longer):
        return False
    head.aside.append((unit.start, unit.end, "subtitle"))
    return True


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.casefold()))
