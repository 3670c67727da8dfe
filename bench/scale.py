"""What an answer costs as the articles grow: latency, memory, and what FAISS finds.

python -m bench.scale                  # 1,000, 10,000 and 100,000 passages; several minutes
python -m bench.scale --sizes 1000 10000 --chart bench/scale.svg

The passages are generated, and so are their vectors (one a vocabulary entry, seeded): to encode
100,000 would take long and change nothing of the cost. Questions go all the way through the model.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import index.build
from bench.sets import ROOT, question_sets
from bot.answering.answerer import Answerer
from bot.settings import Settings
from index.encoding.model import Encoded
from index.encoding.onnx import OnnxEncoder
from index.load import Index

PASSAGES_A_SECTION = 5
SECTIONS_AN_ARTICLE = 40
NEAREST = 50


class Generated:
    """An encoder that looks a vector up for every token instead of running the model."""

    def __init__(self, folder: Path) -> None:
        real = OnnxEncoder(folder)
        real.ready()
        self.info = real.info
        self._tokenizer = real._tokenizer.result()
        random = np.random.default_rng(0)
        table = random.normal(size=(self._tokenizer.get_vocab_size(), self.info.dimensions))
        self._table = _normalised(table.astype(np.float32))

    def ready(self) -> None:
        """Do nothing: it is ready."""

    def encode(self, texts: Sequence[str], *, query: bool = False) -> list[Encoded]:  # noqa: ARG002
        """Look the texts' tokens up; a dense vector is their mean."""
        encoded = []
        for one in self._tokenizer.encode_batch(list(texts)):
            ids = np.asarray(one.ids[1:-1], np.int32)
            tokens = self._table[ids]
            dense = _normalised(tokens.mean(axis=0, keepdims=True))[0]
            offsets = np.asarray(one.offsets[1:-1], np.int32).reshape(-1, 2)
            encoded.append(Encoded(dense, tokens, ids, offsets))
        return encoded


def _normalised(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    normalised: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return normalised


def write_articles(folder: Path, passages: int) -> None:
    """Write Markdown articles of generated paragraphs, as many passages in all."""
    random = np.random.default_rng(passages)
    sentences = [
        sentence
        for one in sorted((ROOT / "corpus" / "articles").glob("*.md"))
        for sentence in one.read_text("utf-8").split("---\n", 2)[-1].split()
    ]
    words = sorted({word.lower() for word in sentences if word.isalpha()})
    chances = 1 / np.arange(1, len(words) + 1)
    chances /= chances.sum()
    folder.mkdir()
    per_article = PASSAGES_A_SECTION * SECTIONS_AN_ARTICLE
    for number in range(-(-passages // per_article)):
        lines = [f"# Guide number {number}\n"]
        for passage in range(min(per_article, passages - number * per_article)):
            if passage % PASSAGES_A_SECTION == 0:
                lines.append(f"## {' '.join(random.choice(words, 4, p=chances)).capitalize()}\n")
            chosen = [*random.choice(words, 24, p=chances), f"item{number}x{passage}"]
            lines.append(f"{' '.join(chosen).capitalize()}.\n")
        (folder / f"guide-{number}.md").write_text("\n".join(lines), "utf-8")


def measure(folder: Path) -> dict[str, Any]:
    """Return what answering from an index costs; to be called in a process of its own."""
    started = time.perf_counter()
    opened = Index.open(folder)
    opening = time.perf_counter() - started
    questions = [one["q"] for one in question_sets()[0].answerable]
    for question in questions[:10]:
        Answerer(opened).answer(question)
    seconds, bare = [], []
    for _ in range(3):
        answerer = Answerer(opened)
        for question in questions:
            started = time.perf_counter()
            opened.encoder.encode([question], query=True)
            bare.append(time.perf_counter() - started)
            started = time.perf_counter()
            answerer.answer(question)
            seconds.append(time.perf_counter() - started)
    vectors = opened.dense._index.reconstruct_n(0, len(opened))
    found = exact = 0
    random = np.random.default_rng(1)
    for number in random.integers(0, len(opened), 100):
        noise = random.normal(size=vectors.shape[1]).astype(np.float32)
        asked = _normalised((vectors[number] + 0.03 * noise)[None])
        right = set(np.argsort(-(vectors @ asked[0]), kind="stable")[:NEAREST].tolist())
        found += len(right & set(opened.dense.nearest(asked, NEAREST)[1][0].tolist()))
        exact += len(right)
    pages = [int(n) for n in Path("/proc/self/statm").read_text().split()]
    return {
        "passages": len(opened),
        "opening": opening,
        "p50": statistics.median(seconds),
        "p95": statistics.quantiles(seconds, n=20)[-1],
        "encoder": statistics.median(bare),
        "own": (pages[1] - pages[2]) * os.sysconf("SC_PAGE_SIZE") / 1e6 - vectors.nbytes / 1e6,
        "faiss": opened.dense.kind,
        "recall": found / exact,
    }


def draw(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw latency and memory against size."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    figure, left = pyplot.subplots(figsize=(6, 3.4), layout="constrained")
    sizes = [row["passages"] for row in rows]
    left.plot(sizes, [1000 * row["p50"] for row in rows], "o-", color="#1f6feb", label="answer")
    left.plot(
        sizes, [1000 * row["encoder"] for row in rows], "--", color="#8ab4f8", label="encoder"
    )
    left.set(xscale="log", xlabel="passages", ylabel="ms a question, median", ylim=(0, None))
    right = left.twinx()
    right.plot(sizes, [row["own"] for row in rows], "s-", color="#b35900", label="memory")
    right.set(ylabel="memory of the process, MB", ylim=(0, None))
    figure.legend(loc="outside upper center", ncols=3, frameon=False)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Build an index of each size, measure it in a process of its own, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--chart", type=Path)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.measure)))
        return
    index.build.open_encoder = Generated  # type: ignore[assignment,attr-defined]
    print(
        "| passages | built in, processor s | peak, MB | disk, MB | opened in, s | answer p50, ms "
        "| p95, ms | encoder p50, ms | memory, MB | FAISS | recall@50 |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    rows = []
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            write_articles(folder / "articles", size)
            # Of the processor: other work on the machine doesn't count.
            started = time.process_time()
            index.build.build(
                [folder / "articles"], folder / "index", cache=Settings.read().cache_dir
            )
            seconds = time.process_time() - started
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            disk = sum(
                each.stat().st_size for each in (folder / "index").rglob("*") if each.is_file()
            )
            done = subprocess.run(
                [sys.executable, "-m", "bench.scale", "--measure", str(folder / "index")],
                capture_output=True,
                text=True,
                check=True,
            )
            row = json.loads(done.stdout)
        rows.append(row)
        print(
            f"| {row['passages']:,} | {seconds:.0f} | {peak:,.0f} | {disk / 1e6:,.0f} "
            f"| {row['opening']:.2f} | {1000 * row['p50']:.1f} "
            f"| {1000 * row['p95']:.1f} | {1000 * row['encoder']:.1f} | {row['own']:.0f} "
            f"| {row['faiss']} | {row['recall']:.3f} |",
            flush=True,
        )
    if arguments.chart:
        draw(rows, arguments.chart)


if __name__ == "__main__":
    main()
