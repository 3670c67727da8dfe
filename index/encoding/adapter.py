"""Low-rank changes to a model's weights, trained for what it is used for here.

The published weights stay as they are. One change is added to them when the encoder is exported,
another one when the reader is, which reads a question and a passage together.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.encoding.weights import checksum
from index.errors import EncoderError

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module

__all__ = ["ADAPTER", "READER", "Weights", "add_to", "added", "described", "trained_on"]

Weights: TypeAlias = dict[str, NDArray[np.float32]]

ADAPTER = Path(__file__).with_name("adapter.safetensors")
"""Pairs of factors, a layer each; how they were trained is in the JSON beside it."""
READER = Path(__file__).with_name("reader.safetensors")
"""The like for the reader, with the weights of its head."""


def trained_on(sha256: str) -> str:
    """Return the checksum of what was trained on weights of a checksum, or "" where nothing was.

    The descriptions count, too: they name the weights that are changed.
    """
    files = [
        file
        for path in (ADAPTER, READER)
        if described(path, sha256) is not None
        for file in (path, path.with_suffix(".json"))
    ]
    return checksum(files) if files else ""


def described(path: Path, sha256: str) -> dict[str, Any] | None:
    """Return how a change was trained, or None where there is none to weights of a checksum."""
    description = path.with_suffix(".json")
    if not path.is_file() or not description.is_file():
        return None
    found: dict[str, Any] = json.loads(description.read_text("utf-8"))
    return found if found["base_sha256"] == sha256 else None


def added(weights: Weights, path: Path) -> tuple[Weights, Weights]:
    """Return weights with a file's change added to them, and what else is in the file.

    Raises EncoderError where it changes a layer that the model hasn't.
    """
    changes, rest = _changes(path)
    whole = dict(weights)
    for name, change in changes.items():
        before = whole.get(f"{name}.weight")
        if before is None or before.shape != change.shape:
            raise _no_such_layer(path, name, None if before is None else before.shape)
        whole[f"{name}.weight"] = before + change
    return whole, rest


def add_to(network: Module, path: Path) -> dict[str, Tensor]:
    """Add a file's change to the weights of a network of torch, and return what else is in it.

    Raises EncoderError where it changes a layer that the model hasn't.
    """
    import torch

    changes, rest = _changes(path)
    with torch.no_grad():
        for name, change in changes.items():
            try:
                network.get_parameter(f"{name}.weight").add_(torch.from_numpy(change))
            except (AttributeError, RuntimeError):
                raise _no_such_layer(path, name, None) from None
    return {name: torch.from_numpy(values) for name, values in rest.items()}


def _changes(path: Path) -> tuple[Weights, Weights]:
    """What is added to the weights of each layer, by the layer's name, and what else is there."""
    from safetensors.numpy import load_file

    values = {name: each.astype(np.float32) for name, each in load_file(path).items()}
    names = sorted(name.removesuffix(".up") for name in values if name.endswith(".up"))
    changes = {name: values.pop(f"{name}.up") @ values.pop(f"{name}.down") for name in names}
    return changes, values


def _no_such_layer(path: Path, name: str, shape: tuple[int, ...] | None) -> EncoderError:
    found = "which isn't there" if shape is None else f"which is {shape}"
    return EncoderError(f"{path} changes {name}, {found}")
