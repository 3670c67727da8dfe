"""What the pages of `/admin/` load beside themselves."""

from __future__ import annotations

from pathlib import Path

from fastapi import Request, Response

from bot.web.cacheable import Cacheable

__all__ = ["Asset"]

FRESH = {"Cache-Control": "public, max-age=300"}


class Asset:
    """Some files as one, as they were when the service began."""

    def __init__(self, kind: str, *files: Path) -> None:
        body = b"\n".join(file.read_bytes() for file in files)
        self._file = Cacheable(body, kind, FRESH)

    async def response(self, request: Request) -> Response:
        """Serve it."""
        return self._file.response(request)
