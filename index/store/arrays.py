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

__all__ = ["LARGEST_READ", "open_array", "open_bytes"]

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
