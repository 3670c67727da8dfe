"""The title of a Markdown article, wherever it stands."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.article import Skipped
from corpus.draft import Element, Heading
from corpus.readers.markdown.front_matter import FrontMatter
from corpus.readers.markdown.outline import OUTERMOST
from corpus.readers.named_file import says_nothing, title_of_file

__all__ = ["find_title"]

_REMEDY = "add a line `# Title`, or `title:` to the front matter"
_REMEDIES = {
    **dict.fromkeys((".html", ".htm"), "give the page a <title>"),
    **dict.fromkeys((".docx", ".pdf"), "begin the text with its title"),
    **{".rst": "begin the text with its title, underlined"},
}


def find_title(
    front: FrontMatter, page: str | None, elements: list[Element], path: str, led: bool = False
) -> tuple[str, Heading | None, list[Skipped]]:
    """Return the title, the heading that says it and so heads no section, and what to warn of.

    It is the front matter's title; the first heading of level 1, or a heading that opens the text
    and stands above all others; the front matter's question; `page`, the HTML's <title>; the front
    matter's `name:`. What is left are guesses: the only heading above all others, or one that says
    what the file's name does, which still heads its section; and that name, as in a wiki or among
    notes, where it is the title and the headings are chapters. `led` says that links which lead to
    the page stand above all.
    """
    noted = Path(path).suffix.lower() not in _REMEDIES
    headings = [element for element in elements if isinstance(element, Heading)]
    if noted:  # what is folded away, or a callout, heads no page
        headings = [heading for heading in headings if heading.level >= OUTERMOST]
    highest = min((heading.level for heading in headings), default=0)
    outermost = [heading for heading in headings if heading.level == highest]
    alone = len(outermost) == 1 and elements[0] is outermost[0] and not outermost[0].asked
    level_one = highest == OUTERMOST
    named = headings != [] and _is_named(outermost[0].text, path)
    below = led or (headings != [] and elements[0] is not outermost[0])
    chapters = noted and len(outermost) > 1 and below and not named
    if front.title:
        return front.title, outermost[0] if alone and level_one else None, []
    if page and len(outermost) > 1 and outermost[0].text.casefold() not in page.casefold():
        return page, None, []  # which has chapters of level 1, and another title than the first
    told = (front.question.text if front.question else page) or front.name
    if (level_one and not chapters) or (alone and not told):
        return outermost[0].text, outermost[0], []
    if told:
        return told, None, []
    title, what = title_of_file(path), "the file's name"
    one = named or (len(outermost) == 1 and headings[0] is outermost[0])
    if headings and not _asks_among_others(headings) and (one or not noted or says_nothing(path)):
        title, what = headings[0].text, "its first heading"
    remedy = _REMEDIES.get(Path(path).suffix.lower(), _REMEDY)
    return title, None, [Skipped(path, 1, f"no title: {what} is taken for it; {remedy}")]


def _is_named(heading: str, path: str) -> bool:
    """Tell whether a heading says all that the file's name does, and so is its title."""
    words = (set(re.findall(r"\w+", each.casefold())) for each in (title_of_file(path), heading))
    return next(words) <= next(words)


def _asks_among_others(headings: list[Heading]) -> bool:
    """Tell whether the first heading is one question of several, none of which names the page."""
    return all(heading.text.endswith("?") for heading in headings[:2]) and len(headings) > 1
