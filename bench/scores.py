"""The scores of judged sets, as the question sets' own description has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan, nan
from statistics import mean, median

import numpy as np

from bench.judge import Array, Judged
from bot.answering.confidence import status_at
from bot.evaluation.scores import auroc, calibration_error

__all__ = ["of_set", "show"]

WORTH = {"no_answer": 1.0, "unsure": 0.5, "answered": 0.0}
"""What a question without an answer counts as refused."""


def of_set(
    judged: Sequence[Judged], confidence: Array, answered: float, unsure: float
) -> dict[str, float]:
    """Return the scores of a set at two thresholds; what was refused is not right."""
    status = [status_at(sure, answered, unsure) for sure in confidence.tolist()]
    pairs = list(zip(judged, status, strict=True))
    can = [(one, state) for one, state in pairs if one.kind == "answerable"]
    given = [one for one, state in can if state != "no_answer"]
    sure = [one for one, state in can if state == "answered"]
    kinds = np.asarray([one.kind for one in judged])
    refused = {
        kind: [WORTH[state] for one, state in pairs if one.kind in which]
        for kind, which in (("near", ("near",)), ("far", ("far", "noise")))
    }
    return {
        "lead@1": sum(one.lead for one in given) / len(can),
        "hit@1": sum(one.right for one in given) / len(can),
        "hit@3": mean(any((one.right and s != "no_answer", *one.places[1:3])) for one, s in can),
        "answered": len(sure) / len(can),
        "right": mean(one.lead for one in sure) if sure else 0.0,
        "near": _mean(refused["near"]),
        "AUROC": auroc(confidence[kinds == "answerable"], confidence[kinds == "near"]) or 0.0,
        "far": _mean(refused["far"]),
        "ECE": calibration_error(confidence, [one.lead for one in judged]) or 0.0,
        "highlight": sum(one.highlight for one in given) / len(can),
        "precision": mean(mean(one.sources) for one in given) if given else 0.0,
        "sources": mean(len(one.sources) for one in given) if given else 0.0,
        "length": median(len(one.text) for one in given) if given else 0.0,
    }


def show(rows: Mapping[str, Mapping[str, float]]) -> None:
    """Print a Markdown table, a row a set, and the mean."""
    names = list(next(iter(rows.values())))
    print("| set | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    for row, values in rows.items():
        print(f"| {row} | " + " | ".join(_short(values[name]) for name in names) + " |")
    means = (_mean([one[name] for one in rows.values() if not isnan(one[name])]) for name in names)
    print("| **mean** | " + " | ".join(map(_short, means)) + " |")


def _mean(values: Sequence[float]) -> float:
    """Return the mean, or NaN of none: not every set has questions of every kind."""
    return mean(values) if values else nan


def _short(value: float) -> str:
    if isnan(value):
        return "–"
    if value >= 10:
        return f"{value:.0f}"
    return f"{value:.2f}".removeprefix("0") if value < 1 else f"{value:.2f}"
