"""Tables of contents: what is nothing but links to headings of its own page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from turbohtml import Element, Node, Text

from corpus.furniture.headings import CONTENTS, aside_kind, is_question
from corpus.readers.html.names import HEADINGS, text_of
from corpus.readers.html.tidying.link_blocks import LISTS, link_blocks
from corpus.readers.html.tidying.tree import class_words

__all__ = ["LINKED", "TOGGLE", "find_contents"]

LINKED = "a[href^='#']"
TOGGLE = ("aria-controls", "data-toggle", "data-bs-toggle", "role")
"""What says of a link that it is a button."""
_LINKED_PARTS = "a[href*='#']"
"""What leads to a part of a page, which its own name may stand before."""
_HEADINGS = ",".join(HEADINGS)
_HEADLIKE = "dt,summary,p > b,p > strong"
"""What is read as a heading as well."""
_NAMES = "[id],a[name]"
_MOST_LINKS = 500
"""Of a table of contents."""
_MOST_NAMES = 3
"""Names of one heading inside it."""
_FURTHEST = 30
"""Elements around a list that are looked at."""
_MOST_BESIDE = 20
"""Nodes beside a table of contents, of which one is its title."""
_LONGEST_TITLE = 60
"""Nodes in a title."""
_LONGEST = 12
"""Words of a link to a heading that says something else."""
_FARTHEST_HEADING = 200
"""Nodes between a heading and a list that stands under it."""
_CALLED = frozenset(("toc", "contents"))
"""Words in the class or id of a table of contents, or of what is right around it."""
_NEAREST = 2
"""Elements around one that may be called so."""
_WHOLE = ("body", "main", "article")
_NUMBERED = re.compile(r"^[\d.]+\s+")


def find_contents(root: Node) -> dict[Element, str]:
    """Return the parts that are nothing but links to headings of the page, and what they are."""
    headings = {_named(each) for each in root.select(_HEADINGS)}
    found = {
        _titled(each): CONTENTS
        for each in root.select(",".join(LISTS))
        if _is_contents(each, headings) and not _answers(each)
    }
    headings |= {_named(each) for each in root.select(_HEADLIKE) if _is_headlike(each)}
    targets = {name for each in root.select(_HEADINGS) for name in _names(each)}
    for block in link_blocks(root, lambda link: _leads(link, headings, targets)):
        if not _is_nested(block) and not _answers(block):
            found |= dict.fromkeys((*_titles(block), _titled(block)), CONTENTS)
    return found


def _is_contents(element: Element, headings: set[str]) -> bool:
    """Tell whether a list is links to headings of its page, and nothing else."""
    if element.attr("role") == "tablist" or _is_nested(element):
        return False
    links = element.select(_LINKED_PARTS)[: _MOST_LINKS + 1]
    if not 0 < len(links) <= _MOST_LINKS or text_of(element) != " ".join(
        text_of(link) for link in links
    ):
        return False
    return all(_named(link) in headings for link in links)


def _answers(block: Element) -> bool:
    """Tell whether a list or table of links answers the heading that it stands under.

    None does that is called a table of contents, or whose links ask themselves.
    """
    listed = block.tag in (*LISTS, "table") or block.select_one("li,dt,tr") is not None
    heading = _heading_over(block)
    if not listed or heading is None or heading.tag == "h1":
        return False
    if aside_kind(text_of(heading)) == CONTENTS or all(
        is_question(text_of(link)) for link in block.select(_LINKED_PARTS)[:_MOST_LINKS]
    ):
        return False
    around = [each for each in islice(block.ancestors, _NEAREST) if isinstance(each, Element)]
    return all(_CALLED.isdisjoint(class_words(each, "id")) for each in (block, *around))


def _heading_over(element: Element) -> Element | None:
    """Return the last heading before an element, beside it or beside what is around it."""
    for each in (element, *islice(element.ancestors, _FURTHEST)):
        if not isinstance(each, Element) or each.tag in _WHOLE:
            return None
        before = islice(each.previous_siblings, _FARTHEST_HEADING)
        found = (other for other in before if isinstance(other, Element) and other.tag in HEADINGS)
        if heading := next(found, None):
            return heading
    return None


def _leads(link: Element, headings: set[str], targets: set[str]) -> bool:
    """Tell whether a link says a heading of its page, or leads to one by its id."""
    href = link.attr("href") or ""
    if "#" not in href or "://" in href or any(map(link.attr, TOGGLE)):
        return False
    words = _named(link)
    if not words or link.select_one(_HEADINGS) is not None:
        return False
    short = len(words.split()) <= _LONGEST and not words.endswith((".", "!"))
    return words in headings or (short and href[:1] == "#" and href[1:] in targets)


def _names(heading: Element) -> Iterator[str]:
    """Yield the names that lead to a heading: its own, of what it begins, of what is before it."""
    begun = [heading, *islice(heading.select(_NAMES), _MOST_NAMES)]
    before = next((each for each in heading.previous_siblings if not _is_space(each)), None)
    if isinstance(before, Element) and not _is_long(before) and not text_of(before):
        begun += [before, *islice(before.select(_NAMES), _MOST_NAMES)]
    around = heading.parent
    framed = isinstance(around, Element) and around.tag not in _WHOLE
    if isinstance(around, Element) and framed and before is None:
        begun.append(around)
    for each in begun:
        yield from filter(None, (each.attr("id"), each.attr("name") if each.tag == "a" else None))


def _titled(contents: Element) -> Element:
    """Return what holds a table of contents and its title, and nothing else; or the table."""
    around = contents.parent
    if not isinstance(around, Element) or around.tag in _WHOLE:
        return contents
    siblings = [
        *reversed([*islice(contents.previous_siblings, _MOST_BESIDE)]),
        *islice(contents.next_siblings, _MOST_BESIDE),
    ]
    if len(siblings) >= _MOST_BESIDE or any(map(_is_long, siblings)):
        return contents
    beside = " ".join(text_of(each) for each in siblings).strip()
    return around if aside_kind(beside) == CONTENTS else contents


def _titles(contents: Element) -> Iterator[Element]:
    """Yield the paragraph right above a table of contents that is its title."""
    above = next((each for each in contents.previous_siblings if not _is_space(each)), None)
    titles = isinstance(above, Element) and above.tag in ("p", "div", "b", "strong")
    if not isinstance(above, Element) or not titles or _is_long(above):
        return
    if aside_kind(text_of(above)) == CONTENTS:
        yield above


def _is_long(node: Node) -> bool:
    return next(islice(node.descendants, _LONGEST_TITLE, None), None) is not None


def _is_nested(element: Element) -> bool:
    around = islice(element.ancestors, _FURTHEST)
    return any(isinstance(each, Element) and each.tag in LISTS for each in around)


def _is_headlike(element: Element) -> bool:
    """Tell whether all of a term, or of a paragraph in bold, is no link."""
    if element.tag in ("b", "strong"):
        beside = (element.previous_siblings, element.next_siblings)
        around = (each for side in beside for each in islice(side, _FURTHEST))
        # What goes on so long is no heading.
        if any(map(_is_long, around)) or any(text_of(each) for each in around):
            return False
    return element.select_one("a[href]") is None


def _is_space(node: Node) -> bool:
    return not isinstance(node, Element) and not (isinstance(node, Text) and node.data.strip())


def _named(element: Element) -> str:
    words = re.sub(r"[^\w\s.?!-]", "", text_of(element)).strip().casefold()
    return _NUMBERED.sub("", words)
