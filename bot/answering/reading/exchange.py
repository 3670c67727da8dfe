"""A follow-up that exchanges one thing of the question before it: "and a nurse?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from index.encoding.model import Encoder, encodable
from index.text.stopwords import FUNCTION_WORDS
from index.text.words import fold

__all__ = ["exchanged", "name_in", "names_in"]

MOST = 3
"""Readings of a follow-up, each of which is searched for."""
NEAR = 0.1
"""Cosine below that of the likeliest name to be exchanged, up to which another one may be meant."""
LONGEST = 4
"""Words of a name."""
LONGEST_FOLLOW_UP = 100
"""Characters of a follow-up that may be no more than a name."""
MOST_WORDS = 25
"""Words of a question of which one name may be meant: each that it may be is encoded."""

_PREPOSITION = (
    r"(?:for|in|at|as|with|without|of|on|by|from|during|after|before|between|about|than|inside|"
    r"outside|under|over|per)"
)
_DETERMINER = r"(?:the|an?|my|your|our|their|his|her|this|that|these|those|some|any|each|every)"
_VERB = r"(?:do|does|did|is|are|was|were|can|could|should|would|will|or|and)"
_TURN = re.compile(
    r"^(?:(?:and|but|or|also|then|no|nope|sorry|oh|oops|wait|ok|okay|so)\b\W*)*"
    r"(?:(?:what|how)\s+about\b|same\b|i\s+meant?\b)?\W*"
    rf"(?:(?:{_PREPOSITION}|to)\s+)?(?:{_DETERMINER}\s+)?(?P<name>[^?!.,;:]+?)"
    r"(?:\W+(?:then|instead|too|sorry|i\s+meant?))*[\s?!.]*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_][\w'’./&+-]*")
_LEADS_TO_NAME = re.compile(rf"(?:{_PREPOSITION}|{_DETERMINER}|{_VERB})", re.IGNORECASE)


def exchanged(before: str, name: str, encoder: Encoder) -> list[str]:
    """Return what a name alone may ask: the question before it with that name in it.

    The name that goes is one that is near the new one in meaning; the likeliest reading first.
    """
    spans = names_in(before)
    if not spans:
        return []
    texts = [encodable(text) for text in (*(before[start:end] for start, end in spans), name)]
    *vectors, new = (each.dense for each in encoder.encode(texts, query=True))
    likeness = np.stack(vectors) @ new
    likeliest = np.argsort(-likeness, kind="stable")[:MOST]
    return [
        before[: spans[number][0]] + name + before[spans[number][1] :]
        for number in likeliest
        if likeness[number] > likeness[likeliest[0]] - NEAR
    ]


def name_in(follow_up: str) -> str | None:
    """Return the name that a follow-up gives, if it is no more than that: "and for a nurse?"."""
    said = " ".join(follow_up.split())
    turn = _TURN.match(said) if len(said) <= LONGEST_FOLLOW_UP else None
    words = turn["name"].split() if turn else []
    named = 0 < len(words) <= LONGEST and not any(fold(word) in FUNCTION_WORDS for word in words)
    return " ".join(words) if named else None


def names_in(question: str) -> list[tuple[int, int]]:
    """Return where names may begin and end in a question.

    Of "a data analyst earn" all that begins with "data"; none where the question is a long one.
    """
    words = list(_WORD.finditer(question))
    return list(_spans(words)) if len(words) <= MOST_WORDS else []


def _spans(words: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    before = ""
    for first, word in enumerate(words):
        if not before or _LEADS_TO_NAME.fullmatch(before):
            for last in words[first : first + LONGEST - 1]:
                if fold(last[0]) in FUNCTION_WORDS:
                    break
                yield word.start(), last.end()
        before = word[0]
