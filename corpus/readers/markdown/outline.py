"""The outline of a Markdown article while it is read: headings, groups, and what folds away."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

from corpus.draft import Aside, Close, Draft, Group, Heading
from corpus.furniture.headings import is_faq, is_question
from corpus.overrides import Overrides
from corpus.placeholders import UNRESOLVED, is_placeholder
from corpus.readers.markdown.html import Panel

__all__ = ["OUTERMOST", "QUOTE", "Fenced", "Outline"]

QUOTE = "quote"
"""The name by which a block quote is one of the containers."""
_PSEUDO = 5
"""Between two real levels, which are tens: a bold line stands under the heading above it."""
OUTERMOST = 10
"""The level of the outermost headings."""
_DEEPEST = 60
"""The level of the innermost real heading."""
_DEEPEST_FOLD = 4
"""What is folded away stands above bold lines inside it, and below the real heading above it."""


@dataclass(slots=True)
class Fenced:
    """A container that is open, by its name; with a title it is folded away under that."""

    name: str
    level: int
    """Of the heading above it."""
    faq_level: int | None
    at: int
    """How many elements stand above it."""
    titled: bool = False


class Outline:
    """A draft that grows, and where in it the reader is."""

    def __init__(self, overrides: Overrides) -> None:
        self.draft = Draft("", [], overrides=overrides)
        self.group: Group | None = None
        self.level = 0
        self.faq_level: int | None = None
        self.beside = False
        """True under an FAQ's own question, beside which a bold question stands."""
        self.headings = 0
        self.folds: list[int] = []
        """The levels of what is folded away and still open: <details>, an accordion's entries."""
        self.components: list[str] = []
        self.panels: list[Panel] = []
        self.fences: list[Fenced] = []
        """Containers, admonitions and block quotes that are open."""

    def add_heading(self, heading: Heading) -> None:
        """Add a heading; what follows stands under it, or under none where it is a placeholder."""
        self.group = None
        if is_placeholder(heading.text):
            reason = f"{UNRESOLVED} {heading.text}"
            self.draft.aside.append(Aside(heading.start, heading.end, reason))
            self.draft.elements.append(Close(heading.start, heading.level))
            return
        self.headings += 1
        if heading.level % 10 == 0 and heading.level > self.bold_level():
            self.draft.elements.append(Close(heading.start, self.bold_level()))
        self.draft.elements.append(heading)
        if heading.level % 10 == 0:
            self.level = heading.level
            if self.faq_level is not None and heading.level <= self.faq_level:
                self.faq_level = None
            if is_faq(heading.text):
                self.faq_level = heading.level
            self.beside = self.faq_level not in (None, heading.level) and self.is_question(
                heading.text
            )

    def open_headings(self) -> list[str]:
        """Return the headings that what follows stands under, the innermost first."""
        found: list[str] = []
        level = inf
        for element in reversed(self.draft.elements):
            if isinstance(element, (Close, Heading)) and element.level < level:
                level = element.level
                found += [element.text] if isinstance(element, Heading) else []
        return found

    def pseudo_level(self) -> int:
        """Return the level of a question that is no real heading."""
        return self.level if self.beside else self.bold_level()

    def bold_level(self) -> int:
        """Return the level of a bold line: no real heading stands under it."""
        return (self.level or _DEEPEST) + _PSEUDO

    def open_fold(self) -> None:
        """Begin what is folded away: <details>, an accordion's entry, a list of terms."""
        self.group = None
        self.folds.append(self.level)

    def fold_level(self) -> int:
        """Return the level of a fold's heading, under the real heading that it stands under."""
        level = self.folds[-1] if self.folds else self.level
        return level + min(max(len(self.folds), 1), _DEEPEST_FOLD)

    def is_question(self, text: str) -> bool:
        """Tell whether a text asks, in the article's language where that is said."""
        return is_question(text, self.draft.language)

    def asks(self, text: str) -> bool:
        """Tell whether what is folded away under a text answers it."""
        return self.faq_level is not None or self.is_question(text)

    def close_fold(self, at: int) -> None:
        """End the innermost fold at an offset; what follows stands under the heading above it."""
        self.group = None
        if self.folds:
            level = self.fold_level()
            self.level = self.folds.pop()
            self.draft.elements.append(Close(at, level))

    def open_fence(self, name: str) -> None:
        """Begin a container, an admonition or a block quote."""
        elements = len(self.draft.elements)
        self.fences.append(Fenced(name, self.level, self.faq_level, elements))

    def close_fence(self, name: str, at: int) -> None:
        """End the innermost container of this name, and all in it."""
        if name in (each.name for each in self.fences):
            while self.fences:
                fenced = self.fences.pop()
                if fenced.titled:
                    self.close_fold(at)
                elif fenced.name != QUOTE:
                    # A quotation is often drawn around a heading and the first line below it.
                    self._close_headings(fenced, at)
                if fenced.name == name:
                    break

    def _close_headings(self, fenced: Fenced, at: int) -> None:
        """End the headings within a container that has text of theirs, too."""
        inside = self.draft.elements[fenced.at :]
        levels = [each.level for each in inside if isinstance(each, Heading)]
        if levels and isinstance(inside[-1], Group):
            self.group = None
            self.draft.elements.append(Close(at, min(levels)))
            self.level, self.faq_level = fenced.level, fenced.faq_level

    def grouped(self, kind: Any) -> Group:  # noqa: ANN401
        """Return the group that a piece of this kind goes into, opened where there is none."""
        if self.group is None or self.group.kind != kind:
            self.group = Group(kind, [])
            self.draft.elements.append(self.group)
        return self.group
