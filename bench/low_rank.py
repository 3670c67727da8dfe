"""MiniLM with low-rank changes, which are what a training adds to the published weights.

As in Hu and others (2021), "LoRA": each linear layer of the upper layers gets the product of two
small matrices beside its own, and only these are trained.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from index.encoding.weights import DEFAULT_MODEL, find_weights

__all__ = ["Changed", "Changes", "masking"]


@dataclass
class Changes:
    """What is changed, and how."""

    layers: int = 6
    """The upper layers that are changed."""
    rank: int = 16
    alpha: float = 32
    dropout: float = 0.1


class Adapted(nn.Module):
    """A linear layer, and the low-rank change to it."""

    def __init__(self, base: nn.Linear, changes: Changes) -> None:
        super().__init__()
        self.base = base
        for parameter in base.parameters():
            parameter.requires_grad = False
        self.down = nn.Parameter(
            torch.randn(changes.rank, base.in_features) / base.in_features**0.5
        )
        self.up = nn.Parameter(torch.zeros(base.out_features, changes.rank))
        self.factor = changes.alpha / changes.rank
        self.dropout = changes.dropout
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


class Changed(nn.Module):
    """The published model in half precision, with changes in its upper layers."""

    def __init__(self, changes: Changes) -> None:
        super().__init__()
        folder, self.sha256 = find_weights(DEFAULT_MODEL)
        model = AutoModel.from_pretrained(folder, attn_implementation="eager")
        self.model = model.to(torch.get_default_device()).bfloat16().eval()
        for parameter in self.model.parameters():
            parameter.requires_grad = False
        layers = self.model.encoder.layer
        self.lower = layers[: len(layers) - changes.layers]
        self.upper = layers[len(layers) - changes.layers :]
        self.adapted: dict[str, Adapted] = {}
        for number in range(len(self.lower), len(layers)):
            for name, module in list(layers[number].named_modules()):
                if isinstance(module, nn.Linear):
                    adapted = Adapted(module, changes)
                    layers[number].set_submodule(name, adapted)
                    self.adapted[f"encoder.layer.{number}.{name}"] = adapted

    def switch(self, on: bool) -> None:
        """Switch the changes on or off."""
        for one in self.adapted.values():
            one.on = on

    def learning(self) -> list[nn.Parameter]:
        """Let the changes learn, and return their factors."""
        for one in self.adapted.values():
            one.train()
        changed = self.adapted.values()
        return [*(one.up for one in changed), *(one.down for one in changed)]

    @torch.no_grad()
    def start_from(self, found: Mapping[str, torch.Tensor]) -> None:
        """Take the factors of a file; layers that it leaves as they are start unchanged.

        A change of a lower rank is the same change: what it has no numbers for changes nothing yet.
        """
        for name, one in self.adapted.items():
            if f"{name}.down" not in found:
                continue
            down, up = found[f"{name}.down"], found[f"{name}.up"].float()
            one.down[: len(down)] = down
            one.up[:, : len(down)] = up / one.factor

    def factors(self) -> dict[str, torch.Tensor]:
        """Return the changes, a pair of factors a layer, in half precision."""
        found = {}
        for name, one in self.adapted.items():
            found[f"{name}.down"] = one.down.detach().half().contiguous()
            found[f"{name}.up"] = (one.up.detach() * one.factor).half().contiguous()
        return found


def masking(mask: torch.Tensor) -> torch.Tensor:
    """Return what is added to attention, so that padding gets none."""
    return torch.where(mask, 0.0, -1e4)[:, None, None, :].bfloat16()
