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

    def __init__(
        self,
        body: bytes,
        media_type: str,
        headers: Mapping[str, str],
        packed: Mapping[str, bytes] | None = None,
    ) -> None:
        """`packed` is the body in other codings, by their names, best first; by default gzip."""
        self.body = body
        self.media_type = media_type
        self.headers = dict(headers)
        self.digest = hashlib.sha256(body).hexdigest()[:16]
        if packed is None:
            packed = {"gzip": gzip.compress(body, mtime=0)} if len(body) >= SMALLEST else {}
        self.packed = packed

    def response(self, request: Request) -> Response:
        """Return the body, in the best coding that the client takes; 304 where it has it."""
        taken = _codings(request)
        coding = next((name for name in self.packed if name in taken), None)
        headers = self.headers | {"ETag": f'"{self.digest}{f"-{coding}" if coding else ""}"'}
        if self.packed:
            headers["Vary"] = "Accept-Encoding"
        if _has(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        if coding:
            headers["Content-Encoding"] = coding
        body = self.packed[coding] if coding else self.body
        return Response(body, media_type=self.media_type, headers=headers)


def _codings(request: Request) -> set[str]:
    """Return the names of those that the client takes."""
    taken = set()
    for accepted in request.headers.get("accept-encoding", "").split(","):
        coding, _, weight = accepted.replace(" ", "").partition(";q=")
        if weight.strip("0.") != "" or not weight:
            taken.add(coding)
    return taken


def _has(request: Request, etag: str) -> bool:
    known = request.headers.get("if-none-match", "")
    return any(each.strip().removeprefix("W/") in (etag, "*") for each in known.split(","))
