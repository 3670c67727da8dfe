"""Every question of a set, asked and judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering.answerer import Answerer
from bot.answering.model import Answer, Question
from bot.evaluation.citations import uncited
from bot.evaluation.question_sets import Case, QuestionFileError
from bot.evaluation.scores import Outcome
from index.contract import Index, StoredPassage

__all__ = ["Judged", "ask_and_judge", "wanted"]

TOP = 20
TOGETHER = 32
"""Questions that are encoded together."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, its answer, and what came of it."""

    case: Case
    answer: Answer
    best: Answer
    """The answer or, where it was refused, the one that would have been given."""
    outcome: Outcome
    uncited: tuple[str, ...]
    """What of the answer doesn't stand in its sources."""


def ask_and_judge(
    cases: Sequence[Case],
    answerer: Answerer,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Judged]:
    """Ask and judge every question; `progress` is told how many were.

    Raises QuestionFileError for one that asks of an article the index hasn't.
    """
    _check_articles(cases, answerer.index)
    never_refusing = Answerer(answerer.index, answered=answerer.thresholds[0], unsure=0.0)
    judged: list[Judged] = []
    for first in range(0, len(cases), TOGETHER):
        some = cases[first : first + TOGETHER]
        asked = [_asked(case) for case in some]
        answers = answerer.answer_many(asked)
        refused = [
            question
            for question, answer in zip(asked, answers, strict=True)
            if answer.status == "no_answer"
        ]
        would = iter(never_refusing.answer_many(refused))
        for case, answer in zip(some, answers, strict=True):
            best = next(would) if answer.status == "no_answer" else answer
            judged.append(_judged(case, answer, best, answerer.index))
        progress(len(judged))
    return judged


def wanted(judged: Judged, index: Index) -> StoredPassage | None:
    """Return the passage that holds what was wanted, the best ranked of several."""
    for candidate in judged.best.candidates or ():
        if judged.case.answered_by(candidate.text):
            found = index.passage(candidate.passage_id)
            if found is not None and judged.case.answered_by(found.text):
                return found
    for passage in map(index.passage_at, range(len(index))):
        in_article = judged.case.article in (None, passage.article)
        if in_article and judged.case.answered_by(passage.text):
            return passage
    return None


def _asked(case: Case) -> Question:
    articles = None if case.article is None else (case.article,)
    return Question(case.question, case.history, articles, TOP)


def _judged(case: Case, answer: Answer, best: Answer, index: Index) -> Judged:
    # The first candidate is the answer's own.
    texts = [best.answer, *(one.text for one in (best.candidates or ())[1:])]
    outcome = Outcome(
        case.kind,
        answer.status,
        answer.confidence,
        tuple(case.answered_by(text) for text in texts),
        len(answer.answer),
        tuple(case.answered_by(source.quote) for source in best.sources),
        case.part_of(best.highlight or ""),
    )
    return Judged(case, answer, best, outcome, tuple(uncited(answer, index)))


def _check_articles(cases: Sequence[Case], index: Index) -> None:
    have = [article.id for article in index.articles]
    for case in cases:
        if case.article is not None and case.article not in have:
            shown = ", ".join(have[:10]) + (" …" if len(have) > 10 else "")
            raise QuestionFileError(
                f"{case.place}: the index has no article {case.article!r}: it has {shown}"
            )
