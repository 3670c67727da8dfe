"""The figures of an evaluation: how far the confidence can be believed, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from bot.evaluation.scores import Outcome, calibration_bins, calibration_error

__all__ = ["draw"]

BLUE, GREY, RED = "#2563a8", "#8a8f98", "#b3423a"


def draw(outcomes: Sequence[Outcome], thresholds: dict[str, float], folder: Path) -> list[Path]:
    """Draw both figures in a folder, as PNG; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    for name, figure in (
        ("reliability.png", reliability(outcomes)),
        ("answered-right.png", answered_right(outcomes, thresholds)),
    ):
        figure.savefig(folder / name, dpi=150)
        drawn.append(folder / name)
    return drawn


def reliability(outcomes: Sequence[Outcome]) -> Figure:
    """Draw the share of right answers against their confidence, and how many have which."""
    confidence = [one.confidence for one in outcomes]
    right = [one.right[:1] == (True,) for one in outcomes]
    bins = calibration_bins(confidence, right)
    figure = Figure(figsize=(5.2, 5.8), layout="constrained")
    above, under = figure.subplots(2, 1, height_ratios=(4, 1), sharex=True)
    above.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=1, label="as it should be")
    above.plot(
        [one.confidence for one in bins],
        [one.right for one in bins],
        color=BLUE,
        marker="o",
        label="as it is",
    )
    error = calibration_error(confidence, right) or 0.0
    above.set_title(
        f"Confidence, and how often it is right\nexpected calibration error {error:.3f}"
    )
    above.set_ylabel("right")
    above.set_ylim(-0.02, 1.02)
    above.legend(frameon=False, loc="upper left")
    counts, edges = np.histogram(confidence, bins=10, range=(0, 1))
    under.bar(edges[:-1], counts, width=0.1, align="edge", color=BLUE, edgecolor="white")
    under.set_ylabel("questions")
    under.set_xlabel("confidence")
    under.set_xlim(0, 1)
    above.yaxis.set_major_formatter(PercentFormatter(1))
    under.xaxis.set_major_formatter(PercentFormatter(1))
    _plain(above, under)
    return figure


def answered_right(outcomes: Sequence[Outcome], thresholds: dict[str, float]) -> Figure:
    """Draw how many of the answers are right as the threshold falls and more are given."""
    can = sorted(
        (one for one in outcomes if one.kind == "answerable"), key=lambda one: -one.confidence
    )
    near = np.asarray([one.confidence for one in outcomes if one.kind == "near"])
    right = np.cumsum([one.right[:1] == (True,) for one in can])
    confidence = np.asarray([one.confidence for one in can])
    # Where several are equally confident, a threshold takes all of them or none.
    last = np.flatnonzero(np.append(np.diff(confidence) < 0, True))
    answered = (last + 1) / max(len(can), 1)
    figure = Figure(figsize=(6.4, 4.8), layout="constrained")
    axes = figure.subplots()
    axes.plot(answered, right[last] / (last + 1), color=BLUE, label="right, of those answered")
    if len(near):
        refused = [(near < confidence[place]).mean() for place in last]
        axes.plot(answered, refused, color=RED, label="near questions below the threshold")
    for height, (name, threshold) in zip((0.02, 0.42), thresholds.items(), strict=True):
        share = float((confidence >= threshold).mean())
        axes.axvline(share, color=GREY, linestyle=":", linewidth=1)
        axes.annotate(
            f" {name} from {threshold:.2f}",
            (share, height),
            rotation=90,
            ha="right",
            va="bottom",
            color=GREY,
        )
    axes.set_title("What the thresholds trade")
    axes.set_xlabel("answerable questions at or above the threshold")
    axes.set_xlim(0, 1.01)
    axes.set_ylim(0, 1.02)
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.legend(frameon=False, loc="lower left")
    _plain(axes)
    return figure


def _plain(*several: Axes) -> None:
    for axes in several:
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(color="#e6e8eb", linewidth=0.6)
        axes.set_axisbelow(True)
