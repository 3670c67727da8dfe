"""Buttons that unfold a part of the page: an accordion's questions, a row of tabs."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice, pairwise, takewhile

from turbohtml import Element, Node, Text

from corpus.furniture.promotion import button_label
from corpus.readers.html.names import HEADINGS, INLINE, UNSEEN, first_class, ids, text_of

__all__ = ["Toggles"]

_SELECTOR = (
    "[aria-controls],[data-bs-toggle],[data-toggle],summary[data-target],[data-accordion-target]"
)
_NAMES = ("aria-controls", "data-bs-target", "data-target", "data-accordion-target", "href")
_KINDS = ("collapse", "tab", "pill", "accordion")
_TAGS = ("button", "a", "div", "span", "li", "label", "p")
_TAB = "a[href^='#']"
_LISTS = ("ul", "ol")
_HEADING = ",".join(HEADINGS)
_UNNAMED = ("div", "section")
"""What a button unfolds that names no part."""
_MOST_WITHIN = 200
"""Nodes of it among which its first words are."""
_FURTHEST = 20
"""Nodes beside a button, or beside what it unfolds, that are looked at."""


class Toggles:
    """Every button of a page with the part that it unfolds."""

    def __init__(self, root: Node) -> None:
        self._panels: dict[Element, Element] = {}
        """The button by its part."""
        by_id = {each.attr("id"): each for each in root.select("[id]")}
        for button in root.select(_SELECTOR):
            kind = button.attr("data-bs-toggle") or button.attr("data-toggle")
            if button.tag not in _TAGS or (kind and kind not in _KINDS):
                continue
            label = text_of(button)
            named = (by_id.get(each) for name in _NAMES for each in ids(button, name))
            panel = next(filter(None, named), None)
            if (
                panel is not None
                and panel not in self._panels
                and panel not in button.ancestors
                and button not in panel.ancestors
                and (panel.position or (0, 0)) > (button.position or (0, 0))
                and label
                and not button_label(label)
                and panel.tag not in ("nav", "input", "body", "html")
            ):
                self._panels[panel] = button
        self._signs: set[tuple[str, str | None, str]] = set()
        """What stands between a button and its part, such as "Show" and "Hide"."""
        self._add_tabs(root, by_id)
        self._add_unnamed(root)
        self._buttons = set(self._panels.values())

    def is_button(self, element: Element) -> bool:
        """Tell whether an element unfolds a part of the page, or says that one does."""
        return element in self._buttons or (
            bool(self._signs) and element.tag in INLINE and _sign(element) in self._signs
        )

    def of(self, panel: Element) -> Element | None:
        """Return the button that unfolds an element, or None."""
        return self._panels.get(panel)

    def within(self, element: Element) -> list[Element]:
        """Return the buttons inside an element."""
        return [
            each for each in element.select(f"button,{_TAB},{_SELECTOR}") if each in self._buttons
        ]

    def leave(self, button: Element) -> None:
        """Take a button for no title: what it unfolds stands under a heading."""
        self._buttons.discard(button)
        self._panels = {panel: each for panel, each in self._panels.items() if each != button}

    def _add_tabs(self, root: Node, by_id: dict[str | None, Element]) -> None:
        """Add links to the parts behind their list, one behind the other, that have no headings."""
        lists: dict[Element, list[Element]] = defaultdict(list)
        for link in root.select(_TAB):
            for each in islice(link.ancestors, _FURTHEST):
                if isinstance(each, Element) and each.tag in _LISTS:
                    lists[each].append(link)
                    break
        for tabs, links in lists.items():
            panels = [by_id.get((each.attr("href") or "")[1:]) for each in links]
            parts = [each for each in panels if each is not None and each.tag in _UNNAMED]
            if len(links) < 2 or len(parts) < len(links) or text_of(tabs) != _joined(links):
                continue
            follow = all(_block_behind(one) == two for one, two in pairwise(parts))
            own = set(self._panels).isdisjoint(parts) and tabs not in parts[0].ancestors
            own = own and (tabs.position or (0, 0)) < (parts[0].position or (0, 0))
            if follow and own and not any(each.select_one(_HEADING) for each in parts):
                self._panels.update(zip(parts, links, strict=True))

    def _add_unnamed(self, root: Node) -> None:
        """Add the buttons that name no part: two or more alike, each right before its own."""
        named = {*self._panels, *self._panels.values()}
        alike: dict[tuple[str, ...], list[tuple[Element, Element]]] = defaultdict(list)
        for button in root.select("button:not([type=submit])"):
            panel = _block_behind(button)
            if panel is None or panel.tag not in _UNNAMED or not named.isdisjoint((button, panel)):
                continue
            label = text_of(button)
            if re.search(r"\w", label) and not button_label(label) and _says_something(panel):
                alike[first_class(button), panel.tag, first_class(panel)].append((button, panel))
        for pairs in alike.values():
            labels = {text_of(button) for button, _ in pairs}
            # What goes on behind its part, such as a card, is more than a button and what it opens.
            closed = [each for each in pairs if _ends(each[1], first_class(each[0]))]
            if len(labels) < max(2, len(pairs)) or 2 * len(closed) < len(pairs):
                continue
            self._panels.update((panel, button) for button, panel in pairs)
            # What differs from button to button says something of its own.
            self._signs |= set.intersection(*(_signs(button, panel) for button, panel in pairs))


def _joined(links: list[Element]) -> str:
    return " ".join(text_of(each) for each in links)


def _says_something(panel: Element) -> bool:
    within = islice(panel.descendants, _MOST_WITHIN)
    return any(isinstance(each, Text) and each.data.strip() for each in within)


def _signs(button: Element, panel: Element) -> set[tuple[str, str | None, str]]:
    """Return the elements that stand between a button and its part."""
    between = takewhile(lambda each: each != panel, button.next_siblings)
    return {_sign(each) for each in between if isinstance(each, Element)}


def _sign(element: Element) -> tuple[str, str | None, str]:
    return element.tag, element.attr("class"), text_of(element)


def _block_behind(element: Element) -> Element | None:
    """Return the block that stands next behind an element; None where text or nothing does."""
    for each in islice(element.next_siblings, _FURTHEST):
        if isinstance(each, Text) and each.data.strip():
            return None
        if isinstance(each, Element) and each.tag not in (*INLINE, *UNSEEN):
            return each
    return None


def _ends(panel: Element, called: str) -> bool:
    """Tell whether nothing stands behind a part but another button that is called so."""
    for each in islice(panel.next_siblings, _FURTHEST):
        if isinstance(each, Text) and each.data.strip():
            return False
        if isinstance(each, Element) and each.tag not in UNSEEN:
            return each.tag == "button" and first_class(each) == called
    return True
