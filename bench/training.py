"""What an encoder is trained on: questions, the passages that answer them, and those that don't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.judge import right_among
from bench.sets import QuestionSet, answerer_for, real_sets, written_sets
from bot.answering.reading.question import read_question
from index.load import FolderIndex
from index.reader import passage_text
from index.search import search

__all__ = ["Draw", "Drawing", "Example", "TrainingSet", "epoch", "training_set"]

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


@dataclass
class Drawing:
    """What an epoch is made of."""

    wrong: int = 4
    """Wrong passages beside a right one."""
    hardest: int = 16
    """Wrong passages come from the best this many."""
    real: float = 1.0
    """How often a question over other people's pages is asked in an epoch; `own`, one over pages
    written for a set; `guides`, one over guides of one style."""
    own: float = 1.0
    guides: float = 0.5
    far: float = 0.2
    """How often one that is far from its articles, or noise, is asked beside the others."""


@dataclass
class Draw:
    """A question and the passages that it is compared with, by number in its set."""

    home: TrainingSet
    example: Example
    passages: list[int]


def epoch(sets: Sequence[TrainingSet], options: Drawing, random: np.random.Generator) -> list[Draw]:
    """Draw the questions of an epoch, each with a right passage and hard wrong ones."""
    real = {one.name for one in real_sets()}
    own = {one.name for one in written_sets()}
    found = []
    for home in sets:
        name = home.name
        usual = options.real if name in real else options.own if name in own else options.guides
        for example in home.examples:
            share = usual * (options.far if example.kind in ("far", "noise") else 1)
            times = int(share) + int(random.random() < share % 1)
            found += [_draw(home, example, options, random) for _ in range(times)]
    random.shuffle(found)
    return found


def _draw(
    home: TrainingSet, example: Example, options: Drawing, random: np.random.Generator
) -> Draw:
    ranked = example.ranked.tolist()
    wrong = [n for n in ranked if n not in example.right][: options.hardest]
    # The best ranked are drawn more often.
    odds = 1 / (np.arange(len(wrong)) + 3.0)
    size = min(options.wrong, len(wrong))
    drawn = random.choice(wrong, size, replace=False, p=odds / odds.sum()).tolist()
    if example.right:
        best = [n for n in ranked if n in example.right][:3] or sorted(example.right)[:3]
        drawn.insert(0, int(random.choice(best)))
    return Draw(home, example, drawn)
