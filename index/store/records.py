"""Records on disk, one JSON line each, read one by one: opening a large index reads none."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.store.arrays import open_array, open_bytes
from index.store.layout import RecordFiles

__all__ = ["RecordWriter", "Records"]

T = TypeVar("T")


class Records(Generic[T]):
    """Lines of JSON, by number, each read as one type."""

    def __init__(self, folder: Path, files: RecordFiles, of: type[T]) -> None:
        self._bounds: NDArray[np.int64] = open_array(folder / files.bounds)
        self._lines = open_bytes(folder / files.lines)
        self._decoder = msgspec.json.Decoder(of)

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def __getitem__(self, number: int) -> T:
        """Return a record; raises IndexError beyond the last, ValidationError for another type."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._decoder.decode(
            self._lines[self._bounds[number] : self._bounds[number + 1]].tobytes()
        )


class RecordWriter:
    """Writes records one by one, and at the end where each line begins."""

    def __init__(self, folder: Path, files: RecordFiles) -> None:
        self._encoder = msgspec.json.Encoder()
        self._ends = folder / files.bounds
        self._bounds = array("q", [0])
        self._file = (folder / files.lines).open("wb")

    def __len__(self) -> int:
        """Return how many there are so far."""
        return len(self._bounds) - 1

    def add(self, record: object) -> None:
        """Write a record behind the others."""
        written = self._file.write(self._encoder.encode(record) + b"\n")
        self._bounds.append(self._bounds[-1] + written)

    def __enter__(self) -> RecordWriter:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write the bounds, and close the file."""
        self._file.close()
        np.save(self._ends, np.asarray(self._bounds, np.int64))
