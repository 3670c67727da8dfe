"""The server of an address, by the client of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import CareerbotError
from index.addresses import MilvusAddress, ServerAddress

if TYPE_CHECKING:
    from index.server.client import Server

__all__ = ["connected"]


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
        from index.extras import to_install  # which few questions need

        raise CareerbotError(
            f"{address} needs {error.name}, which is not installed: {to_install(address.SCHEME)}"
        ) from None
