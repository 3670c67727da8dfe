"""Parts of a page that lead about it, or tell of it: contents, permalinks, dates, breadcrumbs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from turbohtml import Element, Node, Text

from corpus.furniture.promotion import is_skip_link
from corpus.readers.html.names import HEADINGS, INLINE, SECTIONING, text_of
from corpus.readers.html.tidying.contents import LINKED, TOGGLE, find_contents
from corpus.readers.html.tidying.link_buttons import find_link_buttons
from corpus.readers.html.tidying.navigation import find_navigation
from corpus.readers.html.tidying.notices import find_notices
from corpus.readers.html.tidying.page_ends import find_ends
from corpus.readers.html.tidying.prompts import find_prompts
from corpus.readers.html.tidying.tree import class_words, elements_of

__all__ = ["find_tools", "take_permalinks"]

_HEADINGS = ",".join(HEADINGS)
_BY_CLASS = {
    **dict.fromkeys(("breadcrumb", "breadcrumbs", "pagination", "pager"), "navigation"),
    **dict.fromkeys(("navheader", "navfooter"), "navigation"),  # DocBook's
    **{"catlinks": "navigation", "printfooter": "page footer"},  # MediaWiki's
}
_TOLD = (".page-metadata", ".entry-meta", ".post-meta", "#siteSub", "#header > .details")
_EDITS = ".mw-editsection,.editsection"
"""MediaWiki's links to edit a section, which stand in its heading."""
_BLOCKS = ("body", "main", "div", "p", "section", "header", "article")
_ENDED = re.compile(r"\w[\"'”’)\]]*[.!?…][\"'”’)\]]*$")
_LONGEST_FORM = 12
"""Words of a form that is all of a question to the reader, or of what tells of the page."""
_LONGEST_ASKED = 60
"""Words of what asks whether a page helped, with what it says to each answer."""
_BUTTONS = "button,input,textarea,[role=button]"
_MOST_PARTS = 500
"""Of a footer."""


def take_permalinks(root: Node) -> None:
    """Take the links that lead to the heading which they stand in or beside, or edit its text."""
    for each in root.select(_EDITS):
        each.decompose()
    headings = {each.attr("id"): each for each in root.select(_HEADINGS)}
    for link in root.select(LINKED):
        heading = headings.get((link.attr("href") or "")[1:] or None)
        if heading is None or heading.parent != link.parent:
            continue
        behind = _beside(link.previous_siblings) == heading
        if behind or (_beside(link.next_siblings) == heading and _is_lone(link)):
            link.decompose()


def find_tools(root: Node) -> dict[Element, str]:
    """Return the elements that are no content, and what they are."""
    found = find_link_buttons(root) | find_contents(root)
    above = takewhile(lambda each: each.tag == "a", root.select(f"{LINKED},{_HEADINGS}"))
    found |= {link: "link within the page" for link in above if _is_lone(link)}
    skips = (each for each in root.select(_HEADINGS) if is_skip_link(text_of(each)))
    found |= dict.fromkeys(skips, "link within the page")
    heads = {text_of(each) for each in root.select(_HEADINGS)}
    for button in root.find_all("button"):
        if text_of(button) in heads and button.closest(f"{_HEADINGS},summary") is None:
            found[button] = "button"  # of a tab, which says again what heads its part
    for element in root.select("[class],[id]"):
        words = class_words(element, "id")
        reason = next((_BY_CLASS[word] for word in words if word in _BY_CLASS), None)
        if reason and element.tag in ("div", "ol", "ul", "p", "span", "section"):
            found[element] = reason
    for element in root.select("[class*=feedback],[id*=feedback]"):
        if "feedback" in class_words(element, "id") and _is_asked_of_reader(element):
            found[element] = "form"
    found |= {each: "placeholder" for each in map(_filled_in, root.select(".placeholder")) if each}
    found |= dict.fromkeys(root.select("a.mw-jump-link,#jump-to-nav"), "link within the page")
    for element in root.select(",".join(_TOLD)):
        found[element] = "about the page"
    for header in root.find_all("header"):
        found |= {each: "about the page" for each in elements_of(header) if _tells_of(each)}
    for time in root.find_all("time"):
        if text_of(time) and _is_lone(time):
            found[time] = "date"
    for footer in root.find_all("footer"):
        if _is_frame(footer):
            found[footer] = "page footer"
    found |= dict.fromkeys(find_notices(root), "page footer")
    for form in root.find_all("form"):
        words = text_of(form).split()
        if len(words) <= _LONGEST_FORM and form.select_one("button,input"):
            found[form] = "form"
    found = find_prompts(root) | found
    found = find_ends(root, found) | found
    return find_navigation(root, found) | found


def _is_asked_of_reader(element: Element) -> bool:
    """Tell whether a part called feedback, or what is beside it, is answered by a button."""
    if element.select_one("h1,main,article") or len(text_of(element).split()) > _LONGEST_ASKED:
        return False
    around = element.parent
    beside = elements_of(around) if isinstance(around, Element) else []
    return element.select_one(_BUTTONS) is not None or any(e.matches(_BUTTONS) for e in beside)


def _filled_in(placeholder: Element) -> Element | None:
    """Return the block that says no more than a placeholder, and the label before it."""
    block = placeholder.closest("p,li,td,dd,div")
    if block is None:
        return None
    rest = text_of(block).replace(text_of(placeholder), "", 1).strip()
    named = rest.endswith(":") and len(rest.split()) <= _LONGEST_FORM
    return block if named or not re.search(r"\w", rest) else None


def _tells_of(part: Element) -> bool:
    """Tell whether a part of a header says who wrote the page and when: a time, and no sentence."""
    if part.find("time") is None or part.select_one(_HEADINGS) is not None:
        return False
    words = text_of(part)
    return len(words.split()) <= _LONGEST_FORM and _ENDED.search(words) is None


def _is_lone(element: Element) -> bool:
    """Tell whether no running text stands beside an element of it, in no list or table."""
    around = element.parent
    if not isinstance(around, Element) or around.tag not in _BLOCKS:
        return False
    if not re.search(r"\w\w", text_of(element)) or any(map(element.attr, TOGGLE)):
        return False
    return not any(map(_runs_on, (element.previous_siblings, element.next_siblings)))


def _beside(siblings: Iterable[Node]) -> Element | None:
    """Return the element that stands next on one side, None where words do."""
    for each in siblings:
        if isinstance(each, Element):
            return each
        if isinstance(each, Text) and each.data.strip():
            return None
    return None


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
    parts = footer.select("p,li,dd,td,h2,h3")[:_MOST_PARTS]
    return not any(_ENDED.search(text_of(each)) for each in parts)
