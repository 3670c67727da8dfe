"""Train the reader: MiniLM with low-rank changes, which reads a question and a passage together.

python -m bench.train_reader --out build/reader                    # on all sets
python -m bench.train_reader --out build/half --leave equity people mentoring

Of a question's passages the right ones must win a softmax, and each must be told from the wrong
ones by itself: that is what the confidence is made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch.nn import functional

from bench.low_rank import Changed, Changes, masking
from bench.texts import Text, Texts, grouped, padded
from bench.training import Draw, Drawing, Trained, TrainingSet, descend, epoch, of_epochs, run
from bot.evaluation.scores import auroc
from index.encoding.reader_network import ReaderHead

JUDGED = 8
"""Candidates of a question that are ordered anew when a set is judged."""


@dataclass
class Options(Changes, Drawing):
    """What a training is made of."""

    rate: float = 1e-3
    decay: float = 0.01
    epochs: float = 1.0
    questions: int = 8
    tokens: int = 3000
    """Those of a forward pass, padding included."""
    single: float = 1.0
    """What the loss of each passage by itself counts beside the softmax."""
    real: float = 2.0
    seed: int = 1


class Reader(Changed):
    """The model with its change in the upper layers, and the head."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self.head = ReaderHead(self.model.config.hidden_size)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
        """Return a score a pair, (pairs,); `second` marks what is the passage's."""
        hidden = self.model.embeddings(input_ids=ids, token_type_ids=second.long())
        added = masking(mask)
        for layer in (*self.lower, *self.upper):
            hidden = layer(hidden, added)
        found: torch.Tensor = self.head(hidden.float(), mask & ~second, mask & second)
        return found

    def weights(self) -> dict[str, torch.Tensor]:
        """Return what was trained, in half precision."""
        head = {n: p.detach().half().contiguous() for n, p in self.head.named_parameters()}
        return {**head, **self.factors()}

    @torch.no_grad()
    def read(self, path: Path) -> None:
        """Take what was trained, an encoder's adapter or all, from a file."""
        found = load_file(path)
        if "emphasis" in found and "scale" in found:
            self.head.load_state_dict({name: found[name] for name in self.head.state_dict()})
        self.start_from(found)


def scored(reader: Reader, pairs: Sequence[tuple[Text, Text]], most: int) -> torch.Tensor:
    """Score pairs of question and passage, those of a length together, (pairs,)."""
    lengths = [len(a.ids) + len(b.ids) - 1 for a, b in pairs]
    groups = grouped(lengths, most)
    parts = []
    for group in groups:
        rows, second = [], []
        for i in group:
            question, passage = pairs[i]
            rows.append(torch.cat([question.ids, passage.ids[1:]]))
            marks = torch.zeros(lengths[i], dtype=torch.bool)
            marks[len(question.ids) :] = True
            second.append(marks)
        ids, mask = padded(rows)
        parts.append(reader(ids, mask, padded(second)[0]))
    back = torch.tensor(np.argsort([i for group in groups for i in group]))
    return torch.cat(parts)[back]


def loss_of(reader: Reader, draws: Sequence[Draw], texts: Texts, options: Options) -> torch.Tensor:
    """Return the loss of a batch."""
    questions = texts.tokens([draw.example.question for draw in draws])
    passages = texts.tokens([d.home.passages[n] for d in draws for n in d.passages])
    owners = [i for i, draw in enumerate(draws) for _ in draw.passages]
    pairs = [(questions[i], p) for i, p in zip(owners, passages, strict=True)]
    found = scored(reader, pairs, options.tokens)
    right = torch.tensor([n in d.example.right for d in draws for n in d.passages])
    total = found.new_zeros(())
    sizes = [len(draw.passages) for draw in draws]
    for logits, good in zip(torch.split(found, sizes), torch.split(right, sizes), strict=True):
        if good.any():
            total = total + logits.logsumexp(0) - logits[good].logsumexp(0)
    total = total / len(draws)
    single = functional.binary_cross_entropy_with_logits(found, right.float(), reduction="none")
    # Right and wrong passages count the same, however many there are.
    for which in (right, ~right):
        if which.any():
            total = total + options.single * single[which].mean() / 2
    return total


def train(sets: Sequence[TrainingSet], options: Options, start: Path | None = None) -> Reader:
    """Train a reader on sets, from the one in `start` on where there is one."""
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    reader = Reader(options)
    if start is not None:
        reader.read(start)
    texts = Texts()
    slow = reader.learning()
    head = [p for n, p in reader.head.named_parameters() if n != "scale"]
    rate, decay = options.rate, options.decay
    descend(
        list(of_epochs(options.epochs, lambda: _batches(sets, options, random))),
        lambda batch: loss_of(reader, batch, texts, options),
        [
            {"params": [*slow, *head], "lr": rate, "weight_decay": decay},
            {"params": [reader.head.scale], "lr": 10 * rate, "weight_decay": 0.0},
        ],
        clipped=[*slow, *head],
    )
    return reader.eval()


def _batches(
    sets: Sequence[TrainingSet], options: Options, random: np.random.Generator
) -> list[list[Draw]]:
    draws = epoch(sets, options, random)
    return [draws[i : i + options.questions] for i in range(0, len(draws), options.questions)]


@torch.inference_mode()
def judged(reader: Reader, tokens: int, one: TrainingSet) -> dict[str, float]:
    """Rank each question's first candidates by the reader alone."""
    texts = Texts()
    hits: dict[str, list[float]] = {"before1": [], "r1": [], "r3": [], "in": []}
    best: dict[str, list[float]] = {"answerable": [], "near": []}
    for each in one.examples:
        if each.kind not in best:
            continue
        numbers = each.ranked[:JUDGED].tolist()
        question = texts.tokens([each.question])[0]
        passages = texts.tokens([one.passages[n] for n in numbers])
        found = scored(reader, [(question, passage) for passage in passages], tokens)
        best[each.kind].append(float(found.max()))
        if each.kind == "answerable":
            right = torch.tensor([n in each.right for n in numbers])
            order = right[found.argsort(descending=True, stable=True)]
            hits["before1"].append(float(right[0]))
            hits["r1"].append(float(order[:1].any()))
            hits["r3"].append(float(order[:3].any()))
            hits["in"].append(float(right.any()))
    scores = {name: float(np.mean(values)) for name, values in hits.items()}
    scores["auroc"] = auroc(best["answerable"], best["near"]) or 0.0
    return scores


def _trained(sets: Sequence[TrainingSet], arguments: dict[str, Any]) -> Trained:
    options = Options(**{name: arguments[name] for name in vars(Options())})
    reader = train(sets, options, arguments["start"])
    judge = partial(judged, reader, options.tokens)
    return Trained("python -m bench.train_reader", reader.weights(), reader.sha256, judge)


def main() -> None:
    """Train the reader."""
    run("reader", __doc__, Options(), _trained)


if __name__ == "__main__":
    main()
