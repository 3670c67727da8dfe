"""What answers cost as the passages grow: building, disk, memory, latency, and what FAISS finds.

python -m bench.scale                  # 10,000, 100,000 and 1,000,000 passages; an hour
python -m bench.scale --sizes 1000 10000 --chart bench/scale.svg

The passages are those of `bench.recombined`; questions are real, and go through the model, over
HTTP, to a service of one worker: each client asks again as soon as it is answered. Of its answers
are the 50th, 95th and 99th of a hundred, and in brackets what one takes of the processor; search
is the processor's milliseconds of ranking alone, neither encoding nor reading, p50 and p95.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np

import index.build
from bench.http import serve, spellings
from bench.recombined import Recombined, recombined
from bench.sets import question_sets
from bench.workers import ask, processor_seconds
from bot.settings import Settings
from corpus.article import Article
from corpus.owner import OwnerWords
from index.encoding.export import DEFAULT_MODEL, exported
from index.load import FolderIndex
from index.search import search
from index.store.spool import Spool

NEAREST = 50
ROWS = 50_000
"""Vectors that are compared at once."""
CLIENTS = (1, 8)
PARTS = (0.5, 0.95, 0.99)


def megabytes(field: str, process: int | str = "self") -> float:
    """Return what /proc says of a process's memory: RssAnon is its own, VmRSS all of it."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split(f"{field}:")[1].split()[0]) * 1024 / 1e6


def built(folder: Path, size: int, read: bool) -> dict[str, Any]:
    """Build an index of so many passages, and return what that takes.

    Their articles are as they were read; or are written, and `read`.
    """
    done = Event()
    most = 0.0

    def watch() -> None:
        nonlocal most
        while not done.wait(0.05):
            most = max(most, megabytes("RssAnon"))

    watching = Thread(target=watch)
    watching.start()
    index.build.open_encoder = Recombined  # type: ignore[assignment,attr-defined]
    started, used = time.perf_counter(), time.process_time()
    cache, out = Settings.read().cache_dir, folder / "index"
    if read:
        report = index.build.build([folder / "articles"], out, cache=cache)
    else:
        articles = Spool(recombined(size), Article)
        encoder = exported(DEFAULT_MODEL, cache)
        report = index.build.build_of(
            articles, OwnerWords(), out, (), encoder, out, 1, lambda *_: None
        )
    seconds, used = time.perf_counter() - started, time.process_time() - used
    done.set()
    watching.join()
    disk = sum(each.stat().st_size for each in (folder / "index").rglob("*") if each.is_file())
    return {
        "passages": report.passages,
        "seconds": seconds,
        "processor": used,
        "peak": most,
        "disk": disk / 1e6,
    }


def opened(folder: Path) -> dict[str, Any]:
    """Open an index, and return how long that takes, and how long it is searched; what it finds."""
    started = time.perf_counter()
    found = FolderIndex.open(folder / "index")
    opening = time.perf_counter() - started
    asked = [one["q"] for every in question_sets() for one in every.answerable][::5]
    encoded = found.encoder.encode(asked, query=True)
    questions = np.stack([one.dense for one in encoded])
    searching = []
    for question, one in zip(asked, encoded, strict=True):
        started = time.thread_time()
        search(question, one, found)
        searching.append(1000 * (time.thread_time() - started))
    cosines = np.concatenate(
        [
            found.dense.vectors(start, min(start + ROWS, len(found))) @ questions.T
            for start in range(0, len(found), ROWS)
        ]
    )
    # Of passages that are exactly as near, any will do.
    bars = np.partition(cosines, -NEAREST, axis=0)[-NEAREST]
    near = found.dense.nearest(questions, NEAREST)[1]
    right = [
        (cosines[own[own >= 0], number] >= bars[number] - 1e-6).sum()
        for number, own in enumerate(near)
    ]
    recall = float(np.mean(right)) / NEAREST
    row = {"opening": opening, "kind": found.dense.kind, "recall": recall}
    return row | {"search": np.quantile(searching, PARTS[:2]).tolist()}


def served(folder: Path, seconds: float) -> dict[str, Any]:
    """Serve an index, ask, and return how long answers take and what memory the service has."""
    questions = [one["q"] for every in question_sets() for one in every.answerable]
    asked = spellings(questions, repeat=False)
    began = time.perf_counter()
    process, port = serve(folder / "index", folder / "data", 1)
    row: dict[str, Any] = {"up": time.perf_counter() - began}
    try:
        asyncio.run(ask(port, asked, 1, seconds / 2))  # warms up
        for clients in CLIENTS:
            used = processor_seconds(process.pid)
            taken = asyncio.run(ask(port, asked, clients, seconds))
            used = processor_seconds(process.pid) - used
            row[f"ms{clients}"] = (1000 * np.quantile(taken, PARTS)).tolist()
            row[f"processor{clients}"] = 1000 * used / len(taken)
        row["own"], row["all"] = megabytes("RssAnon", process.pid), megabytes("VmRSS", process.pid)
    finally:
        process.terminate()
        process.wait()
    return row


def in_a_process(what: str, folder: Path, *more: str) -> dict[str, Any]:
    """Return what a function of this module says, called in a process of its own."""
    command = [sys.executable, "-m", "bench.scale", "--only", what, "--folder", str(folder), *more]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def line(row: dict[str, Any]) -> str:
    """Return a row of the table."""
    times = (
        f"{' / '.join(f'{each:.0f}' for each in row[f'ms{clients}'])} "
        f"({row[f'processor{clients}']:.0f})"
        for clients in CLIENTS
    )
    return (
        f"| {row['passages']:,} | {row['seconds']:,.0f} | {row['processor']:,.0f} "
        f"| {row['peak']:,.0f} | {row['disk']:,.0f} | {row['opening']:.2f} | {row['up']:.1f} "
        f"| {row['kind']} | {row['recall']:.3f} "
        f"| {' / '.join(f'{each:.1f}' for each in row['search'])} | {' | '.join(times)} "
        f"| {row['own']:,.0f} | {row['all']:,.0f} |"
    )


def draw(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw latency and memory against size."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    sizes = [row["passages"] for row in rows]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(8, 3.4), layout="constrained")
    for clients, colour in zip(CLIENTS, ("#1f6feb", "#b35900"), strict=True):
        for number, (part, style) in enumerate(zip(PARTS, ("o-", "s--", "^:"), strict=True)):
            taken = [row[f"ms{clients}"][number] for row in rows]
            label = f"p{100 * part:.0f}, {clients} client{'s' * (clients > 1)}"
            left.plot(sizes, taken, style, color=colour, label=label)
    left.set(
        xscale="log", yscale="log", xlabel="passages", ylabel="ms an answer", ylim=(10, 10_000)
    )
    for name, label in (("peak", "building"), ("own", "answering"), ("all", "with mapped files")):
        right.plot(sizes, [row[name] for row in rows], "o-", label=label)
    right.set(xscale="log", xlabel="passages", ylabel="memory, MB", ylim=(0, None))
    left.legend(frameon=False, fontsize="small", ncols=2, loc="upper center")
    right.legend(frameon=False, fontsize="small", loc="upper left")
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Build an index of each size, measure it, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--chart", type=Path)
    parser.add_argument("--folder", type=Path, help="where the indexes are built, and stay")
    parser.add_argument("--read", action="store_true", help="write the articles, and read them")
    parser.add_argument("--only", choices=("built", "opened"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.only:
        folder, (size, *_) = arguments.folder, arguments.sizes
        row = opened(folder) if arguments.only == "opened" else built(folder, size, arguments.read)
        print(json.dumps(row))
        return
    print(
        "| passages | built in, s | processor, s | peak, MB | disk, MB | opened in, s | up in, s "
        "| FAISS | recall@50 | search, ms | 1 client, ms | 8 clients, ms | own, MB | all, MB |\n"
        + "|---" * 14
        + "|"
    )
    rows = []
    with tempfile.TemporaryDirectory() as temporary:
        for size in arguments.sizes:
            folder = (arguments.folder or Path(temporary)) / str(size)
            row = {}
            if not (folder / "row.json").exists():
                (folder / "articles").mkdir(parents=True, exist_ok=True)
                for article in recombined(size) if arguments.read else ():
                    (folder / "articles" / article.path).write_text(article.source, "utf-8")
                more = ["--sizes", str(size), *(["--read"] if arguments.read else [])]
                (folder / "row.json").write_text(json.dumps(in_a_process("built", folder, *more)))
            row = json.loads((folder / "row.json").read_text())
            row |= in_a_process("opened", folder) | served(folder, arguments.seconds)
            rows.append(row)
            print(line(row), flush=True)
    if arguments.chart:
        draw(rows, arguments.chart)


if __name__ == "__main__":
    main()
