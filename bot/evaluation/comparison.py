"""Which questions another index answers otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.answering.answerer import Answerer
from bot.answering.model import Answer, Question
from bot.evaluation.question_sets import Case
from index.contract import Index
from index.known_questions import normalized

__all__ = ["Difference", "Told", "compare", "distinct", "faq_cases"]

TOGETHER = 32
"""Questions that are encoded together."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an index says to a question, as far as another index's answer would be another."""

    status: str
    answer: str
    article: str | None
    """The id of the article that the answer begins with."""

    @classmethod
    def of(cls, answer: Answer) -> Told:
        """Take an answer."""
        article = answer.sources[0].article if answer.sources else None
        return cls(answer.status, answer.answer, article)


NOTHING = Told("no_answer", "", None)


@dataclass(frozen=True, slots=True)
class Difference:
    """A question with two answers."""

    case: Case
    before: Told
    after: Told


def compare(
    cases: Sequence[Case],
    before: Answerer,
    after: Answerer,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> list[Difference]:
    """Ask both, and return the questions that they answer differently, in order."""
    found = []
    for first in range(0, len(cases), TOGETHER):
        some = cases[first : first + TOGETHER]
        found += [
            Difference(case, one, other)
            for case, one, other in zip(some, _told(some, before), _told(some, after), strict=True)
            if one != other
        ]
        progress(min(first + TOGETHER, len(cases)), len(cases))
    return found


def distinct(cases: Sequence[Case]) -> list[Case]:
    """Return the cases without those that ask what one before them asks."""
    first: dict[tuple[object, ...], Case] = {}
    for case in cases:
        first.setdefault((normalized(case.question), case.history, case.article), case)
    return list(first.values())


def faq_cases(index: Index) -> Iterator[Case]:
    """Yield the questions that the articles of an index answer themselves."""
    for number, article in enumerate(index.articles):
        for section in map(index.section, range(*index.section_range(number))):
            if section.faq and section.passages:
                yield Case(section.heading, "answerable", f"FAQ of {article.id}")


def _told(cases: Sequence[Case], answerer: Answerer) -> list[Told]:
    have = {article.id for article in answerer.index.articles}
    asked = {
        number: Question(case.question, case.history, (case.article,) if case.article else None)
        for number, case in enumerate(cases)
        if case.article is None or case.article in have
    }
    answers = dict(zip(asked, answerer.answer_many(list(asked.values())), strict=True))
    return [
        Told.of(answers[number]) if number in answers else NOTHING for number in range(len(cases))
    ]
