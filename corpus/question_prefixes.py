"""What stands before a question and its answer, "Q:" and "A:", and says what their places do."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from corpus.draft import Draft, Element, Group, Heading
from corpus.furniture.headings import is_question
from corpus.source import Source

__all__ = ["ANSWER_PREFIX", "EMPHASISED_QUESTION", "QUESTION_PREFIX", "take_off_prefixes"]

_BRACKETED = r"(?-i:[\[(]{}\s?\d{{0,3}}[\])]):?"
"""A label in brackets, "[Q]" or "(A)", is a capital: "(a)" begins an item."""
_Q = rf"(?:Q(?:uestion)?\s?\d{{0,3}}\s?[.:)]|{_BRACKETED.format('Q(?:uestion)?')})"
_A = rf"(?:A(?:nswer)?\s?\d{{0,3}}\s?[.:)]|{_BRACKETED.format('A(?:nswer)?')})"
QUESTION_PREFIX = re.compile(rf"{_Q}\s+(?=\S)", re.IGNORECASE)
EMPHASISED_QUESTION = rf"[*_]{{0,3}}{_Q}[*_]{{0,3}}\s++"
"""The same within Markdown's asterisks, a pattern that takes any case."""
ANSWER_PREFIX = re.compile(rf"[*_]{{0,3}}{_A}[*_]{{0,3}}\s++(?=\S)", re.IGNORECASE)
_COLON = re.compile(r"[*_]{0,3}(?:A|Answer)\s?\d{0,3}\s?:[*_]{0,3}\s+(?=\S)", re.IGNORECASE)

_LABEL = re.compile(r"[*_]{0,3}(?P<label>[^\W\d_]{1,12}):[*_]{0,3}\s+(?=\S)")
_FEWEST = 2
"""Questions with answers from which on labels are theirs: one may say something of its own."""


def take_off_prefixes(draft: Draft, source: Source) -> None:
    """Take "Q:" off the headings that ask, which are an FAQ's then, and "A:" off what answers.

    Two other labels ("Frage:", "Antwort:") are such where several questions and answers have them.
    """
    pairs = list(pairwise([*draft.elements, Heading(0, 0, "")]))
    times = Counter(filter(None, (_labels(*each) for each in pairs)))
    for heading, group in pairs:
        if not isinstance(heading, Heading):
            continue
        labels = _labels(heading, group)
        taking_turns = labels is not None and times[labels] >= _FEWEST
        prefix = (_LABEL if taking_turns else QUESTION_PREFIX).match(heading.text)
        asked = heading.text[prefix.end() :] if prefix else heading.text
        if not is_question(asked):
            continue
        if prefix:
            heading.text, heading.asked = asked, True
        if isinstance(group, Group):
            # "A. Smith" answers, too, where nothing says that it doesn't.
            answers = ANSWER_PREFIX if prefix else _COLON
            _take_off_answer(group, _LABEL if taking_turns else answers, source)


def _labels(heading: Element, group: Element) -> tuple[str, str] | None:
    """Return the labels of a question and of its answer; None where they have not both one."""
    if not isinstance(heading, Heading) or not isinstance(group, Group) or not group.pieces:
        return None
    asks, answers = _LABEL.match(heading.text), _LABEL.match(group.pieces[0].text)
    if not asks or not answers or not heading.text.endswith("?"):
        return None
    return (asks["label"], answers["label"]) if asks["label"] != answers["label"] else None


def _take_off_answer(group: Group, prefix: re.Pattern[str], source: Source) -> None:
    piece = group.pieces[0] if group.pieces else None
    if piece is None or piece.kind != "paragraph":
        return
    shown = prefix.match(piece.text)
    written = prefix.match(source.text, piece.start, piece.end)
    if shown and written:
        piece.text = piece.text[shown.end() :]
        piece.start = written.end()
