"""What answers cost as the passages grow: building, disk, memory, latency, and what FAISS finds.

python -m bench.scale                  # 10,000, 100,000 and 1,000,000 passages; an hour
python -m bench.scale --sizes 1000 10000 --chart bench/scale.svg
python -m bench.scale --sizes 100000 --server milvus://127.0.0.1:19530/scale

The passages are those of `bench.recombined`; questions are real, and go through the model, over
HTTP, to a service of one worker: each client asks again as soon as it is answered. Of its answers
are the 50th, 95th and 99th of a hundred, and in brackets what one takes of the processor; search
is the processor's milliseconds of ranking alone, neither encoding nor reading, p50 and p95; where
a server searches, the time that passes meanwhile. An index on a server is written from the folder
that it was built in, and building is all of that.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np
from numpy.typing import NDArray

import index.build
from bench.http import serve, spellings
from bench.recombined import Recombined, recombined
from bench.sets import question_sets
from bench.workers import ask, processor_seconds
from bot.settings import Settings
from corpus.article import Article
from corpus.owner import OwnerWords
from index.addresses import Place, place_of
from index.contract import Index
from index.encoding.export import DEFAULT_MODEL, exported
from index.load import FolderIndex
from index.places import open_in, publish_in
from index.search import search
from index.server.opened import ServerIndex
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

    watching = Thread(target=watch, daemon=True)
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


def opened(folder: Path, place: Place) -> dict[str, Any]:
    """Open an index, and return how long that takes, and how long it is searched; what it finds.

    What there is to find is in the same index in a folder.
    """
    started = time.perf_counter()
    found = open_in(place, model=None, cache=Settings.read().cache_dir)
    opening = time.perf_counter() - started
    clock = time.perf_counter if isinstance(found, ServerIndex) else time.thread_time
    asked = [one["q"] for every in question_sets() for one in every.answerable][::5]
    encoded = found.encoder.encode(asked, query=True)
    questions = np.stack([one.dense for one in encoded])
    searching = []
    for question, one in zip(asked, encoded, strict=True):
        started = clock()
        search(question, one, found)
        searching.append(1000 * (clock() - started))
    every = FolderIndex.open(folder / "index")
    cosines = np.concatenate(
        [
            every.dense.vectors(start, min(start + ROWS, len(every))) @ questions.T
            for start in range(0, len(every), ROWS)
        ]
    )
    # Of passages that are exactly as near, any will do.
    bars = np.partition(cosines, -NEAREST, axis=0)[-NEAREST]
    near, kind = _nearest(found, questions)
    right = [
        (cosines[own[own >= 0], number] >= bars[number] - 1e-6).sum()
        for number, own in enumerate(near)
    ]
    recall = float(np.mean(right)) / NEAREST
    row = {"opening": opening, "kind": kind, "recall": recall}
    return row | {"search": np.quantile(searching, PARTS[:2]).tolist()}


def _nearest(
    found: Index, questions: NDArray[np.float32]
) -> tuple[Iterable[NDArray[np.int64]], str]:
    """The nearest passages of each question, and what found them."""
    if isinstance(found, ServerIndex):
        lists = (found.server.nearest(found.collection, one, NEAREST, None) for one in questions)
        return [np.asarray(each) for each in lists], "HNSW"
    assert isinstance(found, FolderIndex)
    return found.dense.nearest(questions, NEAREST)[1], found.dense.kind


def written(folder: Path, place: Place) -> dict[str, Any]:
    """Write an index that was built in a folder on a server, and return what that takes."""
    started, used = time.perf_counter(), time.process_time()
    publish_in(place, folder / "index", cache=Settings.read().cache_dir)
    return {
        "seconds": time.perf_counter() - started,
        "processor": time.process_time() - used,
        "peak": megabytes("RssAnon"),
    }


def served(folder: Path, place: Place, seconds: float) -> dict[str, Any]:
    """Serve an index, ask, and return how long answers take and what memory the service has."""
    questions = [one["q"] for every in question_sets() for one in every.answerable]
    asked = spellings(questions, repeat=False)
    began = time.perf_counter()
    process, port = serve(place, folder / "data", 1)
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
    disk = "–" if row["disk"] is None else f"{row['disk']:,.0f}"
    return (
        f"| {row['passages']:,} | {row['seconds']:,.0f} | {row['processor']:,.0f} "
        f"| {row['peak']:,.0f} | {disk} | {row['opening']:.2f} | {row['up']:.1f} "
        f"| {row['kind']} | {row['recall']:.3f} "
        f"| {' / '.join(f'{each:.1f}' for each in row['search'])} | {' | '.join(times)} "
        f"| {row['own']:,.0f} | {row['all']:,.0f} |"
    )


def draw(rows: Sequence[dict[str, Any]], on_server: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw latency and memory against size, in a folder and on a server."""
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
    for number, mark in enumerate("x+1") if on_server else ():
        at = [row["passages"] for row in on_server]
        taken = [row["ms1"][number] for row in on_server]
        name = f"p{100 * PARTS[number]:.0f}, 1 client, Milvus"
        left.plot(at, taken, mark, color="black", label=name)
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
    parser.add_argument("--server", type=place_of, help="where they are written and asked, too")
    parser.add_argument("--read", action="store_true", help="write the articles, and read them")
    parser.add_argument("--only", choices=("built", "opened", "written"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.only:
        folder, (size, *_) = arguments.folder, arguments.sizes
        place = arguments.server or folder / "index"
        if arguments.only == "built":
            row = built(folder, size, arguments.read)
        else:
            row = opened(folder, place) if arguments.only == "opened" else written(folder, place)
        print(json.dumps(row))
        return
    print(
        "| passages | built in, s | processor, s | peak, MB | disk, MB | opened in, s | up in, s "
        "| FAISS | recall@50 | search, ms | 1 client, ms | 8 clients, ms | own, MB | all, MB |\n"
        + "|---" * 14
        + "|"
    )
    rows: list[dict[str, Any]] = []
    on_server: list[dict[str, Any]] = []
    place, seconds = arguments.server, arguments.seconds
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
            index = folder / "index"
            rows.append(row | in_a_process("opened", folder) | served(folder, index, seconds))
            print(line(rows[-1]), flush=True)
            if place:
                told = ("--server", str(place))
                took = in_a_process("written", folder, *told)
                row = row | {name: row[name] + took[name] for name in ("seconds", "processor")}
                row = row | {"peak": max(row["peak"], took["peak"]), "disk": None}
                row |= in_a_process("opened", folder, *told) | served(folder, place, seconds)
                on_server.append(row)
                print(line(row), flush=True)
    if arguments.chart:
        draw(rows, on_server, arguments.chart)


if __name__ == "__main__":
    main()
