"""Load a running service, rate after rate, from a process of its own.

python -m bench.http                          # serves the bundled guides, and loads that
python -m bench.http --rates 50 100 200 400   # questions a second

Open loop: a question is sent when its time has come, however long the others take, so that a
service that falls behind shows it. Every question is asked in a spelling of its own, so that none
is answered from the cache; `--repeat` asks the same ones again and again.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.sets import question_sets
from bot.settings import Settings
from corpus import BUNDLED
from index.addresses import Place
from index.build import build

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 64


@dataclass
class Load:
    """What came of one rate."""

    rate: float
    seconds: float
    latencies: list[float] = field(default_factory=list)
    errors: int = 0

    def row(self) -> str:
        """Return a row of the table."""
        ranked = sorted(self.latencies) or [float("nan")]
        p50, p95, p99 = (1000 * ranked[int(len(ranked) * part)] for part in (0.5, 0.95, 0.99))
        answered = len(self.latencies) / self.seconds
        return (
            f"| {self.rate:.0f} | {answered:.0f} | {p50:.1f} | {p95:.1f} | {p99:.1f} "
            f"| {self.errors} |"
        )


class Client:
    """Keep-alive connections, as many as are needed at once up to CONNECTIONS."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._free = asyncio.Semaphore(CONNECTIONS)

    async def ask(self, question: str) -> bool:
        """Ask a question; return whether it was answered."""
        async with self._free:
            if self._idle:
                reader, writer = self._idle.pop()
            else:
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            body = json.dumps({"question": question}).encode()
            head = (
                "POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            writer.write(head.encode() + body)
            try:
                answer = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                length = int(answer.split("content-length: ")[1].split("\r\n")[0])
                await reader.readexactly(length)
            except (asyncio.IncompleteReadError, ConnectionError, IndexError):
                writer.close()
                return False
            self._idle.append((reader, writer))
            return answer.startswith("http/1.1 200")


def spellings(questions: list[str], *, repeat: bool) -> Iterator[str]:
    """Yield the questions without end; each time in another spelling, or in the same."""
    for number in itertools.count():
        for question in questions:
            yield question if repeat else f"{question} {'?' * (number % 40)}{'!' * (number // 40)}"


async def load(port: int, asked: Iterator[str], rate: float, seconds: float) -> Load:
    """Ask at a rate for some seconds, and wait for the last answer."""
    client, done = Client(port), Load(rate, seconds)
    started = time.perf_counter()

    async def one(question: str, due: float) -> None:
        try:
            answered = await client.ask(question)
        except OSError:
            answered = False
        if answered:
            # From when it was due: a client that is late is no excuse.
            done.latencies.append(time.perf_counter() - due)
        else:
            done.errors += 1

    async with asyncio.TaskGroup() as tasks:
        for number in range(int(rate * seconds)):
            due = started + number / rate
            if (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            tasks.create_task(one(next(asked), due))
    done.seconds = time.perf_counter() - started
    return done


def serve(index: Place, data: Path, workers: int) -> tuple[subprocess.Popen[str], int]:
    """Start `careerbot serve`; return the process and its port."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "bot", "serve", "--port", "0"),
            *("--index", str(index), "--workers", str(workers)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={
            **os.environ,
            "CAREERBOT_DATA_DIR": str(data),
            "CAREERBOT_RATE_LIMIT": "off",
            "PYTHONUNBUFFERED": "1",
        },
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    return process, int(line.rsplit(":", 1)[1])


def main() -> None:
    """Serve, load, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rates", type=float, nargs="*", default=[50, 100, 150, 200, 300, 400])
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--repeat", action="store_true")
    arguments = parser.parse_args()
    questions = [one["q"] for each in question_sets() for one in each.answerable]
    asked = spellings(questions, repeat=arguments.repeat)
    with tempfile.TemporaryDirectory() as temporary:
        index = Path(temporary) / "index"
        build([BUNDLED], index, cache=Settings.read().cache_dir)
        process, port = serve(index, Path(temporary) / "data", arguments.workers)
        try:
            asyncio.run(load(port, asked, 20, 3))  # warms up
            print("| asked, 1/s | answered, 1/s | p50, ms | p95, ms | p99, ms | errors |")
            print("|---|---|---|---|---|---|")
            for rate in arguments.rates:
                print(asyncio.run(load(port, asked, rate, arguments.seconds)).row(), flush=True)
            used = Path(f"/proc/{process.pid}/statm").read_text().split()[1]
            print(f"\nmemory of the service: {int(used) * os.sysconf('SC_PAGE_SIZE') / 1e6:.0f} MB")
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
