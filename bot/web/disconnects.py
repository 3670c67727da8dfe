"""Work for a request ends with its connection."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import Request
from starlette.requests import ClientDisconnect

__all__ = ["unless_disconnected"]

Result = TypeVar("Result")


async def unless_disconnected(request: Request, work: Coroutine[Any, Any, Result]) -> Result:
    """Return what the work returns; cancel it where the client closes its connection meanwhile.

    The request's body must have been read. Raises `ClientDisconnect` where the work was cancelled.
    """
    working = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        # Either may be left over: the other's end, an error, or a cancellation from outside.
        left = [task for task in (working, gone) if not task.done()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


async def _disconnected(request: Request) -> None:
    # The server says nothing more of a request that it has read, but that its client has gone.
    while (await request.receive())["type"] != "http.disconnect":
        pass
