"""What a follow-up may ask: the question before it with one thing exchanged, or added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import numpy as np

from bot.answering.reading.turn import (
    DETERMINER,
    LONGEST_NAME,
    PREPOSITION,
    Turn,
    in_case,
)
from corpus.sentences import sentences
from index.encoding.model import Encoder
from index.text.dates import dates
from index.text.number_words import in_digits
from index.text.plurals import plural, singular
from index.text.stopwords import FUNCTION_WORDS, GENERIC_WORDS
from index.text.typos import Adjoin
from index.text.words import encodable, fold

__all__ = ["exchanged", "names_in", "readings", "resolved"]

MOST = 3
"""Names that may be exchanged, each a reading of a follow-up that is searched for."""
NEAR = 0.1
"""Cosine below that of the likeliest name to be exchanged, up to which another one may be meant."""
MOST_WORDS = 25
"""Words of a question of which one name may be meant: each that it may be is encoded."""

_OF_WHOM = ("for", "of", "as", "with", "to")
"""What may stand before a name that takes another's place, whatever stood before that."""
_VERB = r"(?:do|does|did|is|are|was|were|can|could|should|would|will|there|or|and)"
_WORD = re.compile(r"[^\W_][\w'’./&+-]*")
_LEADS_TO_NAME = re.compile(rf"(?:{PREPOSITION}|{DETERMINER}|{_VERB})", re.IGNORECASE)
_DETERMINED = re.compile(rf"\b{DETERMINER}\s+$", re.IGNORECASE)
_ONE_OF_SEVERAL = re.compile(r"\b(?P<one>an?)(?P<space>\s+)$", re.IGNORECASE)
_ONE_BEFORE = re.compile(r"^(?:an?|this|that|each|every)\s+", re.IGNORECASE)
_BEHIND = re.compile(rf"\b({PREPOSITION}|to)\s+(?:{DETERMINER}\s+)?$", re.IGNORECASE)
_DOES = re.compile(rf"\b(?:do|does|did)\s+(?:{DETERMINER}\s+)?$", re.IGNORECASE)
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?(?:st|nd|rd|th)?", re.IGNORECASE)
_COUNTED = re.compile(rf"(?:{_NUMBER.pattern})\s+(?P<unit>[^\W\d_]+)", re.IGNORECASE)
_WHAT_IS = re.compile(
    rf"\W*(?:what|who)(?:['’]?s|\s+(?:is|are|was|were))\s+(?:{DETERMINER}\s+)?\W*", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"\b(?:(?P<several>they|them|(?:these|those)(?=\W*$))|it|s?he|him|"
    r"(?:this|that)(?=\W*$)|"
    # "How do I become one?", but not "which one?".
    r"(?<=become )one|(?<=be )one|(?<=as )one)\b",
    re.IGNORECASE,
)
_PART_ENDS = (",", ";", ":")
_CLAUSE_END = re.compile(r"\w[,;:.!?]\s")
# It asks nothing of what it points at.
_ONLY_PRONOUN = re.compile(r"\b(?:what|how)\s+about\s+\w+\W*$", re.IGNORECASE)


def readings(before: str, turn: Turn, encoder: Encoder, adjoin: Adjoin) -> list[str]:
    """Return what a follow-up may ask that is no question by itself, the likeliest first."""
    found = [] if turn.is_case else exchanged(before, turn, encoder, adjoin)
    # "And for kids?" is no more than kids where something is for somebody already.
    takes_its_place = _stands_behind(before, turn) or _of_its_kind(before, turn.said)
    if turn.behind and not (found and takes_its_place):
        case = in_case(before[sentences(before)[-1] :], turn.behind)
        # "Without a degree" takes no name's place where nothing is without something yet.
        added = turn.preposition not in _OF_WHOM and turn.preposition not in fold(before).split()
        found.insert(0 if added else len(found), case)
    return found


def exchanged(before: str, turn: Turn, encoder: Encoder, adjoin: Adjoin) -> list[str]:
    """Return what a name alone may ask: the question before it with that name in it.

    The name that goes is one that is near the new one in meaning, or near the one that is said to
    go; a number takes the place of a number, "3 weeks" that of weeks, and a day that of a day.
    Where one stands behind the same preposition, it is one of those, and else none that stands
    behind another one: "for kids" is no place like "in Arcata". The likeliest reading comes first;
    there is none where nothing else would be left.
    """
    found: list[str] = []
    if _NUMBER.fullmatch(turn.said):
        numbers = list(_NUMBER.finditer(before))[:MOST]
        found = [_with(before, number.span(), turn.said) for number in numbers]
    if alike := _of_its_kind(before, turn.said):
        return [_with(before, span, turn.said) for span in alike[:MOST]]
    spans = _places(before, turn)
    if not spans:
        return found
    names = (*(before[start:end] for start, end in spans), turn.gone or turn.said)
    *vectors, new = (each.dense for each in encoder.encode([*map(encodable, names)], query=True))
    likeness = np.stack(vectors) @ new
    order = np.argsort(-likeness, kind="stable").tolist()
    near = [spans[number] for number in order if likeness[number] > likeness.max() - NEAR]
    # "Is it a job from home, data analyst?" is about what stands apart.
    apart = [span for span in near if _set_apart(before, span)]
    near = [
        (start, end) for start, end in near if any(a <= start and end <= z for a, z in apart)
    ] or near
    taken: list[tuple[int, int]] = []
    torn: list[tuple[int, int]] = []
    for start, end in near:
        if len(taken) == MOST:
            break
        # Of names within each other the likeliest is meant: "data analyst", not "data" as well.
        if all(end <= low or high <= start for low, high in taken):
            tears = _tears(before, (start, end), turn.said, adjoin)
            (torn if tears else taken).append((start, end))
    found += [_with(before, span, turn.said) for span in [*taken, *torn][:MOST]]
    return list(dict.fromkeys(found))


def _of_its_kind(before: str, said: str) -> list[tuple[int, int]]:
    """Where something stands that is counted or dated as a name is: "2 weeks" for "3 weeks"."""
    if counted := _COUNTED.fullmatch(said):
        like = [each for each in _COUNTED.finditer(before) if _unit(each) == _unit(counted)]
        return [each.span() for each in like]
    if not dates(said.capitalize()):
        return []
    found = _WORD.finditer(before)
    return [each.span() for each in found if dates(each[0].capitalize())]


def _places(before: str, turn: Turn) -> list[tuple[int, int]]:
    """Where a name stands whose place another may take."""
    whole = before.strip(" ?!.")
    spans = [
        span
        for span in names_in(before, to=turn.preposition == "to")
        if before[slice(*span)] != whole
    ]
    if turn.preposition:
        behind = [_preposition(before, span) for span in spans]
        if turn.preposition in behind:
            spans = [
                span for span, each in zip(spans, behind, strict=True) if each == turn.preposition
            ]
        elif turn.preposition != "to":  # "And to apply" may take any place.
            spans = [span for span, each in zip(spans, behind, strict=True) if not each]
            # "What's the deposit?" asks for nothing but what it is that would go.
            spans = [span for span in spans if not _WHAT_IS.fullmatch(_around(before, span))]
    # Without its verb, "what does a nurse" asks nothing.
    return [span for span in spans if not _takes_the_verb(before, span)] or spans


def _stands_behind(before: str, turn: Turn) -> bool:
    """Tell whether a name of a question stands behind a follow-up's preposition."""
    return any(
        _preposition(before, span) == turn.preposition
        for span in names_in(before, to=turn.preposition == "to")
    )


def _preposition(before: str, span: tuple[int, int]) -> str | None:
    found = _BEHIND.search(before[: span[0]])
    return found and fold(found[1])


def _around(before: str, span: tuple[int, int]) -> str:
    """A question without what stands at a place."""
    return f"{before[: span[0]]}{before[span[1] :]}"


def _tears(before: str, span: tuple[int, int], said: str, adjoin: Adjoin) -> bool:
    """Tell whether a name would be torn: articles have a "Basic plan", and no "Gold plan".

    So it is where they have the word behind it next to its own last one, and not to the new one's.
    """
    behind = _WORD.match(before, span[1] + 1)
    if behind is None or fold(behind[0]) in FUNCTION_WORDS:
        return False
    last, new, after = (
        fold(text.split()[-1].rstrip("./'’-")) for text in (before[slice(*span)], said, behind[0])
    )
    return adjoin(last, after) and not adjoin(new, after)


def resolved(question: str, before: str, adjoin: Adjoin, language: str) -> list[list[str]]:
    """Return what a question with a pronoun may ask: a name of the one before it in its place.

    Each list is for where those before it have no answer: of "the internship pay" the beginning.
    """
    pronoun = _PRONOUN.search(question)
    if pronoun is None or _ONLY_PRONOUN.search(question):
        return []
    # Of "my son is nine, what may he do?" the question itself says who "he" is.
    if _CLAUSE_END.search(question, 0, pronoun.start()):
        return []
    # Of each name all that it may be, longest first: "data analyst", "data", and no "data analyst
    # earn", which no article has.
    longest: dict[int, list[str]] = {}
    for start, end in names_in(before):
        said = list(map(fold, before[start:end].split()))
        numbered = said[-1][0].isdecimal()
        if len(said) > 1 and not (numbered or (start in longest and adjoin(*said[-2:]))):
            continue
        names = longest.setdefault(start, [])
        # "That point" names nothing that "it" could be, and "five" neither.
        number = in_digits(before[start:end], language, least=1).isdecimal()
        if not (number or GENERIC_WORDS.issuperset(said)):
            determiner = _DETERMINED.search(before[:start])
            names.insert(0, (determiner[0] if determiner else "") + before[start:end])
    found: list[list[str]] = []
    for tier in zip_longest(*longest.values()):
        names = list(filter(None, tier))
        if pronoun["several"]:
            # "How long does it take to become a nurse?", "what do they earn?"
            names = [_ONE_BEFORE.sub("", plural(n)) if _ONE_BEFORE.match(n) else n for n in names]
        fit = [name for name in names if name.endswith("s") is bool(pronoun["several"])] or names
        found.append([_with(question, pronoun.span(), name) for name in fit[:MOST]])
    return found


def names_in(question: str, *, to: bool = False) -> list[tuple[int, int]]:
    """Return where names may begin and end in a question.

    Of "a data analyst earn" all that begins with "data"; none where the question is a long one.
    With `to` also what it goes to, be it "to Ghent" or "to become".
    """
    words = list(_WORD.finditer(question))
    return list(_spans(words, to)) if len(words) <= MOST_WORDS else []


def _unit(counted: re.Match[str]) -> str:
    """What a number counts, one of it: "week"."""
    return singular(counted["unit"].lower())


def _spans(words: Sequence[re.Match[str]], to: bool) -> Iterator[tuple[int, int]]:
    before = ""
    for first, word in enumerate(words):
        leads = not before or _LEADS_TO_NAME.fullmatch(before) or (to and fold(before) == "to")
        if leads:
            run = words[first : first + LONGEST_NAME]
            for last, behind in zip_longest(run[: LONGEST_NAME - 1], run[1:]):
                if fold(last[0]) in FUNCTION_WORDS:
                    break
                # "Year 3" and "years 0-2" are nothing without their number.
                if behind is None or not behind[0][0].isdecimal():
                    yield word.start(), _end(last)
                # Of "from home, data analyst" neither goes on into the other.
                if _ends_part(last):
                    break
        before = "" if _ends_part(word) else word[0]


def _set_apart(question: str, span: tuple[int, int]) -> bool:
    """Whether a name is all that stands before a question's first comma, or behind its last."""
    before, behind = question[: span[0]].rstrip(), question[span[1] :].strip(" ?!.")
    first = not before and behind.startswith(_PART_ENDS)
    return first or (not behind and before.endswith(_PART_ENDS))


def _ends_part(word: re.Match[str]) -> bool:
    """Whether a comma or the like stands behind a word."""
    return word.string[word.end() : word.end() + 1] in _PART_ENDS


def _end(word: re.Match[str]) -> int:
    """Where a word ends, without the mark that ends its sentence."""
    return word.start() + len(word[0].rstrip("./'’-"))


def _takes_the_verb(question: str, span: tuple[int, int]) -> bool:
    """Tell whether nothing stands behind a part of a question whose "does" needs a verb there."""
    return bool(_DOES.search(question[: span[0]])) and not _WORD.search(question, span[1])


def _with(text: str, span: tuple[int, int], name: str) -> str:
    before, behind = text[: span[0]], text[span[1] :]
    if article := _ONE_OF_SEVERAL.search(before):
        # Nobody asks of "a nurses".
        name = singular(name)
        one = article["one"][0] + ("n" if _sounds_like_vowel(name) else "")
        before = before[: article.start()] + one + article["space"]
    return before + name + behind


def _sounds_like_vowel(name: str) -> bool:
    """Tell by the first letter, which is said by its name where it is one of several: "an RN"."""
    # A "u" may be either, and is more often not: "a university".
    return name[:1].upper() in ("AEFHILMNORSX" if name[:2].isupper() else "AEIO")
