"""BM25 over the passages' words: a sparse matrix of scores, summed for a question's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import open_array
from index.store.layout import LAYOUT

__all__ = ["Lexical"]

K1, B = 1.2, 0.6


@dataclass(frozen=True, slots=True)
class Lexical:
    """The scores of every word in every passage, by word: columns of a CSC matrix.

    Source of the scores: bm25s (BM25, Lucene's variant).
    """

    vocabulary: dict[str, int]
    """The column of each stem."""
    scores: NDArray[np.float32]
    """(entries,), column by column."""
    passages: NDArray[np.int32]
    """(entries,) the passage that each score is of."""
    starts: NDArray[np.int64]
    """(stems + 1,): column c owns entries starts[c]:starts[c + 1]."""
    count: int
    """Passages in the index."""

    @classmethod
    def build(cls, texts: Sequence[Sequence[str]]) -> Lexical:
        """Build from the passages' stems, one list a passage."""
        import bm25s

        vocabulary = {word: i for i, word in enumerate(sorted({w for t in texts for w in t}))}
        if not vocabulary:
            empty = np.zeros(0, np.float32)
            return cls({}, empty, empty.astype(np.int32), np.zeros(1, np.int64), len(texts))
        retriever = bm25s.BM25(method="lucene", k1=K1, b=B)
        ids = [[vocabulary[word] for word in text] for text in texts]
        retriever.index((ids, vocabulary), show_progress=False, create_empty_token=False)
        scores = retriever.scores
        return cls(
            vocabulary,
            np.asarray(scores["data"], np.float32),
            np.asarray(scores["indices"], np.int32),
            np.asarray(scores["indptr"], np.int64),
            len(texts),
        )

    def save(self, folder: Path) -> None:
        """Write the matrix and its vocabulary, one word a line in column order."""
        text = "".join(f"{word}\n" for word in self.vocabulary)
        names = LAYOUT.lexical
        (folder / names.vocabulary).write_text(text, "utf-8")
        np.save(folder / names.scores, self.scores)
        np.save(folder / names.passages, self.passages)
        np.save(folder / names.starts, self.starts)

    @classmethod
    def load(cls, folder: Path, count: int) -> Lexical:
        """Open what `save` wrote, for `count` passages."""
        names = LAYOUT.lexical
        vocabulary = (folder / names.vocabulary).read_text("utf-8").split("\n")[:-1]
        return cls(
            {word: i for i, word in enumerate(vocabulary)},
            open_array(folder / names.scores),
            open_array(folder / names.passages),
            open_array(folder / names.starts),
            count,
        )

    def score(self, stems: Iterable[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every passage, (passages,), for a question's stems."""
        total = np.zeros(self.count, np.float32)
        for column in {self.vocabulary[stem] for stem in stems if stem in self.vocabulary}:
            low, high = self.starts[column], self.starts[column + 1]
            # A passage stands once in a column, so that plain indexing adds every score.
            total[self.passages[low:high]] += self.scores[low:high]
        return total

    def frequency(self, stem: str) -> int:
        """Return in how many passages a word stands."""
        column = self.vocabulary.get(stem)
        return 0 if column is None else int(self.starts[column + 1] - self.starts[column])
