"""The passages that an index puts forward for a question, and what speaks for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.signals.heading_vectors import HeadingVectors
from index.signals.late_interaction import TokenVectors
from index.signals.years import Years

__all__ = ["CANDIDATES", "Candidates", "top", "union"]

CANDIDATES = 50
"""Passages each of the dense and the lexical ranking puts forward, at least."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages, rising by number, with the signals that they are compared by."""

    passages: NDArray[np.int64]
    """(candidates,) numbers in the index."""
    dense: NDArray[np.float32]
    """(candidates,) cosine with the question."""
    lexical: NDArray[np.float32]
    """(candidates,) BM25 for the question's stems."""
    tokens: TokenVectors
    rows: NDArray[np.integer]
    """(candidates,) the numbers by which `tokens` knows the passages."""
    years: Years
    headings: HeadingVectors


def top(scores: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """Return where the `count` best scores stand, in any order; of equal ones, the first."""
    if len(scores) <= count:
        return np.arange(len(scores))
    # Of equal scores, which come in is left to chance by a partition: take the first in order.
    bar = np.partition(scores, -count)[-count]
    above = np.flatnonzero(scores > bar)
    level = np.flatnonzero(scores == bar)[: count - len(above)]
    return np.concatenate([above, level])


def union(some: NDArray[np.integer], others: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the passages that either has, rising."""
    # Not np.union1d, whose first call imports numpy.ma: 20 ms of an answer from the shell.
    return np.asarray(sorted({*some.tolist(), *others.tolist()}), np.int64)
