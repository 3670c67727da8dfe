"""What an encoder is, and what it gives: one dense vector and one vector a token of each text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError

__all__ = ["Encoded", "Encoder", "EncoderInfo", "worded"]


class EncoderInfo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an exported encoder is; kept beside its graph as `encoder.json`."""

    model: str
    """Hub name, package or folder the weights came from."""
    sha256: str
    """Checksum of the weights."""
    dimensions: int
    max_tokens: int
    inputs: tuple[str, ...]
    runtime: str = "onnx"
    """"onnx", or "torch" where the model can't be exported."""
    query_prompt: str = ""
    passage_prompt: str = ""
    files_sha256: str = ""
    """Checksum of what lies beside this description."""

    @classmethod
    def read(cls, folder: Path) -> EncoderInfo:
        """Read `encoder.json`; raises EncoderError where it is missing or not understood."""
        try:
            return msgspec.json.decode((folder / "encoder.json").read_bytes(), type=cls)
        except (OSError, ValueError) as error:
            raise EncoderError(f"{folder}: the encoder's description can't be read") from error

    def write(self, folder: Path) -> None:
        """Write `encoder.json` into the folder."""
        text = msgspec.json.format(msgspec.json.encode(self), indent=2)
        (folder / "encoder.json").write_bytes(text + b"\n")


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
