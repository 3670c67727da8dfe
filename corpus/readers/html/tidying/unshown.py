"""What a page holds and never shows, or only once a form is sent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable
from itertools import islice

from turbohtml import Element, Node

from corpus.readers.html.names import HEADINGS, INLINE, ids, text_of
from corpus.readers.html.tidying.tree import tag_and_class

__all__ = ["find_unshown"]

_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MOVES = re.compile(r"animation|transition|opacity|transform|height", re.IGNORECASE)
"""In the style of what comes into sight as the page is scrolled, or unfolds."""
_MESSAGES = ".w-form-done,.w-form-fail,.invalid-feedback,.valid-feedback"
"""What Webflow's and Bootstrap's own styles hide until a form is sent."""
_OPENED = "details,[role=tabpanel],[role=region],[role=dialog],[aria-labelledby]"
_NAMES = ("aria-controls", "data-bs-target", "data-target", "href", "for", "data-tab")
_CONTROLS = "button,a:not([href]),a[href^='#'],[onclick],[role=button],[aria-expanded]"
_OPENS = ("button", "a", "label", "summary", *HEADINGS)
"""What stands before a part that it opens."""
_MOST = 500
_FURTHEST = 20
"""Nodes before a part among which what opens it is."""


def find_unshown(root: Node) -> dict[Element, str]:
    """Return the elements that stay hidden, as far as the page alone tells, and why they go.

    What a click may open is content: what another element names, what is one of several alike,
    and what stands right behind a title or a control.
    """
    found = dict.fromkeys(root.select(_MESSAGES), "form")
    hidden = list(islice(filter(_is_hidden, root.select("[hidden],[style]")), _MOST))
    if not hidden:
        return found
    named = {
        name
        for each in root.select(",".join(f"[{name}]" for name in _NAMES))
        for attribute in _NAMES
        for name in ids(each, attribute)
    }
    alike = Counter(map(tag_and_class, root.select("[class]")))
    for cell in (each for each in hidden if each.tag in ("td", "th")):
        cell.clear()
    return found | {each: "not shown" for each in hidden if not _may_open(each, named, alike)}


def _is_hidden(element: Element) -> bool:
    if element.tag in INLINE:
        return False  # the rest of a text, which "Read more" shows
    if element.attr("hidden") is not None and element.attr("hidden") != "until-found":
        return True
    style = element.attr("style") or ""
    return _HIDDEN.search(style) is not None and _MOVES.search(style) is None


def _may_open(element: Element, named: set[str], alike: Counter[tuple[str, str]]) -> bool:
    """Tell whether something on the page may show an element that is hidden at first."""
    if element.closest(_OPENED) is not None or element.select_one("[role=tabpanel]") is not None:
        return True
    around = [each for each in (element, *element.ancestors) if isinstance(each, Element)]
    if any((each.attr("id") or "") in named for each in around):
        return True
    if tag_and_class(element)[1] and alike[tag_and_class(element)] > 1:
        return True
    return _opens(_next(element.previous_siblings), _OPENS) or _opens(
        _next(element.next_siblings), ("button", "a")
    )


def _next(siblings: Iterable[Node]) -> Element | None:
    """Return the next element on one side that says something."""
    beside = islice(siblings, _FURTHEST)
    return next((each for each in beside if isinstance(each, Element) and text_of(each)), None)


def _opens(part: Element | None, tags: Container[str]) -> bool:
    """Tell whether what stands beside a part may open it."""
    if part is None:
        return False
    asks = text_of(part).endswith("?")
    return part.tag in tags or asks or part.select_one(_CONTROLS) is not None
