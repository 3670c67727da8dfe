"""The items of Markdown's lists, with the numbers that they are shown with."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeGuard

from markdown_it.token import Token

from corpus.draft import Close, Element, Group, Heading, Piece
from corpus.marks import unique
from corpus.readers.markdown.broken_lines import DASH, BrokenLines, is_name
from corpus.readers.markdown.inline import InlineText
from corpus.readers.markdown.parser import PARSER
from corpus.sentences import run_on

__all__ = ["Items"]

_CHECKBOX = re.compile(r"\[[ xX]\]\s+(?=\S)")


class Items(BrokenLines):
    """Reads what stands in lists."""

    def _number(self, item: Token) -> int | None:
        """Return the number that a list's item is shown with.

        Markdown counts on from a list's first item, whatever the others are numbered: many write
        "1." before all of them.
        """
        if not item.info.isdigit():
            return None
        return self.counts[-1] if self.parser is PARSER else int(item.info)

    def _parted(self, index: int) -> Group | None:
        """Return the list before an ordered one that counts on from it; None where there is none.

        A note between them goes below the last of its items.
        """
        opens, first = self.tokens[index], self.tokens[index + 1]
        number = int(opens.attrs.get("start", 1) if self.parser is PARSER else first.info or 1)
        *_, steps, note = [None, None, *self.draft.elements]
        if _ends_before(note, number):
            return note
        if not _ends_before(steps, number) or not _is_note(note) or not _is_step(steps):
            return None
        steps.pieces += [replace(each, kind="item", depth=1) for each in note.pieces]
        self.draft.elements.pop()
        return steps

    def _goes_on(self, index: int) -> bool:
        """Tell whether a list's item has more than this paragraph in it, and no nested list."""
        below = self.tokens[index + 2] if index + 2 < len(self.tokens) else None
        return below is not None and below.type in ("paragraph_open", "fence", "table_open")

    def _close_list(self, index: int) -> None:
        """End the answer to a list's last question with the list.

        Where the question is all of the list, its answer stands below, not indented as it would be
        in an item.
        """
        if self.asked_in_list:
            self.asked_in_list = False
            if not self._is_lone_question():
                self.draft.elements.append(Close(self._end_of(index), self.pseudo_level()))

    def _is_lone_question(self) -> bool:
        before, last = ([None, None, *self.draft.elements])[-2:]
        return isinstance(last, Heading) and not (isinstance(before, Heading) and before.asked)

    def _item(self, start: int, end: int, reading: InlineText) -> None:
        item = self.items[-1]
        group = self.grouped("list")
        if not reading.text or start >= end:
            return
        whole = item.piece is not None and item.piece.end > self.taken
        if whole and item.piece is not None and group.pieces and group.pieces[-1] is item.piece:
            # A loose item's next paragraph is part of the item.
            item.piece.end = end
            named = is_name(item.piece.text) and reading.text[:1].isupper()
            item.piece.text = run_on(item.piece.text + DASH * named, reading.text)
            item.piece.marks = unique((*item.piece.marks, *reading.marks))
            return
        box = _CHECKBOX.match(reading.text)
        text = reading.text[box.end() :] if box else reading.text
        piece = Piece("item", start, end, text, reading.marks, depth=len(self.items) - 1)
        if item.piece is None:
            piece.ordinal = item.number
            item.piece = piece
        group.pieces.append(piece)


def _ends_before(element: Element | None, number: int) -> TypeGuard[Group]:
    """Tell whether an element is a list whose last item, nested in no other, is one before."""
    if not isinstance(element, Group) or element.kind != "list" or not element.pieces:
        return False
    last = element.pieces[-1]
    return last.depth == 0 and last.ordinal == number - 1


def _is_note(element: Element | None) -> TypeGuard[Group]:
    """Tell whether an element is one paragraph, and leads to nothing."""
    if not isinstance(element, Group) or element.kind != "paragraphs":
        return False
    return len(element.pieces) == 1 and not element.pieces[0].text.endswith((":", "?"))


def _is_step(steps: Group) -> bool:
    """Tell whether a list's last item is a sentence among others, and no title of what follows."""
    return len(steps.pieces) > 1 and steps.pieces[-1].text.endswith((".", "!"))
