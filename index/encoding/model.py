"""What an encoder is, and what it gives: one dense vector and one vector a token of each text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.store.encoder_info import EncoderInfo

__all__ = ["Encoded", "Encoder", "worded"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text, encoded."""

    dense: NDArray[np.float32]
    """(dimensions,), L2-normalised."""
    tokens: NDArray[np.float32]
    """(tokens, dimensions), L2-normalised, special tokens left out."""
    ids: NDArray[np.int32]
    """(tokens,) vocabulary ids."""
    offsets: NDArray[np.int32]
    """(tokens, 2) start and end of each token in the text, in characters."""


def worded(text: str, encoded: Encoded) -> NDArray[np.bool_]:
    """Return which tokens hold a letter or digit, (tokens,): punctuation must win no MaxSim."""
    return np.fromiter(
        (any(c.isalnum() for c in text[start:end]) for start, end in encoded.offsets.tolist()),
        bool,
        len(encoded.offsets),
    )


class Encoder(Protocol):
    """Anything that gives both kinds of vectors in one pass."""

    info: EncoderInfo

    def ready(self) -> None:
        """Wait until it is open; raises EncoderError where it can't be opened."""
        ...

    def encode(self, texts: Sequence[str], *, query: bool = False) -> list[Encoded]:
        """Encode the texts, in order; `query` chooses the model's prompt for questions."""
        ...

    def read(self, question: str, passages: Sequence[str]) -> NDArray[np.float32] | None:
        """Return how well each passage answers a question, (passages,), the two read together.

        The higher the likelier, and falling with whatever isn't answered; None where the model
        has no reader.
        """
        ...
