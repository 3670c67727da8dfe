"""The scores of a question set, from what came of each of its questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import ir_measures
import numpy as np
from ir_measures import RR, Qrel, ScoredDoc, Success
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import roc_auc_score

from bot.answering.model import Status
from bot.evaluation.question_sets import Kind

__all__ = [
    "Bin",
    "Outcome",
    "TradeOff",
    "auroc",
    "calibration_bins",
    "calibration_error",
    "ranking_scores",
    "scores",
    "trade_off",
]

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question."""

    kind: Kind
    status: Status
    confidence: float
    right: tuple[bool, ...]
    """Whether the best text answers rightly, and the next best ones. The best text is the answer
    that was given or, where it was refused, the one that would have been."""
    length: int
    """Characters of the answer; they count only where it was given."""
    sources: tuple[bool, ...] = ()
    """Whether each source of the best text holds what was wanted, in order."""
    highlighted: bool = False
    """Whether its highlight is part of what was wanted, or holds it."""

    @property
    def given_right(self) -> bool:
        """Whether the answer that was given is right; a refused one isn't."""
        return self.status != "no_answer" and self.right[:1] == (True,)


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies in one tenth of its range."""

    count: int
    confidence: float
    """Their mean confidence."""
    right: float
    """The share of them that are right."""


@dataclass(frozen=True, slots=True)
class TradeOff:
    """What one threshold would make of the questions; None where there is none of a kind."""

    threshold: float
    answered: float
    """Share of the answerable questions with at least this confidence."""
    right: float | None
    """Share of those whose answer is right."""
    lost: float
    """Share of the answerable questions below the threshold."""
    near: float | None
    """Share of the near questions below it."""
    far: float | None
    """Share of the far and noise questions below it."""


def scores(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Return every score of a set, by name; None where no question measures it.

    Shares and probabilities are 0 to 1, `length` is in characters.
    """
    can = [one for one in outcomes if one.kind == "answerable"]
    near = [one for one in outcomes if one.kind == "near"]
    far = [one for one in outcomes if one.kind in ("far", "noise")]
    sure = [one for one in can if one.status == "answered"]
    lengths = [one.length for one in can if one.status != "no_answer"]
    given = [one for one in can if one.status != "no_answer"]
    hits = ranking_scores([(one.given_right, *one.right[1:]) for one in can])
    return {
        "lead1": sum(one.sources[:1] == (True,) for one in given) / len(can) if can else None,
        "hit1": hits["hit1"],
        "hit3": hits["hit3"],
        "mrr": ranking_scores([one.right for one in can])["mrr"],
        "highlight": sum(one.highlighted for one in given) / len(can) if can else None,
        "precision": _mean([_share(one.sources) or 0.0 for one in given]),
        "length": median(lengths) if lengths else None,
        "answered": len(sure) / len(can) if can else None,
        "right": _share([one.given_right for one in sure]),
        "refused_far": _refused(far),
        "refused_near": _refused(near),
        "auroc": auroc([one.confidence for one in can], [one.confidence for one in near]),
        "ece": calibration_error(
            [one.confidence for one in outcomes], [one.right[:1] == (True,) for one in outcomes]
        ),
    }


def ranking_scores(right: Sequence[Sequence[bool]]) -> dict[str, float | None]:
    """Return hit1, hit3 and mrr of rankings: for each question, which texts are right, best first.

    A question none of whose texts is right counts, as 0.
    """
    if not right:
        return {"hit1": None, "hit3": None, "mrr": None}
    # Every question has one judged text that is never found: without it, one that has nothing
    # right would be left out of the mean.
    judged = [Qrel(str(n), "unfound", 1) for n in range(len(right))]
    found = [ScoredDoc(str(n), "none", -1e6) for n in range(len(right))]
    for n, texts in enumerate(right):
        for place, one in enumerate(texts):
            judged.append(Qrel(str(n), str(place), int(one)))
            found.append(ScoredDoc(str(n), str(place), -float(place)))
    values = ir_measures.calc_aggregate([Success @ 1, Success @ 3, RR], judged, found)
    return {
        "hit1": float(values[Success @ 1]),
        "hit3": float(values[Success @ 3]),
        "mrr": float(values[RR]),
    }


def auroc(answerable: ArrayLike, unanswerable: ArrayLike) -> float | None:
    """Return the chance that an answerable question has more confidence than another.

    Equal confidences count half; None where either side is empty.
    """
    positive, negative = np.asarray(answerable, float), np.asarray(unanswerable, float)
    if not len(positive) or not len(negative):
        return None
    labels = np.repeat([1, 0], [len(positive), len(negative)])
    return float(roc_auc_score(labels, np.concatenate([positive, negative])))


def calibration_bins(confidence: ArrayLike, right: ArrayLike) -> list[Bin]:
    """Return the bins of ten equal widths that hold an answer, least confident first."""
    sure, good = np.asarray(confidence, float), np.asarray(right, float)
    place: NDArray[np.intp] = np.minimum((sure * BINS).astype(np.intp), BINS - 1)
    return [
        Bin(int(inside.sum()), float(sure[inside].mean()), float(good[inside].mean()))
        for inside in (place == number for number in range(BINS))
        if inside.any()
    ]


def calibration_error(confidence: ArrayLike, right: ArrayLike) -> float | None:
    """Return the expected calibration error in ten bins; None without answers."""
    bins = calibration_bins(confidence, right)
    if not bins:
        return None
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / total


def trade_off(outcomes: Sequence[Outcome], thresholds: Sequence[float]) -> list[TradeOff]:
    """Return what each threshold would answer, get right and refuse."""
    can = [one for one in outcomes if one.kind == "answerable"]
    near = [one for one in outcomes if one.kind == "near"]
    far = [one for one in outcomes if one.kind in ("far", "noise")]
    rows = []
    for threshold in thresholds:
        above = [one for one in can if one.confidence >= threshold]
        answered = len(above) / len(can) if can else 0.0
        rows.append(
            TradeOff(
                threshold,
                answered,
                _share([one.right[:1] == (True,) for one in above]),
                1 - answered,
                _share([one.confidence < threshold for one in near]),
                _share([one.confidence < threshold for one in far]),
            )
        )
    return rows


def _refused(outcomes: Sequence[Outcome]) -> float | None:
    """The share that was refused; saying unsure counts half."""
    worth = {"no_answer": 1.0, "unsure": 0.5, "answered": 0.0}
    return sum(worth[one.status] for one in outcomes) / len(outcomes) if outcomes else None


def _mean(those: Sequence[float]) -> float | None:
    return sum(those) / len(those) if those else None


def _share(those: Sequence[bool]) -> float | None:
    return sum(those) / len(those) if those else None
