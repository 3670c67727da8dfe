"""Parts of a page that lead about it, or tell of it: contents, permalinks, dates, breadcrumbs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, takewhile

from turbohtml import Element, Node, Text

from corpus.furniture.headings import CONTENTS, aside_kind
from corpus.readers.html.names import HEADINGS, INLINE, SECTIONING, text_of
from corpus.readers.html.tidying.tree import class_words

__all__ = ["find_tools", "take_permalinks"]

_LISTS = ("ul", "ol", "menu", "dl")
_LINKED = "a[href^='#']"
_LINKED_PARTS = "a[href*='#']"
"""What leads to a part of a page, which its own name may stand before."""
_HEADINGS = ",".join(HEADINGS)
_BY_CLASS = {
    **dict.fromkeys(("breadcrumb", "breadcrumbs", "pagination", "pager"), "navigation"),
    **dict.fromkeys(("navheader", "navfooter"), "navigation"),  # DocBook's
}
_TOLD = (".page-metadata", ".entry-meta", ".post-meta")
_BLOCKS = ("body", "main", "div", "p", "section", "header", "article")
_ENDED = re.compile(r"\w[\"'”’)\]]*[.!?…][\"'”’)\]]*$")
_LONGEST_FORM = 12
"""Words of a form that is all of a question to the reader."""
_TOGGLE = ("aria-controls", "data-toggle", "data-bs-toggle", "role")
_MOST_LINKS = 500
"""Of a table of contents."""
_FURTHEST = 30
"""Elements around a list that are looked at."""
_NUMBERED = re.compile(r"^[\d.]+\s+")


def take_permalinks(root: Node) -> None:
    """Take the links that lead to the heading which they stand in or beside."""
    around = {each.attr("id"): each.parent for each in root.select(_HEADINGS)}
    for link in root.select(_LINKED):
        target = (link.attr("href") or "")[1:]
        if target and target in around and link.parent == around[target]:
            link.decompose()


def find_tools(root: Node) -> dict[Element, str]:
    """Return the elements that are no content, and what they are."""
    found: dict[Element, str] = {}
    headings = {_named(each) for each in root.select(_HEADINGS)}
    for element in root.select("ul,ol,menu,dl"):
        if _is_contents(element, headings):
            found[_titled(element)] = CONTENTS
    above = takewhile(lambda each: each.tag == "a", root.select(f"{_LINKED},{_HEADINGS}"))
    found |= {link: "link within the page" for link in above if _is_lone(link)}
    for element in root.select("[class],[id]"):
        words = class_words(element, "id")
        reason = next((_BY_CLASS[word] for word in words if word in _BY_CLASS), None)
        if reason and element.tag in ("div", "ol", "ul", "p", "span", "section"):
            found[element] = reason
    for element in root.select(",".join(_TOLD)):
        found[element] = "about the page"
    for time in root.find_all("time"):
        if text_of(time) and _is_lone(time):
            found[time] = "date"
    for footer in root.find_all("footer"):
        if _is_frame(footer):
            found[footer] = "page footer"
    for form in root.find_all("form"):
        words = text_of(form).split()
        if len(words) <= _LONGEST_FORM and form.select_one("button,input"):
            found[form] = "form"
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


def _titled(contents: Element) -> Element:
    """Return what holds a table of contents and its title, and nothing else; or the table."""
    around = contents.parent
    if not isinstance(around, Element) or around.tag in ("body", "main", "article"):
        return contents
    beside = " ".join(text_of(each) for each in around.children if each != contents).strip()
    return around if aside_kind(beside) == CONTENTS else contents


def _is_nested(element: Element) -> bool:
    around = islice(element.ancestors, _FURTHEST)
    return any(isinstance(each, Element) and each.tag in _LISTS for each in around)


def _named(element: Element) -> str:
    words = re.sub(r"[^\w\s.?!-]", "", text_of(element)).strip().casefold()
    return _NUMBERED.sub("", words)


def _is_lone(element: Element) -> bool:
    """Tell whether no running text stands beside an element of it, in no list or table."""
    around = element.parent
    if not isinstance(around, Element) or around.tag not in _BLOCKS:
        return False
    if not re.search(r"\w\w", text_of(element)) or any(map(element.attr, _TOGGLE)):
        return False
    return not any(map(_runs_on, (element.previous_siblings, element.next_siblings)))


def _runs_on(siblings: Iterable[Node]) -> bool:
    """Tell whether the nearest of what stands on one side is running text."""
    for each in siblings:
        if isinstance(each, Element):
            return each.tag in INLINE
        if isinstance(each, Text) and each.data.strip():
            return True
    return False


def _is_frame(footer: Element) -> bool:
    """Tell whether a footer of the content is of its page: it has no sentence."""
    within = next(
        (e for e in footer.ancestors if isinstance(e, Element) and e.tag in SECTIONING), None
    )
    if within is None or within.tag not in ("main", "article", "section"):
        return False
    parts = footer.select("p,li,dd,td,h2,h3")[:_MOST_LINKS]
    return not any(_ENDED.search(text_of(each)) for each in parts)
