"""What routes are handed."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from bot.service import Service

__all__ = ["TheService"]


async def _service(request: Request) -> Service:  # not async, it would run in a thread
    service: Service = request.app.state.service
    return service


TheService = Annotated[Service, Depends(_service)]
