"""Compare with the libraries that people answer from passages with, in one run, interleaved.

python -m bench.peers --peers build/peers/bin/python    # or: make bench

Every system gets the same model, passages and questions, and does all it does for an answer:
careerbot its three rankings and the whole answer, the others the nearest passages.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.sets import answerer_for, question_sets
from index.encoding.weights import DEFAULT_MODEL, find_weights

ROOT = Path(__file__).resolve().parent.parent
OWN = ("careerbot", "encoder")
OTHERS = ("sentence-transformers + FAISS", "txtai", "Haystack", "LlamaIndex")
QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "PYTHONPATH": str(ROOT),
}
ENCODED = 1_000
"""Texts that both encoders encode, to compare how fast an index is built."""


class Peer:
    """A system in a process of its own."""

    def __init__(self, name: str, python: str, model: str, folder: Path) -> None:
        self.name = name
        folder.mkdir(exist_ok=True)
        self.command = [python, "-m", "bench.peer", name, model, str(folder)]
        self.environment = {**os.environ, **QUIET}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.warm: list[float] = []
        self.cold: list[float] = []
        self.memory = 0.0
        self._process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self.environment,
            cwd=ROOT,
        )

    def do(self, command: str, value: Any = None) -> float:  # noqa: ANN401 - any JSON
        """Have the system do something; return the seconds that it took."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({command: value}) + "\n")
        self._process.stdin.flush()
        done = json.loads(self._process.stdout.readline())
        self.memory = max(self.memory, float(done["memory"]))
        return float(done["seconds"])

    def start(self, question: str) -> float:
        """Return the seconds from a process's start to its first answer, all on disk."""
        command = [*self.command, question]
        if self.name == "careerbot":
            command = [command[0], "-m", "bot", "ask", "--index", f"{command[-2]}/index", question]
        started = time.perf_counter()
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self.environment,
            cwd=ROOT,
        ) as process:
            assert process.stdout is not None
            said = process.stdout.readline()
            seconds = time.perf_counter() - started
            process.stdout.read()
        if not said.strip():
            raise RuntimeError(f"{self.name} printed no answer")
        return seconds

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def measure(peers: list[Peer], questions: list[str], rounds: int, starts: int) -> None:
    """Ask every system every question in turn, and start each again and again."""
    for number in range(rounds + 1):
        for peer in peers:
            if peer.name == "careerbot":
                peer.do("load")  # with nothing remembered of the round before
        for question in questions:
            for peer in peers:
                seconds = peer.do("ask", question)
                if number:  # the first round only warms up
                    peer.warm.append(seconds)
    for number in range(starts):
        for peer in peers:
            if peer.name != "encoder":
                peer.cold.append(peer.start(questions[number % len(questions)]))


def show(peers: list[Peer]) -> None:
    """Print a table of medians, and of ratios to careerbot's."""
    own = next(peer for peer in peers if peer.name == "careerbot")
    print("| | cold, s | × | warm p50, ms | × | warm p95, ms | memory, MB |")
    print("|---|---|---|---|---|---|---|")
    for peer in peers:
        warm = statistics.median(peer.warm)
        tail = statistics.quantiles(peer.warm, n=20)[-1]
        cold = times = "–"
        if peer.cold:
            cold = f"{statistics.median(peer.cold):.2f}"
            times = f"{statistics.median(peer.cold) / statistics.median(own.cold):.1f}"
        print(
            f"| {peer.name} | {cold} | {times} | {1000 * warm:.2f} "
            f"| {warm / statistics.median(own.warm):.2f} | {1000 * tail:.2f} | {peer.memory:.0f} |"
        )


def show_encoding(peers: list[Peer], texts: list[str], rounds: int) -> None:
    """Print how long both encoders take for the same passages, of which an index is built."""
    chosen = [peer for peer in peers if peer.name in ("encoder", OTHERS[0])]
    if len(chosen) < 2:
        return
    repeated = [f"{number}. {text}" for number, text in enumerate(texts * 50)][:ENCODED]
    seconds = {peer.name: [peer.do("encode", repeated) for _ in range(rounds)] for peer in chosen}
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    for name, median in medians.items():
        print(f"encode {ENCODED} passages, {name}: {median:.2f} s")
    print(f"ratio: {medians[OTHERS[0]] / medians['encoder']:.2f}")


def main() -> None:
    """Compare, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", metavar="PYTHON", help="Python of the peers' environment")
    parser.add_argument("--only", nargs="*", default=list(OTHERS), help="peers to run")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--questions", type=int, default=100, help="how many of them to ask")
    arguments = parser.parse_args()
    model, _ = find_weights(DEFAULT_MODEL)
    chosen = question_sets()[0]
    questions = [one["q"] for one in [*chosen.answerable, *chosen.unanswerable]]
    questions = questions[:: max(1, len(questions) // arguments.questions)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in OWN:
            (folder / name).mkdir()
        index = answerer_for([chosen.article], folder / "careerbot" / "index").index
        (folder / "encoder" / "index").symlink_to(folder / "careerbot" / "index")
        texts = [index.passage_at(number).text for number in range(len(index))]
        peers = [Peer(name, sys.executable, model, folder / name) for name in OWN]
        if arguments.peers:
            python = str(Path(arguments.peers).absolute())
            peers += [Peer(name, python, model, folder / name) for name in arguments.only]
        for peer in peers:
            peer.do("build", texts)
        print(f"{chosen.article.name}: {len(texts)} passages, {len(questions)} questions\n")
        measure(peers, questions, arguments.rounds, arguments.starts)
        show(peers)
        print()
        show_encoding(peers, texts, arguments.rounds)
        for peer in peers:
            peer.close()


if __name__ == "__main__":
    main()
