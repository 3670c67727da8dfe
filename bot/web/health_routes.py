"""`GET /healthz` and `GET /readyz`: whether the service is up, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter

from bot.web.dependencies import TheService
from bot.web.error_responses import errors
from bot.web.schemas import Health, Readiness

__all__ = ["health"]

health = APIRouter(tags=["health"])


@health.get("/healthz")
async def healthz() -> Health:
    """Say that the service is up."""
    return Health(status="up")


@health.get("/readyz", responses=errors(503))
async def readyz(service: TheService) -> Readiness:
    """Say whether the index is open; the error says what would open it.

    A service that answers is ready, also where its index is gone from the disk or damaged there:
    `on_disk` and `warning` tell.
    """
    index = (await service.answerer()).index
    found, warning = await service.on_disk()
    return Readiness(
        status="ready",
        index_version=index.version,
        articles=len(index.articles),
        on_disk=found,
        warning=warning,
    )
