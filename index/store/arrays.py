"""Arrays on disk, opened read-only: read into memory, or mapped where they are too large for that.

What was read stays as it was, whatever becomes of the file. A mapped file that somebody cuts
short in place ends the process (SIGBUS); what builds an index never writes into one that is
published.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["LARGEST_READ", "ArrayWriter", "open_array", "open_bytes"]

LARGEST_READ = 32 * 1024 * 1024
"""Bytes up to which a file is read; a larger one is mapped, and shared by all processes."""


def open_array(path: Path) -> NDArray[Any]:
    """Open an array, of the shape and type it was saved in; raises ValueError for any other file.

    Nothing can be written into what this and `open_bytes` return.
    """
    array: NDArray[Any]
    if path.stat().st_size <= LARGEST_READ:
        array = np.load(path)
        array.flags.writeable = False
    else:
        # A plain view: what is taken from a memmap pays for being one.
        array = np.load(path, mmap_mode="r").view(np.ndarray)
    return array


def open_bytes(path: Path) -> NDArray[np.uint8]:
    """Open any file as its bytes, (bytes,)."""
    if path.stat().st_size <= LARGEST_READ:
        return np.frombuffer(path.read_bytes(), np.uint8)
    return np.memmap(path, np.uint8, "r").view(np.ndarray)


class ArrayWriter:
    """Writes an array some rows at a time; the file is, byte for byte, what `np.save` writes."""

    def __init__(self, path: Path, dtype: Any, row: tuple[int, ...] = ()) -> None:  # noqa: ANN401
        """Begin an array of rows of a shape."""
        self._dtype = np.dtype(dtype)
        self._row = row
        self._count = 0
        self._file = path.open("wb")
        self._write_header()

    def append(self, rows: NDArray[Any]) -> None:
        """Write (rows, *row) behind those that are there."""
        self._file.write(np.ascontiguousarray(rows, self._dtype).tobytes())
        self._count += len(rows)

    def __enter__(self) -> ArrayWriter:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Say in front how many rows there are, and close the file."""
        self._file.seek(0)
        self._write_header()  # as long as before: NumPy leaves room for the number to grow
        self._file.close()

    def _write_header(self) -> None:
        descr = np.lib.format.dtype_to_descr(self._dtype)
        shape = (self._count, *self._row)
        header = {"descr": descr, "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(self._file, header)
