"""Train the encoder's adapter: low-rank changes to MiniLM for what it is used for here.

python -m bench.train --out build/adapter                  # on all sets
python -m bench.train --out build/half --leave equity people mentoring

A question's tokens are compared with the sign bits of a passage's, as they are when a question is
answered. Of the passages that today's ranking puts first, the right ones must win a softmax, and
where nothing answers "no passage" must. The dense vector has a loss of its own.
"""

from __future__ import annotations

import argparse
import json
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from bench.sets import question_sets, real_sets, written_sets
from bench.training import Draw, Drawing, TrainingSet, epoch, training_set
from bot.evaluation.scores import auroc
from index.encoding.weights import DEFAULT_MODEL, find_weights

LONGEST = 128
"""Tokens of a passage that are read while training."""


@dataclass
class Options(Drawing):
    """What a training is made of."""

    wrong: int = 3
    far: float = 0.15

    layers: int = 3
    """The upper layers that are changed; those below are passed once a text."""
    rank: int = 16
    alpha: float = 32
    rate: float = 1e-3
    decay: float = 0.01
    dropout: float = 0.1
    epochs: float = 1.5
    questions: int = 16
    scale: float = 20
    dense: float = 0.5
    """What the dense vector's loss counts."""
    keep: float = 1.0
    """What it counts that the dense vector stays near the base weights' one."""
    seed: int = 1


class Adapted(nn.Module):
    """A linear layer, and the low-rank change to it."""

    def __init__(self, base: nn.Linear, options: Options) -> None:
        super().__init__()
        self.base = base
        for parameter in base.parameters():
            parameter.requires_grad = False
        self.down = nn.Parameter(
            torch.randn(options.rank, base.in_features) / base.in_features**0.5
        )
        self.up = nn.Parameter(torch.zeros(base.out_features, options.rank))
        self.factor = options.alpha / options.rank
        self.dropout = options.dropout
        self.on = True

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Return the layer's output, changed."""
        out: torch.Tensor = self.base(inputs)
        if not self.on:
            return out
        down, up = self.down.to(out.dtype), (self.up * self.factor).to(out.dtype)
        # Between the factors: there are few numbers, and drawing one for each takes its time.
        between = functional.dropout(functional.linear(inputs, down), self.dropout, self.training)
        return out + functional.linear(between, up)


class Encoder(nn.Module):
    """The model with its adapter in the upper layers, and what goes with it."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        folder, self.sha256 = find_weights(DEFAULT_MODEL)
        self.model = (
            AutoModel.from_pretrained(folder, attn_implementation="eager").bfloat16().eval()
        )
        for parameter in self.model.parameters():
            parameter.requires_grad = False
        layers = self.model.encoder.layer
        self.lower = layers[: len(layers) - options.layers]
        self.upper = layers[len(layers) - options.layers :]
        self.adapted: dict[str, Adapted] = {}
        for number in range(len(self.lower), len(layers)):
            for name, module in list(layers[number].named_modules()):
                if isinstance(module, nn.Linear):
                    adapted = Adapted(module, options)
                    layers[number].set_submodule(name, adapted)
                    self.adapted[f"encoder.layer.{number}.{name}"] = adapted
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

    def switch(self, on: bool) -> None:
        """Switch the adapter on or off."""
        for one in self.adapted.values():
            one.on = on

    @torch.no_grad()
    def read(self, path: Path) -> None:
        """Take the adapter of a file; layers that it leaves as they are start unchanged."""
        found = load_file(path)
        self.emphasis.copy_(found["emphasis"])
        for name, one in self.adapted.items():
            if f"{name}.down" not in found:
                continue
            one.down.copy_(found[f"{name}.down"])
            one.up.copy_(found[f"{name}.up"].float() / one.factor)

    def weights(self) -> dict[str, torch.Tensor]:
        """Return the adapter, a pair of factors a layer, in half precision."""
        found = {"emphasis": self.emphasis.detach().half().contiguous()}
        for name, one in self.adapted.items():
            found[f"{name}.down"] = one.down.detach().half().contiguous()
            found[f"{name}.up"] = (one.up.detach() * one.factor).half().contiguous()
        return found


def masking(mask: torch.Tensor) -> torch.Tensor:
    """Return what is added to attention, so that padding gets none."""
    return torch.where(mask, 0.0, -1e4)[:, None, None, :].bfloat16()


@dataclass
class Text:
    """A text as tokens, and what the unchanged layers make of it."""

    ids: torch.Tensor
    worded: torch.Tensor
    """Which tokens are compared."""
    hidden: torch.Tensor | None = None
    dense: torch.Tensor | None = None
    """The base weights' vector."""


CHUNK = 2400
"""Tokens of a forward pass, padding included."""


class Texts:
    """Texts become tokens and pass the unchanged layers, each once."""

    def __init__(self, encoder: Encoder) -> None:
        folder, _ = find_weights(DEFAULT_MODEL)
        self._tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self._encoder = encoder
        self._seen: dict[str, Text] = {}

    def tokens(self, texts: Sequence[str]) -> list[Text]:
        """Return the texts as tokens."""
        for text in texts:
            if text not in self._seen:
                made = self._tokenizer.encode(text)
                worded = [
                    not special and any(c.isalnum() for c in text[a:b])
                    for special, (a, b) in zip(made.special_tokens_mask, made.offsets, strict=True)
                ]
                self._seen[text] = Text(torch.tensor(made.ids), torch.tensor(worded))
        return [self._seen[text] for text in texts]

    def of(self, texts: Sequence[str]) -> list[Text]:
        """Return the texts as tokens, and what the unchanged layers make of them."""
        found = self.tokens(texts)
        new = list({id(one): one for one in found if one.hidden is None}.values())
        for group in grouped(new):
            some = [new[i] for i in group]
            ids, mask = padded([one.ids for one in some])
            hidden, dense = self._encoder.below(ids, mask)
            for row, one in enumerate(some):
                one.hidden, one.dense = hidden[row, : len(one.ids)].clone(), dense[row]
        return found


def grouped(texts: Sequence[Text]) -> list[list[int]]:
    """Return the numbers of texts in groups of about a length."""
    groups: list[list[int]] = []
    for i in sorted(range(len(texts)), key=lambda i: len(texts[i].ids)):
        if groups and (len(groups[-1]) + 1) * len(texts[i].ids) <= CHUNK:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def padded(rows: Sequence[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return rows of several lengths as one tensor, and what of it is theirs."""
    filled = nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
    lengths = torch.tensor([len(one) for one in rows])
    return filled, torch.arange(filled.shape[1])[None] < lengths[:, None]


@dataclass
class Vectors:
    """Encoded texts: dense vectors, and token vectors with what of them counts."""

    dense: torch.Tensor
    tokens: torch.Tensor
    worded: torch.Tensor
    ids: torch.Tensor


def encoded(encoder: Encoder, texts: Sequence[Text]) -> Vectors:
    """Encode texts, those of a length together."""
    groups = grouped(texts)
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
    encoder: Encoder, draws: Sequence[Draw], texts: Texts, options: Options
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
    questions, passages = encoded(encoder, own), encoded(encoder, shown)
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
    texts = Texts(encoder)
    for one in encoder.adapted.values():
        one.train()
    batches = list(_batches(sets, options, random))
    slow = [one.up for one in encoder.adapted.values()]
    slow += [one.down for one in encoder.adapted.values()]
    quick = [encoder.scale, encoder.dense_scale, encoder.nothing]
    optimizer = torch.optim.AdamW(
        [
            {"params": slow, "lr": options.rate, "weight_decay": options.decay},
            {"params": quick, "lr": 5e-3, "weight_decay": 0.0},
            {"params": [encoder.emphasis], "lr": 2e-2, "weight_decay": 0.0},
        ]
    )
    warm = max(len(batches) // 10, 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, max(0.02, 1 - n / len(batches)))
    )
    began, running = time.time(), 0.0
    for step, batch in enumerate(batches):
        loss = loss_of(encoder, batch, texts, options)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([*slow, encoder.emphasis], 1.0)
        optimizer.step()
        schedule.step()
        running += (float(loss) - running) / min(step + 1, 20)
        if step % 10 == 0:
            print(
                f"{step}/{len(batches)} loss {running:.3f} scale {float(encoder.scale.exp()):.1f} "
                f"{float(encoder.dense_scale.exp()):.1f} nothing {float(encoder.nothing):.3f} "
                f"{time.time() - began:.0f} s",
                flush=True,
            )
    return encoder.eval()


def _batches(
    sets: Sequence[TrainingSet], options: Options, random: np.random.Generator
) -> Iterator[list[Draw]]:
    whole = int(np.ceil(options.epochs))
    for number in range(whole):
        draws = epoch(sets, options, random)
        # Passages of one set are each other's wrong ones: a batch is of two or three sets.
        draws.sort(key=lambda draw: draw.home.name)
        quarter = max(options.questions // 2, 1)
        parts = []
        for name in dict.fromkeys(draw.home.name for draw in draws):
            own = [draw for draw in draws if draw.home.name == name]
            parts += [own[i : i + quarter] for i in range(0, len(own), quarter)]
        random.shuffle(parts)
        batches = [
            [draw for part in parts[i : i + 2] for draw in part] for i in range(0, len(parts), 2)
        ]
        if number == whole - 1 and options.epochs % 1:
            batches = batches[: int(len(batches) * (options.epochs % 1))]
        yield from batches


@torch.inference_mode()
def judged(encoder: Encoder, one: TrainingSet) -> dict[str, float]:
    """Rank each question's candidates by MaxSim and by the dense vector alone."""
    texts = Texts(encoder)
    numbers = sorted({n for each in one.examples for n in each.ranked.tolist()})
    place = {n: i for i, n in enumerate(numbers)}
    dense_rows: list[torch.Tensor] = []
    stored: list[torch.Tensor] = []
    for i in range(0, len(numbers), 64):
        vectors = encoded(encoder, texts.of([one.passages[n] for n in numbers[i : i + 64]]))
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
        question = encoded(encoder, texts.of([each.question]))
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


@dataclass(frozen=True)
class Trained:
    """What a training gives."""

    command: str
    weights: dict[str, torch.Tensor]
    sha256: str
    """Checksum of the published weights that it changes."""
    judge: Callable[[TrainingSet], dict[str, float]]


def read_sets(folder: Path) -> list[TrainingSet]:
    """Read all sets, from where they were kept if they were."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for one in [*real_sets(), *question_sets(), *written_sets()]:
        kept = folder / f"{one.name}.pickle"
        if not kept.exists():
            print(f"Reading {one.name}", flush=True)
            kept.write_bytes(pickle.dumps(training_set(one, folder / one.name)))
        found.append(pickle.loads(kept.read_bytes()))  # noqa: S301
    return found


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
    for option, value in vars(defaults).items():
        parser.add_argument(f"--{option}", type=type(value), default=value)
    arguments = vars(parser.parse_args())
    # Threads of a machine that does other things wait for each other.
    torch.set_num_threads(arguments["threads"])
    sets = read_sets(arguments["cache"])
    left = [one for one in sets if one.name in arguments["leave"]]
    out = {*arguments["leave"], *arguments["without"]}
    kept = [one for one in sets if one.name not in out]
    made = trained(kept, arguments)
    arguments["out"].mkdir(parents=True, exist_ok=True)
    save_file(made.weights, arguments["out"] / f"{name}.safetensors")
    after = {}
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


def _trained(sets: Sequence[TrainingSet], arguments: dict[str, Any]) -> Trained:
    options = Options(**{name: arguments[name] for name in vars(Options())})
    encoder = train(sets, options, arguments["start"])
    judge = partial(judged, encoder)
    return Trained("python -m bench.train", encoder.weights(), encoder.sha256, judge)


def main() -> None:
    """Train the encoder's adapter."""
    run("adapter", __doc__, Options(), _trained)


if __name__ == "__main__":
    main()
