"""Questions known word for word: those of the articles, the owner's phrasings, and labels.

A question that equals one of them, case, punctuation, spacing and contractions aside, leads to its
passage.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import open_array
from index.store.layout import LAYOUT
from index.text.stopwords import SPELLED_OUT
from index.text.words import fold, written

__all__ = ["Known", "KnownQuestions", "first", "normalized"]

LONGEST_KEPT = 500
"""Characters of the longest question whose words are kept."""
_ROW = np.dtype([("key", "<u8"), ("kind", "u1"), ("target", "<i4")])


class Known(IntEnum):
    """Where a known question comes from; see `first` for which goes before which."""

    FAQ = 0
    """A question of an FAQ: the target is its section."""
    PHRASING = 1
    """The owner's other way to ask: the target is a section."""
    HEADING = 2
    """Any other heading: the target is its section."""
    OPENING = 3
    """An article's title: the target is the passage that it opens with, above all headings."""
    PASSAGE = 4
    """What an asker chose of several, or the owner for a question: the target is the passage."""
    BEGINNING = 5
    """How a question of the articles begins, up to where it names anything ("how much" of "How much
    do tickets cost?"): the target is its section."""


class KnownQuestions:
    """A sorted table of hashes, in which a question is looked up."""

    def __init__(self, rows: NDArray[np.void]) -> None:
        self._rows = rows
        # A binary search would copy keys that lie apart, at every question.
        self._keys = np.ascontiguousarray(rows["key"])

    @classmethod
    def build(cls, known: Iterable[tuple[str, Known, int]]) -> KnownQuestions:
        """Build from (question, kind, target): the number of a section or passage, by the kind."""
        rows = sorted({(_key(question), int(kind), target) for question, kind, target in known})
        return cls(np.asarray(rows, _ROW))

    def save(self, folder: Path) -> None:
        """Write the table."""
        np.save(folder / LAYOUT.questions, self._rows)

    @classmethod
    def load(cls, folder: Path) -> KnownQuestions:
        """Open what `save` wrote."""
        return cls(open_array(folder / LAYOUT.questions))

    def find(self, question: str) -> set[tuple[Known, int]]:
        """Return (kind, target) of every known question that the question equals; see `first`."""
        if not normalized(question):  # a heading may be all punctuation; a question isn't asked so
            return set()
        key = np.uint64(_key(question))
        low = int(np.searchsorted(self._keys, key, "left"))
        high = int(np.searchsorted(self._keys, key, "right"))
        return {(Known(int(row["kind"])), int(row["target"])) for row in self._rows[low:high]}


def first(known: tuple[Known, int]) -> tuple[bool, Known, int]:
    """Return what sorts known questions: a passage that was chosen, then an earlier kind."""
    kind, target = known
    return kind is not Known.PASSAGE, kind, target


def normalized(question: str) -> str:
    """Return the words of a question: without case, punctuation and spacing, and spelled out."""
    # What is asked once and is as long as an attack would only fill the memory.
    return _kept(question) if len(question) <= LONGEST_KEPT else _normalized(question)


def _normalized(question: str) -> str:
    folded = map(fold, written(question))
    return " ".join(SPELLED_OUT.get(word, word) for word in folded)


_kept = lru_cache(maxsize=4096)(_normalized)


def _key(question: str) -> int:
    digest = blake2b(normalized(question).encode("utf-8", "replace"), digest_size=8)
    return int.from_bytes(digest.digest(), "little")
