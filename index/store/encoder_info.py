"""What an exported encoder is, as it is kept beside its graph and in the manifest of an index."""

from __future__ import annotations

from pathlib import Path

import msgspec

from index.errors import EncoderError

__all__ = ["EncoderInfo"]


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
    adapter: str = ""
    """Checksum of the trained changes to the weights, the reader's too; "" where there is none."""

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
