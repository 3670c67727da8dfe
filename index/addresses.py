"""Where an index may be kept: in a folder, or on a server of one of these kinds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CareerbotError
from index.milvus.address import MilvusAddress
from index.qdrant.address import QdrantAddress
from index.server.address import ServerAddress

if TYPE_CHECKING:
    from index.server.client import Server

__all__ = ["Place", "connected", "place_of"]

Place = Path | ServerAddress
KINDS: tuple[type[ServerAddress], ...] = (MilvusAddress, QdrantAddress)


def place_of(text: str | Path) -> Place:
    """Return the folder that a text names, or the address. Raises AddressError."""
    if isinstance(text, str):
        for kind in KINDS:
            if re.match(rf"{kind.SCHEME}(\+\w*)?:", text):
                return kind.read(text)
    return Path(text)


def connected(address: ServerAddress) -> Server:
    """Return the server of an address.

    Raises IndexUnusableError where it can't be reached, CareerbotError without its client.
    """
    try:
        if isinstance(address, MilvusAddress):
            from index.milvus.server import MilvusServer

            return MilvusServer(address)
        from index.qdrant.server import QdrantServer

        return QdrantServer(address)
    except ImportError as error:
        raise CareerbotError(
            f"{address} needs {error.name}, which is not installed: "
            f"pip install 'careerbot[{address.SCHEME}]'"
        ) from None
