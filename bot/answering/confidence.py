"""How sure the bot is: a probability, calibrated, from the evidence for an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answering.evidence import EVIDENCE, EVIDENCE_READ
from bot.answering.model import Status

__all__ = ["CALIBRATION", "Calibration", "calibration", "status_at"]

SUREST = 0.99
"""What no evidence goes beyond: only a question that is known word for word is surer."""
CALIBRATION = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic models over EVIDENCE, alone and with EVIDENCE_READ, and their thresholds."""

    weights: NDArray[np.float64]
    intercept: float
    read_weights: NDArray[np.float64]
    read_intercept: float
    doubt: tuple[float, float]
    """Between these confidences the best passage is read: elsewhere that changes nothing."""
    close: float
    """Share of it below which the next ones are, too: above, that errs as often as it mends."""
    answered: float
    """Confidence from which an answer is given as such."""
    unsure: float
    """Confidence from which the closest passages are shown; below, there is no answer."""

    def confidence(self, evidence: NDArray[np.float64]) -> float:
        """Return the probability that the answer with this evidence is right."""
        return _probability(float(evidence @ self.weights) + self.intercept)

    def in_doubt(self, confidence: float) -> bool:
        """Tell whether reading the best passage may make the confidence truer."""
        low, high = self.doubt
        return low <= confidence < high

    def is_close(self, share: float) -> bool:
        """Tell whether another passage than the best one may answer better when read."""
        return share < self.close

    def confidence_read(self, evidence: NDArray[np.float64], read: NDArray[np.float64]) -> float:
        """Return the probability that an answer is right whose best passage was read."""
        both = np.concatenate([evidence, read])
        return _probability(float(both @ self.read_weights) + self.read_intercept)

    def status(self, confidence: float) -> Status:
        """Return the status that the thresholds give a confidence."""
        return status_at(confidence, self.answered, self.unsure)

    def with_thresholds(self, answered: float | None, unsure: float | None) -> Calibration:
        """Return the model with other thresholds; None keeps the fitted one.

        A fitted `unsure` gives way to an `answered` below it.
        """
        answered = self.answered if answered is None else answered
        return replace(
            self,
            answered=answered,
            unsure=min(self.unsure, answered) if unsure is None else unsure,
        )


def _probability(odds: float) -> float:
    return min(1 / (1 + float(np.exp(-odds))), SUREST)


def status_at(confidence: float, answered: float, unsure: float) -> Status:
    """Return the status that two thresholds give a confidence."""
    if confidence < unsure:
        return "no_answer"
    return "answered" if confidence >= answered else "unsure"


@cache
def calibration() -> Calibration:
    """Return the model in `calibration.json`, fitted by `python -m bench.fit`."""
    fitted = json.loads(CALIBRATION.read_text("utf-8"))
    return Calibration(
        weights=_named(fitted["weights"], EVIDENCE),
        intercept=fitted["intercept"],
        read_weights=_named(fitted["read"]["weights"], EVIDENCE + EVIDENCE_READ),
        read_intercept=fitted["read"]["intercept"],
        doubt=(fitted["read"]["from"], fitted["read"]["to"]),
        close=fitted["read"]["share"],
        answered=fitted["thresholds"]["answered"],
        unsure=fitted["thresholds"]["unsure"],
    )


def _named(weights: Mapping[str, float], names: Sequence[str]) -> NDArray[np.float64]:
    return np.asarray([weights.get(name, 0.0) for name in names])
