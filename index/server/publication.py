"""An index in a folder becomes one on a server: written whole beside the old one, then led to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from corpus.article import Block
from index.errors import IndexUnusableError
from index.server.client import DENSE, SPARSE_WORDS, Server
from index.server.history import ServerHistory
from index.server.layout import BUILD_FILES, FIRST, OPENED_FILES, ROWS, collection_of
from index.server.records import First, read_records
from index.server.rows import LONGEST, ArticleRecord, PassageRecord, Words, packed, parts
from index.signals.dense import Dense
from index.signals.heading_vectors import HeadingVectors
from index.signals.late_interaction import TokenVectors
from index.signals.lexical import Lexical
from index.signals.years import Years
from index.store.arrays import open_array
from index.store.contents import StoredPassage, StoredSection
from index.store.layout import FORMAT, LAYOUT
from index.store.manifest import Manifest
from index.store.records import Records

__all__ = ["Progress", "publish_folder"]

Progress = Callable[[str, int, int], None]
BATCH = 256
"""Passages that are written at once, some 2 MB."""
TEXTS = 64
"""Texts that are, 4 MB at most."""


def publish_folder(
    folder: Path, manifest: Manifest, server: Server, progress: Progress = lambda *_: None
) -> None:
    """Let the address lead to what the index in a folder is.

    What an earlier try wrote is gone on from: nothing is written twice, and until the end the old
    index answers. Raises IndexUnusableError where the server refuses, or stays away.
    """
    address = server.address
    target = server.target()
    if target is None and server.has(address.name):
        raise IndexUnusableError(f"{address} is a collection, and no index: give another name")
    collection = collection_of(address.name, manifest.version)
    if not (server.has(collection) and _is_whole(server, collection)):
        _write(folder, manifest, server, collection, progress)
    if target != collection:
        ServerHistory(server).lead_to(collection)


def _is_whole(server: Server, collection: str) -> bool:
    """Whether all of a collection was written before; one that never was loaded isn't."""
    try:
        return bool(server.is_loaded(collection) and read_records(server, collection, [FIRST]))
    except IndexUnusableError:
        return False


def _write(
    folder: Path, manifest: Manifest, server: Server, collection: str, progress: Progress
) -> None:
    files = folder / manifest.version
    done = server.written(collection) // BATCH * BATCH
    server.create(collection, manifest.encoder.dimensions)
    passages = _Passages(files, manifest, sparse=server.sparse)
    for start in range(done, len(passages), BATCH):
        numbers = range(start, min(start + BATCH, len(passages)))
        rows = [passages.row(number) for number in numbers]
        long = [
            pair
            for number, (row, data) in zip(numbers, rows, strict=True)
            if not row["record"]
            for pair in parts(f"passage/{number}", data)
        ]
        _put_texts(server, collection, iter(long))
        server.put(collection, [row for row, _ in rows])
        progress("publishing", numbers.stop, len(passages))
    _put_texts(server, collection, _texts(files, manifest))
    server.load(collection)
    count = server.count(collection)
    if count != len(passages):
        raise IndexUnusableError(
            f"{server.address}: {count:,} of {len(passages):,} passages came in: index once more"
        )
    first = First(ROWS, FORMAT, server.sparse, time.time())
    server.put_texts(collection, list(parts(FIRST, msgspec.json.encode(first))))


def _put_texts(server: Server, collection: str, texts: Iterator[tuple[str, str]]) -> None:
    batch: list[tuple[str, str]] = []
    for pair in texts:
        batch.append(pair)
        if len(batch) == TEXTS:
            server.put_texts(collection, batch)
            batch = []
    if batch:
        server.put_texts(collection, batch)


def _texts(files: Path, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """All records of a version but the first, as keys and texts."""
    yield from parts(f"file/{LAYOUT.manifest}", msgspec.json.encode(manifest))
    for name in (*OPENED_FILES, *BUILD_FILES):
        yield from parts(f"file/{name}", (files / name).read_bytes())
    sources = Records(files, LAYOUT.sources, str)
    sections = Records(files, LAYOUT.sections, StoredSection)
    blocks = Records(files, LAYOUT.blocks, Block)
    encoder = msgspec.msgpack.Encoder()
    for number, (own_sections, own_blocks) in enumerate(
        zip(manifest.sections, manifest.blocks, strict=True)
    ):
        record = ArticleRecord(
            sources[number],
            tuple(sections[section] for section in range(*own_sections)),
            tuple(blocks[block] for block in range(*own_blocks)),
        )
        yield from parts(f"article/{number}", encoder.encode(record))


class _Passages:
    """The passages of an index in a folder, as rows."""

    def __init__(self, files: Path, manifest: Manifest, *, sparse: bool) -> None:
        self._records = Records(files, LAYOUT.passages, StoredPassage)
        self._columns = open_array(files / LAYOUT.columns)
        self._dense = Dense.load(files)
        self._tokens = TokenVectors.load(files, manifest.encoder.dimensions)
        if not self._tokens.binary:
            raise IndexUnusableError(
                "A server keeps token vectors as signs alone: unset CAREERBOT_STORED_VECTORS"
            )
        self._headings = HeadingVectors.load(files)
        self._lexical = Lexical.load(files, len(self._records))
        self._sparse = sparse
        # Where each passage's words stand among the scores, which are kept by word.
        self._order = np.argsort(self._lexical.passages, kind="stable")
        counts = np.bincount(self._lexical.passages, minlength=len(self._records))
        self._words = np.asarray([0, *accumulate(counts.tolist())])
        years = Years.load(files).rows
        self._years = years[np.argsort(years[:, 0], kind="stable")]
        blocks = self._columns[:, 2]
        ends = np.flatnonzero(np.diff(blocks)) + 1
        self._blocks = np.concatenate([[0], ends, [len(blocks)]])
        self._encoder = msgspec.msgpack.Encoder()

    def __len__(self) -> int:
        return len(self._records)

    def row(self, number: int) -> tuple[dict[str, Any], bytes]:
        """Return a row, and its record; the row's is empty where it is too long."""
        passage = self._records[number]
        signs, ids, pieces, head = self._tokens.of(number)
        block = int(np.searchsorted(self._blocks, number, "right"))
        data = self._encoder.encode(
            PassageRecord(
                passage,
                int(self._columns[number, 0]),
                (int(self._blocks[block - 1]), int(self._blocks[block])),
                np.ascontiguousarray(signs).tobytes(),
                ids.astype(np.int32).tobytes(),
                pieces.astype(np.uint16).tobytes(),
                head,
                self._years_of(number),
                self._opening_of(number),
            )
        )
        words = self._words_of(number)
        record = packed(data)
        row: dict[str, Any] = {
            "number": number,
            "key": int(np.uint64(int(passage.id, 16)).astype(np.int64)),
            "article": int(self._columns[number, 0]),
            DENSE: self._dense.vectors(number, number + 1)[0],
            "words": words.as_text(),
            "record": record if len(record) <= LONGEST else "",
        }
        if self._sparse:
            found = dict(zip(words.columns.tolist(), words.scores.tolist(), strict=True))
            # A vector has to have something in it; no question asks for this column.
            row[SPARSE_WORDS] = found or {len(self._lexical.vocabulary): 1.0}
        return row, data

    def _words_of(self, number: int) -> Words:
        own = np.sort(self._order[self._words[number] : self._words[number + 1]])
        columns = np.searchsorted(self._lexical.starts, own, "right") - 1
        return Words(columns.astype(np.int32), self._lexical.scores[own])

    def _years_of(self, number: int) -> bytes:
        low, high = np.searchsorted(self._years[:, 0], [number, number + 1])
        return self._years[low:high, 1:].astype(np.int32).tobytes()

    def _opening_of(self, number: int) -> bytes:
        rows = self._headings.passages
        place = int(np.searchsorted(rows, number))
        opens = place < len(rows) and rows[place] == number
        return self._headings.vectors[place].tobytes() if opens else b""
