"""BM25 over the passages' words: a sparse matrix of scores, summed for a question's words."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import open_array
from index.store.layout import LAYOUT

__all__ = ["Lexical"]

K1, B = 1.2, 0.6
AT_ONCE = 4096
"""Passages whose words are counted together."""


@dataclass(frozen=True, slots=True)
class Lexical:
    """The scores of every word in every passage, by word: columns of a CSC matrix.

    The scores are those of BM25 as Lucene has it.
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
    def build(cls, texts: Iterable[Sequence[str]]) -> Lexical:
        """Build from the passages' stems, one list a passage."""
        found: dict[str, int] = {}
        words, bounds = array("i"), array("q", [0])
        for text in texts:
            words.extend(found.setdefault(word, len(found)) for word in text)
            bounds.append(len(words))
        vocabulary = {word: column for column, word in enumerate(sorted(found))}
        columns = np.fromiter((vocabulary[word] for word in found), np.int32, len(found))
        counted = _Counts(columns[np.asarray(words)], np.asarray(bounds), len(vocabulary))
        return cls(vocabulary, *counted.matrix(), len(bounds) - 1)

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


@dataclass(frozen=True, slots=True)
class _Counts:
    """How often each word stands in each passage, some passages at a time."""

    words: NDArray[np.int32]
    """The columns of all words, passage by passage."""
    bounds: NDArray[np.int64]
    """(passages + 1,) between which of them each passage's stand."""
    columns: int

    def matrix(self) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]:
        """Return scores and passages, column by column, and where each column begins."""
        holders = np.zeros(self.columns, np.int64)
        for columns, _, _ in self._counted():
            holders += np.bincount(columns, minlength=self.columns)
        starts = np.concatenate([[0], np.cumsum(holders)])
        lengths = np.diff(self.bounds)
        idf = np.log(1 + (len(lengths) - holders + 0.5) / (holders + 0.5)).astype(np.float32)
        norms = K1 * (1 - B + B * lengths / max(lengths.mean() if len(lengths) else 0, 1e-12))
        scores = np.empty(starts[-1], np.float32)
        passages = np.empty(starts[-1], np.int32)
        filled = starts[:-1].copy()
        for columns, numbers, times in self._counted():
            firsts, own = np.unique(columns, return_index=True)
            sizes = np.diff([*own, len(columns)])
            places = np.repeat(filled[firsts] - own, sizes) + np.arange(len(columns))
            scores[places] = idf[columns] * (times / (norms[numbers] + times))
            passages[places] = numbers
            filled[firsts] += sizes
        return scores, passages, starts

    def _counted(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
        """Yield (column, passage, times) of distinct words, rising by column, then by passage."""
        for start in range(0, len(self.bounds) - 1, AT_ONCE):
            bounds = self.bounds[start : start + AT_ONCE + 1]
            numbers = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
            keys = self.words[bounds[0] : bounds[-1]].astype(np.int64) * AT_ONCE + numbers
            distinct, times = np.unique(keys, return_counts=True)
            yield distinct // AT_ONCE, distinct % AT_ONCE + start, times
