"""Text becomes vectors: one dense vector, and one vector a token."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.store.encoder_info import EncoderInfo

if TYPE_CHECKING:
    from index.encoding.model import Encoder

__all__ = ["open_encoder"]


def open_encoder(folder: Path, *, threads: int | None = None, lasting: bool = False) -> Encoder:
    """Open the encoder of an index; a model that could not be exported runs through torch."""
    if EncoderInfo.read(folder).runtime == "torch":
        from index.encoding.torch import TorchEncoder

        return TorchEncoder(folder)
    from index.encoding.onnx import OnnxEncoder

    return OnnxEncoder(folder, threads=threads, lasting=lasting)
