"""Fit the fusion of the rankings and the calibration of the confidence, and cross-validate both.

python -m bench.fit            # leave-one-article-out scores
python -m bench.fit --write    # and write index/fusion.json and bot/calibration.json
"""

from __future__ import annotations

import argparse
import json
import tempfile
import zlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bench.judge import Array, Asked, Collected, Judged, collect, judge
from bench.sets import question_sets
from bot.answering.confidence import CALIBRATION, status_at
from bot.answering.evidence import EVIDENCE
from bot.evaluation.scores import Outcome
from bot.evaluation.scores import scores as set_scores
from index.search import FEATURES, FUSION

RIDGE = 0.5
RIDGE_CALIBRATION = 3
FOLDS = 5
SHARED_WEIGHT = 4
"""What a question of the evaluation set counts for the calibration: it was written by people who
didn't write the guides and the questions over them."""
BORROWED_WEIGHT = 0.2
"""What a question counts that another article's set has as far from its own: there are many."""
ANSWERED, UNSURE = 0.4, 0.2
"""A right answer is worth a little more than a wrong one costs, since each shows its source;
`careerbot eval` shows what other choices give."""


def fit_fusion(sets: Sequence[Collected]) -> Array:
    """Fit the weights of FEATURES: the right passages' share of a softmax, maximised."""
    data = [
        (asked.ranking.evidence.astype(float) * 10, asked.right)
        for one in sets
        for asked in one.asked
        if asked.right.any()
    ]

    def loss(weights: Array) -> tuple[float, Array]:
        total, gradient = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for features, right in data:
            scores = features @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            mass = shares[right].sum() + 1e-12
            total -= np.log(mass)
            gradient = gradient - features.T @ (shares * right / mass - shares)
        return total, gradient

    found: Array = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
    return found * 10


def fit_calibration(judged: Sequence[Judged], counts: Array) -> tuple[Array, float]:
    """Fit the logistic model of being right, on standardised evidence; weights for the raw.

    `counts` is what each question counts, (questions,).
    """
    values = np.stack([one.evidence for one in judged])
    labels = np.asarray([one.right for one in judged], float)
    mean, spread = np.average(values, axis=0, weights=counts), values.std(axis=0) + 1e-9
    scaled = np.column_stack([(values - mean) / spread, np.ones(len(values))])

    def loss(weights: Array) -> tuple[float, Array]:
        odds = scaled @ weights
        total = counts @ (np.logaddexp(0, odds) - labels * odds)
        penalty = np.append(weights[:-1], 0)
        errors = 1 / (1 + np.exp(-odds)) - labels
        gradient = scaled.T @ (counts * errors) + 2 * RIDGE_CALIBRATION * penalty
        return float(total + RIDGE_CALIBRATION * penalty @ penalty), gradient

    found: Array = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x
    raw = found[:-1] / spread
    return raw, float(found[-1] - raw @ mean)


def confidences(judged: Sequence[Judged], weights: Array, intercept: float) -> Array:
    """Return the calibrated confidence of every answer."""
    values = np.stack([one.evidence for one in judged])
    found: Array = 1 / (1 + np.exp(-(values @ weights + intercept)))
    return found


def scores(
    judged: Sequence[Judged], confidence: Array, answered: float, unsure: float
) -> dict[str, float]:
    """Return the scores of a set at two thresholds, as `careerbot eval` has them."""
    found = set_scores(
        [
            Outcome(one.kind, status_at(sure, answered, unsure), sure, one.places, len(one.text))
            for one, sure in zip(judged, confidence.tolist(), strict=True)
        ]
    )
    short = {"refused_far": "far", "refused_near": "near"}
    return {short.get(name, name): value or 0.0 for name, value in found.items()}


def show(rows: dict[str, dict[str, float]]) -> None:
    """Print a table, a row a set."""
    names = list(next(iter(rows.values())))
    print(f"{'':28}" + "".join(f"{name:>9}" for name in names))
    for row, values in rows.items():
        print(f"{row:28}" + "".join(f"{values[name]:9.3f}" for name in names))
    means = {name: float(np.mean([values[name] for values in rows.values()])) for name in names}
    print(f"{'mean':28}" + "".join(f"{means[name]:9.3f}" for name in names))


def main() -> None:
    """Cross-validate, and fit on everything where asked to write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--misses", metavar="SET")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        read = question_sets()
        sets = [collect(one, Path(temporary) / one.name, read) for one in read]
        for title, split in (("another article", by_article), ("another question", by_question)):
            print(f"Judged on {title} than fitted on")
            held_out = validated(sets, split)
            show({name: scores(*pair, ANSWERED, UNSURE) for name, pair in held_out.items()})
        if arguments.misses:
            print_misses(*held_out[arguments.misses], ANSWERED, UNSURE)
        if arguments.write:
            write(sets)


def by_article(one: Collected, asked: Asked) -> str:  # noqa: ARG001
    """Leave one article out."""
    return one.name


def by_question(one: Collected, asked: Asked) -> str:  # noqa: ARG001
    """Leave one question in FOLDS out."""
    return str(zlib.crc32(asked.question.encode()) % FOLDS)


def validated(
    sets: Sequence[Collected], split: Callable[[Collected, Asked], str]
) -> dict[str, tuple[list[Judged], Array]]:
    """Judge every question by models fitted on the parts of the data that it is not in.

    A question is judged on its own article only.
    """
    parts = sorted({split(one, asked) for one in sets for asked in one.asked})
    found: dict[str, tuple[list[Judged], list[float]]] = {one.name: ([], []) for one in sets}
    for part in parts:
        inside = [
            _only(one, lambda o, a: split(o, a) == part and a.home == o.name)  # noqa: B023
            for one in sets
        ]
        outside = [
            _only(one, lambda o, a: part not in (split(o, a), a.home))  # noqa: B023
            for one in sets
        ]
        fusion = fit_fusion(outside)
        weights, intercept = fit_calibration(*weighted(outside, fusion))
        for one in inside:
            if one.asked:
                judged = judge(one, fusion)
                found[one.name][0].extend(judged)
                found[one.name][1].extend(confidences(judged, weights, intercept))
    return {name: (judged, np.asarray(sure)) for name, (judged, sure) in found.items()}


def _only(one: Collected, wanted: Callable[[Collected, Asked], bool]) -> Collected:
    return Collected(one.name, one.index, [asked for asked in one.asked if wanted(one, asked)])


def weighted(sets: Sequence[Collected], fusion: Array) -> tuple[list[Judged], Array]:
    """Judge all sets; return what each question counts for the calibration, too."""
    judged = [each for one in sets for each in judge(one, fusion)]
    counts = [
        (SHARED_WEIGHT if one.name == "tpm" else 1)
        * (1 if asked.home == one.name else BORROWED_WEIGHT)
        for one in sets
        for asked in one.asked
    ]
    return judged, np.asarray(counts, float)


def print_misses(judged: list[Judged], confidence: Array, answered: float, unsure: float) -> None:
    """Print what went wrong in a set."""
    for one, sure in zip(judged, confidence, strict=True):
        if one.kind == "answerable" and (not one.right or sure < answered):
            mark = "MISS" if not one.right else "    "
            print(f"{mark} {sure:.2f} {one.asked.question} -> {one.text[:110]!r}")
        elif one.kind != "answerable" and sure >= unsure:
            print(f"ACCEPTED {sure:.2f} {one.asked.question} ({one.kind}) -> {one.text[:110]!r}")
        else:
            continue
        print("        ", dict(zip(EVIDENCE, one.evidence.round(2).tolist(), strict=True)))


def write(sets: Sequence[Collected]) -> None:
    """Fit on all sets and write both models, with what they were fitted on."""
    fusion = fit_fusion(sets)
    weights, intercept = fit_calibration(*weighted(sets, fusion))
    provenance: dict[str, Any] = {
        "command": "python -m bench.fit --write",
        "date": date.today().isoformat(),
        "sets": {one.name: sum(a.home == one.name for a in one.asked) for one in sets},
        "evaluation_set_counts": SHARED_WEIGHT,
    }
    named = dict(zip(FEATURES, fusion.round(3).tolist(), strict=True))
    _write(FUSION, {"weights": named, "provenance": provenance})
    named = dict(zip(EVIDENCE, weights.round(4).tolist(), strict=True))
    thresholds = {"answered": ANSWERED, "unsure": UNSURE}
    fitted = {"weights": named, "intercept": round(intercept, 4), "thresholds": thresholds}
    _write(CALIBRATION, {**fitted, "provenance": provenance})


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    main()
