"""Show where a question's time goes.

python -m bench.profile               # the stages of a start and of an answer
python -m bench.profile --functions   # and the functions that take most
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench.sets import answerer_for, question_sets
from bot.answering.answerer import Answerer
from bot.answering.reading.sub_questions import read_message
from index.search import search

ROUNDS = 5


def stages(answerer: Answerer, questions: list[str]) -> dict[str, float]:
    """Return the median milliseconds of each stage of an answer, and of the whole."""
    index = answerer.index
    taken: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - what the work returns
        started = time.perf_counter()
        done = work()
        taken.setdefault(name, []).append(1000 * (time.perf_counter() - started))
        return done

    for _ in range(ROUNDS):
        fresh = Answerer(index)  # which remembers nothing yet
        for question in questions:
            message = timed("read", partial(read_message, question, (), index))
            text = message.whole.alone.searched
            encoded = timed("encode", partial(index.encoder.encode, [text], query=True))
            timed("rank", partial(search, text, encoded[0], index))
            timed("all of it", partial(fresh.answer, question))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    medians["weigh and lay out"] = medians["all of it"] - sum(
        medians[name] for name in ("read", "encode", "rank")
    )
    return medians


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--functions", action="store_true")
    arguments = parser.parse_args()
    chosen = question_sets()[0]
    questions = [one["q"] for one in [*chosen.answerable, *chosen.unanswerable]]
    with tempfile.TemporaryDirectory() as temporary:
        answerer = answerer_for([chosen.article], Path(temporary) / "index")
        answerer.answer(questions[0])
        for name, taken in sorted(stages(answerer, questions).items(), key=lambda one: one[1]):
            print(f"{name:20}{taken:8.2f} ms")
        if arguments.functions:
            fresh, profile = Answerer(answerer.index), cProfile.Profile()
            with profile:
                for question in questions:
                    fresh.answer(question)
            pstats.Stats(profile).sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    main()
