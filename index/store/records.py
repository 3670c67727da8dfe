"""Records on disk, one JSON line each, read one by one: opening a large index reads none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.memory import load_array, load_bytes

__all__ = ["Records"]


class Records:
    """Lines of JSON, by number."""

    def __init__(self, path: Path) -> None:
        self._bounds: NDArray[np.int64] = load_array(path.with_suffix(".npy"))
        self._lines = load_bytes(path)

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def __getitem__(self, number: int) -> Any:  # noqa: ANN401 - any JSON
        if not 0 <= number < len(self):
            raise IndexError(number)
        return json.loads(self._lines[self._bounds[number] : self._bounds[number + 1]].tobytes())

    @staticmethod
    def write(path: Path, records: Iterable[Any]) -> None:
        """Write the records, and where each line begins beside them (`.npy`)."""
        bounds = [0]
        with path.open("wb") as file:
            for record in records:
                line = json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
                bounds.append(bounds[-1] + file.write(line.encode()))
        np.save(path.with_suffix(".npy"), np.asarray(bounds, np.int64))
