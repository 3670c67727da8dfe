"""Questions that ask for the same, grouped by their vectors.

Each group has a leader, its most frequent wording, and holds what is alike enough to that one: no
chain of neighbours joins what only its ends have nothing to do with. Of very many, those near each
other are found by k-means (FAISS's) first, so that the time doesn't grow with the square.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["ALIKE", "grouped", "wording"]

ALIKE = 0.7
"""Cosine from which two questions ask for the same; of eleven million pairs of other questions of
the project's sets, one in ten thousand has 0.62."""
SAME_PASSAGE = 0.1
"""What the same nearest passage counts beside the cosine."""
BLOCK = 512
"""Questions that are compared at once."""
CELL = 512
"""Questions that k-means puts together, on average."""
ROUNDS = 2
"""Times that the leaders are compared anew, in other cells: two of one kind may be parted once."""


def wording(question: str) -> str:
    """Return how a question is worded: the same whatever its case, spacing and last mark."""
    return " ".join(question.casefold().split()).rstrip(" ?!.…") or question


def grouped(
    questions: Sequence[str], vectors: NDArray[np.floating], nearest: Sequence[str | None]
) -> NDArray[np.int64]:
    """Return the group of each question, (questions,): groups are numbered by size, 0 the largest.

    `vectors` are (questions, dimensions), L2-normalised; `nearest` are the passages that came
    nearest. Equal wordings are always together.
    """
    if not questions:
        return np.empty(0, np.int64)
    exact, same = np.unique(np.asarray(questions, object), return_inverse=True)
    wordings = np.asarray(list(map(wording, exact)), object)
    # (wordings,) a question that is worded so; (questions,) the wording of each.
    _, first, worded = np.unique(wordings[same], return_index=True, return_inverse=True)
    times = np.bincount(worded)
    order = np.argsort(-times, kind="stable")
    some = first[order]
    _, passages = np.unique(
        np.asarray([nearest[i] or "" for i in some], object), return_inverse=True
    )
    # Where nothing came near, that is no sign.
    passages[[not nearest[i] for i in some]] = -1
    leaders = _leaders(vectors[some].astype(np.float32), passages, times[order])
    group = np.empty(len(some), np.int64)
    group[order] = leaders
    return _by_size(group[worded])


def _leaders(
    vectors: NDArray[np.float32], passages: NDArray[np.int64], times: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the leader of each wording, (wordings,); those asked most often come first."""
    leader = np.arange(len(vectors))
    standing = np.arange(len(vectors))
    for seed in range(1 + ROUNDS):
        led = np.empty(len(standing), np.int64)
        cells = _cells(vectors[standing], seed)
        for cell in range(int(cells.max()) + 1):
            inside = np.flatnonzero(cells == cell)
            led[inside] = inside[_led(vectors[standing[inside]], passages[standing[inside]])]
        to = leader.copy()
        to[standing] = standing[led]
        leader = to[leader]
        held = np.bincount(leader, times, minlength=len(leader))
        left = np.unique(leader)
        if len(left) == len(standing) or len(standing) <= CELL:
            break
        standing = left[np.argsort(-held[left], kind="stable")]
    return leader


def _cells(vectors: NDArray[np.float32], seed: int) -> NDArray[np.int64]:
    """Return a number for each vector, the same for those that lie together."""
    count = len(vectors) // CELL
    if count < 2:
        return np.zeros(len(vectors), np.int64)
    import faiss

    means = faiss.Kmeans(
        vectors.shape[1], count, niter=5, seed=seed + 1, spherical=True, max_points_per_centroid=64
    )
    means.train(vectors)
    cells: NDArray[np.int64] = means.index.search(vectors, 1)[1][:, 0]
    return cells


def _led(vectors: NDArray[np.float32], passages: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the leader of each, (rows,): the first that it is alike to, or itself."""
    leader = np.arange(len(vectors))
    leaders = np.empty(0, np.int64)
    for start in range(0, len(vectors), BLOCK):
        rows = np.arange(start, min(start + BLOCK, len(vectors)))
        if len(leaders):
            alike = _alike(rows, leaders, vectors, passages)
            best = alike.argmax(axis=1)
            joins = alike[np.arange(len(rows)), best] >= ALIKE
            leader[rows[joins]] = leaders[best[joins]]
            rows = rows[~joins]
        if not len(rows):
            continue
        near = _alike(rows, rows, vectors, passages) >= ALIKE
        free = np.ones(len(rows), bool)
        new = []
        for number, row in enumerate(rows):
            if free[number]:
                mine = near[number] & free
                mine[number] = True
                leader[rows[mine]] = row
                free &= ~mine
                new.append(row)
        leaders = np.concatenate([leaders, new])
    return leader


def _alike(
    some: NDArray[np.int64],
    others: NDArray[np.int64],
    vectors: NDArray[np.float32],
    passages: NDArray[np.int64],
) -> NDArray[np.float32]:
    same = (passages[some][:, None] == passages[others]) & (passages[some][:, None] >= 0)
    alike: NDArray[np.float32] = vectors[some] @ vectors[others].T
    np.add(alike, np.float32(SAME_PASSAGE), out=alike, where=same)
    return alike


def _by_size(group: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number groups by size; of one size, by what was there first."""
    _, first, inverse, sizes = np.unique(
        group, return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(sizes), np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    numbered: NDArray[np.int64] = rank[inverse]
    return numbered
