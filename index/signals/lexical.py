"""BM25 over the passages' words: a sparse matrix of scores, summed for a question's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.store.memory import load_array

__all__ = ["Lexical"]

K1, B = 1.2, 0.6


@dataclass(frozen=True, slots=True)
class Lexical:
    """The scores of every word in every passage, by word: columns of a CSC matrix.

    Source of the scores: bm25s (BM25, Lucene's variant).
    """

    vocabulary: dict[str, int]
    scores: NDArray[np.float32]
    passages: NDArray[np.int32]
    starts: NDArray[np.int64]
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
        (folder / "lexical.vocabulary.txt").write_text(text, "utf-8")
        np.save(folder / "lexical.scores.npy", self.scores)
        np.save(folder / "lexical.passages.npy", self.passages)
        np.save(folder / "lexical.starts.npy", self.starts)

    @classmethod
    def load(cls, folder: Path, count: int) -> Lexical:
        """Open what `save` wrote."""
        vocabulary = (folder / "lexical.vocabulary.txt").read_text("utf-8").split("\n")[:-1]
        return cls(
            {word: i for i, word in enumerate(vocabulary)},
            load_array(folder / "lexical.scores.npy"),
            load_array(folder / "lexical.passages.npy"),
            load_array(folder / "lexical.starts.npy"),
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

    def holders(self, stem: str) -> NDArray[np.int32]:
        """Return the passages a word stands in."""
        column = self.vocabulary.get(stem)
        if column is None:
            return np.zeros(0, np.int32)
        return self.passages[self.starts[column] : self.starts[column + 1]]
