"""What an address leads to, looked up now and then: who asks doesn't wait for the server."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future

from index.background import in_background
from index.errors import IndexUnusableError
from index.server.client import Server

__all__ = ["Watched"]

PAUSE = 1.0
"""Seconds for which what was found is told again."""


class Watched:
    """Tells where an address leads, as of a moment ago."""

    def __init__(self, connect: Callable[[], Server]) -> None:
        self._connect = connect
        self._server: Server | None = None
        self._looked: Future[str | None] | None = None
        self._at = 0.0
        self._known: str | None = None

    def target(self) -> str | None:
        """Return the collection, of a server that is away the last one; None before any."""
        if self._looked is None:
            self._looked = in_background(self._look)
            self._known = self._looked.result()
        elif self._looked.done():
            self._known = self._looked.result()
            if time.monotonic() - self._at >= PAUSE:
                self._looked = in_background(self._look)
        return self._known

    def _look(self) -> str | None:
        try:
            if self._server is None:
                self._server = self._connect()
            return self._server.target()
        except IndexUnusableError:
            return self._known
        finally:
            self._at = time.monotonic()
