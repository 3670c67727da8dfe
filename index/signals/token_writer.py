"""Token vectors are written as they come: those of a large index wouldn't fit in memory."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoding.passage_vectors import EncodedPassage
from index.signals.bit_product import BitProduct
from index.signals.late_interaction import as_stored
from index.store.arrays import ArrayWriter
from index.store.layout import LAYOUT

__all__ = ["TokenWriter"]


class TokenWriter:
    """Writes what `TokenVectors` opens, some passages at a time."""

    def __init__(self, folder: Path, dimensions: int, bits: int) -> None:
        """Begin in an index folder; `bits` is 1 (signs) or 16 a dimension."""
        names = LAYOUT.tokens
        self._folder = folder
        self._bits = bits
        self._files = ExitStack()
        kind, width = (np.uint8, -(-dimensions // 8)) if bits == 1 else (np.float16, dimensions)
        open_file = self._files.enter_context
        self._vectors = open_file(ArrayWriter(folder / names.vectors, kind, (width,)))
        self._ids = open_file(ArrayWriter(folder / names.ids, np.int32))
        self._pieces = open_file(ArrayWriter(folder / names.pieces, np.uint16))
        self._starts = array("q", [0])
        self._heads = array("i")
        self._frequency = np.zeros(1, np.int64)

    @property
    def count(self) -> int:
        """How many tokens there are so far."""
        return self._starts[-1]

    def add(self, passages: Sequence[EncodedPassage]) -> None:
        """Write the tokens of passages, one at least, behind those that are there."""
        ids = np.concatenate([each.ids for each in passages])
        self._vectors.append(
            np.concatenate([as_stored(each.tokens, self._bits) for each in passages])
        )
        self._ids.append(ids)
        self._pieces.append(np.concatenate([each.pieces for each in passages]))
        lengths = [len(each.ids) for each in passages]
        self._starts.extend((self.count + np.cumsum(lengths)).tolist())
        self._heads.extend(each.head for each in passages)
        size = max(len(self._frequency), int(ids.max(initial=0)) + 1)
        # A token counts once a passage.
        rows = np.repeat(np.arange(len(passages)), lengths)
        own = np.bincount(np.unique(rows * size + ids) % size, minlength=size)
        own[: len(self._frequency)] += self._frequency
        self._frequency = own

    def __enter__(self) -> TokenWriter:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write where each passage's tokens begin, and how rare each token is."""
        self._files.close()
        names = LAYOUT.tokens
        np.save(self._folder / names.starts, np.asarray(self._starts, np.int64))
        np.save(self._folder / names.heads, np.asarray(self._heads, np.int32))
        np.save(self._folder / names.idf, self._rarity())
        if self._bits == 1:
            BitProduct.write(self._folder / names.product)

    def _rarity(self) -> NDArray[np.float32]:
        """Rarity of each token over the passages: ln(1 + N/df) scaled to 1 for a token in none."""
        count = max(len(self._heads), 1)
        frequency = np.maximum(self._frequency, 0.5)
        rarity: NDArray[np.float64] = np.log1p(count / frequency) / np.log1p(count / 0.5)
        return rarity.astype(np.float32)
