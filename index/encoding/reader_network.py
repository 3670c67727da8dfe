"""The network that reads a question and a passage together, as it is trained and exported.

What is here needs torch; nothing of it is imported on the way to an answer.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import nn
from torch.nn import functional

from index.encoding.reader_graph import SHARP

__all__ = ["ReaderHead", "ReaderNetwork"]

INNER = 64


class ReaderHead(nn.Module):
    """What the upper layers made of a question and a passage becomes one score.

    Each token of the question is compared with the token of the passage most alike, as in MaxSim,
    and judged by a small network beside it; another one judges the two as wholes.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self.whole = nn.Sequential(nn.Linear(3 * size, INNER), nn.GELU(), nn.Linear(INNER, 1))
        self.token = nn.Sequential(nn.Linear(4 * size, INNER), nn.GELU(), nn.Linear(INNER, 1))
        for network in (self.whole, self.token):
            last = network[2]
            assert isinstance(last, nn.Linear)
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)
        self.emphasis = nn.Parameter(torch.zeros(size))
        self.scale = nn.Parameter(torch.tensor([20.0, 0.4]))
        """What a MaxSim counts, and the one that counts for nothing."""

    def forward(
        self, hidden: torch.Tensor, asked: torch.Tensor, said: torch.Tensor
    ) -> torch.Tensor:
        """Return a score a pair, (pairs,).

        `hidden` is (pairs, tokens, size); `asked` and `said` (pairs, tokens) tell which tokens are
        the question's, from the first on, and which the passage's.
        """
        sides = functional.normalize(hidden, dim=-1)
        alike = sides @ sides.transpose(1, 2)
        alike = alike.masked_fill(~said[:, None], -1.0)
        met = (alike * SHARP).softmax(2) @ hidden
        each = torch.cat([hidden, met, hidden - met, hidden * met], 2)
        weights = (hidden @ self.emphasis / 10).masked_fill(~asked, -1e4).softmax(1)
        late = (alike.amax(2) - self.scale[1]) * self.scale[0]
        tokens = ((late + self.token(each)[..., 0]) * weights).sum(1)
        wholes = torch.cat([hidden[:, 0], _mean(hidden, asked), _mean(hidden, said)], 1)
        found: torch.Tensor = tokens + self.whole(wholes)[:, 0]
        return found


def _mean(hidden: torch.Tensor, counted: torch.Tensor) -> torch.Tensor:
    weights = counted[..., None].float()
    return (hidden * weights).sum(1) / weights.sum(1)


class ReaderNetwork(nn.Module):
    """A model of BERT's kind, with the trained change in it, and the head."""

    def __init__(self, network: nn.Module, head: Mapping[str, torch.Tensor], size: int) -> None:
        super().__init__()
        self.network = network
        self.head = ReaderHead(size)
        self.head.load_state_dict(dict(head))
        self.eval()

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
        """Return a score a pair, (pairs,).

        All are (pairs, tokens): the vocabulary ids of a question and a passage, one after the
        other; 1 where they aren't padding; and 1 where they are the passage's.
        """
        out = self.network(input_ids=ids, attention_mask=mask, token_type_ids=second)
        asked, said = (mask > 0) & (second == 0), (mask > 0) & (second > 0)
        found: torch.Tensor = self.head(out.last_hidden_state, asked, said)
        return found
