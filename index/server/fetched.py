"""Passages and articles as they are fetched from a server: the last ones are kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import msgspec
import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from index.errors import IndexUnusableError
from index.server.client import DENSE, Server
from index.server.records import read_records
from index.server.rows import ArticleRecord, PassageRecord, Words, unpacked
from index.store.manifest import Manifest

__all__ = ["Fetched", "FetchedPassage", "NumberOf"]

RECENT = 4096
"""Passages that are kept as they were fetched: some 30 MB."""
ARTICLES = 64
PAGE = 16
"""Passages that are fetched where one is asked for: those beside it often are, too."""
AT_ONCE = 256
FIELDS = (DENSE, "words", "record")


@dataclass(frozen=True, slots=True)
class FetchedPassage:
    """A row of a server."""

    record: PassageRecord
    dense: NDArray[np.float32]
    words: Words


class Fetched:
    """Fetches what a version has, by number; raises IndexUnusableError where that fails."""

    def __init__(self, server: Server, collection: str, manifest: Manifest) -> None:
        self._server = server
        self._collection = collection
        self._manifest = manifest
        self._lock = Lock()
        self._passages: LRUCache[int, FetchedPassage] = LRUCache(RECENT)
        self._articles: LRUCache[int, ArticleRecord] = LRUCache(ARTICLES)
        self._record = msgspec.msgpack.Decoder(PassageRecord)
        self._article = msgspec.msgpack.Decoder(ArticleRecord)
        self._count = manifest.counts["passages"]
        self._first_sections = [first for first, _ in manifest.sections]
        self._first_blocks = [first for first, _ in manifest.blocks]

    def passages(self, numbers: Sequence[int]) -> list[FetchedPassage]:
        """Return passages by their numbers, in the same order."""
        with self._lock:
            kept = {n: self._passages[n] for n in numbers if n in self._passages}
        wanted = [n for n in numbers if n not in kept]
        for start in range(0, len(wanted), AT_ONCE):
            kept |= self._fetch(wanted[start : start + AT_ONCE])
        return [kept[n] for n in numbers]

    def passage(self, number: int) -> FetchedPassage:
        """Return one passage; raises IndexError where there is none."""
        if not 0 <= number < self._count:
            raise IndexError(number)
        with self._lock:
            kept = self._passages.get(number)
        if kept is not None:
            return kept
        first = number // PAGE * PAGE
        page = range(first, min(first + PAGE, self._count))
        return self.passages(page)[number - first]

    def words(self, numbers: Sequence[int]) -> list[Words]:
        """Return the words of passages by their numbers, in the same order, and nothing else."""
        with self._lock:
            found = {n: self._passages[n].words for n in numbers if n in self._passages}
        wanted = [n for n in numbers if n not in found]
        if wanted:
            rows = self._server.rows(self._collection, wanted, ["words"])
            found |= {int(row["number"]): Words.of_text(row["words"]) for row in rows}
        return [found[n] for n in numbers]

    def article_of_section(self, section: int) -> tuple[ArticleRecord, int]:
        """Return the article that a section is of, and its place there."""
        return self._within(self._first_sections, section)

    def article_of_block(self, block: int) -> tuple[ArticleRecord, int]:
        """Return the article that a block is of, and its place there."""
        return self._within(self._first_blocks, block)

    def _within(self, firsts: list[int], number: int) -> tuple[ArticleRecord, int]:
        if number < 0:
            raise IndexError(number)
        # Of articles without any, which begin at the same number, the last one has it.
        article = bisect_right(firsts, number) - 1
        return self.article(article), number - firsts[article]

    def article(self, number: int) -> ArticleRecord:
        """Return an article by its number."""
        with self._lock:
            kept = self._articles.get(number)
        if kept is None:
            name = f"article/{number}"
            found = read_records(self._server, self._collection, [name])
            if name not in found:
                raise self._lacks(name)
            kept = self._article.decode(found[name])
            with self._lock:
                self._articles[number] = kept
        return kept

    def _fetch(self, numbers: Sequence[int]) -> dict[int, FetchedPassage]:
        rows = self._server.rows(self._collection, numbers, FIELDS)
        by_number: dict[int, dict[str, Any]] = {int(row["number"]): row for row in rows}
        names = {n: f"passage/{n}" for n, row in by_number.items() if not row["record"]}
        long = read_records(self._server, self._collection, names.values()) if names else {}
        found = {}
        for number in numbers:
            if (row := by_number.get(number)) is None:
                raise self._lacks(f"passage {number}")
            data = long[names[number]] if number in names else unpacked(row["record"])
            found[number] = FetchedPassage(
                self._record.decode(data),
                np.asarray(row[DENSE], np.float32),
                Words.of_text(row["words"]),
            )
        with self._lock:
            self._passages.update(found)
        return found

    def _lacks(self, name: str) -> IndexUnusableError:
        address = self._server.address
        return IndexUnusableError(
            f"The index in {address} is damaged ({name} is missing): "
            f"careerbot index ARTICLES… --index {address}"
        )


class NumberOf:
    """The number of every passage's article, section or block, of which few are ever fetched."""

    def __init__(self, fetched: Fetched, name: str) -> None:
        self._fetched = fetched
        self._name = name

    def __getitem__(self, passages: Any, /) -> Any:  # noqa: ANN401 - as `Column`
        if np.ndim(passages) == 0:
            return self._of(self._fetched.passage(int(passages)))
        numbers = np.asarray(passages, np.int64).tolist()
        return np.asarray(list(map(self._of, self._fetched.passages(numbers))), np.int32)

    def _of(self, found: FetchedPassage) -> int:
        if self._name == "article":
            return found.record.article
        number = getattr(found.record.passage, self._name)
        return -1 if number is None else int(number)
