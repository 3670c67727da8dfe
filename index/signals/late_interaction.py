"""MaxSim: how well each token of a question is met by some token of a passage.

Late interaction as in ColBERT (Khattab and Zaharia, 2020), over the token vectors of a model
made for dense vectors.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.background import in_background
from index.signals.bit_product import BitProduct
from index.store.arrays import open_array
from index.store.layout import LAYOUT

__all__ = ["TokenVectors", "as_stored", "stored_bits"]


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The token vectors of all passages, one after the other.

    `stored` is (tokens, dimensions / 8) uint8 where only the sign of each dimension is kept, else
    (tokens, dimensions) float16.
    """

    stored: NDArray[np.uint8] | NDArray[np.float16]
    starts: NDArray[np.int64]
    """(passages + 1,): passage p owns tokens starts[p]:starts[p + 1]."""
    heads: NDArray[np.int32]
    """(passages,) how many of a passage's tokens, its first, are the headings above it."""
    pieces: NDArray[np.uint16]
    """(tokens,) number of the piece of its passage that each token stands in."""
    ids: NDArray[np.int32]
    """(tokens,) vocabulary ids."""
    idf: NDArray[np.float32]
    """(vocabulary,) rarity of each token over the passages, 0 to 1."""
    dimensions: int
    product: Future[BitProduct] | None = None
    """What multiplies sign bits; None for float16."""

    @property
    def binary(self) -> bool:
        """True where only sign bits are stored."""
        return self.stored.dtype == np.uint8

    @classmethod
    def load(cls, folder: Path, dimensions: int) -> TokenVectors:
        """Open what `TokenWriter` wrote, of vectors of some `dimensions`."""
        names = LAYOUT.tokens
        graph = folder / names.product
        return cls(
            open_array(folder / names.vectors),
            open_array(folder / names.starts),
            open_array(folder / names.heads),
            open_array(folder / names.pieces),
            open_array(folder / names.ids),
            open_array(folder / names.idf),
            dimensions,
            in_background(lambda: BitProduct(graph.read_bytes())) if graph.exists() else None,
        )

    def of(self, passage: int) -> tuple[NDArray[Any], NDArray[np.int32], NDArray[np.uint16], int]:
        """Return a passage's vectors as they are kept, their ids and pieces, and its head."""
        own = slice(int(self.starts[passage]), int(self.starts[passage + 1]))
        return self.stored[own], self.ids[own], self.pieces[own], int(self.heads[passage])

    def weight(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return what each token of a question counts, (tokens,): its rarity, to the power ½."""
        known = ids < len(self.idf)
        return np.sqrt(np.where(known, self.idf[np.where(known, ids, 0)], 1.0)).astype(np.float32)

    def best(
        self, question: NDArray[np.float32], passages: NDArray[np.integer]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return each question token's best similarity in each passage, (passages, q), twice.

        First among all the passage's tokens, then among those of its own text, headings left out.
        Where there is no token to compare with it is -inf: nothing can match. `question` is
        (q, dimensions), L2-normalised.
        """
        products, factors, bounds = self._products(question, passages)
        # Runs of heading and text tokens in turn: each passage is two runs.
        runs = np.empty(2 * len(passages) + 1, np.int64)
        runs[0::2] = bounds
        runs[1::2] = bounds[:-1] + self.heads[passages]
        best = np.full((2 * len(passages), len(question)), -np.inf, np.float32)
        filled = np.flatnonzero(runs[1:] > runs[:-1])
        if len(filled) and len(question):
            # Empty runs are left out, so that every start begins a real run.
            best[filled] = np.maximum.reduceat(products, runs[:-1][filled], axis=0) * factors
        text = best[1::2]
        return np.maximum(best[0::2], text), text

    def _products(
        self, question: NDArray[np.float32], passages: NDArray[np.integer]
    ) -> tuple[NDArray[np.number], NDArray[np.float32], NDArray[np.int64]]:
        """Compare every token of a question with every token of some passages.

        Returns (tokens, q) products, the (q,) positive factors that make similarities of them,
        and where each passage's tokens begin among them, (passages + 1,).
        """
        lengths = self.starts[passages + 1] - self.starts[passages]
        bounds = np.zeros(len(passages) + 1, np.int64)
        np.cumsum(lengths, out=bounds[1:])
        # Row numbers of all tokens: each passage's start, repeated, plus a running count.
        rows = np.repeat(self.starts[passages] - bounds[:-1], lengths) + np.arange(bounds[-1])
        stored = self.stored[rows]
        if not self.binary:
            return stored.astype(np.float32) @ question.T, np.ones(len(question), "f4"), bounds
        bits = np.unpackbits(stored, axis=1, count=self.dimensions)
        root = np.sqrt(np.float32(self.dimensions))
        if self.product is not None and len(rows) and len(question):
            products, factors = self.product.result().signed(bits, question)
            return products, factors / root, bounds
        signs = bits.astype(np.float32) * 2 - 1
        return signs @ question.T, np.full(len(question), 1 / root, np.float32), bounds

    def best_of_pieces(self, question: NDArray[np.float32], passage: int) -> NDArray[np.float32]:
        """Return each question token's best similarity in each piece of a passage, (pieces, q).

        `question` is (q, dimensions), L2-normalised. A piece without a token to compare has -1.
        """
        products, factors, _ = self._products(question, np.asarray([passage]))
        start, end = int(self.starts[passage]), int(self.starts[passage + 1])
        head = int(self.heads[passage])
        pieces = self.pieces[start + head : end]
        if not len(pieces) or not len(question):
            return np.zeros((1, len(question)), np.float32)
        found = np.full((int(pieces.max()) + 1, len(question)), -1, np.float32)
        for piece in sorted(set(pieces.tolist())):
            found[piece] = products[head:][pieces == piece].max(axis=0) * factors
        return found


def stored_bits(folder: Path) -> int:
    """Return in how many bits a dimension the vectors in a folder are stored: 1 or 16."""
    return 1 if open_array(folder / LAYOUT.tokens.vectors).dtype == np.uint8 else 16


def as_stored(vectors: NDArray[Any], bits: int) -> NDArray[Any]:
    """Return (tokens, dimensions) vectors in 1 (signs) or 16 bits a dimension, as they are kept.

    What was stored before comes back as it is.
    """
    if vectors.dtype != np.float32:
        return vectors
    return np.packbits(vectors > 0, axis=1) if bits == 1 else vectors.astype(np.float16)
