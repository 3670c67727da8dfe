"""What each part contributes: the rankings alone, together, and the whole bot.

python -m bench.quality                           # Markdown tables, every set over its own index
python -m bench.quality --trained build/halves    # with what was not trained on the set

What was fitted (the fusion, the confidence) was fitted on the other sets. Nothing is refused here:
what refusing costs and gains is in `python -m bench.fit` and `careerbot eval`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

import numpy as np

from bench.fit import collected, others, validated
from bench.judge import Array, Asked, Collected, reranked, right_among
from bench.models import fit_fusion
from bench.scores import of_set
from bot.evaluation.scores import auroc, ranking_scores
from index.search import FEATURES, search

MEASURES = ("lead@1", "hit@1", "hit@3", "AUROC", "highlight", "precision")
SET_BY_SET = ("lead@1", "hit@3", "AUROC")
Scores = dict[str, float]


@dataclass(frozen=True)
class Ranked:
    """What one way to rank makes of a question."""

    kind: str
    right: tuple[bool, ...]
    """Whether each text is right, best first."""
    confidence: float
    """How good the best is: a score of that ranking, or a probability."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trained", type=Path)
    parser.add_argument("--indexes", type=Path, help="where indexes are kept for the next time")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        read = collected(arguments.indexes or Path(temporary), arguments.trained)
        read = [_at_home(one) for one in read]
        typed = [as_typed(one) for one in read]
        print(tables({name: found(read, typed) for name, found in WAYS.items()}))


def _at_home(one: Collected) -> Collected:
    """Without the questions that are far from other sets' articles."""
    return replace(one, asked=[asked for asked in one.asked if asked.home == one.name])


def as_typed(one: Collected) -> Collected:
    """Rank every question as it was typed: typos, politeness and acronyms as they are."""
    asked = []
    for each in one.asked:
        encoded = one.index.encoder.encode([each.question], query=True)[0]
        ranking = search(each.question, encoded, one.index)
        right = right_among(each.gold, ranking.passages.tolist(), one.index)
        asked.append(replace(each, ranking=ranking, right=right))
    return replace(one, asked=asked)


def alone(feature: str) -> Callable[[list[Collected], list[Collected]], dict[str, Scores]]:
    """Return the way to rank by one kind of evidence only."""
    weights = np.asarray([float(name == feature) for name in FEATURES])
    return lambda _, typed: {one.name: passages(one.asked, weights) for one in typed}


def fused(sets: Sequence[Collected]) -> dict[str, Scores]:
    """Rank by all kinds of evidence, weighted as the other sets have it."""
    return {one.name: passages(one.asked, fit_fusion(others(one.name, sets))) for one in sets}


def full(sets: Sequence[Collected]) -> dict[str, Scores]:
    """Answer: what belongs together is shown together, and the confidence is calibrated."""
    return {name: of_set(*found, 0, 0) for name, found in validated(sets).items()}


def passages(asked: Sequence[Asked], weights: Array) -> Scores:
    """Answer each question with the best passage by a weighted sum of the evidence."""
    ranked = []
    for each in asked:
        ranking = reranked(each.ranking, weights)
        place = {int(number): n for n, number in enumerate(each.ranking.passages)}
        right = tuple(bool(each.right[place[int(number)]]) for number in ranking.passages[:10])
        best = float(ranking.scores[0]) if len(ranking) else 0.0
        ranked.append(Ranked(each.kind, right, best))
    return measured(ranked)


def measured(ranked: Sequence[Ranked]) -> Scores:
    """Return the scores of MEASURES."""
    can = [one for one in ranked if one.kind == "answerable"]
    near = [one.confidence for one in ranked if one.kind == "near"]
    found = ranking_scores([one.right for one in can])
    return {
        "lead@1": found["hit1"] or 0.0,
        "hit@1": found["hit1"] or 0.0,
        "hit@3": found["hit3"] or 0.0,
        "AUROC": auroc([one.confidence for one in can], near) or 0.0,
    }


def tables(ways: dict[str, dict[str, Scores]]) -> str:
    """Return one table of the means over all sets, and one of every set, as Markdown."""
    names = list(next(iter(ways.values())))
    lines = [
        "| ranking | " + " | ".join(MEASURES) + " |",
        "|---|" + "---|" * len(MEASURES),
    ]
    for way, sets in ways.items():
        means = (
            _short(mean(scores[measure] for scores in sets.values()))
            if all(measure in scores for scores in sets.values())
            else "–"
            for measure in MEASURES
        )
        lines.append(f"| {way} | " + " | ".join(means) + " |")
    lines += ["", f"{' / '.join(SET_BY_SET)}, set by set:", ""]
    lines += ["| set | " + " | ".join(ways) + " |", "|---|" + "---|" * len(ways)]
    for name in names:
        cells = (
            " / ".join(_short(sets[name][measure]) for measure in SET_BY_SET)
            for sets in ways.values()
        )
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _short(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


WAYS: dict[str, Callable[[list[Collected], list[Collected]], dict[str, Scores]]] = {
    "BM25": alone("bm25"),
    "dense vector": alone("dense"),
    "late interaction": alone("maxsim"),
    "all fused": lambda _, typed: fused(typed),
    "fused, question read": lambda read, _: fused(read),
    "full": lambda read, _: full(read),
}
"""Each way to answer, one part more from line to line. "Question read": politeness off, typos
repaired, acronyms written out. "Full": with the answer composed and the confidence calibrated."""


if __name__ == "__main__":
    main()
