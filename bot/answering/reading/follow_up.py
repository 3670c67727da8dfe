"""A question that leans on what was asked before, and how it is read then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from bot.answering.reading.comparison import asks_which
from bot.answering.reading.courtesy import without_politeness
from bot.answering.reading.limits import HISTORY, LONGEST_HISTORY
from bot.answering.reading.split import questions_in
from bot.answering.reading.turn import turn_in
from index.text.stopwords import FUNCTION_WORDS, GENERIC_WORDS
from index.text.words import Word, fold, words

__all__ = [
    "Leaning",
    "asks_owner",
    "leaning",
    "points_back",
    "since_question",
    "stands_alone",
    "states",
    "topic",
]

_BARE = 5
"""Words up to which a question that names nothing may be about what was asked before."""
_SHORT = 10
"""Words up to which a pronoun points back rather than inside the question itself."""

_CONTINUES = re.compile(
    r"^(?:(?:and|but|also|or|then)\b|what\s+else|anything\s+else|any\s+others?|"
    r"same\s+(?:for|with)|(?:(?:no|sorry)\b\W*)*i\s+meant?\b|"
    r"why(?:\s+(?:not|so|is\s+that))?\s*\??$|how\s+(?:so|come)\s*\??$|"
    r"which\s+(?:one|ones|of)\b|the\s+(?:other|first|second|last|former|latter)\b)",
    re.IGNORECASE,
)
_TURNS = re.compile(r"^(?:what|how)\s+about\b", re.IGNORECASE)
# "it" and its kin, but not "worth it" or "does it take", which point at nothing said before,
# nor the "IT" of an IT degree.
_POINTER = re.compile(
    r"\b(?:(?<!\bworth )(?<!\bmake )(?<!\bgo for )(?<!\bdo )"
    r"(?-i:[Ii]t)(?!\s+(?:take|takes|pay|pays|worth|possible|hard|difficult|easy|ok|okay|better|"
    r"necessary|true|normal|too\s+late|a\s+good|cost\s+to)\b)|"
    r"its|s?he|him|her|hers|they|them|their|theirs|those|these|that\s+one|"
    r"(?:this|that)(?!\s+(?!altogether\b|then\b|too\b|in\s+total\b)\w+)|"
    # "Why that dish?", but not "jobs that pay"; "this career" is what the articles are about.
    r"(?:why|at|in|for|with|from|on|of|about|after|before|is|does|did|was)\s+that\s+\w+|"
    r"(?<!no )(?<!any )(?<!some )(?<!the )(?<!each )one|ones|there(?!\s+(?:is|are|a|any|more)\b)|"
    r"instead|otherwise|(?:this|that)\s+(?:one|kind|type|way|case|stage|level|number|figure|cert|"
    r"certification|exam|degree))\b",
    re.IGNORECASE,
)
# "Where do nurses spend their time?": the pronoun points at a word of the question itself.
_ANSWERED_INSIDE = re.compile(
    r"\b(?:(?P<pronoun>they|theirs?)|(?P<several>people|someone|everyone|anyone|[^\W\d_]{3,}s))\b",
    re.IGNORECASE,
)
# "Which skills do they need?": who needs them is another.
_WANTED = re.compile(
    r"\b(what|which|many)\s+[^\W\d_]+s(?=\s+(?:do|did|can|could|should|must|will|would|have|are)\s+they\b)",
    re.IGNORECASE,
)
# "I'm 70", "my son is four": what the asker is or did, but not "I want to know", nor "can I".
_STATES = re.compile(
    r"^(?:(?:and|but|so|also|well|ok|okay)\W+)*"
    r"(?:i|we|i'?m|i'?ve|we'?(?:re|ve)|(?:my|our)\s+\w+(?:\s+\w+)?)\s+"
    r"(?!(?:really\s+|just\s+)?(?:want|wanna|need|would|like|wish|wonder|think|have\s+to)\b)\w",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:what|how|where|who|which|why|whose|whether|(?:know|ask|tell|see|wonder)\s+if|"
    r"(?:do|does|did|is|are|am|can|could|should|would|will|has|have|may|must)\s+"
    r"(?:i|you|we|they|he|she|it|there|that|this))\b|[?？]",
    re.IGNORECASE,
)
_TO_OWNER = re.compile(r"\b(?:do|did|are|were|have|can|could|will|would)\s+you\b", re.IGNORECASE)
_INNER = re.compile(r"\b(?:is|are)\s+there\b|\bif\s+(?:that|it)\b|\bin\s+there\b", re.IGNORECASE)


class Leaning(IntEnum):
    """How much a question needs what was asked before it."""

    NOT = 0
    PERHAPS = 1
    """So "What about release management?": it may stand alone: where it does, it is left alone."""
    CLEARLY = 2


def leaning(question: str) -> Leaning:
    """Return how much a question leans on what was asked before it."""
    asked = list(words(question))
    content = [word for word in asked if fold(word.text) not in FUNCTION_WORDS]
    if _CONTINUES.search(question) or asks_which(question) or not content:
        return Leaning.CLEARLY
    if points_back(question):
        return Leaning.CLEARLY
    turn = turn_in(question)
    if turn and (turn.corrects or (turn.behind and turn.goes_on)):
        return Leaning.CLEARLY
    # "What if I've been here 16 years?" says a case, and not of what.
    if turn and turn.is_case and not _says_what([w for w in asked if not w.text.isdecimal()]):
        return Leaning.CLEARLY
    if len(asked) <= _SHORT and not _says_what(asked):
        return Leaning.CLEARLY if len(asked) <= _BARE else Leaning.PERHAPS
    if _TURNS.search(question) or (turn is None and states(question)):
        return Leaning.PERHAPS
    return Leaning.NOT


def stands_alone(question: str) -> bool:
    """Return whether a question says itself what it is about, even where it goes on from another.

    So "And is there a gym?", but neither "And how often?" nor "Could it be in the evening?".
    """
    asked = list(words(question))
    return _says_what(asked) and not points_back(question)


def asks_owner(question: str) -> bool:
    """Return whether a question that names nothing asks the owner: "where are you?".

    It may be one of its own, for who is asked needn't be what was talked of.
    """
    asks = _TO_OWNER.search(question) is not None
    return asks and not _says_what(list(words(question))) and not points_back(question)


def states(question: str) -> bool:
    """Return whether somebody tells of themselves, and asks nothing: "we paid for a whole year"."""
    return _STATES.match(question) is not None and not _ASKS.search(question)


def points_back(question: str) -> bool:
    """Return whether a short question has a pronoun for what was said before it."""
    short = len(list(words(question))) <= _SHORT
    return short and _POINTER.search(_without_inner(question)) is not None


def _says_what(asked: Sequence[Word]) -> bool:
    return any(_names(fold(word.text)) for word in asked)


def _names(word: str) -> bool:
    """Whether a word says what is asked: no generic one does, but "the fastest way" does."""
    return word not in FUNCTION_WORDS and (word not in GENERIC_WORDS or word.endswith("est"))


def _without_inner(question: str) -> str:
    """The question without pronouns that point at one of its own words."""
    text = _WANTED.sub(r"\1", _INNER.sub(" ", question))
    kept: list[str] = []
    end, named = 0, None
    for found in _ANSWERED_INSIDE.finditer(text):
        if named is None:
            # "Theirs" can only point at what was named before it.
            named = found if found["several"] else None
        elif found["pronoun"]:
            kept += [text[end : named.start()], text[named.end() : found.start()]]
            end, named = found.end(), None
    return "".join([*kept, text[end:]])


def topic(history: Sequence[str]) -> str:
    """What the conversation is about: the last question that stands alone, and what came after."""
    about: list[str] = []
    for question in _recent(history):
        about.insert(0, without_politeness(question))
        if leaning(about[0]) is Leaning.NOT:
            break
    return " ".join(about)


def since_question(history: Sequence[str]) -> list[str]:
    """The last question that is more than a name, and those after it, one by one."""
    about: list[str] = []
    for message in _recent(history):
        about[:0] = map(without_politeness, questions_in(message).each)
        if leaning(about[0]) is Leaning.NOT and turn_in(about[0]) is None:
            break
    return about


def _recent(history: Sequence[str]) -> list[str]:
    """The earlier questions that are looked at, the latest first, as far as they are read."""
    if not history:
        return []
    # What only a conversation needs isn't imported for one question.
    from bot.answering.reading.reply import says_nothing

    recent: list[str] = []
    room = LONGEST_HISTORY
    for question in reversed(history):
        shorter = question[:room].strip()
        if shorter and not says_nothing(shorter):
            recent.append(shorter)
        # What stands before a question that is cut would only be a part of a word.
        room -= len(question)
        if len(recent) == HISTORY or room <= 0:
            break
    return recent
