"""What several workers answer, and what an answer costs the processor.

python -m bench.workers 1x2 2x1 4x1   # workers x threads of each, all running, asked in turn

Closed loop: each client asks again as soon as it is answered. The services are asked in turn,
round after round, so that what else the machine does falls on all of them alike; what is counted
is the processor's time of the service's own processes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.http import Client, serve, spellings
from bench.sets import question_sets
from bot.settings import PREFIX, Settings
from corpus import BUNDLED
from index.build import build


def processor_seconds(process: int) -> float:
    """Return what a process and its children have used."""
    found = [process]
    for each in found:
        children = Path(f"/proc/{each}/task/{each}/children").read_text().split()
        found += map(int, children)
    ticks = 0
    for each in found:
        fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


async def ask(port: int, asked: Iterator[str], clients: int, seconds: float) -> list[float]:
    """Ask for some seconds; return how long each answer took, in seconds."""
    client, end = Client(port), time.perf_counter() + seconds
    taken: list[float] = []

    async def one() -> None:
        while (started := time.perf_counter()) < end:
            if await client.ask(next(asked)):
                taken.append(time.perf_counter() - started)

    await asyncio.gather(*(one() for _ in range(clients)))
    return taken


def main() -> None:
    """Serve, ask, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("services", nargs="+", metavar="WORKERSxTHREADS")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=6)
    arguments = parser.parse_args()
    questions = [one["q"] for each in question_sets() for one in each.answerable]
    with tempfile.TemporaryDirectory() as temporary:
        index = Path(temporary) / "index"
        build([BUNDLED], index, cache=Settings.read().cache_dir)
        running: dict[str, tuple[subprocess.Popen[str], int, Iterator[str]]] = {}
        rows: dict[str, list[tuple[float, float, float]]] = {}
        try:
            for service in arguments.services:
                workers, os.environ[f"{PREFIX}THREADS"] = service.split("x")
                started = serve(index, Path(temporary) / "data", int(workers))
                running[service] = (*started, spellings(questions, repeat=False))
                rows[service] = []
            for number in range(arguments.rounds + 1):
                for service, (process, port, asked) in running.items():
                    used, began = processor_seconds(process.pid), time.perf_counter()
                    taken = asyncio.run(ask(port, asked, arguments.clients, arguments.seconds))
                    passed = time.perf_counter() - began
                    used = processor_seconds(process.pid) - used
                    if number and taken:  # the first round warms up
                        p50 = statistics.median(taken)
                        rows[service].append((len(taken) / passed, used / len(taken), p50))
        finally:
            for process, *_ in running.values():
                process.terminate()
                process.wait()
    print("| workers x threads | answered, 1/s | processor, ms an answer | p50, ms |")
    print("|---|---|---|---|")
    for service, measured in rows.items():
        rate, used, p50 = map(statistics.median, zip(*measured, strict=True))
        print(f"| {service} | {rate:.0f} | {1000 * used:.0f} | {1000 * p50:.0f} |")


if __name__ == "__main__":
    main()
