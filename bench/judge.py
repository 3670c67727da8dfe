"""Every question of the sets, its ranking, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.sets import QuestionSet, answerer_for
from bot.answering.compose import Composed, compose
from bot.answering.evidence import evidence, evidence_read
from bot.answering.excerpt import read_of
from bot.answering.reading.question import read_question
from bot.answering.selection import select
from bot.evaluation.citations import comparable
from bot.evaluation.question_sets import Kind
from index.contract import Index
from index.reader import FEWEST, READ, reads_on, reordered
from index.search import Ranking, search

MAY_COME_FIRST = 12
"""Passages that are read of each question, so that other fusions can be tried."""
BORROWED = 40
"""Questions that are far from other sets' articles, and so from these, that are asked, too."""

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
    reader: dict[int, float] = field(default_factory=dict)
    """What the reader says of its first passages, by number; none where there is no reader."""


@dataclass
class Collected:
    """All questions of a set over the index of its article."""

    name: str
    index: Index
    asked: list[Asked] = field(default_factory=list)


def collect(one: QuestionSet, folder: Path, others: Sequence[QuestionSet] = ()) -> Collected:
    """Rank every question of a set, and what `others` have as far from their articles."""
    index = answerer_for(one.articles, folder).index
    collected = Collected(one.name, index)
    asked = [(one.name, question) for question in [*one.answerable, *one.unanswerable]]
    far = [
        (other.name, question)
        for other in others
        for question in other.unanswerable
        if other.name != one.name and question["kind"] != "near"
    ]
    asked += far[:: max(len(far) // BORROWED, 1)]
    for home, question in asked:
        reading = read_question(question["q"], index)
        encoded = index.encoder.encode([reading.written_out], query=True)[0]
        ranking = search(reading.written_out, encoded, index)
        gold = question.get("gold", [])
        right = right_among(gold, ranking.passages.tolist(), index)
        kind = question.get("kind", "answerable")
        read = reading.written_out
        asked_now = Asked(question["q"], read, gold, ranking, right, kind, home)
        asked_now.reader = what_is_read(asked_now, index)
        collected.asked.append(asked_now)
    return collected


def what_is_read(asked: Asked, index: Index) -> dict[int, float]:
    """Return what the reader says of the passages that may come first, by number."""
    first = asked.ranking.passages[:MAY_COME_FIRST].tolist()
    texts = [read_of(number, asked.ranking, index) for number in first]
    scores = index.encoder.read(asked.read, texts)
    return {} if scores is None else dict(zip(first, scores.tolist(), strict=True))


def holds(text: str, gold: Iterable[str]) -> bool:
    """Tell whether a text contains a gold string, markup and runs of spaces aside."""
    folded = _folded(text)
    return any(_folded(one) in folded for one in gold)


_folded = lru_cache(maxsize=65536)(comparable)


def right_among(gold: Sequence[str], passages: Sequence[int], index: Index) -> NDArray[np.bool_]:
    """Return which passages hold a gold string, as they are shown or as they are written."""
    found = []
    for number in passages:
        one = index.passage_at(number)
        quote = index.quote(one.article, one.start, one.end)
        found.append(holds(one.text, gold) or holds(quote, gold))
    return np.asarray(found, bool)


def reranked(ranking: Ranking, weights: Array) -> Ranking:
    """Return the ranking that these fusion weights give."""
    scores = (ranking.evidence @ weights).astype(np.float32)
    order = np.lexsort((ranking.passages, -scores))
    return ranking.at(order, scores[order])


def right_rows(asked: Asked, ranking: Ranking) -> NDArray[np.bool_]:
    """Return which rows of a ranking of the question's candidates answer it."""
    right = set(asked.ranking.passages[asked.right].tolist())
    return np.asarray([number in right for number in ranking.passages.tolist()], bool)


def as_read(asked: Asked, ranking: Ranking, weight: float, most: int = READ) -> Ranking:
    """Return the ranking after its first passages were read; as it is where there is no reader.

    Without a weight all are read that may be, `most` at most: from them it is fitted.
    """
    if not asked.reader:
        return ranking
    first = ranking.passages[:most].tolist()
    lowest = min(asked.reader.values())
    scores = np.asarray([asked.reader.get(number, lowest) for number in first], np.float32)
    far = len(scores)
    if weight:
        on = far > FEWEST and reads_on(ranking, scores[:FEWEST], weight)
        far = far if on else min(far, FEWEST)
    return reordered(ranking, scores[:far], weight)


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
    lead: bool
    """Whether the first source is right."""
    sources: tuple[bool, ...]
    """Whether each source is."""
    highlight: bool
    """Whether the marked sentence is part of what was wanted, or holds it."""


def judge(
    one: Collected, weights: Array, read: float | None = None, most: int = READ
) -> list[Judged]:
    """Answer every question of a set with these fusion weights, and that of what is `read`.

    Of each question that is `most` passages.
    """
    found = []
    for asked in one.asked:
        ranking = reranked(asked.ranking, weights)
        if read is not None:
            ranking = as_read(asked, ranking, read, most)
        found.append(answered(asked, ranking, one.index))
    return found


def answered(asked: Asked, ranking: Ranking, index: Index) -> Judged:
    """Answer a question by a ranking."""
    selection = select(ranking, index)
    composed = compose(selection, ranking, index)
    found = evidence(asked.read, ranking, selection, index)
    if ranking.read is not None:
        found = np.concatenate([found, evidence_read(ranking)])
    others = [n for n in ranking.passages.tolist() if n not in selection.shown][:9]
    sources = tuple(holds(source.quote, asked.gold) for source in composed.sources)
    right = any(sources) or holds(composed.text, asked.gold)
    places = (right, *right_among(asked.gold, others, index).tolist())
    return Judged(
        asked.kind,
        right,
        places,
        found,
        asked,
        composed.text,
        sources[0],
        sources,
        marked(composed, asked.gold),
    )


def marked(composed: Composed, gold: Sequence[str]) -> bool:
    """Tell whether the highlight contains or is part of a gold string."""
    sentence = _folded(composed.highlight or "")
    wanted = map(_folded, gold)
    return bool(sentence) and any(sentence in one or one in sentence for one in wanted)
