"""One walk over a page's tree: its elements become the blocks of a canonical text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from turbohtml import Element, Node, Text

from corpus.overrides import Overrides
from corpus.readers.canonical.running import Running
from corpus.readers.canonical.text import CanonicalText
from corpus.readers.html.footnotes import Footnotes
from corpus.readers.html.inline import Inline
from corpus.readers.html.names import HEADINGS, INLINE, SECTIONING, UNSEEN, frame, text_of
from corpus.readers.html.nearest_id import NearestId
from corpus.readers.html.tables import holds_data, table_rows
from corpus.readers.html.toggles import Toggles
from corpus.source import Place
from corpus.white_space import collapse

__all__ = ["Page", "Walker"]

Leave = Callable[[], object]
_LISTS = ("ul", "ol", "menu", "dir")
_PARTS = ("details", "dl", "table", *HEADINGS)
"""Elements that no list's item has inside: such a list lays out the page."""
_ASKS = re.compile(
    r"(?:^|[\s_-])(?:faq|accordion|toggle|collapse|question)s?(?:[\s_-]|$)", re.IGNORECASE
)
_MOST_WORDS_ASKED = 40


@dataclass(slots=True)
class Page:
    """What is known of a page before it is walked over."""

    inline: Inline
    toggles: Toggles
    notes: Footnotes
    questions: set[str] = field(default_factory=set)
    """Folded texts of which the page says that what follows answers them."""
    main: Element | None = None
    """What holds the content, where the page says so."""
    headed: bool = False
    """True where its main heading stands in there."""
    tools: dict[Element, str] = field(default_factory=dict)
    """Elements of it that are no content, and what they are."""
    overrides: Overrides = field(default_factory=Overrides)
    """What its owner wants kept, whatever it is."""
    lined: bool = True
    """True where the lines of its tree are the file's."""


@dataclass(slots=True)
class _List:
    ordered: bool
    number: int


class Walker:
    """Writes elements into a canonical text."""

    def __init__(self, text: CanonicalText, page: Page) -> None:
        self.text = text
        self.page = page
        self.running = Running()
        self.line: int | None = None
        self.begun = Place()
        """Where the running text began."""
        self.ids = NearestId()
        self.items_left = 0
        """How many items have ended, but for the lists beside them that belong into them."""
        self.lists: list[_List | None] = []
        """Those that are open, None for one that only lays out the page."""
        self.inside = 0
        """How many of `SECTIONING` are open."""
        self.within_main = page.main is None
        self.around = set(page.main.ancestors) if page.main is not None else set()
        self.asking = 0
        """How many elements are open that are called by their class what holds a question."""

    def walk(self, root: Node, line: int | None = None) -> None:
        """Write all that a node holds; `line` is where it stands if it has no lines of its own."""
        self.line = line
        lined = self.page.lined and line is None
        stack: list[tuple[Iterator[Node], Leave | None]] = [(iter([root]), None)]
        while stack:
            node = next(stack[-1][0], None)
            if node is None:
                _, leave = stack.pop()
                if leave is not None:
                    leave()
            elif isinstance(node, Text):
                self._begin(node)
                self.running.text(node.data)
            elif isinstance(node, Element):
                if lined and node.source_line is not None:
                    self.line = node.source_line
                goes_on, leave = self._enter(node)
                if goes_on:
                    stack.append((iter(node.children), leave))
            else:
                stack.append((iter(node.children), None))
        self.flush()

    def flush(self) -> None:
        """End the paragraph."""
        if self.running:
            text = self.running.take()
            self.text.place = self.begun
            words = collapse(text.text)
            asked = words.casefold() in self.page.questions or (
                self.asking > 0 and words.endswith("?") and len(words) < 300
            )
            self.text.paragraph(text, asked and len(words.split()) <= _MOST_WORDS_ASKED)
        self.text.place = Place(self.line)

    def _begin(self, node: Node) -> None:
        """Note where running text begins, if it does."""
        if not self.running:
            self.begun = self._place(node)

    def _enter(self, element: Element) -> tuple[bool, Leave | None]:
        """Begin an element; return whether its children follow, and what ends it."""
        tag = element.tag
        if tag in UNSEEN:
            return False, None
        if tag == "br":
            if self.running.line_break():
                self.flush()
            return False, None
        if (label := self.page.notes.defined(element)) is not None:
            self.flush()
            self.text.place = self._place(element)
            self.text.footnote(label, [self.page.inline.flat(element, note=True)])
            return False, None
        if self.page.toggles.is_button(element):
            return False, None
        if reason := self._no_content(element):
            self.flush()
            self.text.aside(text_of(element), reason)
            return False, None
        if tag in INLINE and not self.page.toggles.of(element):
            self._begin(element)
            return self.page.inline.enter(element, self.running)
        self.flush()
        level = _level(element)
        if level:
            return self._heading(element, level)
        leave = self._block(element)
        if leave is None:
            return False, None
        return True, self._panel(element, leave)

    def _no_content(self, element: Element) -> str | None:
        """Return what an element is in place of content."""
        page = self.page
        reason = page.tools.get(element) or frame(element, self.inside > 0)
        if element is page.main or element in self.around:
            return None
        if not self.within_main and element.tag not in INLINE:
            if page.headed or (element.tag != "h1" and not element.find("h1")):
                reason = reason or "outside the main content"
        elif element.tag in ("button", "label"):
            says = self.running and _holds_text(element.parent)
            if not says and not text_of(element).endswith("?"):
                reason = "button" if element.tag == "button" else "form"
        if reason is None or page.notes.within(element):
            return None
        kept = page.overrides.keep and page.overrides.keeps((), text_of(element))
        return None if kept else reason

    def _heading(self, element: Element, level: int) -> tuple[bool, Leave | None]:
        toggles = self.page.toggles.within(element)
        if len(toggles) == 1 and text_of(toggles[0]) == text_of(element):
            return False, None  # it stands over what it unfolds, and over nothing behind that
        for button in toggles:
            self.page.toggles.leave(button)
        buttons = [each for each in element.find_all("button") if not text_of(each).endswith("?")]
        lone = text_of(element) == text_of(buttons[0]) if buttons else False
        text = self.page.inline.flat(element, unseen=() if lone else buttons)
        self.ids.pass_heading(element)
        asked = collapse(text.text).casefold() in self.page.questions
        self.text.heading(level, text, asked)
        return False, None

    def _block(self, element: Element) -> Leave | None:
        """Begin a block; return what ends it, None where its children are written."""
        tag, inline = element.tag, self.page.inline
        if tag in _LISTS:
            return self._list(element)
        if tag == "li" and self.lists and self.lists[-1] is not None:
            return self._item(element, self.lists[-1])
        if tag in ("summary", "dt"):
            text = inline.flat(element)
            asked = tag == "dt" and collapse(text.text).casefold() in self.page.questions
            self.text.title_fold(text, asked)
            return None
        if tag == "details" or (tag == "dl" and element.find("dt")):
            self.text.open_fold()
            return self._folded
        if tag == "table" and holds_data(element):
            self._table(element)
            return None
        if tag in ("pre", "xmp", "listing"):
            self.text.place = self._place(element)
            self.text.code(element.text)
            return None
        if tag == "hr":
            self.text.rule()
            return None
        asks = _ASKS.search(element.attr("class") or "") is not None or tag == "label"
        inside = tag in SECTIONING
        main = element is self.page.main
        self.asking += asks
        self.inside += inside
        self.within_main |= main

        def leave() -> None:
            self.flush()
            self.asking -= asks
            self.inside -= inside
            self.within_main &= not main

        return leave

    def _panel(self, element: Element, leave: Leave) -> Leave:
        """Put what a button unfolds under the button's words."""
        button = self.page.toggles.of(element)
        if button is None:
            return leave
        text = self.page.inline.flat(button)
        self.text.open_fold()
        self.text.title_fold(text, collapse(text.text).casefold() in self.page.questions)

        def folded() -> None:
            leave()
            self._folded()

        return folded

    def _folded(self) -> None:
        self.flush()
        self.text.close_fold()

    def _list(self, element: Element) -> Leave:
        around = self.lists[-1] if self.lists else None
        belongs = around is not None and self.items_left > 0 and _goes_on(element, before=True)
        laid_out = any(element.find(tag) for tag in _PARTS)
        laid_out = laid_out or bool(self.page.toggles.within(element))
        if laid_out or self.page.notes.within(element):
            self.lists.append(None)
        else:
            start = _number(element, "start")
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
        value = _number(element, "value")
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

    def _table(self, table: Element) -> None:
        caption = table.find("caption")
        title = self.page.inline.flat(caption) if caption else None
        if title is not None and title.children:
            self.text.open_fold()
            self.text.title_fold(title)
        self.text.table(table_rows(table, self.page.inline.flat, self._row_place))
        if title is not None and title.children:
            self.text.close_fold()

    def _place(self, node: Node) -> Place:
        return Place(self.line, element=self.ids.of(node) if self.page.lined else None)

    def _row_place(self, row: Element) -> Place:
        line = row.source_line if self.page.lined and self.line else self.line
        return self._place(row)._replace(line=line)


def _goes_on(element: Element, before: bool = False) -> bool:
    """Tell whether a list stands straight behind an item or a list in the list around them.

    Word and LibreOffice write what is nested so. `before` asks what is before a list instead.
    """
    others = element.previous_siblings if before else element.next_siblings
    beside = next((each for each in others if isinstance(each, Element)), None)
    parts = ("li", *_LISTS) if before else _LISTS
    within = isinstance(element.parent, Element) and element.parent.tag in _LISTS
    return within and beside is not None and beside.tag in parts and not frame(beside, True)


def _level(element: Element) -> int:
    """Return the level of a heading; 0 of anything else."""
    if element.tag in HEADINGS:
        return HEADINGS[element.tag]
    if element.attr("role") == "heading":
        return min(max(_number(element, "aria-level") or 2, 1), 6)
    return 0


def _holds_text(node: Node | None) -> bool:
    """Tell whether a button in a node may be said in a sentence: "Press [Save]"."""
    return isinstance(node, Element) and (node.tag in INLINE or node.tag in ("p", "li", "td", "dd"))


def _number(element: Element, name: str) -> int | None:
    written = (element.attr(name) or "").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else None
