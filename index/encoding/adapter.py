"""Low-rank changes to a model's weights, trained for what it is used for here.

The published weights stay as they are. One change is added to them when the encoder is exported,
another one when the reader is, which reads a question and a passage together.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.encoding.weights import checksum
from index.errors import EncoderError

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module

__all__ = ["ADAPTER", "READER", "add_to", "described", "trained_on"]

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


def add_to(network: Module, path: Path) -> dict[str, Tensor]:
    """Add a file's change to a model's weights, and return what else is in the file.

    Raises EncoderError where it changes a layer that the model hasn't.
    """
    import torch
    from safetensors.torch import load_file

    factors = load_file(path)
    with torch.no_grad():
        for name in sorted(key.removesuffix(".up") for key in factors if key.endswith(".up")):
            change = factors.pop(f"{name}.up").float() @ factors.pop(f"{name}.down").float()
            try:
                network.get_parameter(f"{name}.weight").add_(change)
            except (AttributeError, RuntimeError) as error:
                raise EncoderError(f"{path} changes {name}, which isn't there: {error}") from None
    return factors
