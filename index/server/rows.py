"""What a row of a server holds: a passage with its signals, or a part of a file or of an article.

A row's text holds 65,535 bytes, as Milvus has it: what is longer stands in several.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from corpus.article import Block
from index.store.contents import StoredPassage, StoredSection

__all__ = [
    "LONGEST",
    "ArticleRecord",
    "PassageRecord",
    "Words",
    "key_of",
    "packed",
    "parts",
    "unpacked",
]

LONGEST = 65_535
"""Bytes of the longest text in a row."""
PART = 49_000
"""Bytes of a part, which base64 makes 4/3 as long."""
MOST_WORDS = 6_000
"""Distinct words of a passage that are kept, the rarest: far more than any real one has."""
_WORD = np.dtype([("column", "<i4"), ("score", "<f4")])


class PassageRecord(msgspec.Struct, frozen=True):
    """A passage and what it is compared by, beside its dense vector and its words."""

    passage: StoredPassage
    article: int
    beside: tuple[int, int]
    """From which passage to which, the last one not counted, its block goes."""
    signs: bytes
    """(tokens, dimensions / 8) uint8: the sign bits of its token vectors."""
    ids: bytes
    """(tokens,) int32: their vocabulary ids."""
    pieces: bytes
    """(tokens,) uint16: the piece that each stands in."""
    head: int
    """How many of the tokens, the first, are the headings above it."""
    years: bytes
    """(ranges, 2) int32: the years that it names, from and to."""
    opening: bytes
    """(dimensions,) float16: the vector of the heading that it opens a section of, or nothing."""


class ArticleRecord(msgspec.Struct, frozen=True):
    """An article's source, sections and blocks."""

    source: str
    sections: tuple[StoredSection, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a passage: columns of the vocabulary, rising, and what BM25 gives each."""

    columns: NDArray[np.int32]
    scores: NDArray[np.float32]

    def as_text(self) -> str:
        """Return them as a row holds them."""
        kept = np.sort(np.argsort(-self.scores, kind="stable")[:MOST_WORDS])
        rows = np.empty(len(kept), _WORD)
        rows["column"], rows["score"] = self.columns[kept], self.scores[kept]
        return packed(rows.tobytes())

    @classmethod
    def of_text(cls, text: str) -> Words:
        """Read what `as_text` returned."""
        rows = np.frombuffer(unpacked(text), _WORD)
        return cls(np.ascontiguousarray(rows["column"]), np.ascontiguousarray(rows["score"]))

    def score(self, columns: NDArray[np.integer]) -> float:
        """Return BM25 for a question's words, distinct columns."""
        return float(self.scores[np.isin(self.columns, columns)].sum())


def packed(data: bytes) -> str:
    """Return bytes as text."""
    return b64encode(data).decode("ascii")


def unpacked(text: str) -> bytes:
    """Return the bytes of a text."""
    return b64decode(text)


def key_of(name: str, part: int) -> str:
    """Return the key of a part of a record."""
    return f"{name}/{part}"


def parts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the rows of a record, keys and texts; the first says how many there are."""
    data = zlib.compress(data, 6)
    bounds = range(0, max(len(data), 1), PART)
    for number, start in enumerate(bounds):
        begin = f"{len(bounds)}:" if number == 0 else ""
        yield key_of(name, number), begin + packed(data[start : start + PART])
