"""Train the encoder's adapter: low-rank changes to MiniLM for what it is used for here.

python -m bench.train --out build/adapter                  # on all sets
python -m bench.train --out build/half --leave equity people mentoring

A question's tokens are compared with the sign bits of a passage's, as they are when a question is
answered. Of the passages that today's ranking puts first, the right ones must win a softmax, and
where nothing answers "no passage" must. The dense vector has a loss of its own.
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
from torch import nn
from torch.nn import functional

from bench.low_rank import Changed, Changes, masking
from bench.texts import Text, Texts, grouped, padded
from bench.training import Draw, Drawing, Trained, TrainingSet, descend, epoch, of_epochs, run
from bot.evaluation.scores import auroc


@dataclass
class Options(Changes, Drawing):
    """What a training is made of."""

    wrong: int = 3
    far: float = 0.15

    layers: int = 3
    """Those below are passed once a text."""
    rate: float = 1e-3
    decay: float = 0.01
    epochs: float = 1.5
    questions: int = 16
    tokens: int = 2400
    """Those of a forward pass, padding included."""
    scale: float = 20
    dense: float = 0.5
    """What the dense vector's loss counts."""
    keep: float = 1.0
    """What it counts that the dense vector stays near the base weights' one."""
    seed: int = 1


class Encoder(Changed):
    """The model with its adapter, and what goes with it."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self.emphasis = nn.Parameter(torch.zeros(self.model.config.hidden_size))
        self.scale = nn.Parameter(torch.tensor(options.scale).log())
        self.dense_scale = nn.Parameter(torch.tensor(options.scale).log())
        self.nothing = nn.Parameter(torch.tensor(0.45))

    @torch.no_grad()
    def below(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return what the unchanged layers make of texts, and the base weights' dense vector."""
        hidden = self.model.embeddings(input_ids=ids)
        for layer in self.lower:
            hidden = layer(hidden, masking(mask))
        self.switch(False)
        dense, _ = self(hidden, mask)
        self.switch(True)
        return hidden, dense

    def forward(
        self, hidden: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return dense and token vectors, L2-normalised, of what came from below."""
        for layer in self.upper:
            hidden = layer(hidden, masking(mask))
        hidden = hidden.float()
        counted = mask[..., None].float()
        mean = (hidden * counted).sum(1) / counted.sum(1)
        return functional.normalize(mean, dim=-1), functional.normalize(hidden, dim=-1)

    @torch.no_grad()
    def read(self, path: Path) -> None:
        """Take the adapter of a file."""
        found = load_file(path)
        self.emphasis.copy_(found["emphasis"])
        self.start_from(found)

    def weights(self) -> dict[str, torch.Tensor]:
        """Return the adapter in half precision."""
        return {"emphasis": self.emphasis.detach().half().contiguous(), **self.factors()}


class PassedTexts(Texts):
    """Texts that pass the unchanged layers, each once."""

    def __init__(self, encoder: Encoder, tokens: int) -> None:
        super().__init__()
        self._encoder, self._most = encoder, tokens

    def of(self, texts: Sequence[str]) -> list[Text]:
        """Return the texts as tokens, and what the unchanged layers make of them."""
        found = self.tokens(texts)
        new = list({id(one): one for one in found if one.hidden is None}.values())
        for group in grouped([len(one.ids) for one in new], self._most):
            some = [new[i] for i in group]
            ids, mask = padded([one.ids for one in some])
            hidden, dense = self._encoder.below(ids, mask)
            for row, one in enumerate(some):
                one.hidden, one.dense = hidden[row, : len(one.ids)].clone(), dense[row]
        return found


@dataclass
class Vectors:
    """Encoded texts: dense vectors, and token vectors with what of them counts."""

    dense: torch.Tensor
    tokens: torch.Tensor
    worded: torch.Tensor
    ids: torch.Tensor


def encoded(encoder: Encoder, texts: Sequence[Text], most: int) -> Vectors:
    """Encode texts, those of a length together, `most` tokens at a time."""
    groups = grouped([len(one.ids) for one in texts], most)
    width = max(len(one.ids) for one in texts)
    dense: list[torch.Tensor] = []
    tokens: list[torch.Tensor] = []
    for group in groups:
        hidden, mask = padded([t for i in group if (t := texts[i].hidden) is not None])
        one_dense, one_tokens = encoder(hidden, mask)
        dense.append(one_dense)
        tokens.append(functional.pad(one_tokens, (0, 0, 0, width - one_tokens.shape[1])))
    back = torch.tensor(np.argsort([i for group in groups for i in group]))
    worded, _ = padded([one.worded for one in texts])
    ids, _ = padded([one.ids for one in texts])
    return Vectors(torch.cat(dense)[back], torch.cat(tokens)[back], worded, ids)


def as_bits(vectors: torch.Tensor) -> torch.Tensor:
    """Return the signs of vectors, as they are stored; the gradient is that of the vectors."""
    signs = torch.where(vectors > 0, 1.0, -1.0) / vectors.shape[-1] ** 0.5
    found: torch.Tensor = vectors + (signs - vectors).detach()
    return found


def token_weights(encoder: Encoder, vectors: Vectors, idf: torch.Tensor) -> torch.Tensor:
    """Return what each token of the questions counts, (questions, tokens); sums to 1."""
    known = idf[torch.arange(len(idf))[:, None], vectors.ids.clamp(max=idf.shape[1] - 1)]
    known = torch.where(vectors.ids < idf.shape[1], known, torch.ones_like(known))
    weights = known.sqrt() * torch.exp(vectors.tokens @ encoder.emphasis) * vectors.worded
    return weights / weights.sum(1, keepdim=True).clamp(min=1e-6)


def maxsim(questions: Vectors, weights: torch.Tensor, passages: Vectors) -> torch.Tensor:
    """Return the score of every passage for every question, (questions, passages)."""
    return compared(questions, weights, as_bits(passages.tokens), passages.worded)


def compared(
    questions: Vectors, weights: torch.Tensor, stored: torch.Tensor, worded: torch.Tensor
) -> torch.Tensor:
    """Return the score of every passage, given as it is stored."""
    count, width, size = stored.shape
    similar = questions.tokens.reshape(-1, size) @ stored.reshape(-1, size).T
    similar = similar.reshape(*questions.tokens.shape[:2], count, width)
    similar = similar.masked_fill(~worded, -1)
    return torch.einsum("qtp,qt->qp", similar.amax(3), weights)


def loss_of(
    encoder: Encoder, draws: Sequence[Draw], texts: PassedTexts, options: Options
) -> torch.Tensor:
    """Return the loss of a batch."""
    own = texts.of([draw.example.question for draw in draws])
    pairs = list(dict.fromkeys((draw.home.name, n) for draw in draws for n in draw.passages))
    homes = {draw.home.name: draw.home for draw in draws}
    shown = texts.of([homes[name].passages[n] for name, n in pairs])
    size = max(len(one.idf) for one in homes.values())
    idf = torch.ones(len(draws), size)
    for row, draw in enumerate(draws):
        idf[row, : len(draw.home.idf)] = torch.tensor(draw.home.idf)
    questions = encoded(encoder, own, options.tokens)
    passages = encoded(encoder, shown, options.tokens)
    right = torch.tensor(
        [[name == d.home.name and n in d.example.right for name, n in pairs] for d in draws]
    )
    # Two careers have much in common: what another set says isn't judged for a question.
    comparable = torch.tensor([[name == d.home.name for name, _ in pairs] for d in draws])
    answered = right.any(1)
    weights = token_weights(encoder, questions, idf)
    late = maxsim(questions, weights, passages)
    dense = questions.dense @ passages.dense.T
    total = late.new_zeros(())
    nothing = (encoder.nothing * encoder.scale.exp()).expand(len(draws), 1)
    logits = torch.cat([nothing, late * encoder.scale.exp()], 1)
    allowed = torch.cat([torch.ones_like(comparable[:, :1]), comparable], 1)
    target = torch.cat([~answered[:, None], right], 1)
    total = total + _softmax_loss(logits, target, allowed)
    if answered.any():
        close = (dense * encoder.dense_scale.exp())[answered]
        total = total + options.dense * _softmax_loss(close, right[answered], comparable[answered])
    if options.keep:
        before = torch.stack([t for one in (*own, *shown) if (t := one.dense) is not None])
        after = torch.cat([questions.dense, passages.dense])
        total = total + options.keep * (1 - (after * before).sum(1)).mean()
    return total


def _softmax_loss(
    logits: torch.Tensor, target: torch.Tensor, allowed: torch.Tensor
) -> torch.Tensor:
    """Return the mean of minus the log of what the right ones have of a softmax."""
    allowed = allowed | target
    every = logits.masked_fill(~allowed, -1e4).logsumexp(1)
    return (every - logits.masked_fill(~target, -1e4).logsumexp(1)).mean()


def train(sets: Sequence[TrainingSet], options: Options, start: Path | None = None) -> Encoder:
    """Train an adapter on sets, from the one in `start` on where there is one."""
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    encoder = Encoder(options)
    if start is not None:
        encoder.read(start)
    texts = PassedTexts(encoder, options.tokens)
    slow = encoder.learning()
    quick = [encoder.scale, encoder.dense_scale, encoder.nothing]
    descend(
        list(of_epochs(options.epochs, lambda: _batches(sets, options, random))),
        lambda batch: loss_of(encoder, batch, texts, options),
        [
            {"params": slow, "lr": options.rate, "weight_decay": options.decay},
            {"params": quick, "lr": 5e-3, "weight_decay": 0.0},
            {"params": [encoder.emphasis], "lr": 2e-2, "weight_decay": 0.0},
        ],
        clipped=[*slow, encoder.emphasis],
    )
    return encoder.eval()


def _batches(
    sets: Sequence[TrainingSet], options: Options, random: np.random.Generator
) -> list[list[Draw]]:
    draws = epoch(sets, options, random)
    # Passages of one set are each other's wrong ones: a batch is of two or three sets.
    draws.sort(key=lambda draw: draw.home.name)
    half = max(options.questions // 2, 1)
    parts = []
    for name in dict.fromkeys(draw.home.name for draw in draws):
        own = [draw for draw in draws if draw.home.name == name]
        parts += [own[i : i + half] for i in range(0, len(own), half)]
    random.shuffle(parts)
    return [[draw for part in parts[i : i + 2] for draw in part] for i in range(0, len(parts), 2)]


@torch.inference_mode()
def judged(encoder: Encoder, tokens: int, one: TrainingSet) -> dict[str, float]:
    """Rank each question's candidates by MaxSim and by the dense vector alone."""
    texts = PassedTexts(encoder, tokens)
    numbers = sorted({n for each in one.examples for n in each.ranked.tolist()})
    place = {n: i for i, n in enumerate(numbers)}
    dense_rows: list[torch.Tensor] = []
    stored: list[torch.Tensor] = []
    for i in range(0, len(numbers), 64):
        some = texts.of([one.passages[n] for n in numbers[i : i + 64]])
        vectors = encoded(encoder, some, tokens)
        dense_rows.append(vectors.dense)
        for row, words in zip(vectors.tokens, vectors.worded, strict=True):
            stored.append(as_bits(row[words]))
    dense_of = torch.cat(dense_rows)
    idf = torch.tensor(one.idf)[None]
    found: dict[str, list[float]] = {"m1": [], "m3": [], "d1": [], "d3": []}
    best: dict[str, list[float]] = {"answerable": [], "near": []}
    for each in one.examples:
        if each.kind not in best:
            continue
        question = encoded(encoder, texts.of([each.question]), tokens)
        weights = token_weights(encoder, question, idf)
        rows = torch.tensor([place[n] for n in each.ranked.tolist()])
        kept, worded = padded([stored[row] for row in rows.tolist()])
        late = compared(question, weights, kept, worded)[0]
        best[each.kind].append(float(late.max()))
        if each.kind == "answerable":
            right = torch.tensor([n in each.right for n in each.ranked.tolist()])
            dense = dense_of[rows] @ question.dense[0]
            for name, score in (("m", late), ("d", dense)):
                order = right[score.argsort(descending=True, stable=True)]
                found[f"{name}1"].append(float(order[:1].any()))
                found[f"{name}3"].append(float(order[:3].any()))
    scores = {name: float(np.mean(values)) for name, values in found.items()}
    scores["auroc"] = auroc(best["answerable"], best["near"]) or 0.0
    return scores


def _trained(sets: Sequence[TrainingSet], arguments: dict[str, Any]) -> Trained:
    options = Options(**{name: arguments[name] for name in vars(Options())})
    encoder = train(sets, options, arguments["start"])
    judge = partial(judged, encoder, options.tokens)
    return Trained("python -m bench.train", encoder.weights(), encoder.sha256, judge)


def main() -> None:
    """Train the encoder's adapter."""
    run("adapter", __doc__, Options(), _trained)


if __name__ == "__main__":
    main()
