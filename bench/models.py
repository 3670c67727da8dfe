"""The models that are fitted: the fusion of the rankings, the reader's weight, the confidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from scipy.optimize import minimize

from bench.judge import Array, Collected, Judged, as_read, reranked, right_rows
from bench.sets import SHARED, question_sets, real_sets, written_sets
from bot.answering.evidence import EVIDENCE, EVIDENCE_READ
from index.search import FEATURES

__all__ = ["fit_calibration", "fit_fusion", "fit_read"]

PRIOR = {"maxsim": 30.0}
"""Where the fusion starts from: MaxSim alone. `bench.quality` has what each part adds to it."""
RIDGE = 0.05
"""What it costs to leave the prior, squared; 0.01 to 0.1 give the same scores."""
RIDGE_CALIBRATION = 2.0
OF_ONE_STYLE = 0.3
"""What each of the sets over guides of one style counts, beside one over other people's pages."""
SPEAKS_FOR = ("ahead", "dense", "least_met", *EVIDENCE_READ)
SPEAKS_FOR_EITHER = ("tokens", "passages")
"""Evidence for an answer, and such as may be for or against it; all other is against it."""


def fit_fusion(sets: Sequence[Collected]) -> Array:
    """Fit the weights of FEATURES, none negative: the right passages' share of a softmax.

    Every set counts the same, however many questions it has.
    """
    data = [
        (counts(one) / len(able), asked.ranking.evidence.astype(float), asked.right)
        for one in sets
        for able in [[asked for asked in one.asked if asked.right.any()]]
        for asked in able
    ]
    size = len(data) / sum(count for count, _, _ in data)
    prior = np.asarray([PRIOR.get(name, 0.0) for name in FEATURES])

    def loss(weights: Array) -> tuple[float, Array]:
        total = RIDGE * float((weights - prior) @ (weights - prior))
        gradient = 2 * RIDGE * (weights - prior)
        for count, features, right in data:
            scores = features @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            mass = shares[right].sum() + 1e-12
            total -= count * size * np.log(mass)
            gradient -= count * size * (features.T @ (shares * right / mass - shares))
        return total, gradient

    bounds = [(0, None)] * len(FEATURES)
    found: Array = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found


def fit_read(sets: Sequence[Collected], fusion: Array) -> float | None:
    """Fit what the reader's score counts beside the fused one; None where nothing was read."""
    data = []
    for one in sets:
        able = [asked for asked in one.asked if asked.reader and asked.right.any()]
        for asked in able:
            ranking = as_read(asked, reranked(asked.ranking, fusion), 0.0)
            assert ranking.read is not None
            first = np.flatnonzero(np.isfinite(ranking.read))
            right = right_rows(asked, ranking)[first]
            if right.any():
                pair = np.stack([ranking.scores[first], ranking.read[first]], 1).astype(float)
                data.append((counts(one) / len(able), pair, right))
    if not data:
        return None

    def loss(weights: Array) -> tuple[float, Array]:
        total, gradient = 0.0, np.zeros(2)
        for count, pair, right in data:
            scores = pair @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            mass = shares[right].sum() + 1e-12
            total -= count * np.log(mass)
            gradient -= count * (pair.T @ (shares * right / mass - shares))
        return total, gradient

    # Of the first few the fused score alone is too sure: what counts is how the two compare.
    found = minimize(loss, np.ones(2), jac=True, method="L-BFGS-B", bounds=[(1e-3, None)] * 2).x
    return float(found[1] / found[0])


def fit_calibration(sets: Mapping[str, Sequence[Judged]]) -> tuple[Array, float]:
    """Fit the logistic model of the first source being right, on standardised evidence.

    Every set counts the same. Returns weights for the raw evidence, and the intercept.
    """
    judged = [one for each in sets.values() for one in each]
    weight = np.concatenate(
        [np.full(len(each), counts(name) / len(each)) for name, each in sets.items()]
    )
    weight *= len(judged) / weight.sum()
    values = np.stack([one.evidence for one in judged])
    labels = np.asarray([one.lead for one in judged], float)
    mean = np.average(values, axis=0, weights=weight)
    spread = np.sqrt(np.average((values - mean) ** 2, axis=0, weights=weight)) + 1e-9
    scaled = np.column_stack([(values - mean) / spread, np.ones(len(values))])

    def loss(weights: Array) -> tuple[float, Array]:
        odds = scaled @ weights
        total = weight @ (np.logaddexp(0, odds) - labels * odds)
        penalty = np.append(weights[:-1], 0)
        errors = 1 / (1 + np.exp(-odds)) - labels
        gradient = scaled.T @ (weight * errors) + 2 * RIDGE_CALIBRATION * penalty
        return float(total + RIDGE_CALIBRATION * penalty @ penalty), gradient

    names = (*EVIDENCE, *EVIDENCE_READ)[: values.shape[1]]
    bounds = [*(_bounds(name) for name in names), (None, None)]
    start = np.zeros(scaled.shape[1])
    found: Array = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    raw = found[:-1] / spread
    return raw, float(found[-1] - raw @ mean)


def _bounds(name: str) -> tuple[float | None, float | None]:
    """What speaks for an answer may not count against it, nor the other way round."""
    if name in SPEAKS_FOR:
        return 0, None
    return (None, None) if name in SPEAKS_FOR_EITHER else (None, 0)


def counts(one: Collected | str) -> float:
    """Return what a set counts where something is fitted on several."""
    name = one if isinstance(one, str) else one.name
    return 1.0 if name in _of_many_styles() else OF_ONE_STYLE


@cache
def _of_many_styles() -> frozenset[str]:
    of_people = [one for one in question_sets() if SHARED in one.article.parents]
    return frozenset(one.name for one in (*real_sets(), *written_sets(), *of_people))
