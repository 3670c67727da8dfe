"""What both trainings share: questions, the passages that answer them or don't, and the steps."""

from __future__ import annotations

import argparse
import json
import pickle
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import nn

from bench.judge import right_among
from bench.sets import QuestionSet, answerer_for, question_sets, real_sets, written_sets
from bot.answering.reading.question import read_question
from index.encoding.weights import DEFAULT_MODEL
from index.load import FolderIndex
from index.reader import passage_text
from index.search import search

__all__ = [
    "Draw",
    "Drawing",
    "Example",
    "Trained",
    "TrainingSet",
    "descend",
    "epoch",
    "of_epochs",
    "run",
    "training_set",
]

RANKED = 100
"""Candidates of a question that are kept, best first."""
SMOOTHED = 20
"""Steps that the loss which is shown is a mean of."""


@dataclass(frozen=True)
class Example:
    """A question, as it is searched for, and its candidates."""

    question: str
    kind: str
    ranked: NDArray[np.int64]
    """Passages by today's ranking, best first."""
    right: frozenset[int]
    """All passages of the set that hold a gold string; empty where nothing answers."""


@dataclass(frozen=True)
class TrainingSet:
    """The passages of a set, as they are encoded, and its questions."""

    name: str
    passages: list[str]
    heads: list[int]
    """Characters of the headings that stand before each passage."""
    idf: NDArray[np.float32]
    examples: list[Example]
    seen: bool = False
    """Whether what a training starts from was trained on it."""


def training_set(one: QuestionSet, folder: Path) -> TrainingSet:
    """Read a set: build its index in `folder`, and rank every question as it is ranked today."""
    index = answerer_for(one.articles, folder).index
    assert isinstance(index, FolderIndex)
    texts = [passage_text(index, number) for number in range(len(index))]
    every = list(range(len(index)))
    examples = []
    for question in [*one.answerable, *one.unanswerable]:
        read = read_question(question["q"], index).written_out
        ranking = search(read, index.encoder.encode([read], query=True)[0], index)
        gold = question.get("gold", [])
        right = frozenset(np.flatnonzero(right_among(gold, every, index)).tolist())
        kind = question.get("kind", "answerable")
        if kind != "answerable" or right:
            examples.append(Example(read, kind, ranking.passages[:RANKED], right))
    idf = np.asarray(index.tokens.idf)
    return TrainingSet(
        one.name, [a + b for a, b in texts], [len(a) for a, _ in texts], idf, examples
    )


@dataclass
class Drawing:
    """What an epoch is made of."""

    wrong: int = 4
    """Wrong passages beside a right one."""
    hardest: int = 16
    """Wrong passages come from the best this many."""
    real: float = 1.0
    """How often a question over other people's pages is asked in an epoch; `own`, one over pages
    written for a set; `guides`, one over guides of one style."""
    own: float = 1.0
    guides: float = 0.5
    far: float = 0.2
    """How often one that is far from its articles, or noise, is asked beside the others; `seen`,
    one of a set that what it starts from was trained on."""
    seen: float = 1.0


@dataclass
class Draw:
    """A question and the passages that it is compared with, by number in its set."""

    home: TrainingSet
    example: Example
    passages: list[int]


def epoch(sets: Sequence[TrainingSet], options: Drawing, random: np.random.Generator) -> list[Draw]:
    """Draw the questions of an epoch, each with a right passage and hard wrong ones."""
    real = {one.name for one in real_sets()}
    own = {one.name for one in written_sets()}
    found = []
    for home in sets:
        name = home.name
        usual = options.real if name in real else options.own if name in own else options.guides
        usual *= options.seen if home.seen else 1
        for example in home.examples:
            share = usual * (options.far if example.kind in ("far", "noise") else 1)
            times = int(share) + int(random.random() < share % 1)
            found += [_draw(home, example, options, random) for _ in range(times)]
    random.shuffle(found)
    return found


def _draw(
    home: TrainingSet, example: Example, options: Drawing, random: np.random.Generator
) -> Draw:
    ranked = example.ranked.tolist()
    wrong = [n for n in ranked if n not in example.right][: options.hardest]
    # The best ranked are drawn more often.
    odds = 1 / (np.arange(len(wrong)) + 3.0)
    size = min(options.wrong, len(wrong))
    drawn = random.choice(wrong, size, replace=False, p=odds / odds.sum()).tolist()
    if example.right:
        best = [n for n in ranked if n in example.right][:3] or sorted(example.right)[:3]
        drawn.insert(0, int(random.choice(best)))
    return Draw(home, example, drawn)


def of_epochs(epochs: float, batches: Callable[[], list[list[Draw]]]) -> Iterator[list[Draw]]:
    """Yield the batches of some epochs, drawn anew for each; of a part of one, the first."""
    while epochs > 0:
        made = batches()
        yield from made[: int(len(made) * epochs)] if epochs < 1 else made
        epochs -= 1


def descend(
    batches: Sequence[list[Draw]],
    loss_of: Callable[[list[Draw]], torch.Tensor],
    groups: list[dict[str, Any]],
    clipped: Sequence[nn.Parameter],
) -> None:
    """Take a step for every batch, down the gradient of its loss.

    `groups` are the parameters with their rates, which rise over a tenth of the steps and then
    fall; `clipped` are those whose gradients are kept from being large.
    """
    if not batches:
        sys.exit("Nothing to train on: no set is left, or --epochs is too small for a batch.")
    optimizer = torch.optim.AdamW(groups)
    warm = max(len(batches) // 10, 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, max(0.02, 1 - n / len(batches)))
    )
    began, running = time.time(), 0.0
    for step, batch in enumerate(batches):
        loss = loss_of(batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(clipped, 1.0)
        optimizer.step()
        schedule.step()
        running += (loss.item() - running) / min(step + 1, SMOOTHED)
        if step % 10 == 0:
            spent = time.time() - began
            print(f"{step}/{len(batches)} loss {running:.3f} {spent:.0f} s", flush=True)


@dataclass(frozen=True)
class Trained:
    """What a training gives."""

    command: str
    weights: dict[str, torch.Tensor]
    sha256: str
    """Checksum of the published weights that it changes."""
    judge: Callable[[TrainingSet], dict[str, float]]


def read_sets(folder: Path, without: Sequence[str]) -> list[TrainingSet]:
    """Read all sets but some, from where they were kept if they were."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for one in [*real_sets(), *question_sets(), *written_sets()]:
        if one.name in without:
            continue
        kept = folder / f"{one.name}.pickle"
        if not kept.exists():
            print(f"Reading {one.name}", flush=True)
            kept.write_bytes(pickle.dumps(training_set(one, folder / one.name)))
        found.append(pickle.loads(kept.read_bytes()))  # noqa: S301
    return found


def _marked(sets: list[TrainingSet], start: Path | None) -> list[TrainingSet]:
    if start is None:
        return sets
    seen = json.loads(start.with_suffix(".json").read_text("utf-8"))["sets"]
    return [replace(one, seen=one.name in seen) for one in sets]


def run(
    name: str,
    description: str | None,
    defaults: object,
    trained: Callable[[Sequence[TrainingSet], dict[str, Any]], Trained],
) -> None:
    """Train on all sets but those left out, judge on these, and write both as `name`."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("build/training"))
    parser.add_argument("--leave", nargs="*", default=[], help="sets to judge, not to train on")
    parser.add_argument("--without", nargs="*", default=[], help="sets to leave alone")
    parser.add_argument("--start", type=Path, help="a training of the kind to go on from")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    for option, value in vars(defaults).items():
        parser.add_argument(f"--{option}", type=type(value), default=value)
    arguments = vars(parser.parse_args())
    # Threads of a machine that does other things wait for each other.
    torch.set_num_threads(arguments["threads"])
    sets = _marked(read_sets(arguments["cache"], arguments["without"]), arguments["start"])
    left = [one for one in sets if one.name in arguments["leave"]]
    kept = [one for one in sets if one.name not in arguments["leave"]]
    after = {}
    with torch.device(arguments["device"]):
        made = trained(kept, arguments)
        arguments["out"].mkdir(parents=True, exist_ok=True)
        save_file(made.weights, arguments["out"] / f"{name}.safetensors")
        for one in left:
            after[one.name] = made.judge(one)
            print(one.name, {k: round(v, 3) for k, v in after[one.name].items()}, flush=True)
    provenance = {
        "command": made.command,
        "date": date.today().isoformat(),
        "model": DEFAULT_MODEL,
        "base_sha256": made.sha256,
        "options": {option: arguments[option] for option in vars(defaults)},
        "sets": {one.name: len(one.examples) for one in kept},
        "left_out": after,
    }
    text = json.dumps(provenance, indent=2) + "\n"
    (arguments["out"] / f"{name}.json").write_text(text, "utf-8")
