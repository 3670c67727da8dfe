"""What a build has encoded so far: one that is killed goes on from there when it is run again."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import numpy as np

from index.encoding.passage_vectors import EncodedPassage
from index.encoding.runs import Run

__all__ = ["EncodingJournal"]

HEAD = struct.Struct("<32sII")
"""Before each run: its key, the bytes that follow, and their checksum."""


class EncodingJournal:
    """Runs of passages with their vectors, one behind the other in a file.

    A run's key says all that its vectors depend on, so that a journal fits whatever is built. What
    was being written when the build was killed is no whole run, and isn't read. Where the file
    can't be written, nothing is kept.
    """

    def __init__(self, path: Path) -> None:
        """Read what is there, and go on behind it; nothing is written before `keep`."""
        self._path = path
        self._file: BinaryIO | None = None
        self._at: dict[bytes, tuple[int, int]] = {}
        self._end = 0
        with suppress(OSError), path.open("rb") as kept:
            for key, start, size in _whole(kept):
                self._at[key] = start, size
                self._end = start + size

    def passages(self, run: Run) -> list[EncodedPassage] | None:
        """Return a run's passages as they were kept, or None where they weren't."""
        if run.key not in self._at:
            return None
        start, size = self._at[run.key]
        with self._path.open("rb") as kept:
            kept.seek(start)
            return _read(kept.read(size))

    def keep(self, run: Run, passages: Sequence[EncodedPassage]) -> None:
        """Write a run's passages, as an index stores them."""
        written = _written(passages)
        try:
            if self._file is None:
                self._file = self._path.open("ab")
                self._file.truncate(self._end)
            self._file.write(HEAD.pack(run.key, len(written), zlib.crc32(written)) + written)
            self._file.flush()
        except OSError:  # a full disk ends the build where the index itself is written
            return

    def close(self, *, done: bool) -> None:
        """Close the file, and delete it where what was built is `done`."""
        if self._file is not None:
            self._file.close()
        if done:
            with suppress(OSError):
                self._path.unlink()


def _whole(kept: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Yield the key, start and size of each run, up to the first that isn't whole."""
    while len(head := kept.read(HEAD.size)) == HEAD.size:
        key, size, checksum = HEAD.unpack(head)
        start = kept.tell()
        if zlib.crc32(kept.read(size)) != checksum:
            return
        yield key, start, size


def _written(passages: Sequence[EncodedPassage]) -> bytes:
    file = io.BytesIO()
    np.savez(
        file,
        dense=np.stack([each.dense for each in passages]),
        tokens=np.concatenate([each.tokens for each in passages]),
        ids=np.concatenate([each.ids for each in passages]),
        pieces=np.concatenate([each.pieces for each in passages]),
        heads=np.asarray([each.head for each in passages]),
        ends=np.cumsum([0, *(len(each.ids) for each in passages)]),
    )
    return file.getvalue()


def _read(written: bytes) -> list[EncodedPassage]:
    kept = np.load(io.BytesIO(written))
    tokens, ids, pieces = kept["tokens"], kept["ids"], kept["pieces"]
    bounds = pairwise(kept["ends"].tolist())
    return [
        EncodedPassage(dense, tokens[start:end], ids[start:end], pieces[start:end], head)
        for dense, head, (start, end) in zip(
            kept["dense"], kept["heads"].tolist(), bounds, strict=True
        )
    ]
