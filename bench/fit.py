"""Fit the fusion of the rankings and the calibration of the confidence; judge each set by others'.

python -m bench.fit                             # leave-one-set-out scores
python -m bench.fit --trained build/halves      # with what was not trained on the set
python -m bench.fit --write                     # and write index/fusion.json, bot/calibration.json

Without --trained the sets are judged that the shipped encoder and reader were trained on.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

import index.encoding.adapter
from bench.judge import Array, Collected, Judged, collect, judge, reranked
from bench.models import fit_calibration, fit_fusion, fit_read
from bench.scores import of_set, show
from bench.sets import QuestionSet, question_sets, real_sets, written_sets
from bot.answering.confidence import CALIBRATION, SUREST
from bot.answering.evidence import EVIDENCE, EVIDENCE_READ
from index.reader import READ
from index.search import FEATURES, FUSION

ABOUT_THE_SAME = ({"tpm", "technical-project-manager"},)
"""Sets over articles about the same career: neither is fitted on where the other is judged."""
ANSWERED, UNSURE = 0.4, 0.2
"""A right answer is worth a little more than a wrong one costs, since each shows its source;
`careerbot eval` shows what other choices give."""

DOUBT, CLOSE = (0.05, 0.9), 0.6
"""Between these confidences the best passage is read, and the next ones where its share is less
than CLOSE. Over pages of other people lead@1 and AUROC are the same with .8 or .97 for .9, and with
.5 or .7 for .6, to .002."""


def confidences(judged: Sequence[Judged], weights: Array, intercept: float) -> Array:
    """Return the calibrated confidence of every answer."""
    values = np.stack([one.evidence for one in judged])
    found: Array = np.minimum(1 / (1 + np.exp(-(values @ weights + intercept))), SUREST)
    return found


def others(one: str, sets: Sequence[Collected]) -> list[Collected]:
    """Return the sets to fit on where one is judged."""
    out = {one}.union(*(same for same in ABOUT_THE_SAME if one in same))
    return [other for other in sets if other.name not in out]


@dataclass
class Fitted:
    """What was fitted on some sets."""

    fusion: Array
    read: float | None
    """What the reader's score counts; None where nothing was read."""


def fitted_on(sets: Sequence[Collected]) -> Fitted:
    """Fit what ranks."""
    fusion = fit_fusion(sets)
    return Fitted(fusion, fit_read(sets, fusion))


@dataclass
class Held:
    """A set, judged by what was fitted on the others, by how many of its passages were read."""

    before: list[Judged]
    alone: list[Judged]
    """After the best one was."""
    after: list[Judged]
    shares: list[float]
    """Those of the best passages, before."""


def held_out(sets: Sequence[Collected]) -> dict[str, Held]:
    """Judge every set by a fusion that was fitted on the others."""
    found = {}
    for one in sets:
        models = fitted_on(others(one.name, sets))
        before = judge(one, models.fusion)
        alone = after = before
        if models.read is not None:
            alone, after = (judge(one, models.fusion, models.read, most) for most in (1, READ))
        rankings = (reranked(asked.ranking, models.fusion) for asked in one.asked)
        shares = [float(ranking.shares()[0]) for ranking in rankings]
        found[one.name] = Held(before, alone, after, shares)
    return found


def validated(
    sets: Sequence[Collected], doubt: tuple[float, float] = DOUBT
) -> dict[str, tuple[list[Judged], Array]]:
    """Judge every set by a fusion and a calibration that were fitted on the others."""
    held = held_out(sets)
    found = {}
    for one in sets:
        rest = [each.name for each in others(one.name, sets)]
        before, after = (
            fit_calibration({name: getattr(held[name], stage) for name in rest})
            for stage in ("before", "after")
        )
        chosen = chosen_of(held[one.name], before, after, doubt)
        own = [pair for pair in chosen if pair[0].asked.home == one.name]
        found[one.name] = [each for each, _ in own], np.asarray([sure for _, sure in own])
    return found


def chosen_of(
    held: Held,
    before: tuple[Array, float],
    after: tuple[Array, float],
    doubt: tuple[float, float],
) -> list[tuple[Judged, float]]:
    """Return what is answered, and how sure: by what was read of each question."""
    first, alone, read = (
        confidences(judged, *model).tolist()
        for judged, model in ((held.before, before), (held.alone, after), (held.after, after))
    )
    found = []
    for n, (sure, share) in enumerate(zip(first, held.shares, strict=True)):
        if not doubt[0] <= sure < doubt[1]:
            found.append((held.before[n], sure))
        elif share < CLOSE:
            found.append((held.after[n], read[n]))
        else:
            found.append((held.alone[n], alone[n]))
    return found


def collected(folder: Path, trained: Path | None) -> list[Collected]:
    """Rank every question of every set, by what was not trained on it where asked.

    `trained` holds folders with what `bench.train` and `bench.train_reader` write, each naming the
    sets it left out.
    """
    read = [*real_sets(), *question_sets(), *written_sets()]
    found = []
    for one in read:
        place = folder / one.name
        if trained is not None:
            half = _not_trained_on(one, trained)
            if half is None:
                continue
            index.encoding.adapter.ADAPTER = half / "adapter.safetensors"
            index.encoding.adapter.READER = half / "reader.safetensors"
            place = folder / half.name / one.name
        found.append(collect(one, place, read))
    return found


def _not_trained_on(one: QuestionSet, trained: Path) -> Path | None:
    for described in sorted(trained.glob("*/adapter.json")):
        if one.name in json.loads(described.read_text("utf-8"))["left_out"]:
            return described.parent
    return None


def main() -> None:
    """Judge every set by what was fitted on the others, and fit on all where asked to write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--trained", type=Path)
    parser.add_argument("--indexes", type=Path, help="where indexes are kept for the next time")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        sets = collected(arguments.indexes or Path(temporary), arguments.trained)
        found = validated(sets)
        show({name: of_set(*pair, ANSWERED, UNSURE) for name, pair in found.items()})
        if arguments.write:
            write(sets, arguments.trained is not None)


def write(sets: Sequence[Collected], trained: bool) -> None:
    """Fit on all sets and write both models, with what they were fitted on."""
    models = fitted_on(sets)
    held = held_out(sets)
    provenance: dict[str, Any] = {
        "command": f"python -m bench.fit{' --trained DIR' if trained else ''} --write",
        "date": date.today().isoformat(),
        "sets": {one.name: sum(a.home == one.name for a in one.asked) for one in sets},
    }
    weights = dict(zip(FEATURES, models.fusion.round(3).tolist(), strict=True))
    read = round(models.read or 0.0, 4)
    _write(FUSION, {"weights": weights, "read": read, "provenance": provenance})
    before = fit_calibration({name: one.before for name, one in held.items()})
    after = fit_calibration({name: one.after for name, one in held.items()})
    fitted = {
        **_named(EVIDENCE, *before),
        "read": {
            **_named((*EVIDENCE, *EVIDENCE_READ), *after),
            "from": DOUBT[0],
            "to": DOUBT[1],
            "share": CLOSE,
        },
        "thresholds": {"answered": ANSWERED, "unsure": UNSURE},
    }
    _write(CALIBRATION, {**fitted, "provenance": provenance})


def _named(names: Sequence[str], weights: Array, intercept: float) -> dict[str, Any]:
    named = dict(zip(names, weights.round(4).tolist(), strict=True))
    return {"weights": named, "intercept": round(intercept, 4)}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    main()
