"""Nearest dense vectors, by FAISS."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import LARGEST_READ, open_array
from index.store.layout import LAYOUT

__all__ = ["Dense"]

FLAT_UP_TO = 20_000
"""Passages up to which every vector is compared; beyond, those of the nearest clusters are."""
CLUSTERS = 2.0
"""Clusters for the square root of the passages: 2,000 for a million."""
TRAINED_ON, ROUNDS = 40, 6
"""Vectors a cluster that k-means looks at, and how often."""
SEARCHED = 64
"""Clusters that are searched for a question."""
COMPARED = 2
"""How many times what is wanted of a search in clusters is compared by whole vectors."""
AT_ONCE = 50_000
"""Vectors that are put into clusters together."""


class Dense:
    """L2-normalised vectors by inner product, which then is the cosine.

    Few are a flat index of FAISS. Of many FAISS has a byte a dimension, in clusters, and the
    nearest of these are compared by the vectors themselves, which lie on disk beside it: an index
    that is built after this one takes them over to the last bit.
    """

    def __init__(self, index: Any, vectors: NDArray[np.float32] | None = None) -> None:  # noqa: ANN401 - faiss has no types
        """Take a FAISS index and, where it is in clusters, (passages, dimensions) vectors."""
        self._index = index
        self._vectors = vectors
        if vectors is not None:
            index.nprobe = SEARCHED

    @classmethod
    def build(cls, vectors: NDArray[np.float32], *, flat: bool = False) -> Dense:
        """Build over (passages, dimensions) vectors: in clusters where there are many, or `flat`.

        What is only read, and never searched, is best flat.
        """
        import faiss

        count, dimensions = vectors.shape
        many = count > FLAT_UP_TO and not flat
        index: Any = faiss.IndexFlatIP(dimensions)
        # One thread adds in one order: the same vectors give the same index.
        threads = faiss.omp_get_max_threads()
        faiss.omp_set_num_threads(1)
        if many:
            clusters = int(CLUSTERS * math.sqrt(count))
            index = faiss.IndexIVFScalarQuantizer(
                *(index, dimensions, clusters, faiss.ScalarQuantizer.QT_8bit),
                *(faiss.METRIC_INNER_PRODUCT, False),
            )
            index.cp.niter, index.cp.max_points_per_centroid = ROUNDS, TRAINED_ON
            index.cp.spherical = True
            index.train(_some(vectors, TRAINED_ON * clusters))
        for start in range(0, count, AT_ONCE):
            index.add(np.ascontiguousarray(vectors[start : start + AT_ONCE]))
        faiss.omp_set_num_threads(threads)
        return cls(index, vectors if many else None)

    @property
    def kind(self) -> str:
        """The type of the FAISS index: flat, where every vector is compared, or IVF."""
        return "flat" if self._vectors is None else "IVF"

    def save(self, folder: Path) -> None:
        """Write the index, and the vectors that it doesn't hold whole."""
        import faiss

        faiss.write_index(self._index, str(folder / LAYOUT.dense))
        if self._vectors is not None:
            np.save(folder / LAYOUT.dense_vectors, self._vectors)

    @classmethod
    def load(cls, folder: Path) -> Dense:
        """Open what `save` wrote."""
        import faiss

        path = folder / LAYOUT.dense
        # A second thread would share one question's few operations, and wait for the model's.
        faiss.omp_set_num_threads(1)
        large = path.stat().st_size > LARGEST_READ
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC if large else 0)
        clustered = hasattr(index, "nprobe")
        return cls(index, open_array(folder / LAYOUT.dense_vectors) if clustered else None)

    def vectors(self, start: int, end: int) -> NDArray[np.float32]:
        """Return the vectors of consecutive passages, (passages, dimensions)."""
        if self._vectors is not None:
            return self._vectors[start:end]
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
        questions = np.ascontiguousarray(questions)
        if self._vectors is None:
            scores, passages = self._index.search(questions, count)
            return scores, passages
        near = self._index.search(questions, min(COMPARED * count, self._index.ntotal))[1]
        rows = [self._compared(*each, count) for each in zip(questions, near, strict=True)]
        return np.stack([scores for scores, _ in rows]), np.stack([found for _, found in rows])

    def _compared(
        self, question: NDArray[np.float32], near: NDArray[np.int64], count: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return the best of what is near, compared by whole vectors; (count,) each."""
        found = near[near >= 0]
        cosines = self.similarities(question, found)
        best = np.lexsort((found, -cosines))[:count]
        scores, passages = np.full(count, -np.inf, np.float32), np.full(count, -1, np.int64)
        scores[: len(best)], passages[: len(best)] = cosines[best], found[best]
        return scores, passages

    def similarities(
        self, question: NDArray[np.float32], passages: NDArray[np.integer]
    ) -> NDArray[np.float32]:
        """Return the cosine of a (dimensions,) question with each of some passages, (passages,)."""
        if self._vectors is None:
            vectors = self._index.reconstruct_batch(np.ascontiguousarray(passages, np.int64))
        else:
            vectors = self._vectors[passages]
        scores: NDArray[np.float32] = vectors @ question
        return scores


def _some(vectors: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """Return at most so many of the vectors, drawn by chance that is always the same."""
    if len(vectors) <= count:
        return np.ascontiguousarray(vectors)
    drawn = np.random.default_rng(0).choice(len(vectors), count, replace=False)
    return vectors[np.sort(drawn)]
