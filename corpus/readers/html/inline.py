"""Running text inside a page's elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from functools import partial
from urllib.parse import urljoin

from turbohtml import Element, Node, Text

from corpus.links import is_link
from corpus.readers.canonical.running import Running, RunningText, is_address
from corpus.readers.html.footnotes import Footnotes
from corpus.readers.html.names import UNSEEN, is_inline, text_of

__all__ = ["Inline"]

Leave = Callable[[], object]
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_STRONG = ("b", "strong")
_CODE = ("code", "samp", "kbd", "tt")


class Inline:
    """Writes elements of running text."""

    def __init__(self, base: str, notes: Footnotes) -> None:
        self.base = base
        self.notes = notes

    def enter(self, element: Element, running: Running) -> tuple[bool, Leave | None]:
        """Write what an element begins with.

        Return whether its children are still to be written, and what to call behind them.
        """
        tag = element.tag
        if element.attr("aria-hidden") == "true" and not re.search(r"\w", text_of(element)):
            return False, None  # a sign that only decorates: "!" before a warning
        if tag == "a":
            label = self.notes.mark(element)
            if label is not None:
                running.mark(label)
                return False, None
            if not re.search(r"\w", text_of(element)):  # the sign of a heading's own address
                return False, None
            url = urljoin(self.base, element.attr("href") or "") if self.base else ""
            url = url or (element.attr("href") or "").strip()
            if is_link(url) and is_address(url):
                running.open("link", url)
                return True, lambda: running.close("link")
        elif tag in _STRONG:
            running.open("strong")
            return True, lambda: running.close("strong")
        elif tag in _CODE:
            running.code(text_of(element))
            return False, None
        elif tag == "sup" and not element.find("a"):
            words = text_of(element)
            raised = words.translate(_RAISED)
            lone = words and all(ord(each) in _RAISED for each in words)
            running.text(raised if lone else words)
            return False, None
        elif tag == "q":
            running.text("“")
            return True, lambda: running.text("”")
        elif tag in ("rp", "rt"):
            return False, None
        return True, None

    def flat(
        self,
        node: Node,
        note: bool = False,
        unseen: Container[Element] = (),
        lined: bool = False,
    ) -> RunningText:
        """Return all text in a node as one, but for what is `unseen`.

        Of a `note`, the links back to where it is cited go. If it is `lined`, each block in it, and
        what follows a line break, begins another line.
        """
        running = Running()
        part = running.line_break if lined else partial(running.text, " ")
        numbered: bool | None = None
        stack: list[tuple[Iterator[Node], Leave | None]] = [(iter(node.children), None)]
        while stack:
            each = next(stack[-1][0], None)
            if each is None:
                _, leave = stack.pop()
                if leave is not None:
                    leave()
            elif isinstance(each, Text):
                if numbered and each.data[:1].isupper() and each.data[1:2].islower():
                    running.text(" ")  # a number of its own, which the page's style sets apart
                if each.data.strip():
                    numbered = numbered is None and len(stack) > 1 and each.data.strip().isdigit()
                running.text(each.data)
            elif isinstance(each, Element) and each.tag not in UNSEEN and each not in unseen:
                if note and self.notes.is_label(each):
                    continue
                goes_on, leave = True, None
                if is_inline(each):
                    goes_on, leave = self.enter(each, running)
                else:
                    part()
                    leave = part
                if goes_on:
                    stack.append((iter(each.children), leave))
        return running.take()
