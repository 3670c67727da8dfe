"""The first passages of a ranking, read with the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.reader import FEWEST, LIKELY, READ, passage_text, read_first, reordered
from index.search import reader_weight, search

if TYPE_CHECKING:
    from bot.answering.answerer import Answerer

QUESTIONS = (
    "which skills matter?",
    "what do nurses earn in texas",
    "sql or spreadsheets first",
    "do I need a master's degree for management",
    "how do I get hired without experience",
    "night shifts",
    "is it worth it at 45",
    "who checks a nurse's license",
    "is there a coding test",
    "LPN pay",
)


def test_no_more_is_read_than_may_still_come_first(guides_answerer: Answerer) -> None:
    index = guides_answerer.index
    counts = []
    for question in QUESTIONS:
        ranking = search(question, index.encoder.encode([question], query=True)[0], index)
        again = read_first(question, ranking, index)
        assert again is not None
        assert again.read is not None
        counts.append(int(np.isfinite(again.read).sum()))
        texts = ["".join(passage_text(index, number)) for number in ranking.passages[:READ]]
        every = index.encoder.read(question, texts)
        assert every is not None
        # What was left out can't have been first, unless it is read better than nearly all are.
        if every.max() <= LIKELY:
            assert again.passages[0] == reordered(ranking, every, reader_weight()).passages[0]
    assert min(counts) == FEWEST
    assert max(counts) == READ
