"""Bars that scores have to reach: `hit1=0.9` on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import CareerbotError

__all__ = ["SCORES", "Bar", "BarError", "below", "read_bars"]

SCORES = {
    "hit1": "the answer is right",
    "hit3": "the answer or one of the next two passages is",
    "mrr": "mean reciprocal rank of the first right one",
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


class BarError(CareerbotError):
    """A bar that can't be held, with what it may be."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The least that a score may be or, where less is better, the most."""

    score: str
    value: float


def read_bars(given: Sequence[str]) -> list[Bar]:
    """Return the bars of `SCORE=VALUE` texts. Raises BarError."""
    bars = []
    for text in given:
        score, _, number = text.partition("=")
        if score not in SCORES:
            raise BarError(f"--fail-under {text}: there is no score {score!r}: {', '.join(SCORES)}")
        try:
            value = float(number)
        except ValueError:
            raise BarError(f"--fail-under {text}: {number!r} is no number: {score}=0.9") from None
        if not 0 <= value <= (1e9 if score == "length" else 1):
            raise BarError(f"--fail-under {text}: {score} is between 0 and 1, such as {score}=0.9")
        bars.append(Bar(score, value))
    return bars


def below(bars: Sequence[Bar], scores: Mapping[str, float | None]) -> list[str]:
    """Return a line for every bar that isn't reached.

    Raises BarError for one whose score was not measured.
    """
    lines = []
    for bar in bars:
        value = scores[bar.score]
        if value is None:
            needs = NEEDS.get(bar.score, "questions that are answered")
            raise BarError(f"--fail-under {bar.score}={bar.value:g} needs {needs}")
        if bar.score in LESS_IS_BETTER and value > bar.value:
            lines.append(f"{bar.score} is {value:.4g}, over the bar of {bar.value:g}")
        elif bar.score not in LESS_IS_BETTER and value < bar.value:
            lines.append(f"{bar.score} is {value:.4g}, under the bar of {bar.value:g}")
    return lines
