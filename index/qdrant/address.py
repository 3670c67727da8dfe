"""Where an index is kept on Qdrant: `qdrant://HOST:6333/NAME`, or a folder of its client."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from index.server.address import AddressError, ServerAddress

__all__ = ["QdrantAddress"]


@dataclass(frozen=True, slots=True)
class QdrantAddress(ServerAddress):
    """A Qdrant server and the name of an alias on it, or a folder that the client alone keeps."""

    SOFTWARE: ClassVar[str] = "Qdrant"
    SCHEME: ClassVar[str] = "qdrant"
    PORT: ClassVar[int] = 6333
    IN_FILE: ClassVar[str] = "qdrant+local:"
    EXAMPLE: ClassVar[str] = "./index"

    @classmethod
    def check_file(cls, path: Path, text: str) -> None:
        """Raise AddressError for a folder that is none, or another one."""
        if path == Path() or path.is_file():
            raise AddressError(f"{text!r} names no folder: {cls.IN_FILE}{cls.EXAMPLE}")
