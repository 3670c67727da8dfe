"""Texts as tokens, and those of about a length put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import nn

from index.encoding.weights import DEFAULT_MODEL, find_weights

__all__ = ["Text", "Texts", "grouped", "padded"]

LONGEST = 128
"""Tokens of a passage that are read while training."""


@dataclass
class Text:
    """A text as tokens, and what unchanged layers make of it."""

    ids: torch.Tensor
    worded: torch.Tensor
    """Which tokens are compared."""
    hidden: torch.Tensor | None = None
    dense: torch.Tensor | None = None
    """The base weights' vector."""


class Texts:
    """Texts become tokens, each once."""

    def __init__(self) -> None:
        folder, _ = find_weights(DEFAULT_MODEL)
        self._tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
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


def grouped(lengths: Sequence[int], most: int) -> list[list[int]]:
    """Return the numbers of texts in groups of about a length, of `most` tokens with padding."""
    groups: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if groups and (len(groups[-1]) + 1) * lengths[i] <= most:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def padded(rows: Sequence[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return rows of several lengths as one tensor, and what of it is theirs."""
    filled = nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
    lengths = torch.tensor([len(one) for one in rows])
    return filled, torch.arange(filled.shape[1])[None] < lengths[:, None]
