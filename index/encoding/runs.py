"""Texts that go through the encoder together: where such a run ends, they alone decide.

In its last bits, what an encoder gives depends on what else is in the batch. So whole runs are
taken over from the index before, or encoded anew: what is built of a change is, to the last bit,
what is built from nothing. A run ends behind a text whose hash says so, as rsync and restic find
the pieces of a file: a change moves the ends near it, and no others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.encoding.passage_vectors import WINDOW
from index.store.arrays import open_array
from index.store.encoder_info import EncoderInfo
from index.store.layout import FORMAT

__all__ = ["Run", "read_runs", "recipe", "runs", "write_runs"]

T = TypeVar("T")

USUAL, LONGEST = 16, 32
"""Texts of a run: on average, and at most. Shorter ones would be padded more, and encoded more
slowly; longer ones are more to encode after a change."""
ROW = np.dtype([("key", "V32"), ("end", "<i8")])


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive texts, by number."""

    key: bytes
    """A hash of all that their vectors depend on."""
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, every: Sequence[T]) -> Sequence[T]:
        """Return what is its own of what there is of all texts."""
        return every[self.start : self.end]


def recipe(encoder: EncoderInfo, bits: int) -> bytes:
    """Return a hash of what vectors depend on beside the texts; `bits` as in `TokenVectors`."""
    return hashlib.sha256(msgspec.json.encode([FORMAT, encoder, bits, WINDOW])).digest()


def runs(texts: Iterable[Sequence[str]], recipe: bytes) -> list[Run]:
    """Return the runs of some texts, each given in the parts that it is encoded in."""
    found: list[Run] = []
    start = end = 0
    hashed = hashlib.sha256(recipe)
    for end, parts in enumerate(texts, 1):
        own = hashlib.sha256(msgspec.json.encode(parts)).digest()
        hashed.update(own)
        if own[0] % USUAL == 0 or end - start == LONGEST:
            found.append(Run(hashed.digest(), start, end))
            start, hashed = end, hashlib.sha256(recipe)
    if end > start:
        found.append(Run(hashed.digest(), start, end))
    return found


def write_runs(path: Path, found: Iterable[Run]) -> None:
    """Write runs that follow each other, from the first text on."""
    np.save(path, np.asarray([(run.key, run.end) for run in found], ROW))


def read_runs(path: Path) -> Iterator[Run]:
    """Yield the runs that a file holds."""
    rows: NDArray[np.void] = open_array(path)
    start = 0
    for key, end in zip(rows["key"], rows["end"].tolist(), strict=True):
        yield Run(key.tobytes(), start, end)
        start = end
