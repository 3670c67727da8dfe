"""The first passages of a ranking, read together with the question, and ordered anew.

A cross-encoder after a ranking by vectors, as in Nogueira and Cho (2019): it sees how the words of
the two go together, and costs as much as what is read is long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.contract import Index
from index.encoding.passage_vectors import written_out
from index.search import Ranking, reader_weight
from index.text.words import encodable

__all__ = ["READ", "passage_text", "read_first", "reads_on", "reordered"]

FEWEST, READ = 4, 6
"""How many passages are read at least, and at most: over other people's pages one that answers is
among the first six in .90 of the questions, among the first three in .84. Two cores read four in
the time of three."""
LIKELY = 1.7
"""The reader's score that 95 in 100 of the fifth and sixth passages over those pages stay below."""


def read_first(
    question: str, texts: Sequence[str], ranking: Ranking, index: Index
) -> Ranking | None:
    """Return the ranking with its first passages as they stand when read with the question.

    `texts` is what is read of each of them, READ at most, of which only FEWEST are where no other
    can come first. None where the index's encoder has no reader.
    """
    asked, weight = encodable(question), reader_weight()
    read = index.encoder.read(asked, texts[:FEWEST])
    if read is None:
        return None
    if len(texts) > FEWEST and reads_on(ranking, read, weight):
        others = index.encoder.read(asked, texts[FEWEST:])
        assert others is not None
        read = np.append(read, others)
    return reordered(ranking, read, weight)


def reads_on(ranking: Ranking, read: NDArray[np.float32], weight: float) -> bool:
    """Return whether to read on: the next passage may still come first, if read well."""
    done = len(read)
    if done == len(ranking):
        return False
    best = float((ranking.scores[:done] + weight * read).max())
    return float(ranking.scores[done]) + weight * LIKELY > best


def reordered(ranking: Ranking, read: NDArray[np.float32], weight: float) -> Ranking:
    """Return the ranking after what was read of its first passages, (read,).

    What `weight` times that adds is added to all the others as to the worst of the first: they
    stay behind those that they stood behind. Those that might have been read, too, get the mean.
    """
    every = np.full(len(ranking), np.nan, np.float32)
    every[: len(read)] = read
    added = np.full(len(ranking), read.min())
    added[:READ] = read.mean()
    added[: len(read)] = read
    scores = (ranking.scores + np.float32(weight) * added).astype(np.float32)
    order = np.lexsort((ranking.passages, -scores))
    return replace(ranking, read=every).at(order, scores[order])


def passage_text(index: Index, number: int) -> tuple[str, str]:
    """Return what stands before a passage when it is encoded, and the passage, written out."""
    passage = index.passage_at(number)
    title = index.article(passage.article).title if len(index.articles) > 1 else ""
    before, own = written_out(passage, index.block(passage.block), title, index.acronyms)
    return before, " ".join(own)
