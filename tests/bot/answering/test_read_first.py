"""The first passages of a ranking, read with the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.answering.excerpt import LONGEST_READ, WORDS, read_of
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
        texts = [read_of(number, ranking, index) for number in ranking.passages[:READ].tolist()]
        again = read_first(question, texts, ranking, index)
        assert again is not None
        assert again.read is not None
        counts.append(int(np.isfinite(again.read).sum()))
        every = index.encoder.read(question, texts)
        assert every is not None
        # What was left out can't have been first, unless it is read better than nearly all are.
        if every.max() <= LIKELY:
            assert again.passages[0] == reordered(ranking, every, reader_weight()).passages[0]
    assert min(counts) == FEWEST
    assert max(counts) == READ


def test_of_a_long_passage_the_sentence_is_read_that_would_be_marked(
    guides_answerer: Answerer,
) -> None:
    index = guides_answerer.index
    lengths = set()
    for question in QUESTIONS:
        ranking = search(question, index.encoder.encode([question], query=True)[0], index)
        for number in ranking.passages[:READ].tolist():
            before, whole = passage_text(index, number)
            read = read_of(number, ranking, index)
            assert read.startswith(before)
            long = len(whole.split()) > LONGEST_READ
            lengths.add(long)
            own = read.removeprefix(before)
            assert own in index.passage_at(number).text if long else own == whole
            assert not long or len(own.split()) <= WORDS
    assert lengths == {True, False}


def test_one_passage_is_read_without_being_ordered(guides_answerer: Answerer) -> None:
    index = guides_answerer.index
    for question in QUESTIONS:
        ranking = search(question, index.encoder.encode([question], query=True)[0], index)
        best = int(ranking.passages[0])
        again = read_first(question, [read_of(best, ranking, index)], ranking, index)
        assert again is not None
        assert again.read is not None
        assert again.passages.tolist() == ranking.passages.tolist()
        assert np.isfinite(again.read).tolist() == [True] + [False] * (len(again) - 1)
