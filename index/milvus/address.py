"""Where an index is kept on Milvus: `milvus://HOST:19530/NAME`, or a file of Milvus Lite."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from index.server.address import AddressError, ServerAddress

__all__ = ["MilvusAddress"]


@dataclass(frozen=True, slots=True)
class MilvusAddress(ServerAddress):
    """A Milvus server and the name of an alias on it, or a file of Milvus Lite."""

    SOFTWARE: ClassVar[str] = "Milvus"
    SCHEME: ClassVar[str] = "milvus"
    PORT: ClassVar[int] = 19530
    IN_FILE: ClassVar[str] = "milvus+lite:"
    EXAMPLE: ClassVar[str] = "./index.db"

    @classmethod
    def check_file(cls, path: Path, text: str) -> None:
        """Raise AddressError for a name that Milvus Lite doesn't take."""
        if path.suffix != ".db":
            raise AddressError(f"{text!r} names no file ending in .db: {cls.IN_FILE}{cls.EXAMPLE}")
