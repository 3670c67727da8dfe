"""Calls to action and buttons among an article's pieces, told from advice by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from corpus.article import Section
from corpus.draft import Aside, Group, Piece
from corpus.furniture.headings import is_question
from corpus.furniture.promotion import button_label, call_start, is_offer
from corpus.marks import marks_within
from corpus.sections import Part
from corpus.sentences import sentences

__all__ = ["CallsToAction"]

_CODE = re.compile(r"`([^`]{1,200})`")
_WORD = re.compile(r"\w{4,}")
_LONE_LINK = re.compile(r"\W{0,3}\[[^\[\]]{1,200}\]\([^()\s]{1,2000}\)\W{0,3}(?:\{[^{}]{1,200}\})?")
_LONGEST_REASON = 60
_MOST_WORDS_ASIDE = 4
"""Words that stand before a call, or behind it, and say nothing of their own: as a button's."""


class CallsToAction:
    """The calls to action of an article."""

    def __init__(self, sections: list[Section], parts: list[Part], text: str) -> None:
        self.sections = sections
        self.text = text
        self.pieces = [piece for part in parts for piece in part.pieces()]
        self.labels = {id(piece): button_label(piece.text) for piece in self.pieces}
        self.times = Counter(label for label in self.labels.values() if label)
        self.place = {id(piece): place for place, piece in enumerate(self.pieces)}

    def of(self, part: Part, kept: Collection[int]) -> tuple[dict[int, str], list[Aside]]:
        """Return why pieces of a part go, by their `id()`, and cut off others what follows them.

        A call to action that is all there is under its heading is its content: it stays, and so do
        numbered steps, lists that a sentence leads in to, and what answers a question; a line that
        does nothing but call goes from the end of an answer.
        """
        heading = "" if part.section is None else self.sections[part.section].heading
        asked = is_question(heading)
        spared = {*kept, *_spared(part, asked)}
        pieces = [piece for piece in part.pieces() if id(piece) not in spared]
        calls = {
            id(piece): call
            for piece in pieces
            if (call := self._call(piece, heading)) and not (asked and _is_advice(piece, *call))
        }
        whole = {key: _reason(words) for key, (sentence, words) in calls.items() if not sentence}
        for piece in pieces:
            if id(piece) not in whole and self._is_button(piece, whole):
                whole[id(piece)] = "button"
        for group in part.groups:  # a list is advice where one of its items is
            if group.kind == "list" and not all(id(piece) in whole for piece in group.pieces):
                for piece in group.pieces:
                    whole.pop(id(piece), None)
        if part.heading and len(whole) == len(part.pieces()):
            return {}, []
        cuts = []
        for piece in pieces:
            sentence, words = calls.get(id(piece), (0, ""))
            if sentence and (stretch := self._cut(piece, sentence)):
                cuts.append(Aside(*stretch, _reason(words)))
        return whole, cuts

    def _call(self, piece: Piece, heading: str) -> tuple[int, str] | None:
        """Return the sentence that a call to action begins with, and its words."""
        call = call_start(piece.text)
        if call is None:
            closing = piece.kind == "paragraph" and is_offer(piece.text)
            asked = _rare(piece.text) & _rare(heading)
            return (0, piece.text) if closing and not asked else None
        if _rare(call[1]) & _rare(heading):  # it says what the heading names
            return None
        code = _CODE.findall(self.text[piece.start : piece.end])
        return None if any(call[1].casefold() in each.casefold() for each in code) else call

    def _is_button(self, piece: Piece, promotion: Collection[int]) -> bool:
        """Tell whether a line is one: it repeats, is but a link, or stands beside promotion."""
        label = self.labels[id(piece)]
        if not label:
            return False
        place = self.place[id(piece)]
        beside = [*self.pieces[max(place - 1, 0) : place], *self.pieces[place + 1 : place + 2]]
        return (
            self.times[label] > 1
            or _LONE_LINK.fullmatch(self.text, piece.start, piece.end) is not None
            or any(id(other) in promotion or self.labels[id(other)] for other in beside)
        )

    def _cut(self, piece: Piece, sentence: int) -> tuple[int, int] | None:
        """Shorten a piece to the sentences before this one; return the stretch cut off.

        None where markup hides the sentence's place, and the piece stays as it is.
        """
        quote = self.text[piece.start : piece.end]
        in_quote, in_text = sentences(quote), sentences(piece.text)
        if len(in_quote) != len(in_text):
            return None
        kept = quote[: in_quote[sentence]].rstrip()
        cut = piece.start + in_quote[sentence], piece.end
        piece.end = piece.start + len(kept)
        piece.text = piece.text[: in_text[sentence]].rstrip()
        piece.marks = marks_within(kept, piece.marks)
        return cut


def _spared(part: Part, asked: bool) -> set[int]:
    """Return the pieces of a part that are content whatever they say; `asked`: by its heading."""
    spared = {id(piece) for piece in part.pieces()[:1] if asked}
    before: list[Piece] = []
    for group in part.groups:
        led = any(piece.text.endswith((":", "：")) for piece in before[-1:])
        if not _may_promote(group) or (led and group.kind == "list"):
            spared.update(id(piece) for piece in group.pieces)
        before = group.pieces or before
    return spared


def _is_advice(piece: Piece, sentence: int, words: str) -> bool:
    """Tell whether a piece says whom it calls, and to what: "If you can code, join us and …"."""
    before, _, after = piece.text.partition(words)
    return not sentence and min(len(before.split()), len(after.split())) > _MOST_WORDS_ASIDE


def _may_promote(group: Group) -> bool:
    """Tell whether a group is paragraphs, or a list whose items have no order."""
    return group.kind == "paragraphs" or (
        group.kind == "list" and all(piece.ordinal is None for piece in group.pieces)
    )


def _rare(text: str) -> set[str]:
    """Return the beginnings of a text's longer words, which tell what it is about."""
    return {word[:5] for word in _WORD.findall(text.casefold())}


def _reason(words: str) -> str:
    return f'call to action ("{words[:_LONGEST_REASON]}")'
