"""The vectors of an index that is replaced: what is the same in the new one isn't encoded again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoding.passage_vectors import EncodedPassage
from index.encoding.runs import Run, read_runs
from index.signals.dense import Dense
from index.signals.heading_vectors import HeadingVectors
from index.signals.late_interaction import TokenVectors
from index.store.layout import LAYOUT

__all__ = ["EarlierVectors", "KnownVectors"]


class KnownVectors(Protocol):
    """What was encoded before, wherever it is kept."""

    def passages(self, wanted: Run) -> list[EncodedPassage] | None:
        """Return a run's passages, encoded, or None where none like it was."""
        ...

    def headings(self, wanted: Run) -> NDArray[np.float16] | None:
        """Return the vectors of a run's headings, or None where none like it was encoded."""
        ...


@dataclass(frozen=True, slots=True)
class EarlierVectors:
    """Vectors by the key of the run that they were encoded in; without an index, none."""

    _passages: Mapping[bytes, Run] = field(default_factory=dict)
    _headings: Mapping[bytes, Run] = field(default_factory=dict)
    _dense: Dense | None = None
    _tokens: TokenVectors | None = None
    _of_headings: NDArray[np.float16] | None = None

    @classmethod
    def load(cls, files: Path, dimensions: int) -> EarlierVectors:
        """Open the vectors among the files of an index, of so many `dimensions`."""
        return cls(
            {run.key: run for run in read_runs(files / LAYOUT.runs)},
            {run.key: run for run in read_runs(files / LAYOUT.headings.runs)},
            Dense.load(files),
            TokenVectors.load(files, dimensions),
            HeadingVectors.load(files).vectors,
        )

    def passages(self, wanted: Run) -> list[EncodedPassage] | None:
        """Return a run's passages, encoded, or None where none like it was."""
        run = self._passages.get(wanted.key)
        if run is None or self._dense is None or self._tokens is None:
            return None
        return [
            EncodedPassage(dense, *self._tokens.of(passage))
            for passage, dense in enumerate(self._dense.vectors(run.start, run.end), run.start)
        ]

    def headings(self, wanted: Run) -> NDArray[np.float16] | None:
        """Return the vectors of a run's headings, or None where none like it was encoded."""
        run = self._headings.get(wanted.key)
        if run is None or self._of_headings is None:
            return None
        return self._of_headings[run.start : run.end]
