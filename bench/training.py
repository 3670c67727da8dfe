"""What an encoder is trained on: questions, the passages that answer them, and those that don't."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.judge import right_among
from bench.sets import QuestionSet, answerer_for
from bot.answering.reading.question import read_question
from index.load import FolderIndex
from index.reader import passage_text
from index.search import search

__all__ = ["Example", "TrainingSet", "training_set"]

RANKED = 100
"""Candidates of a question that are kept, best first."""


@dataclass(frozen=True)
class Example:
    """A question, as it is searched for, and its candidates."""

    question: str
    kind: str
    ranked: NDArray[np.int64]
    """Passages by today's ranking, best first."""
    right: frozenset[int]
    """All passages of the set that hold a gold string; empty where nothing answers."""


@dataclass(frozen=True)
class TrainingSet:
    """The passages of a set, as they are encoded, and its questions."""

    name: str
    passages: list[str]
    heads: list[int]
    """Characters of the headings that stand before each passage."""
    idf: NDArray[np.float32]
    examples: list[Example]


def training_set(one: QuestionSet, folder: Path) -> TrainingSet:
    """Read a set: build its index in `folder`, and rank every question as it is ranked today."""
    index = answerer_for(one.articles, folder).index
    assert isinstance(index, FolderIndex)
    texts = [passage_text(index, number) for number in range(len(index))]
    every = list(range(len(index)))
    examples = []
    for question in [*one.answerable, *one.unanswerable]:
        read = read_question(question["q"], index).written_out
        ranking = search(read, index.encoder.encode([read], query=True)[0], index)
        gold = question.get("gold", [])
        right = frozenset(np.flatnonzero(right_among(gold, every, index)).tolist())
        kind = question.get("kind", "answerable")
        if kind != "answerable" or right:
            examples.append(Example(read, kind, ranking.passages[:RANKED], right))
    idf = np.asarray(index.tokens.idf)
    return TrainingSet(
        one.name, [a + b for a, b in texts], [len(a) for a, _ in texts], idf, examples
    )
