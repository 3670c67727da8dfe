"""English words by how common they are, looked up on disk: no question waits for a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import open_array
from index.store.layout import LAYOUT

__all__ = ["EnglishWords"]


class EnglishWords(Mapping[str, int]):
    """The rank of each word, 0 for the commonest."""

    def __init__(self, words: NDArray[np.bytes_], ranks: NDArray[np.int32]) -> None:
        """Take ASCII words in alphabetical order, and the rank of each, (words,) both."""
        self._words = words
        self._ranks = ranks

    @classmethod
    def build(cls, words: Sequence[str]) -> EnglishWords:
        """Build from words, the commonest first."""
        encoded = np.asarray([word.encode("ascii") for word in words], np.bytes_)
        order = np.argsort(encoded, kind="stable")
        return cls(encoded[order], order.astype(np.int32))

    def save(self, folder: Path) -> None:
        """Write the words and their ranks."""
        np.save(folder / LAYOUT.english.words, self._words)
        np.save(folder / LAYOUT.english.ranks, self._ranks)

    @classmethod
    def load(cls, folder: Path) -> EnglishWords:
        """Open what `save` wrote."""
        names = LAYOUT.english
        return cls(open_array(folder / names.words), open_array(folder / names.ranks))

    def __getitem__(self, word: str) -> int:
        if word.isascii() and len(word) <= self._words.itemsize:
            # Of the words' own type, so that none of them is converted to compare.
            key = np.asarray(word.encode("ascii"), self._words.dtype)
            row = int(np.searchsorted(self._words, key))
            if row < len(self._words) and self._words[row] == key:
                return int(self._ranks[row])
        raise KeyError(word)

    def __len__(self) -> int:
        return len(self._words)

    def __iter__(self) -> Iterator[str]:
        """Yield the words, the commonest first."""
        return iter(self._by_rank)

    def of_length(self, shortest: int, longest: int) -> list[str]:
        """Return the words of some lengths, in characters, the commonest first."""
        fitting = (self._lengths >= shortest) & (self._lengths <= longest)
        return [self._by_rank[i] for i in np.flatnonzero(fitting).tolist()]

    @cached_property
    def _by_rank(self) -> list[str]:
        order = np.argsort(self._ranks)
        return [word.decode("ascii") for word in self._words[order].tolist()]

    @cached_property
    def _lengths(self) -> NDArray[np.integer]:
        return np.asarray([len(word) for word in self._by_rank], np.int32)
