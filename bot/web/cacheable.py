"""Responses that a client may keep, and need not be sent twice.

Not Starlette's StaticFiles and GZipMiddleware: the script under the name of its version, the page
with that name in it and the suggestions are no files; each has headers of its own; that middleware
would compress the same body at every request, also for who sends `gzip;q=0`, and give both codings
one ETag.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping

from fastapi import Request, Response

__all__ = ["Cacheable"]

SMALLEST = 512
"""Bytes below which compressing gains nothing."""


class Cacheable:
    """A body that is always the same, compressed once, with its digest as the ETag."""

    def __init__(self, body: bytes, media_type: str, headers: Mapping[str, str]) -> None:
        self.body = body
        self.media_type = media_type
        self.headers = dict(headers)
        self.digest = hashlib.sha256(body).hexdigest()[:16]
        self.gzipped = gzip.compress(body, mtime=0) if len(body) >= SMALLEST else None

    def response(self, request: Request) -> Response:
        """Return the body, compressed where the client takes that; 304 where it has it."""
        compressed = self.gzipped is not None and _takes_gzip(request)
        headers = self.headers | {"ETag": f'"{self.digest}{"-gz" if compressed else ""}"'}
        if self.gzipped is not None:
            headers["Vary"] = "Accept-Encoding"
        if _has(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        if compressed:
            headers["Content-Encoding"] = "gzip"
        body = self.gzipped if compressed else self.body
        return Response(body, media_type=self.media_type, headers=headers)


def _takes_gzip(request: Request) -> bool:
    for accepted in request.headers.get("accept-encoding", "").split(","):
        coding, _, weight = accepted.replace(" ", "").partition(";q=")
        if coding == "gzip":
            return weight.strip("0.") != "" or not weight
    return False


def _has(request: Request, etag: str) -> bool:
    known = request.headers.get("if-none-match", "")
    return any(each.strip().removeprefix("W/") in (etag, "*") for each in known.split(","))
