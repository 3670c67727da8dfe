"""Nearest dense vectors, by FAISS."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import LARGEST_READ
from index.store.layout import LAYOUT

__all__ = ["Dense"]

FLAT_UP_TO = 20_000
"""Passages up to which every vector is compared; beyond, those of the nearest clusters are."""
CLUSTERS = 4.0
"""Clusters for the square root of the passages: FAISS's own advice, 4,000 for a million."""
TRAINED_ON, ROUNDS = 40, 6
"""Vectors a cluster that k-means looks at, and how often."""
SEARCHED = 128
"""Clusters that are searched for a question."""


class Dense:
    """A FAISS index of L2-normalised vectors by inner product, which then is the cosine."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - faiss has no types
        self._index = index

    @classmethod
    def build(cls, vectors: NDArray[np.float32], *, flat: bool = False) -> Dense:
        """Build over (passages, dimensions) vectors: in clusters where there are many, or `flat`.

        What is only read, and never searched, is best flat.
        """
        import faiss

        count, dimensions = vectors.shape
        index: Any = faiss.IndexFlatIP(dimensions)
        if count > FLAT_UP_TO and not flat:
            # The clusters are found by their own index, and the vectors stay as they are: an index
            # that is built after this one takes them over to the last bit.
            clusters = int(CLUSTERS * math.sqrt(count))
            index = faiss.IndexIVFFlat(index, dimensions, clusters, faiss.METRIC_INNER_PRODUCT)
            index.cp.niter, index.cp.max_points_per_centroid = ROUNDS, TRAINED_ON
            index.cp.spherical = True
        # One thread adds in one order: the same vectors give the same index.
        threads = faiss.omp_get_max_threads()
        faiss.omp_set_num_threads(1)
        vectors = np.ascontiguousarray(vectors)
        index.train(vectors)
        index.add(vectors)
        faiss.omp_set_num_threads(threads)
        return cls(_opened(index))

    @property
    def kind(self) -> str:
        """The type of the FAISS index: flat, where every vector is compared, or IVF."""
        return "IVF" if hasattr(self._index, "nprobe") else "flat"

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
        return cls(_opened(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC if large else 0)))

    def vectors(self, start: int, end: int) -> NDArray[np.float32]:
        """Return the vectors of consecutive passages, (passages, dimensions)."""
        vectors: NDArray[np.float32] = self._index.reconstruct_n(start, end - start)
        return vectors

    def nearest(
        self, questions: NDArray[np.float32], count: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return cosines and passages, (questions, ≤ count) each, best first.

        `questions` are (questions, dimensions), L2-normalised; IVF may find too few, and has -1
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


def _opened(index: Any) -> Any:  # noqa: ANN401
    """Return the index, which in clusters is told how many to search and where each vector is."""
    if hasattr(index, "nprobe"):
        index.nprobe = SEARCHED
        index.make_direct_map()
    return index
