"""Every question of the sets, its ranking, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.sets import QuestionSet, answerer_for
from bot.answering.compose import compose
from bot.answering.evidence import evidence
from bot.answering.reading.question import read_question
from bot.answering.selection import select
from bot.evaluation.question_sets import Kind
from index.load import Index
from index.search import Ranking, search

Array = NDArray[np.float64]


@dataclass
class Asked:
    """A question, its ranking, and which candidates answer it."""

    question: str
    read: str
    """The question as it was read."""
    gold: list[str]
    ranking: Ranking
    right: NDArray[np.bool_]
    kind: Kind
    home: str
    """The set that it was written for; what is far from one article is far from all."""


@dataclass
class Collected:
    """All questions of a set over the index of its article."""

    name: str
    index: Index
    asked: list[Asked] = field(default_factory=list)


def collect(one: QuestionSet, folder: Path, others: Sequence[QuestionSet] = ()) -> Collected:
    """Rank every question of a set, and what `others` have as far from their articles."""
    index = answerer_for([one.article], folder).index
    collected = Collected(one.name, index)
    asked = [(one.name, question) for question in [*one.answerable, *one.unanswerable]]
    asked += [
        (other.name, question)
        for other in others
        for question in other.unanswerable
        if other.name != one.name and question["kind"] != "near"
    ]
    for home, question in asked:
        reading = read_question(question["q"], index)
        encoded = index.encoder.encode([reading.written_out], query=True)[0]
        ranking = search(reading.written_out, encoded, index)
        gold = question.get("gold", [])
        texts = [index.passage_at(int(number)).text for number in ranking.passages]
        right = np.asarray([any(string in text for string in gold) for text in texts], bool)
        kind = question.get("kind", "answerable")
        read = reading.written_out
        collected.asked.append(Asked(question["q"], read, gold, ranking, right, kind, home))
    return collected


def reranked(ranking: Ranking, weights: Array) -> Ranking:
    """Return the ranking that these fusion weights give."""
    scores = (ranking.evidence @ weights).astype(np.float32)
    order = np.lexsort((ranking.passages, -scores))
    return replace(
        ranking,
        passages=ranking.passages[order],
        scores=scores[order],
        evidence=ranking.evidence[order],
        token_best=ranking.token_best[order],
    )


@dataclass
class Judged:
    """What came of one question."""

    kind: Kind
    right: bool
    places: tuple[bool, ...]
    """Whether the answer is right, and each of the next best passages."""
    evidence: Array
    asked: Asked
    text: str


def judge(one: Collected, weights: Array) -> list[Judged]:
    """Answer every question of a set with these fusion weights."""
    judged = []
    for asked in one.asked:
        ranking = reranked(asked.ranking, weights)
        selection = select(ranking, one.index)
        text = compose(selection, ranking, one.index).text
        others = [n for n in ranking.passages.tolist() if n not in selection.shown][:9]
        texts = [text, *(one.index.passage_at(n).text for n in others)]
        right = tuple(any(string in each for string in asked.gold) for each in texts)
        found = evidence(asked.read, ranking, selection, one.index)
        judged.append(Judged(asked.kind, right[0], right, found, asked, text))
    return judged
