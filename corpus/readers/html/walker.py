"""One walk over a page's tree: its elements become the blocks of a canonical text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from turbohtml import Element, Node, Text

from corpus.furniture.headings import CONTENTS
from corpus.readers.canonical.running import Running, RunningText, plain
from corpus.readers.canonical.text import CanonicalText
from corpus.readers.html.known import Page
from corpus.readers.html.lists import LISTS, ListWalker, number_of
from corpus.readers.html.names import (
    HEADINGS,
    INLINE,
    SECTIONING,
    UNSEEN,
    frame,
    is_inline,
    text_of,
)
from corpus.readers.html.nearest_id import NearestId
from corpus.readers.html.said import is_said
from corpus.readers.html.same_terms import joined_terms, same_terms
from corpus.readers.html.tables import holds_data, is_unfilled, table_parts
from corpus.source import Place
from corpus.white_space import collapse

__all__ = ["Walker"]

Leave = Callable[[], object]
_ASKS = re.compile(
    r"(?:^|[\s_-])(?:faq|accordion|toggle|collapse|question)s?(?:[\s_-]|$)", re.IGNORECASE
)
_MOST_WORDS_ASKED = 40


class Walker(ListWalker):
    """Writes elements into a canonical text."""

    def __init__(self, text: CanonicalText, page: Page) -> None:
        super().__init__(text, page)
        self.running = Running()
        self.line: int | None = None
        self.begun = Place()
        """Where the running text began."""
        self.ids = NearestId()
        self.within_main = page.main is None
        self.around = set(page.main.ancestors) if page.main is not None else set()
        self.cited: list[str] = []
        """Labels of the footnotes that the open section cites, in order."""
        self.noted: set[Element] = set()
        """Footnotes that are written."""
        self.same: set[Element] = set()
        """Terms that are written with the one before them, whose definition they have."""
        self.above: list[tuple[int, str]] = []
        """The headings that what follows stands under, each with its level."""
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
        self._write_notes()

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
            self._cite(text)
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
        if self.page.notes.defined(element) is not None:
            self.flush()
            self._write_notes()
            self._write_note(element)
            return False, None
        if self.page.toggles.is_button(element):
            return False, None
        if reason := self._no_content(element):
            self.flush()
            self.text.aside(text_of(element), reason)
            return False, None
        if is_inline(element) and not self.page.toggles.of(element):
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

    def _cite(self, text: RunningText) -> None:
        """Note the footnotes that a text cites."""
        for each in text.children:
            if each.type == "footnote_ref":
                self.cited.append(each.meta["label"])

    def _write_notes(self) -> None:
        """Write the footnotes that a section cites at its end, before another heading begins."""
        if self.lists and self.lists[-1] is not None:
            return
        notes = [self.page.notes.labelled(label) for label in self.cited]
        self.cited.clear()
        for note in notes:
            if note is not None:
                self._write_note(note)

    def _write_note(self, note: Element) -> None:
        label = self.page.notes.defined(note)
        if label is None or note in self.noted:
            return
        self.noted.add(note)
        line = self.line
        self.line = note.source_line or line if self.page.lined else line
        self.text.place = self._place(note)
        self.text.footnote(label, [self.page.inline.flat(note, note=True)])
        self.line = line

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
            says = is_said(element, bool(self.running)) or text_of(element).endswith("?")
            kind = "button" if element.tag == "button" else "form"
            reason = reason if says else kind
        if reason is None or page.notes.within(element):
            return None
        # Of all else, nothing tells whether it still belongs under the heading above it.
        above = [text for _, text in self.above] if reason == CONTENTS else []
        kept = page.overrides.keep and page.overrides.keeps(above, text_of(element))
        return None if kept else reason

    def _heading(self, element: Element, level: int) -> tuple[bool, Leave | None]:
        self._write_notes()
        toggles = self.page.toggles.within(element)
        if len(toggles) == 1 and text_of(toggles[0]) == text_of(element):
            return False, None  # it stands over what it unfolds, and over nothing behind that
        for button in toggles:
            self.page.toggles.leave(button)
        buttons = [each for each in element.find_all("button") if not text_of(each).endswith("?")]
        lone = text_of(element) == text_of(buttons[0]) if buttons else False
        text = self.page.inline.flat(element, unseen=() if lone else buttons)
        self.ids.pass_heading(element)
        self.above = [each for each in self.above if each[0] < level]
        self.above.append((level, collapse(text.text)))
        asked = collapse(text.text).casefold() in self.page.questions
        self.text.heading(level, text, asked)
        self._cite(text)
        return False, None

    def _block(self, element: Element) -> Leave | None:
        """Begin a block; return what ends it, None where its children are written."""
        tag = element.tag
        if tag in LISTS:
            return self._list(element)
        if tag == "li" and self.lists and self.lists[-1] is not None:
            return self._item(element, self.lists[-1])
        if tag in ("summary", "dt"):
            if element not in self.same:
                self._title(element)
            return None
        if tag == "details" or (tag == "dl" and element.find("dt")):
            self.text.open_fold(terms=tag == "dl")
            return self._folded
        if tag == "table" and holds_data(element):
            if is_unfilled(element):
                self.text.aside(text_of(element), "table without content")
            else:
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

    def _title(self, element: Element) -> None:
        """Write a summary, or a term with those that have its definition, too."""
        self._write_notes()
        self.text.place = self._place(element)
        others = same_terms(element)
        self.same.update(others)
        text = joined_terms([self.page.inline.flat(each) for each in (element, *others)])
        asked = element.tag == "dt" and collapse(text.text).casefold() in self.page.questions
        self.text.title_fold(text, asked)
        self._cite(text)

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
        self._write_notes()
        self.text.close_fold()

    def _table(self, table: Element) -> None:
        caption = table.find("caption")
        title = self.page.inline.flat(caption) if caption else None
        if title is not None and title.children:
            self.text.open_fold()
            self.text.title_fold(title)
        notes = self.page.notes.inside(table)
        labels = {
            (row, name.partition("-")[0]) for note, name in notes.items() for row in note.ancestors
        }

        def read(cell: Element, lined: bool) -> RunningText:
            label = re.sub(r"[^\w*†‡§]", "", text_of(cell))
            if cell in notes or (cell.parent, label) in labels:
                return plain()
            return self.page.inline.flat(cell, unseen=notes, lined=lined)

        for titled, rows in table_parts(table, read, self._row_place):
            if titled is not None:
                self.text.open_fold()
                self.text.place = self._row_place(titled)
                self.text.title_fold(read(titled, False))
            self.text.table(rows)
            for cell in (cell for _, cells in rows for cell in cells):
                self._cite(cell)
            if titled is not None:
                self.text.close_fold()
        self.cited += notes.values()
        if title is not None and title.children:
            self.text.close_fold()

    def _place(self, node: Node) -> Place:
        return Place(self.line, element=self.ids.of(node) if self.page.lined else None)

    def _row_place(self, row: Element) -> Place:
        line = row.source_line if self.page.lined and self.line else self.line
        return self._place(row)._replace(line=line)


def _level(element: Element) -> int:
    """Return the level of a heading; 0 of anything else."""
    if element.tag in HEADINGS:
        return HEADINGS[element.tag]
    if element.attr("role") == "heading":
        return min(max(number_of(element, "aria-level") or 2, 1), 6)
    return 0
