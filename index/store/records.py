"""Records on disk, one JSON line each, read one by one: opening a large index reads none."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.store.arrays import open_array, open_bytes
from index.store.layout import RecordFiles

__all__ = ["Records"]

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

    @staticmethod
    def write(folder: Path, files: RecordFiles, records: Iterable[object]) -> None:
        """Write the records, and where each line begins."""
        encoder = msgspec.json.Encoder()
        bounds = [0]
        with (folder / files.lines).open("wb") as file:
            for record in records:
                bounds.append(bounds[-1] + file.write(encoder.encode(record) + b"\n"))
        np.save(folder / files.bounds, np.asarray(bounds, np.int64))
