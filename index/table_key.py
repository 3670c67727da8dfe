"""A table's row that is asked for by a number: its vectors hardly tell it from the others."""

from __future__ import annotations

import re

import numpy as np

from index.contract import Index
from index.search import Ranking

__all__ = ["by_key"]

AHEAD = 3.0
"""What it is ahead by: of the softmax of the scores, the others have a twentieth of its share."""
_NUMBER = re.compile(r"\d+")


def by_key(ranking: Ranking, index: Index) -> Ranking:
    """Return a ranking in which the row goes first whose key has the numbers of the question.

    That is among the rows of the table whose row came first, where that one's key has them not.
    """
    asked = {n for term in ranking.terms for n in _NUMBER.findall(term.word.text)}
    if not asked or not len(ranking):
        return ranking
    block = index.block_of[ranking.passages[0]]
    for row in np.flatnonzero(index.block_of[ranking.passages] == block).tolist():
        passage = index.passage_at(int(ranking.passages[row]))
        if passage.kind != "row":
            return ranking
        if asked <= set(_NUMBER.findall(passage.cells[0])):
            return ranking.led_by(row, float(ranking.scores[0]) + AHEAD)
    return ranking
