"""The last indexes that an address led to: they stay on the server, to go back to."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime

from index.errors import IndexUnusableError
from index.server.client import Server
from index.server.layout import REPLACED, collection_of, version_of
from index.server.opened import manifest_of
from index.server.records import read_records
from index.server.rows import parts
from index.store.history import History, Replaced
from index.store.layout import KEPT
from index.store.manifest import Manifest

__all__ = ["ServerHistory"]


class ServerHistory(History):
    """Those of an address."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._name = server.address.name

    def every(self) -> list[Replaced]:
        """Return all of them, the latest first."""
        target = self._server.target()
        found = []
        for collection in self._server.collections():
            version = version_of(self._name, collection)
            if version is None or collection == target:
                continue
            with suppress(IndexUnusableError):  # one that isn't loaded: of a build that was killed
                read = read_records(self._server, collection, [REPLACED], strong=True)
                if REPLACED in read:
                    at = datetime.fromtimestamp(int(read[REPLACED]) / 1e9, UTC)
                    found.append(Replaced(version, at))
        return sorted(found, key=lambda each: each.replaced_at, reverse=True)

    def manifest(self, each: Replaced) -> Manifest:
        """Return what one of them is."""
        return manifest_of(self._server, collection_of(self._name, each.version))

    def go_back(self, to: Replaced) -> Manifest:
        """Let the address lead to that one again."""
        manifest = self.manifest(to)
        self.lead_to(collection_of(self._name, to.version))
        return manifest

    def lead_to(self, published: str) -> None:
        """Let the address lead to a collection in one step; the last ones stay, and no others.

        A build that was killed left a collection that nothing leads to: it goes, too.
        """
        server, target = self._server, self._server.target()
        if target is not None:
            server.put_texts(target, list(parts(REPLACED, str(time.time_ns()).encode())))
        server.lead_to(published)
        kept = {collection_of(self._name, each.version) for each in self.every()[:KEPT]}
        for collection in server.collections():
            if version_of(self._name, collection) and collection not in {published, *kept}:
                server.drop(collection)

    def forget(self) -> int:
        """Delete all of them."""
        found = self.every()
        for each in found:
            self._server.drop(collection_of(self._name, each.version))
        return len(found)
