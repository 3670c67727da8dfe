"""A model of BERT's kind, as sentence-transformers keeps one in a folder, read without torch."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoding.adapter import Weights, added
from index.encoding.onnx import TOKENIZER

__all__ = ["Bert", "read_bert"]

WEIGHTS = "model.safetensors"
TRANSFORMER, POOLING, NORMALIZE = "Transformer", "Pooling", "Normalize"
EMBEDDINGS = ("word_embeddings", "position_embeddings", "token_type_embeddings", "LayerNorm")
LAYER = tuple(
    "attention.self.query attention.self.key attention.self.value attention.output.dense "
    "attention.output.LayerNorm intermediate.dense output.dense output.LayerNorm".split()
)


@dataclass(frozen=True, slots=True)
class Bert:
    """What a model of BERT's kind is made of."""

    size: int
    layers: int
    heads: int
    epsilon: float
    max_tokens: int
    weights: Weights
    """By the names that BERT gives them, in 32 bits."""

    def changed(self, path: Path) -> tuple[Bert, Weights]:
        """Return the model with a file's trained change in it, and what else is in the file.

        Raises EncoderError where it changes a layer that the model hasn't.
        """
        weights, rest = added(self.weights, path)
        return replace(self, weights=weights), rest


def read_bert(folder: Path) -> Bert | None:
    """Return the model of a folder, or None where it isn't one that is known here to the last bit.

    Known is BERT with GELU and absolute positions, whose dense vector is the mean of its tokens,
    and that has no prompts: every other one is left to sentence-transformers.
    """
    if not all((folder / name).is_file() for name in ("modules.json", WEIGHTS, TOKENIZER)):
        return None
    modules = [
        (str(each["type"]).rpartition(".")[2], folder / each["path"])
        for each in _json(folder / "modules.json")
    ]
    kinds = [kind for kind, _ in modules]
    if kinds not in ([TRANSFORMER, POOLING], [TRANSFORMER, POOLING, NORMALIZE]):
        return None
    config = _json(folder / "config.json")
    transformer = _json(folder / "sentence_bert_config.json")
    prompts = _json(folder / "config_sentence_transformers.json").get("prompts") or {}
    known = (
        modules[0][1] == folder
        and config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and config.get("type_vocab_size", 0) >= 2
        and not config.get("is_decoder")
        and not transformer.get("do_lower_case")
        and not any(prompts.values())
        and _is_mean(_json(modules[1][1] / "config.json"))
    )
    weights = _weights(folder / WEIGHTS, int(config["num_hidden_layers"])) if known else None
    if weights is None:
        return None
    longest = _json(folder / "tokenizer_config.json").get("model_max_length", 512)
    return Bert(
        size=int(config["hidden_size"]),
        layers=int(config["num_hidden_layers"]),
        heads=int(config["num_attention_heads"]),
        epsilon=float(config["layer_norm_eps"]),
        max_tokens=int(
            transformer.get("max_seq_length") or min(longest, config["max_position_embeddings"])
        ),
        weights=weights,
    )


def _json(path: Path) -> Any:  # noqa: ANN401 - whatever a model's configuration holds
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def _is_mean(pooling: dict[str, Any]) -> bool:
    """Whether tokens are averaged and nothing else, as older and newer configurations say it."""
    flags = {name for name, on in pooling.items() if name.startswith("pooling_mode_") and on}
    return pooling.get("pooling_mode", "mean") == "mean" and flags <= {"pooling_mode_mean_tokens"}


def _weights(path: Path, layers: int) -> Weights | None:
    """Return the weights that count, or None where one is missing or of no common kind."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        found = load_file(path)
    except (SafetensorError, KeyError, TypeError):  # damaged, or numbers that NumPy hasn't
        return None
    names = [f"embeddings.{name}" for name in EMBEDDINGS]
    names += [f"encoder.layer.{n}.{name}" for n in range(layers) for name in LAYER]
    kept: dict[str, NDArray[np.float32]] = {}
    for name in names:
        biased = not name.endswith("_embeddings")
        for part in ("weight", "bias") if biased else ("weight",):
            values = found.get(f"{name}.{part}")
            if values is None or values.dtype.kind != "f":
                return None
            kept[f"{name}.{part}"] = values.astype(np.float32)
    return kept
