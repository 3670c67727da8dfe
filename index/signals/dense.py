"""Nearest dense vectors, by FAISS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import LARGEST_READ
from index.store.layout import LAYOUT

__all__ = ["Dense"]

FLAT_UP_TO = 20_000
"""Passages up to which every vector is compared; beyond, HNSW finds nearly the same in less."""
HNSW_LINKS, HNSW_BUILD, HNSW_SEARCH = 32, 200, 400


class Dense:
    """A FAISS index of L2-normalised vectors by inner product, which then is the cosine."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - faiss has no types
        self._index = index

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> Dense:
        """Build over (passages, dimensions) vectors: flat, or HNSW where there are many."""
        import faiss

        count, dimensions = vectors.shape
        index: Any
        if count <= FLAT_UP_TO:
            index = faiss.IndexFlatIP(dimensions)
        else:
            index = faiss.IndexHNSWFlat(dimensions, HNSW_LINKS, faiss.METRIC_INNER_PRODUCT)
            index.hnsw.efConstruction = HNSW_BUILD
            # One thread adds in one order: the same vectors give the same graph.
            threads = faiss.omp_get_max_threads()
            faiss.omp_set_num_threads(1)
            index.add(np.ascontiguousarray(vectors))
            faiss.omp_set_num_threads(threads)
            return cls(index)
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @property
    def kind(self) -> str:
        """The type of the FAISS index: flat, where every vector is compared, or HNSW."""
        return "HNSW" if hasattr(self._index, "hnsw") else "flat"

    def save(self, folder: Path) -> None:
        """Write the index."""
        import faiss

        faiss.write_index(self._index, str(folder / LAYOUT.dense))

    @classmethod
    def load(cls, folder: Path) -> Dense:
        """Open what `save` wrote."""
        import faiss

        path = folder / LAYOUT.dense
        # A second thread would share one question's few operations, and wait for the model's.
        faiss.omp_set_num_threads(1)
        large = path.stat().st_size > LARGEST_READ
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC if large else 0)
        if hasattr(index, "hnsw"):
            index.hnsw.efSearch = HNSW_SEARCH
        return cls(index)

    def vectors(self, start: int, end: int) -> NDArray[np.float32]:
        """Return the vectors of consecutive passages, (passages, dimensions)."""
        vectors: NDArray[np.float32] = self._index.reconstruct_n(start, end - start)
        return vectors

    def nearest(
        self, questions: NDArray[np.float32], count: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return cosines and passages, (questions, ≤ count) each, best first.

        `questions` are (questions, dimensions), L2-normalised; HNSW may find too few, and has -1
        in their place.
        """
        count = min(count, self._index.ntotal)
        scores, passages = self._index.search(np.ascontiguousarray(questions), count)
        return scores, passages

    def similarities(
        self, question: NDArray[np.float32], passages: NDArray[np.integer]
    ) -> NDArray[np.float32]:
        """Return the cosine of a (dimensions,) question with each of some passages, (passages,)."""
        vectors = self._index.reconstruct_batch(np.ascontiguousarray(passages, np.int64))
        scores: NDArray[np.float32] = vectors @ question
        return scores
