"""Whether an index on a server answers as one in a folder does, on the question sets.

python -m bench.backends milvus+lite:/tmp/try.db mentoring     # one set
python -m bench.backends qdrant://127.0.0.1:6333/try           # all of them

Each set is indexed in both places and asked of both: what share of the questions with an answer
gets, first, a passage that answers (lead@1, what is refused is not right), what share gets the
very same answer in both, and how long an answer takes.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from bench.judge import right_among
from bench.sets import QuestionSet, real_sets, written_sets
from bot.answering.model import Answer
from bot.open_index import open_answerer
from bot.settings import Settings
from index.addresses import place_of
from index.places import Place, build_in


@dataclass(frozen=True)
class Asked:
    """What a set is answered in one place."""

    answers: list[Answer]
    right: list[bool]
    milliseconds: float
    """Of the median answer."""

    @property
    def lead(self) -> float:
        """What share of the questions gets a passage first that answers it."""
        return mean(self.right)


def main() -> None:
    """Print a row for each set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("place", type=place_of, help="address of the server")
    parser.add_argument("sets", nargs="*", help="names of sets, all of them without")
    given = parser.parse_args()
    print("| set | questions | lead@1, folder | lead@1, server | same answer | ms | ms |")
    print("|---|---|---|---|---|---|---|")
    for one in [*real_sets(), *written_sets()]:
        if not given.sets or one.name in given.sets:
            with tempfile.TemporaryDirectory() as folder:
                print(row(one, asked(one, Path(folder) / "index"), asked(one, given.place)))


def asked(one: QuestionSet, place: Place) -> Asked:
    """Index a set's articles in a place, and ask there all that they answer."""
    settings = Settings(index=place)
    build_in(place, one.articles, model=None, cache=settings.cache_dir, bits=1)
    answerer = open_answerer(settings)
    answers, right, took = [], [], []
    for question in one.answerable:
        begun = time.perf_counter()
        answer = answerer.answer(question["q"], top=1)
        took.append(1000 * (time.perf_counter() - begun))
        answers.append(answer)
        best = (answer.candidates or ())[:1] if answer.sources else ()
        found = [answerer.index.passage(each.passage_id) for each in best]
        numbers = [each.number for each in found if each is not None]
        right.append(any(right_among(question["gold"], numbers, answerer.index)))
    return Asked(answers, right, median(took))


def row(one: QuestionSet, folder: Asked, server: Asked) -> str:
    """Return a row of the table."""
    same = mean(a.answer == b.answer for a, b in zip(folder.answers, server.answers, strict=True))
    cells: Sequence[str] = (
        one.name,
        f"{len(one.answerable)}",
        f"{folder.lead:.3f}",
        f"{server.lead:.3f}",
        f"{same:.3f}",
        f"{folder.milliseconds:.0f}",
        f"{server.milliseconds:.0f}",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
