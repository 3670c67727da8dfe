"""Several questions in one message."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Questions", "asking", "asking_sentence", "questions_in"]

_DO = r"do|does|did"
_BE = r"is|are|am|was|were|can|could|should|would|will|has|have|may|must"
_ASKS = rf"(?:what|what's|how|when|where|who|whom|whose|which|why|{_DO}|{_BE})"
_I = r"(?:i|you|we|they|he|she|it|there)\b"
# What only a question begins with: "how long is", but neither "when I pass" nor "which are".
_FEW = rf"(?:\s(?!{_I})[\w-]+){{0,3}}?\s"
_WH = (
    rf"(?:what's\b|(?:what|how|why){_FEW}(?:{_DO}|{_BE})\b|"
    rf"(?:when|where|who|which){_FEW}(?:(?:{_DO})\b|(?:{_BE})\s{_I}))"
)
_DIRECT = rf"(?:(?:{_DO}|{_BE})\b|{_WH})"
_LINE_GOES_ON = re.compile(rf"(?<![.?？!:;…])\n(?!{_DIRECT})", re.IGNORECASE)
_ENDS = re.compile(r"\n|(?<=[?？])\s")
# "- …" on a line of its own; "1) …" and "b. …" anywhere.
_MARK = re.compile(
    r"^[-*•–]\s|(?<!\S)\(?(?:(?P<number>\d)|(?P<letter>[a-i]))[.)]\s",
    re.IGNORECASE | re.MULTILINE,
)
_AND = r"\s?,?\s(?:and|&|also|plus)(?:\salso)?\s"
# "…, and how much…": joined in one sentence, the second with its own question word.
_JOINED = re.compile(rf"{_AND}(?={_ASKS}\s\w+\s\w)", re.IGNORECASE)
# The like behind what is no question: "I moved here and have no papers" is none.
_JOINED_TO_WORDS = re.compile(rf"{_AND}(?={_WH}|(?:{_DO}|{_BE})\s{_I})", re.IGNORECASE)
# "What does it cost, how long does it take": with nothing between but a comma.
_COMMA = re.compile(rf",\s(?={_DIRECT})", re.IGNORECASE)
_COMMA_PART = re.compile(_DIRECT, re.IGNORECASE)
_SAID_BEFORE = re.compile(r"(?<=[.!:;])\s")
_ASKING = re.compile(rf"\b{_ASKS}\b", re.IGNORECASE)
_STARTS = re.compile(rf"(?:(?:and|also|but|so)\s)*{_ASKS}\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?？…])\s+")
_CLAUSE = re.compile(r"[^\s,;:.!?？…][^,;:.!?？…]*")


class Questions(NamedTuple):
    """The questions that a message asks, in order."""

    each: list[str]
    """The message itself where it is one."""
    before: str = ""
    """What stands before a list of them, and is none: "About the evening course:"."""


def questions_in(message: str) -> Questions:
    """Return the questions that a message asks.

    What asks nothing stays with its question: "I have two years of QA. Is that enough?" is one.
    """
    lines = (" ".join(line.split()) for line in message.splitlines())
    text = "\n".join(filter(None, lines))
    before, items = _listed(text)
    pieces = items or _ENDS.split(_LINE_GOES_ON.sub(" ", text))
    found = [part for piece in _asked(pieces, bool(items)) for part in _parted(piece)]
    return Questions(found, before) if len(found) > 1 else Questions([message])


def asking(message: str) -> list[tuple[int, int]]:
    """Return where the clauses of a message stand that ask: behind "It's for my aunt, …"."""
    return [each.span() for each in _CLAUSE.finditer(message) if _STARTS.match(each[0])]


def asking_sentence(message: str) -> str:
    """Return the last sentence of a message that asks, or all of a message that asks nothing."""
    return next(filter(asking, reversed(_SENTENCE.split(message))), message)


def _listed(text: str) -> tuple[str, list[str]]:
    """What stands before a list, and its items, where these are questions."""
    marks: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        place = mark["number"] or (mark["letter"] and str(ord(mark["letter"].lower()) - 96))
        if place is None or int(place) == len(marks) + 1:
            marks.append(mark)
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    items = [text[mark.end() : end].strip(" ,;\n") for mark, end in zip(marks, ends, strict=False)]
    before = text[: marks[0].start()].strip() if marks else ""
    # "Is it better to a) study or b) work?" lists no questions.
    asks = not before or (all(map(_asks, items)) and not _STARTS.match(before))
    return (before, items) if len(items) > 1 and asks else ("", [])


def _asks(text: str) -> bool:
    """Whether a text is a question: more than "right?"."""
    end = text.rstrip("\"'”’»)")
    return bool(_STARTS.match(text)) or (end.endswith(("?", "？")) and " " in end)


def _asked(pieces: list[str], listed: bool) -> list[str]:
    """The questions among the pieces, each with what is said beside it."""
    asked: list[str] = []
    said = ""
    for piece in pieces:
        if listed or _asks(piece):
            asked.append(f"{said} {piece}".strip())
            said = ""
        elif asked and piece.endswith("?"):
            asked[-1] += f" {piece}"
        else:
            said = f"{said} {piece}".strip()
    if asked and said:
        asked[-1] += f" {said}"
    return asked or [said]


def _parted(sentence: str) -> list[str]:
    """The questions that one sentence asks."""
    parts = _JOINED.split(sentence)
    if len(parts) > 1 and _STARTS.match(_SAID_BEFORE.split(parts[0])[-1]):
        return parts
    parts = _JOINED_TO_WORDS.split(sentence)
    # "I wonder what nurses learn and how long it takes" is one.
    if len(parts) > 1 and not _ASKING.search(parts[0]):
        return parts
    parts = _COMMA.split(sentence)
    whole = all(_COMMA_PART.match(part) and part.count(" ") > 1 for part in parts)
    return parts if whole else [sentence]
