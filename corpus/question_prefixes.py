"""What stands before a question and its answer, "Q:" and "A:", and says what their places do."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.draft import Draft, Group, Heading
from corpus.furniture.headings import is_question
from corpus.source import Source

__all__ = ["ANSWER_PREFIX", "QUESTION_PREFIX", "take_off_prefixes"]

QUESTION_PREFIX = re.compile(r"(?:Q|Question)\s?\d{0,3}\s?[.:)]\s+(?=\S)", re.IGNORECASE)
ANSWER_PREFIX = re.compile(
    r"[*_]{0,3}A(?:nswer)?\s?\d{0,3}\s?[.:)][*_]{0,3}\s++(?=\S)", re.IGNORECASE
)
_COLON = re.compile(r"[*_]{0,3}(?:A|Answer)\s?\d{0,3}\s?:[*_]{0,3}\s+(?=\S)", re.IGNORECASE)


def take_off_prefixes(draft: Draft, source: Source) -> None:
    """Take "Q:" off the headings that ask, which are an FAQ's then, and "A:" off what answers."""
    for heading, group in pairwise([*draft.elements, Heading(0, 0, "")]):
        if not isinstance(heading, Heading):
            continue
        prefix = QUESTION_PREFIX.match(heading.text)
        asked = heading.text[prefix.end() :] if prefix else heading.text
        if not is_question(asked):
            continue
        if prefix:
            heading.text, heading.asked = asked, True
        if isinstance(group, Group):
            # "A. Smith" answers, too, where nothing says that it doesn't.
            _take_off_answer(group, ANSWER_PREFIX if prefix else _COLON, source)


def _take_off_answer(group: Group, prefix: re.Pattern[str], source: Source) -> None:
    piece = group.pieces[0] if group.pieces else None
    if piece is None or piece.kind != "paragraph":
        return
    shown = prefix.match(piece.text)
    written = prefix.match(source.text, piece.start, piece.end)
    if shown and written:
        piece.text = piece.text[shown.end() :]
        piece.start = written.end()
