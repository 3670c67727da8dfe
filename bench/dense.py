"""What FAISS alone costs as passages grow to a million: building, searching, what it finds.

python -m bench.dense                       # 25,000 and 100,000; some minutes
python -m bench.dense --sizes 1000000
python -m bench.dense --sizes 25000 --hnsw  # beside the graph that was used before

To encode a million passages would take hours. So every sentence of the bundled guides is encoded,
and a passage's vector is the mean of three of them, drawn anew for each and weighed by chance:
seeded, as near to each other as passages on the same matters are. Questions are the real ones.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.sets import question_sets
from bot.settings import Settings
from corpus import BUNDLED, read_folder
from corpus.sentences import sentences
from index.encoding import open_encoder
from index.encoding.export import DEFAULT_MODEL, exported
from index.signals.dense import Dense

NEAREST = 50
PIECES = 3
QUESTIONS = 100
ROWS = 50_000
"""Passages that are made at once."""
LINKS, BUILD_BEAM, SEARCH_BEAM = 32, 200, 400
"""Of HNSW, as it was."""


def encoded() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the vectors of the guides' sentences and of questions, (texts, dimensions) each."""
    folder = exported(DEFAULT_MODEL, Settings.read().cache_dir)
    encoder = open_encoder(folder)
    guides = read_folder([BUNDLED]).articles
    texts = [one.text for guide in guides for one in guide.passages]
    said = [
        text[start:end] for text in texts for start, end in pairwise([*sentences(text), len(text)])
    ]
    asked = [one["q"] for every in question_sets() for one in every.answerable]
    step = len(asked) // QUESTIONS
    pieces = [each.dense for each in encoder.encode(said)]
    questions = [each.dense for each in encoder.encode(asked[::step][:QUESTIONS], query=True)]
    return np.stack(pieces), np.stack(questions)


def recombined(pieces: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """Return the vectors of so many passages, (count, dimensions)."""
    random = np.random.default_rng(count)
    vectors = np.empty((count, pieces.shape[1]), np.float32)
    for start in range(0, count, ROWS):
        rows = vectors[start : start + ROWS]
        rows[:] = 0
        for weights in random.random((PIECES, len(rows), 1), np.float32):
            rows += weights * pieces[random.integers(0, len(pieces), len(rows))]
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return vectors


def nearest(questions: NDArray[np.float32], vectors: NDArray[np.float32]) -> Iterator[set[int]]:
    """Yield the right answers: the nearest of all vectors to each question."""
    cosines = questions @ vectors.T
    for row in cosines:
        yield set(np.argpartition(-row, NEAREST)[:NEAREST].tolist())


def hnsw(vectors: NDArray[np.float32]) -> Dense:
    """Return the graph that was built where there are many passages."""
    import faiss

    graph = faiss.IndexHNSWFlat(vectors.shape[1], LINKS, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction, graph.hnsw.efSearch = BUILD_BEAM, SEARCH_BEAM
    faiss.omp_set_num_threads(1)
    graph.add(vectors)
    return Dense(graph)


def row(
    vectors: NDArray[np.float32], questions: NDArray[np.float32], *, graph: bool = False
) -> str:
    """Build an index, search it, and return a row of the table."""
    started = time.process_time()
    built = hnsw(vectors) if graph else Dense.build(vectors)
    spent = time.process_time() - started
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        built.save(folder)
        size = sum(each.stat().st_size for each in folder.iterdir())
        started = time.perf_counter()
        opened = built if graph else Dense.load(folder)
        opening = time.perf_counter() - started
        found = 0
        walls = []
        for _ in range(3):
            right = nearest(questions, vectors)
            for question, best in zip(questions, list(right), strict=True):
                started = time.perf_counter()
                numbers = opened.nearest(question[None], NEAREST)[1][0]
                walls.append(1000 * (time.perf_counter() - started))
                found += len(best & set(numbers.tolist()))
    p95 = statistics.quantiles(walls, n=20)[-1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kind = "HNSW" if graph else built.kind
    return (
        f"| {len(vectors):,} | {kind} | {spent:.0f} | {size / 1e6:,.0f} | {opening:.2f} "
        f"| {statistics.median(walls):.1f} | {p95:.1f} | {found / len(walls) / NEAREST:.3f} "
        f"| {peak:,.0f} |"
    )


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[25_000, 100_000])
    parser.add_argument("--hnsw", action="store_true")
    arguments = parser.parse_args()
    pieces, questions = encoded()
    print(
        "| passages | FAISS | processor seconds to build | MB | opened in, s | p50, ms | p95, ms "
        "| recall@50 | peak, MB |\n|---|---|---|---|---|---|---|---|---|"
    )
    for size in arguments.sizes:
        vectors = recombined(pieces, size)
        for graph in (False, True) if arguments.hnsw else (False,):
            print(row(vectors, questions, graph=graph), flush=True)


if __name__ == "__main__":
    main()
