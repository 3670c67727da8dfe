"""Arrays on disk, memory-mapped: processes that open the same index share them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["mapped", "mapped_bytes"]


def mapped(path: Path) -> NDArray[Any]:
    """Open an array that `numpy.save` wrote, read-only."""
    # A plain view: what is taken from a memmap pays for being one.
    array: NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return array


def mapped_bytes(path: Path) -> NDArray[np.uint8]:
    """Open any file as its bytes, (bytes,), read-only."""
    if not path.stat().st_size:  # which can't be mapped
        return np.zeros(0, np.uint8)
    return np.memmap(path, np.uint8, "r").view(np.ndarray)
