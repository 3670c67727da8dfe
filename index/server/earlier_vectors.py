"""The vectors of an index on a server that is replaced: what is the same isn't encoded again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from index.encoding.passage_vectors import EncodedPassage
from index.encoding.runs import Run, read_runs
from index.server.client import Server
from index.server.fetched import Fetched
from index.server.layout import BUILD_FILES
from index.server.opened import manifest_of
from index.server.records import read_records
from index.store.arrays import open_array
from index.store.layout import LAYOUT

__all__ = ["ServerVectors"]


class ServerVectors:
    """Vectors by the key of the run that they were encoded in, fetched run by run."""

    def __init__(self, server: Server, collection: str) -> None:
        """Read which runs a collection has. Raises IndexUnusableError."""
        self.manifest = manifest_of(server, collection)
        self._fetched = Fetched(server, collection, self.manifest)
        names = {f"file/{name}": name for name in BUILD_FILES}
        with TemporaryDirectory(prefix="careerbot-") as temporary:
            files = Path(temporary)
            for name, data in read_records(server, collection, names).items():
                (files / names[name]).write_bytes(data)
            self._passages = {run.key: run for run in read_runs(files / LAYOUT.runs)}
            self._headings = {run.key: run for run in read_runs(files / LAYOUT.headings.runs)}
            self._opening: NDArray[np.int32] = open_array(files / LAYOUT.headings.passages)

    def passages(self, wanted: Run) -> list[EncodedPassage] | None:
        """Return a run's passages, encoded, or None where none like it was."""
        run = self._passages.get(wanted.key)
        if run is None:
            return None
        width = (self.manifest.encoder.dimensions + 7) // 8
        return [
            EncodedPassage(
                each.dense,
                np.frombuffer(each.record.signs, np.uint8).reshape(-1, width),
                np.frombuffer(each.record.ids, np.int32),
                np.frombuffer(each.record.pieces, np.uint16),
                each.record.head,
            )
            for each in self._fetched.passages(range(run.start, run.end))
        ]

    def headings(self, wanted: Run) -> NDArray[np.float16] | None:
        """Return the vectors of a run's headings, or None where none like it was encoded."""
        run = self._headings.get(wanted.key)
        if run is None:
            return None
        numbers = self._opening[run.start : run.end].tolist()
        found = self._fetched.passages(numbers)
        return np.stack([np.frombuffer(each.record.opening, np.float16) for each in found])
