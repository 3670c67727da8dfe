"""An id for every request, made here: what a client sends as one could be anything."""

from __future__ import annotations

from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.request_id import request_id

__all__ = ["HEADER", "RequestIds"]

HEADER = "X-Request-ID"


class RequestIds:
    """Gives each request an id, which the log has, and tells it in the response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # Never reset: the server logs what a request ended with in the same task, after this.
        request_id.set(own := uuid4().hex)

        async def with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = own
            await send(message)

        await self.app(scope, receive, with_id)
