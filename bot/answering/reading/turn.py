"""What a follow-up says that is no question by itself: another name, or what the case is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.text.stopwords import FUNCTION_WORDS
from index.text.words import fold

__all__ = [
    "DETERMINER",
    "LONGEST_NAME",
    "PREPOSITION",
    "Turn",
    "in_case",
    "turn_in",
    "without_lead",
]

LONGEST_NAME = 4
"""Words of a name."""
LONGEST = 100
"""Characters of a follow-up that may be no more than that."""

PREPOSITION = (
    r"(?:for|in|at|as|with|without|of|on|by|from|during|after|before|between|about|than|inside|"
    r"outside|under|over|per)"
)
DETERMINER = r"(?:the|an?|my|your|our|their|his|her|this|that|these|those|some|any|each|every)"
_LEAD = r"(?:(?:and|but|or|also|then|no|nope|wrong|sorry|oh|oops|wait|ok|okay|so)\b\W*)"
_ABOUT = r"(?:(?:what|how)\s+about|same)\b"
_LEADS = rf"{_LEAD}*(?:{_ABOUT})?\W*"
_MEANT = r"(?:(?:i\s+)?meant|i\s+(?:mean|asked|said))\b\W*"
_NAME = rf"(?:(?:{PREPOSITION}|to)\s+)?(?:{DETERMINER}\s+)?[^?!.,;:]+?"
_END = r"(?:\W+(?:then|instead|too|sorry|i\s+meant?))*[\s?!.]*$"
_ONE = re.compile(rf"^{_LEADS}(?:{_MEANT})?(?P<name>{_NAME}){_END}", re.IGNORECASE)
# "A nurse, not a cook"; "not a cook but a nurse"
_NOT = re.compile(
    rf"^{_LEADS}(?:{_MEANT})?(?:(?P<name>{_NAME})\W+not\s+(?P<gone>{_NAME})|not\s+"
    rf"(?P<gone_first>{_NAME})(?:\s*[,;:.–—-]\s*(?:but\s+)?|\s+but\s+)(?P<name_last>{_NAME})){_END}",
    re.IGNORECASE,
)
_LED = re.compile(rf"^(?:{_LEAD}|{_ABOUT})", re.IGNORECASE)
_ONLY_LEAD = re.compile(rf"^{_LEAD}+(?=.)", re.IGNORECASE)
# "No, a nurse", but not "no experience needed"
_CORRECTS = re.compile(
    rf"^{_LEAD}*(?:(?:no|nope|wrong|sorry|oops|wait)\s*[,.;:!–—-]|{_MEANT})|\bi\s+meant?[\s?!.]*$",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(
    rf"(?:(?P<preposition>{PREPOSITION}|to)\s+)?(?:{DETERMINER}\s+)?", re.IGNORECASE
)
_INSIDE_NAME = re.compile(rf"{PREPOSITION}|{DETERMINER}|to|and|&", re.IGNORECASE)
_SUBJECT = rf"(?:(?:i|you|we|they|he|she|it|there)(?:'\w+)?|im|ive|its|youre|theyre|{DETERMINER})"
_CASE = rf"(?:(?:even|only)\s+)?(?P<joined>if|unless|when)\s+{_SUBJECT}\s"
_ONLY_CASE = re.compile(
    rf"^{_LEADS}(?P<what>what\s+)?(?P<case>{_CASE}.*?)(?:\s+(?:then|instead|too))*[\s?!.]*$",
    re.IGNORECASE,
)
_LAST_CASE = re.compile(rf"\s{_CASE}[^?!.,;:]*$", re.IGNORECASE)
# "If I fail, what then?" asks something itself.
_ASKS = re.compile(
    rf"\b(?:what|how|where|who|which|why|(?:do|does|did|is|are|am|was|were|can|could|should|would|"
    rf"will|has|have|had|may|must)\s+{_SUBJECT})\b|[?!;:]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a follow-up says of the question before it."""

    said: str
    """The name, or the case."""
    is_case: bool = False
    behind: str | None = None
    """What may stand behind that question: "in Texas", "if they fire me"."""
    preposition: str | None = None
    """What stands before the name, where it is one."""
    gone: str | None = None
    """The name whose place it takes, where that is said: "a nurse, not a cook"."""
    goes_on: bool = True
    """Whether that is clear; "nurses" and "what if I fail the exam" may be all of a question."""
    corrects: bool = False
    """Whether it takes back what was said: "no, a nurse"."""


def turn_in(follow_up: str) -> Turn | None:
    """Return what a follow-up says, if it is no more than that: "and for a nurse?"."""
    said = " ".join(follow_up.split())
    if len(said) > LONGEST:
        return None
    return _case_in(said) or _correction_in(said) or _name_in(said)


def without_lead(question: str) -> str:
    """Return a question without what joins it to the one before: "and how long does it take?"."""
    return _ONLY_LEAD.sub("", question)


def in_case(question: str, behind: str) -> str:
    """Return a question with what may stand behind it, in place of a case that is joined alike.

    "Is leave paid when I move?" and "when I quit" make "Is leave paid when I quit".
    """
    asked = question.rstrip(" ?!.")
    last, case = _LAST_CASE.search(asked), _LAST_CASE.search(f" {behind}")
    if last and case and last["joined"].lower() == case["joined"].lower():
        asked = asked[: last.start()]
    return f"{asked} {behind}"


def _case_in(said: str) -> Turn | None:
    found = _ONLY_CASE.match(said)
    if not found or _ASKS.search(found["case"]):
        return None
    return Turn(found["case"], is_case=True, behind=found["case"], goes_on=not found["what"])


def _correction_in(said: str) -> Turn | None:
    found = _NOT.match(said)
    if not found:
        return None
    _, name = _parted(found["name"] or found["name_last"])
    _, gone = _parted(found["gone"] or found["gone_first"])
    return Turn(name, gone=gone, corrects=True) if name and gone else None


def _name_in(said: str) -> Turn | None:
    found = _ONE.match(said)
    preposition, name = _parted(found["name"]) if found else (None, None)
    if not found or not name:
        return None
    behind = None if preposition in (None, "about", "than") else found["name"]
    corrects = _CORRECTS.search(said) is not None
    goes_on = corrects or behind is not None or _LED.search(said) is not None
    return Turn(name, behind=behind, preposition=preposition, goes_on=goes_on, corrects=corrects)


def _parted(text: str) -> tuple[str | None, str | None]:
    """The preposition before a name, and the name, each None where there is none."""
    before = _BEFORE_NAME.match(text)
    assert before is not None  # it matches nothing, too
    words = text[before.end() :].split()
    folded = [fold(word) for word in words]
    named = (
        0 < len(words) <= LONGEST_NAME
        and not {folded[0], folded[-1]} & FUNCTION_WORDS
        and not any(
            each in FUNCTION_WORDS and not _INSIDE_NAME.fullmatch(each) for each in folded[1:-1]
        )
    )
    preposition = before["preposition"]
    return preposition and preposition.lower(), " ".join(words) if named else None
