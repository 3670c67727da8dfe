"""What an evaluation found: scores, misses, and what the thresholds make of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.answering.answerer import Answerer
from bot.answering.model import Status
from bot.evaluation.judging import Judged, wanted
from bot.evaluation.question_sets import Kind
from bot.evaluation.scores import TradeOff, scores, trade_off
from index.contract import Index, StoredPassage

__all__ = ["Confusion", "Miss", "Place", "Report", "Uncited", "report"]

START = 100
"""Characters shown of a text."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage: where it stands, and how it begins."""

    passage_id: str
    place: str
    """Article › headings, without the article where there is only one."""
    text: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that was not answered rightly, or answered though it has no answer."""

    place: str
    question: str
    kind: Kind
    status: Status
    confidence: float
    wanted: Place | None
    """The passage with the answer; None where no passage holds it."""
    rank: int | None
    """Which of the candidates answers rightly, 1 being the best; None: none of them."""
    given: Place | None
    """What was answered or, where that was refused, what would have been."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two passages, one of which was given several times where the other was wanted."""

    times: int
    wanted: Place
    given: Place


@dataclass(frozen=True, slots=True)
class Uncited:
    """An answer whose words don't all stand where its sources say."""

    place: str
    question: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What an evaluation found."""

    index_version: str
    questions: dict[str, int]
    """How many there were: answerable, near, far, noise, follow_ups."""
    scores: dict[str, float | None]
    """By name; None where no question measures it."""
    misses: tuple[Miss, ...]
    accepted: tuple[Miss, ...]
    """Questions without an answer that were not refused."""
    confused: tuple[Confusion, ...]
    thresholds: dict[str, float]
    trade_off: tuple[TradeOff, ...]
    uncited: tuple[Uncited, ...]
    nowhere: tuple[str, ...]
    """Places of questions whose wanted words no passage has: a mistake in the set, mostly."""

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON holds it."""
        return asdict(self)


def report(asked: Sequence[Judged], follow_ups: Sequence[Judged], answerer: Answerer) -> Report:
    """Report on the questions of a set and, apart from them, on follow-ups."""
    index = answerer.index
    outcomes = [one.outcome for one in asked]
    wrong = [one for one in (*asked, *follow_ups) if one.case.gold and not one.outcome.given_right]
    misses = [(one, _miss(one, index)) for one in wrong]
    given = [one for one in (*asked, *follow_ups) if one.answer.status != "no_answer"]
    answered, unsure = answerer.thresholds
    steps = sorted({*(n / 10 for n in range(1, 10)), round(answered, 4), round(unsure, 4)})
    counts = Counter[str](one.kind for one in outcomes)
    if follow_ups:
        counts["follow_ups"] = len(follow_ups)
    return Report(
        index_version=index.version,
        questions=dict(counts),
        scores={
            **scores(outcomes),
            "citations": _mean(not one.uncited for one in given),
            "follow_ups": _mean(one.outcome.given_right for one in follow_ups),
        },
        misses=tuple(miss for _, miss in misses),
        accepted=tuple(
            _miss(one, index)
            for one in asked
            if one.outcome.kind != "answerable" and one.outcome.status != "no_answer"
        ),
        confused=tuple(_confused(miss for _, miss in misses)),
        thresholds={"answered": answered, "unsure": unsure},
        trade_off=tuple(trade_off(outcomes, steps)),
        uncited=tuple(
            Uncited(one.case.place, one.case.question, one.uncited) for one in given if one.uncited
        ),
        nowhere=tuple(
            one.case.place
            for one, miss in misses
            if miss.wanted is None and not any(one.outcome.right)
        ),
    )


def _miss(judged: Judged, index: Index) -> Miss:
    holds = wanted(judged, index) if judged.case.gold else None
    candidates = judged.best.candidates or ()
    first = index.passage(candidates[0].passage_id) if candidates else None
    return Miss(
        judged.case.place,
        judged.case.question,
        judged.case.kind,
        judged.answer.status,
        judged.answer.confidence,
        None if holds is None else _place(holds, index),
        next((n for n, right in enumerate(judged.outcome.right, 1) if right), None),
        None if first is None else _place(first, index, judged.best.answer),
    )


def _place(passage: StoredPassage, index: Index, text: str | None = None) -> Place:
    path = passage.heading
    if len(index.articles) > 1 or not path:
        path = (index.article(passage.article).title, *path)
    return Place(passage.id, " › ".join(path), _start(passage.text if text is None else text))


def _start(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= START else line[: START - 1].rstrip() + "…"


def _confused(misses: Iterable[Miss]) -> list[Confusion]:
    """The pairs of passages that were confused more than once, the most frequent first."""
    pairs: dict[tuple[str, str], list[tuple[Place, Place]]] = {}
    for miss in misses:
        if miss.wanted is None or miss.given is None:
            continue
        key = (miss.wanted.passage_id, miss.given.passage_id)
        if key[0] != key[1]:  # equal where the right answer was refused
            pairs.setdefault(key, []).append((miss.wanted, miss.given))
    often = sorted((pair for pair in pairs.values() if len(pair) > 1), key=len, reverse=True)
    return [Confusion(len(pair), *pair[0]) for pair in often]


def _mean(those: Iterable[bool]) -> float | None:
    found = list(those)
    return sum(found) / len(found) if found else None
