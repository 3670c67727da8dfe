"""A server as an index uses it: what each kind's client is asked, with our errors."""

from __future__ import annotations

import re
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.addresses import ServerAddress
from index.errors import IndexUnusableError

__all__ = [
    "AWAY",
    "BUILD",
    "DENSE",
    "LINKS",
    "LONG",
    "QUICK",
    "SEARCH",
    "SPARSE_WORDS",
    "Server",
    "ServerAwayError",
    "release_of",
]

QUICK, LONG = 10.0, 600.0
"""Seconds that a question's call may take, and one that builds or loads."""
AWAY = 90.0
"""Seconds for which a build waits for a server that went away to come back."""
LINKS, BUILD, SEARCH = 32, 200, 400
"""Of HNSW: links of a vector, and how many others are looked at to build and to search."""
DENSE: Final = "dense"
SPARSE_WORDS: Final = "sparse"


class ServerAwayError(IndexUnusableError):
    """A server that can't be reached, or is only starting."""


class Server(ABC):
    """Calls of one address; raises IndexUnusableError for what the server refuses, or is away."""

    address: ServerAddress
    sparse: bool
    """Whether it searches words by sparse vectors."""

    @abstractmethod
    def close(self) -> None:
        """End the connection."""

    @abstractmethod
    def target(self) -> str | None:
        """Return the collection that the address leads to; None where there is none yet."""

    @abstractmethod
    def lead_to(self, collection: str) -> None:
        """Let the address lead to a collection, in one step."""

    @abstractmethod
    def collections(self) -> list[str]:
        """Return the names of all collections."""

    @abstractmethod
    def has(self, collection: str) -> bool:
        """Tell whether there is a collection, or an alias, of a name."""

    @abstractmethod
    def create(self, collection: str, dimensions: int) -> None:
        """Make what holds the passages and the texts of a version, where it isn't there."""

    @abstractmethod
    def drop(self, collection: str) -> None:
        """Delete a version."""

    @abstractmethod
    def put(self, collection: str, rows: Sequence[dict[str, Any]]) -> None:
        """Write passages, in the place of those with their numbers.

        A row has `number`, `key` and `article`, int64; DENSE, (dimensions,) float32; the texts
        `words` and `record`; and, where the server is `sparse`, SPARSE_WORDS: numbers by column.
        A server that went away is waited for: to write the same again changes nothing.
        """

    @abstractmethod
    def put_texts(self, collection: str, texts: Sequence[tuple[str, str]]) -> None:
        """Write keys and texts beside the passages, likewise."""

    @abstractmethod
    def load(self, collection: str) -> None:
        """Wait until all that was written can be searched."""

    @abstractmethod
    def is_loaded(self, collection: str) -> bool:
        """Tell whether a collection can be searched."""

    @abstractmethod
    def ready(self, collection: str) -> None:
        """Load a collection where it isn't."""

    @abstractmethod
    def count(self, collection: str) -> int:
        """Return how many passages a loaded collection has."""

    @abstractmethod
    def rows(
        self, collection: str, numbers: Sequence[int], fields: Sequence[str]
    ) -> list[dict[str, Any]]:
        """Return `number`, and these fields, of those of the passages that are there."""

    @abstractmethod
    def numbers(self, collection: str, key: int) -> list[int]:
        """Return the numbers of the passages with a key."""

    @abstractmethod
    def texts(self, collection: str, keys: Sequence[str], *, strong: bool) -> dict[str, str]:
        """Return the texts that there are, by key; `strong`: also those written just now."""

    @abstractmethod
    def nearest(
        self,
        collection: str,
        vector: NDArray[np.float32],
        count: int,
        articles: Sequence[int] | None,
    ) -> list[int]:
        """Return the numbers of the passages nearest to a vector, best first.

        `articles` limits them to those of some, by number.
        """

    @abstractmethod
    def with_words(
        self, collection: str, columns: Sequence[int], count: int, articles: Sequence[int] | None
    ) -> list[int]:
        """Return the numbers of the passages that BM25 puts first, likewise."""

    def written(self, collection: str) -> int:
        """Return how many passages a build that was cut short has written."""
        if not self.has(collection):
            return 0
        self.load(collection)
        return self.count(collection)

    def until_indexed(self, collection: str, done: Callable[[], bool]) -> None:
        """Ask again until the search index of a collection is complete."""
        until = time.monotonic() + LONG
        while not done():
            if time.monotonic() > until:
                raise IndexUnusableError(f"{self.address}: the index of {collection} isn't ready")
            time.sleep(0.2)

    def patiently(self, call: Callable[[], object]) -> None:
        """Call again, for a while, what a server didn't do that is away."""
        until = time.monotonic() + AWAY
        while True:
            try:
                call()
                return
            except ServerAwayError:
                if time.monotonic() > until:
                    raise
                time.sleep(1)


def release_of(version: str, unsaid: tuple[int, int]) -> tuple[int, int]:
    """Return the release of "v2.3.5-lite" and the like, or another of one that says none."""
    found = re.search(r"(\d+)\.(\d+)", version)
    return (int(found[1]), int(found[2])) if found else unsaid
