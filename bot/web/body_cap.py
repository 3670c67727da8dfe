"""A cap on a request's body, held before anything parses it."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.error_responses import error_response

__all__ = ["BodyCap"]


class BodyCap:
    """Reads a body up to its cap, in bytes, and answers 413 where it goes on."""

    def __init__(self, app: ASGIApp, *, cap: int, caps: Mapping[str, int]) -> None:
        """Cap bodies at `cap`, or at what `caps` gives for the start of the path."""
        self.app = app
        self.cap = cap
        self.caps = caps

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 413, or hand the request on with its body read."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        cap = self._cap(scope["path"])
        length = dict(scope["headers"]).get(b"content-length", b"0")
        # The body is read here, not counted on the way through: a route may take what stops the
        # count for a body it can't parse. A chunked one doesn't say its length beforehand.
        try:
            messages = None if length.isdigit() and int(length) > cap else await _read(receive, cap)
        except ClientDisconnect:
            return  # nobody is left to answer
        if messages is None:
            message = f"The body is over {cap // 1024} KiB."
            refusal = error_response(
                413, "body_too_large", message, headers={"Connection": "close"}
            )
            await refusal(scope, receive, send)
            return
        waiting = iter(messages)

        async def replay() -> Message:
            for message in waiting:
                return message
            return await receive()

        await self.app(scope, replay, send)

    def _cap(self, path: str) -> int:
        return next((cap for start, cap in self.caps.items() if path.startswith(start)), self.cap)


async def _read(receive: Receive, cap: int) -> list[Message] | None:
    """Return the messages of a body up to its end, or None for one of more than `cap` bytes.

    Raises `ClientDisconnect` where the client goes before that.
    """
    messages = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        messages.append(message)
        size += len(message.get("body", b""))
        if size > cap:
            return None
        more = message.get("more_body", False)
    return messages
