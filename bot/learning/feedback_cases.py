"""A question set of what was voted up and what was repaired: the bar grows by itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.answering.reading.limits import QuestionError, trimmed
from bot.database.asked import AskedQuestion, read_asked
from bot.database.engine import Database
from bot.database.masking import may_be_masked
from bot.database.settled import DISMISSED, Settled, read_settled
from bot.evaluation.comparison import distinct
from bot.evaluation.question_sets import Case
from corpus.sentences import sentences
from index.contract import Index, StoredPassage

__all__ = ["as_lines", "feedback_cases"]

FEWEST_WORDS = 4
"""Words of a sentence that says something by itself."""


async def feedback_cases(database: Database, index: Index) -> list[Case]:
    """Return the questions, each with the sentences of what answered it, none twice.

    What isn't in the index any more asks for nothing. Raises `DatabaseError`.
    """
    settled = await read_settled(database)
    asked = await read_asked(database)
    repaired = (case for each in settled for case in _repaired(each, index))
    return distinct([*repaired, *_voted_up(asked, index)])


def as_lines(cases: Iterable[Case]) -> str:
    """Return cases as the JSON Lines of a question set."""
    lines = ({"q": case.question, "gold": list(case.gold)} for case in cases)
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines)


def _voted_up(asked: Sequence[AskedQuestion], index: Index) -> Iterator[Case]:
    for each in asked:
        passage = index.passage(each.passage) if each.passage else None
        if each.helpful and each.status == "answered" and passage is not None:
            yield from _cases([each.question], [passage], "voted up")


def _repaired(settled: Settled, index: Index) -> Iterator[Case]:
    if settled.how == DISMISSED or settled.undone_at or not settled.edit:
        return
    named = settled.edit["heading"]
    sections = {int(index.section_of[n]) for n in _targets(named, index)}
    passages = [index.passage_at(n) for n in range(len(index)) if index.section_of[n] in sections]
    if chosen := index.passage(named):
        passages = [chosen]
    yield from _cases(settled.edit["wordings"], passages, "repaired")


def _targets(heading: str, index: Index) -> Iterator[int]:
    """The first passage of every section with this heading."""
    for kind, target in index.known.find(heading):
        if kind.name not in ("OPENING", "PASSAGE", "BEGINNING"):
            yield index.section(target).first_passage


def _cases(
    questions: Sequence[str], passages: Sequence[StoredPassage], place: str
) -> Iterator[Case]:
    gold = list(dict.fromkeys(text for each in passages for text in _gold(each)))
    for question in questions:
        try:
            asked = trimmed(question)
        except QuestionError:
            continue
        if gold and not may_be_masked(asked):
            yield Case(asked, "answerable", place, tuple(gold))


def _gold(passage: StoredPassage) -> Iterator[str]:
    """The passage, and its sentences: of a long one, an answer shows some."""
    yield passage.text
    for start, end in pairwise([*sentences(passage.text), len(passage.text)]):
        sentence = passage.text[start:end].strip()
        if len(sentence.split()) >= FEWEST_WORDS:
            yield sentence
