"""A page's lists while it is walked over: their items and numbers, and what only lays it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from turbohtml import Element

from corpus.readers.canonical.text import CanonicalText
from corpus.readers.html.known import Page
from corpus.readers.html.names import HEADINGS, frame

__all__ = ["LISTS", "ListWalker", "number_of"]

Leave = Callable[[], object]
LISTS = ("ul", "ol", "menu", "dir")
_PARTS = ("details", "dl", "table", *HEADINGS)
"""Elements that no list's item has inside: such a list lays out the page."""


@dataclass(slots=True)
class _List:
    ordered: bool
    number: int


class ListWalker:
    """Writes lists into a canonical text."""

    def __init__(self, text: CanonicalText, page: Page) -> None:
        self.text = text
        self.page = page
        self.items_left = 0
        """How many items have ended, but for the lists beside them that belong into them."""
        self.lists: list[_List | None] = []
        """Those that are open, None for one that only lays out the page."""
        self.inside = 0
        """How many of `SECTIONING` are open."""

    def flush(self) -> None:
        """End the paragraph."""
        raise NotImplementedError

    def _list(self, element: Element) -> Leave:
        around = self.lists[-1] if self.lists else None
        belongs = around is not None and self.items_left > 0 and _goes_on(element, before=True)
        laid_out = any(element.find(tag) for tag in _PARTS)
        laid_out = laid_out or bool(self.page.toggles.within(element))
        if laid_out or self.page.notes.within(element):
            self.lists.append(None)
        else:
            start = number_of(element, "start")
            ordered = element.tag == "ol"
            self.lists.append(_List(ordered, 1 if start is None else start))
            self.text.open_list(ordered)

        def leave() -> None:
            self.flush()
            if (ended := self.lists.pop()) is not None:
                self.text.close_list(ended.ordered)
            if belongs and not _goes_on(element):
                self.items_left -= 1
                self.text.close_item()

        return leave

    def _item(self, element: Element, within: _List) -> Leave:
        value = number_of(element, "value")
        within.number = within.number if value is None else value
        self.text.open_item(within.number if within.ordered else None)
        within.number += 1
        self.inside += 1

        def leave() -> None:
            self.flush()
            self.inside -= 1
            if _goes_on(element):
                self.items_left += 1
            else:
                self.text.close_item()

        return leave


def _goes_on(element: Element, before: bool = False) -> bool:
    """Tell whether a list stands straight behind an item or a list in the list around them.

    Word and LibreOffice write what is nested so. `before` asks what is before a list instead.
    """
    others = element.previous_siblings if before else element.next_siblings
    beside = next((each for each in others if isinstance(each, Element)), None)
    parts = ("li", *LISTS) if before else LISTS
    within = isinstance(element.parent, Element) and element.parent.tag in LISTS
    return within and beside is not None and beside.tag in parts and not frame(beside, True)


def number_of(element: Element, name: str) -> int | None:
    """Return the number that an attribute says; None where it says none."""
    written = (element.attr(name) or "").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else None
