"""What each part contributes: the rankings alone, together, and the whole bot.

python -m bench.quality        # Markdown tables, every set over an index of its article alone

What was fitted (the fusion, the confidence) was fitted on the other articles' sets. Nothing is
refused here: what refusing costs and gains is in `careerbot eval`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

import numpy as np

from bench.fit import confidences, fit_calibration, fit_fusion, weighted
from bench.judge import Array, Asked, Collected, collect, judge, reranked
from bench.sets import question_sets
from bot.evaluation.scores import auroc, ranking_scores
from index.search import FEATURES, search

MEASURES = {"hit1": "hit@1", "hit3": "hit@3", "mrr": "MRR", "auroc": "AUROC"}
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
    with tempfile.TemporaryDirectory() as temporary:
        read = []
        for one in question_sets():
            print(f"Asking {one.name}", file=sys.stderr)
            read.append(collect(one, Path(temporary) / one.name))
        typed = [as_typed(one) for one in read]
        print(tables({name: found(read, typed) for name, found in WAYS.items()}))


def as_typed(one: Collected) -> Collected:
    """Rank every question as it was typed: typos, politeness and acronyms as they are."""
    asked = []
    for each in one.asked:
        encoded = one.index.encoder.encode([each.question], query=True)[0]
        ranking = search(each.question, encoded, one.index)
        texts = [one.index.passage_at(int(number)).text for number in ranking.passages]
        right = np.asarray([any(string in text for string in each.gold) for text in texts], bool)
        asked.append(replace(each, ranking=ranking, right=right))
    return Collected(one.name, one.index, asked)


def alone(feature: str) -> Callable[[list[Collected], list[Collected]], dict[str, Scores]]:
    """Return the way to rank by one kind of evidence only."""
    weights = np.asarray([float(name == feature) for name in FEATURES])
    return lambda _, typed: {one.name: passages(one.asked, weights) for one in typed}


def fused(sets: Sequence[Collected]) -> dict[str, Scores]:
    """Rank by all kinds of evidence, weighted as the other articles' sets have it."""
    return {one.name: passages(one.asked, fit_fusion(_others(one, sets))) for one in sets}


def full(sets: Sequence[Collected]) -> dict[str, Scores]:
    """Answer: what belongs together is shown together, and the confidence is calibrated."""
    found = {}
    for one in sets:
        others = _others(one, sets)
        fusion = fit_fusion(others)
        fitted = fit_calibration(*weighted(others, fusion))
        judged = judge(one, fusion)
        sure = confidences(judged, *fitted).tolist()
        ranked = [Ranked(j.kind, j.places, s) for j, s in zip(judged, sure, strict=True)]
        found[one.name] = measured(ranked)
    return found


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
    found["auroc"] = auroc([one.confidence for one in can], near)
    return {name: value or 0.0 for name, value in found.items()}


def tables(ways: dict[str, dict[str, Scores]]) -> str:
    """Return one table of the means over all sets, and one of every set, as Markdown."""
    names = list(next(iter(ways.values())))
    lines = [
        "| ranking | " + " | ".join(MEASURES.values()) + " |",
        "|---|" + "---|" * len(MEASURES),
    ]
    for way, sets in ways.items():
        means = (mean(scores[measure] for scores in sets.values()) for measure in MEASURES)
        lines.append(f"| {way} | " + " | ".join(map(_short, means)) + " |")
    lines += ["", "hit@1 / hit@3 / AUROC, set by set:", ""]
    lines += ["| set | " + " | ".join(ways) + " |", "|---|" + "---|" * len(ways)]
    for name in names:
        cells = (
            " / ".join(_short(sets[name][measure]) for measure in ("hit1", "hit3", "auroc"))
            for sets in ways.values()
        )
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _others(one: Collected, sets: Sequence[Collected]) -> list[Collected]:
    return [other for other in sets if other.name != one.name]


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
