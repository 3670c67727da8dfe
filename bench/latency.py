"""How long a question takes over one question set's articles, by whether passages were read for it.

python -m bench.latency people    # a set of ../shared/eval/sets, or one of bench/questions/sets

Every question once, one after the other, in one process; the encoder alone is timed in between.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import bot.answering.verdict
from bench.sets import answerer_for, real_sets, written_sets
from index.contract import Index
from index.reader import read_first
from index.search import Ranking

WARMING = 20


def main() -> None:
    """Print the table."""
    sets = {one.name: one for one in (*real_sets(), *written_sets())}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", choices=sets)
    chosen = sets[parser.parse_args().set]
    questions = [each["q"] for each in (*chosen.answerable, *chosen.unanswerable)]
    read: list[str] = []

    def noticed(
        question: str, texts: Sequence[str], ranking: Ranking, index: Index
    ) -> Ranking | None:
        read.append("the next ones read, too" if len(texts) > 1 else "the best one read")
        return read_first(question, texts, ranking, index)

    bot.answering.verdict.read_first = noticed  # type: ignore[attr-defined]
    taken: dict[str, list[float]] = {"the encoder alone": [], "not read": []}
    with tempfile.TemporaryDirectory() as temporary:
        answerer = answerer_for(chosen.articles, Path(temporary) / "index")
        encoder = answerer.index.encoder
        for question in questions[:WARMING]:
            answerer.answer(f"{question} ")
        for question in questions:
            started = time.perf_counter()
            encoder.encode([question], query=True)
            taken["the encoder alone"].append(time.perf_counter() - started)
            before = len(read)
            started = time.perf_counter()
            answerer.answer(question)
            seconds = time.perf_counter() - started
            taken.setdefault(read[-1] if len(read) > before else "not read", []).append(seconds)
        print(f"{len(questions)} questions over {len(answerer.index)} passages\n")
    print("| | questions | median, ms | p95, ms |\n|---|---|---|---|")
    for name, seconds_of in taken.items():
        milliseconds = 1000 * np.asarray(seconds_of)
        median, high = np.percentile(milliseconds, [50, 95])
        print(f"| {name} | {len(milliseconds)} | {median:.1f} | {high:.1f} |")


if __name__ == "__main__":
    main()
