"""Limits that scores have to keep: `hit1=0.9` on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import CareerbotError

__all__ = ["SCORES", "ScoreLimit", "ScoreLimitError", "missed_limits", "read_score_limits"]

SCORES = {
    "lead1": "the first source is right, which is read first",
    "hit1": "the answer is right",
    "hit3": "the answer or one of the next two passages is",
    "mrr": "mean reciprocal rank of the first right one",
    "highlight": "the marked sentence is part of what was wanted, or holds it",
    "precision": "of the sources shown, the share that is right",
    "length": "median length of the answers, in characters",
    "answered": "answered with confidence",
    "right": "right, of those answered",
    "refused_far": "far and noise refused (unsure counts half)",
    "refused_near": "near refused (unsure counts half)",
    "auroc": "answerable above near, by confidence",
    "ece": "expected calibration error",
    "citations": "answers whose every word is cited",
    "follow_ups": "follow-ups answered rightly",
}
"""Every score, and what it says."""

LESS_IS_BETTER = ("length", "ece")
NEEDS = {
    "refused_far": "--unanswerable with questions of the kinds far or noise",
    "refused_near": "--unanswerable with questions of the kind near",
    "auroc": "--unanswerable with questions of the kind near",
    "follow_ups": "--follow-ups",
}


class ScoreLimitError(CareerbotError):
    """A limit that can't be held, with what it may be."""


@dataclass(frozen=True, slots=True)
class ScoreLimit:
    """The least that a score may be or, where less is better, the most."""

    score: str
    value: float


def read_score_limits(given: Sequence[str]) -> list[ScoreLimit]:
    """Return the limits of `SCORE=VALUE` texts. Raises ScoreLimitError."""
    limits = []
    for text in given:
        score, _, number = text.partition("=")
        if score not in SCORES:
            raise ScoreLimitError(f"{text}: there is no score {score!r}: {', '.join(SCORES)}")
        try:
            value = float(number)
        except ValueError:
            raise ScoreLimitError(f"{text}: {number!r} is no number: {score}=0.9") from None
        if not 0 <= value <= (1e9 if score == "length" else 1):
            raise ScoreLimitError(f"{text}: {score} is between 0 and 1, such as {score}=0.9")
        limits.append(ScoreLimit(score, value))
    return limits


def missed_limits(limits: Sequence[ScoreLimit], scores: Mapping[str, float | None]) -> list[str]:
    """Return a line for every limit that isn't kept.

    Raises ScoreLimitError for one whose score was not measured.
    """
    lines = []
    for limit in limits:
        value = scores[limit.score]
        if value is None:
            needs = NEEDS.get(limit.score, "questions that are answered")
            raise ScoreLimitError(f"{limit.score}={limit.value:g} needs {needs}")
        if limit.score in LESS_IS_BETTER and value > limit.value:
            lines.append(f"{limit.score} is {value:.4g}, over the bar of {limit.value:g}")
        elif limit.score not in LESS_IS_BETTER and value < limit.value:
            lines.append(f"{limit.score} is {value:.4g}, under the bar of {limit.value:g}")
    return lines
