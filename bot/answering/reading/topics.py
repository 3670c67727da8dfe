"""Topics that a message lists without a sentence for each: "opening hours, prices and parking?"."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.answering.reading.limits import MOST_QUESTIONS
from bot.answering.reading.turn import DETERMINER, LONGEST_NAME, PREPOSITION
from index.text.stopwords import FUNCTION_WORDS
from index.text.words import fold

__all__ = ["Topic", "Topics", "asked_of_one_clause", "topics_in"]

_AROUND = " ?!.,;"
_AND = r"(?:and|or|&|\+|plus|as\swell\sas|und|et|y)"
_BE = r"(?:is|are|was|were)"
_DO = rf"(?:{_BE}|do|does|did|am|can|could|should|would|will|has|have|may|must)"
_SUBJECT = r"(?:i|you|we|they|he|she|it|there)"
_MORE = rf"\s(?!(?:{_DO}(?:n't)?|{_SUBJECT}|{_AND}|about|for|not)\b)[\w'-]+"
_WH = rf"(?:when|where|who|why|(?:what|which)(?:{_MORE})??|how(?:{_MORE}){{0,2}}?)"
_NEXT = rf"(?:\s?,\s(?:{_AND}\s)?|\s{_AND}\s)"
# "How long and how much is it?", "who, when and where"
_BEFORE_ONE = re.compile(
    rf"^(?P<first>{_WH}(?:{_NEXT}{_WH})*?)\s?,?\s{_AND}\s(?P<last>{_WH})"
    rf"(?P<rest>\s(?:{_DO}|{_SUBJECT})\b.*)?$",
    re.IGNORECASE,
)
# "When do you meet, and where?"
_BEHIND_ONE = re.compile(
    rf"^(?P<first>{_WH})(?P<rest>\s{_DO}\s.*?)\s?,?\s{_AND}\s(?P<last>{_WH})$", re.IGNORECASE
)
# What may stand before a list: "what are", "do you sell", "info on", but not "who founded".
_ASKS = re.compile(
    rf"(?:(?:{_AND}|so|also)(?:\s|$))*(?:|(?:what|how)\sabout|what|which|how\s(?:many|much)|"
    rf"(?:what|which|when|where|who|how\s(?:many|much|long))(?:'s|\s{_BE})|{_BE}(?:\sthere)?|"
    rf"{_DO}\s{_SUBJECT}(?:\s[\w'-]+)?|(?:[\w'-]+\s)?(?:about|on))",
    re.IGNORECASE,
)
# The like that is a question without a list: "what should I learn, French or German".
_ASKS_ITSELF = re.compile(rf"(?:what|which|when|where|how)\s{_DO}\s{_SUBJECT}", re.IGNORECASE)
_APART = re.compile(rf"\s?[,;?/|]\s?(?:{_AND}\s)*|\s(?:{_AND}\s)+", re.IGNORECASE)
_JOINS = re.compile(rf"(?:^|\W){_AND}(?:\W|$)", re.IGNORECASE)
_ENDS = re.compile(r"[.!:;]\s")
# Of two of a kind the question is one: "the gap between school and university".
_OF_BOTH = re.compile(
    r"\b(?:between|both|differ\w*|compar\w*|than|either|neither|versus|vs|if|unless)\b",
    re.IGNORECASE,
)
_HOW_TO = re.compile(r"^(?:what|how|when|where|who|which)\sto\s", re.IGNORECASE)
_BEHIND = re.compile(rf"(?:{PREPOSITION}|to|{_DO})\b", re.IGNORECASE)
_OF_ONE = re.compile(rf"(?:{PREPOSITION}|to)\b", re.IGNORECASE)
_DETERMINER = re.compile(DETERMINER, re.IGNORECASE)
_INSIDE = re.compile(rf"{PREPOSITION}|{DETERMINER}|to", re.IGNORECASE)
_WORD = re.compile(r"[\w'’.&+#%-]*[^\W\d_][\w'’.&+#%-]*|\d+")
_PARTICLES = frozenset(("up", "off", "out", "down"))


class Topic(NamedTuple):
    """One of several that a message asks for."""

    name: str
    """In the asker's words."""
    question: str
    """With what is asked of all of them."""


class Topics(NamedTuple):
    """What a message asks for one by one."""

    each: list[Topic]
    apart: bool
    """Whether its words tell that these are several, as those of "nurse pay and duties" don't."""


def asked_of_one_clause(question: str) -> Topics | None:
    """Return what a question asks of one clause by several question words; None where it doesn't.

    So "how long and how much is it?", and "when do you meet, and where?".
    """
    asked = question.strip(_AROUND)
    if found := _BEFORE_ONE.match(asked):
        each = [*re.split(_NEXT, found["first"], flags=re.IGNORECASE), found["last"]]
        clause = found["rest"] or ""
        return Topics([Topic(f"{word}{clause}", f"{word}{clause}") for word in each], bool(clause))
    if found := _BEHIND_ONE.match(asked):
        asks, clause, last = found["first"], found["rest"], found["last"]
        first = Topic(f"{asks}{clause}", f"{asks}{clause}")
        return Topics([first, Topic(last, f"{last}{clause}")], apart=True)
    return None


def topics_in(question: str) -> Topics | None:
    """Return the topics that a question may list, in order; None where it lists nothing.

    Whether "bed and breakfast" is one or two, only articles tell.
    """
    asked = question.strip(_AROUND)
    if _ENDS.search(asked):
        return None
    pieces, between = _APART.split(asked), _APART.findall(asked)
    if not 1 < len(pieces) <= MOST_QUESTIONS or _OF_BOTH.search(asked) or not _lists(between):
        return None
    before, first = _first(pieces[0])
    last, behind = _last(pieces[-1])
    names = [first, *pieces[1:-1], last]
    if not all(map(_is_name, names)) or not _leads(before, between):
        return None
    if behind and not _BEHIND.match(behind):
        return None
    if len(names) > 2 and _OF_ONE.match(behind):
        # "The hours, the prices and the rules on dogs"
        names[-1], behind = f"{last} {behind}", ""
    each = [Topic(name, " ".join(filter(None, (before, name, behind)))) for name in names]
    determined = all(_DETERMINER.fullmatch(name.split()[0]) for name in names)
    return Topics(each, len(each) > 2 or determined)


def _lists(between: list[str]) -> bool:
    """Whether what stands between pieces of a text is what stands between parts of a list."""
    joined = [_JOINS.search(each) is not None for each in between]
    if "?" in "".join(between):
        return all("?" in each for each in between)
    if len(between) > 1:
        return all(joined) or not any(joined[:-1])
    # "Nurse, salary" asks for one thing, "nurse or cook" compares, and "pass/fail" is a word.
    return "or" not in between[0].split() and (joined[0] or between[0] == " / ")


def _leads(before: str, between: list[str]) -> bool:
    """Whether what stands before a list asks for each of it."""
    if _ASKS_ITSELF.fullmatch(before):
        return not any("," in each for each in between)
    # Without "and" before the last one, what stands there may be whom it is for.
    joined = _JOINS.search(between[-1]) or "?" in between[-1]
    if before:
        return _ASKS.fullmatch(before) is not None and bool(joined)
    # "Post mortem, people or process": alternatives behind what they are of.
    return "or" not in between[-1].split()


def _first(piece: str) -> tuple[str, str]:
    """What stands before the first name of a list, and that name: "do you have", "a pool"."""
    words = piece.split()
    if _HOW_TO.match(piece):
        return "", piece
    at = len(words)
    while at and _says(words, at - 1):
        at -= 1
    bare = at
    while at and _DETERMINER.fullmatch(words[at - 1]):
        at -= 1
    # "Can I bring", "a dog"; "can I", "swim"
    if (
        at == bare
        and 0 < at < len(words) - 1
        and re.fullmatch(_SUBJECT, words[at - 1], re.IGNORECASE)
    ):
        at += 1
    return " ".join(words[:at]), " ".join(words[at:])


def _last(piece: str) -> tuple[str, str]:
    """The last name of a list, and what stands behind it: "duration", "of the course"."""
    words = piece.split()
    if _HOW_TO.match(piece):
        return piece, ""
    at = 0
    for at, word in enumerate([*words, ""]):
        if not word or not (_says(words, at) or _DETERMINER.fullmatch(word)):
            break
    return " ".join(words[:at]), " ".join(words[at:])


def _says(words: list[str], at: int) -> bool:
    """Whether a word says something, or belongs to the one before it: "check out"."""
    word = fold(words[at])
    if word not in FUNCTION_WORDS:
        return True
    particle = word in _PARTICLES or (word == "in" and at + 1 == len(words))
    return particle and at > 0 and fold(words[at - 1]) not in FUNCTION_WORDS


def _is_name(text: str) -> bool:
    words = _HOW_TO.sub("", text).split()
    while words and _DETERMINER.fullmatch(words[0]):
        del words[0]
    return (
        0 < len(words) <= LONGEST_NAME
        and all(map(_WORD.fullmatch, words))
        and any(not word.isdecimal() for word in words)
        and _says(words, 0)
        and _says(words, len(words) - 1)
        and all(_says(words, at) or _INSIDE.fullmatch(word) for at, word in enumerate(words))
    )
