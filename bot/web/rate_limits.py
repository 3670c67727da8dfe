"""How often one client may ask: counted in memory, or in a Redis that several workers share.

The limits of the routes are dependencies of theirs.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any

from fastapi import Request
from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import ConfigurationError, StorageError
from limits.storage import storage_from_string

from bot.settings import PREFIX, Settings, SettingsError
from bot.web.error_responses import ApiError
from index.extras import to_install

if TYPE_CHECKING:
    from redis.asyncio import ConnectionPool

__all__ = [
    "RateLimit",
    "RateLimits",
    "client_key",
    "limit_feedback",
    "limit_handoff",
    "limit_questions",
]

log = logging.getLogger(__name__)

MEMORY = "memory://"
OFF = "off"
REDIS_TIMEOUT = 0.25
"""Seconds that Redis may take; a question never waits longer for its count."""
REDIS_PAUSE = 5.0
"""Seconds for which a Redis that failed isn't asked again."""


class RateLimit:
    """The limit of one route; each client's window opens with its first request."""

    def __init__(self, setting: str, rates: str, storage: str = MEMORY) -> None:
        """Read `rates`, such as "30/minute" or "5/second;500/day"; "off" limits nothing.

        `setting` is the name of the setting that they come from. Raises `SettingsError`.
        """
        self._items = _parse(setting, rates)
        self._here = FixedWindowRateLimiter(MemoryStorage())
        self._shared: FixedWindowRateLimiter | None = None
        self._paused_until = 0.0
        self._pool: ConnectionPool | None = None
        if self._items and storage != MEMORY:
            self._pool, shared = _redis(storage)
            self._shared = FixedWindowRateLimiter(shared)

    async def wait(self, route: str, client: str) -> int:
        """Count a request and return 0, or the seconds after which the client may send it again."""
        if not self._items:
            return 0
        if self._shared and time.monotonic() >= self._paused_until:
            try:
                return await self._hit(self._shared, route, client)
            except StorageError as error:
                # Counting is worth less than answering: this worker counts for itself meanwhile.
                log.warning("Redis doesn't count (%s): counting in memory", error.storage_error)
                self._paused_until = time.monotonic() + REDIS_PAUSE
        return await self._hit(self._here, route, client)

    async def close(self) -> None:
        """Close the connections to Redis."""
        if self._pool:
            await self._pool.aclose()

    async def _hit(self, limiter: FixedWindowRateLimiter, route: str, client: str) -> int:
        for item in self._items:
            if not await limiter.hit(item, route, client):
                window = await limiter.get_window_stats(item, route, client)
                return max(1, math.ceil(window.reset_time - time.time()))
        return 0


class RateLimits:
    """The limits of one service."""

    def __init__(self, settings: Settings) -> None:
        """Read them. Raises `SettingsError`."""
        storage = settings.rate_limit_storage
        self.questions = RateLimit("RATE_LIMIT", settings.rate_limit, storage)
        self.feedback = RateLimit("FEEDBACK_LIMIT", settings.feedback_limit, storage)
        self.handoff = RateLimit("HANDOFF_LIMIT", settings.handoff_limit, storage)

    async def close(self) -> None:
        """Close what they are counted in."""
        await self.questions.close()
        await self.feedback.close()
        await self.handoff.close()


async def limit_questions(request: Request) -> None:
    """Raise `ApiError` (429) where a client asks more than it may."""
    limits: RateLimits = request.app.state.limits
    await _limit(request, "questions", limits.questions)


async def limit_feedback(request: Request) -> None:
    """Raise `ApiError` (429) where a client gives feedback more than it may."""
    limits: RateLimits = request.app.state.limits
    await _limit(request, "feedback", limits.feedback)


async def limit_handoff(request: Request) -> None:
    """Raise `ApiError` (429) where a client hands on more than it may."""
    limits: RateLimits = request.app.state.limits
    await _limit(request, "handoff", limits.handoff)


async def _limit(request: Request, route: str, limit: RateLimit) -> None:
    # Whoever has a key is counted by it, wherever they ask from.
    named = getattr(request.state, "key", None)
    client = (
        f"key {named}" if named else client_key(request.client.host if request.client else None)
    )
    if seconds := await limit.wait(route, client):
        raise ApiError(
            429,
            "rate_limited",
            f"Too many at once; try again in {seconds} second{'s' * (seconds > 1)}.",
            headers={"Retry-After": str(seconds)},
        )


def client_key(host: str | None) -> str:
    """Return what a client at this address is counted as.

    What is no address is one client, whatever it says: a proxy may hand on what a visitor sent.
    The addresses of an IPv6 network of 64 bits are one client: a visitor's device takes any.
    """
    try:
        address = ip_address(host or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((int(address), 64), strict=False))
    return str(address)


def _parse(setting: str, rates: str) -> Sequence[RateLimitItem]:
    if rates.strip().casefold() == OFF:
        return ()
    try:
        items = parse_many(rates)
    except ValueError:
        items = []
    if not items or any(item.amount < 1 or item.get_expiry() < 1 for item in items):
        raise SettingsError(
            f"{PREFIX}{setting}={rates!r} is no limit: give one such as 30/minute, "
            f"or several such as 5/second;500/day, or {OFF}"
        )
    # The shortest window first: it is the one that a burst is told to wait for.
    return sorted(items, key=RateLimitItem.get_expiry)


def _redis(url: str) -> tuple[ConnectionPool, Storage]:
    name = f"{PREFIX}RATE_LIMIT_STORAGE"
    way_out = f"give {MEMORY}, or Redis as redis://HOST:6379"
    if not url.startswith(("redis://", "rediss://", "redis+unix://")):
        # Not the value itself: an address of another kind may hold a password as well.
        raise SettingsError(f"{name} starts with {url.split(':')[0]!r}: {way_out}")
    try:
        from redis.asyncio import ConnectionPool
    except ModuleNotFoundError:
        raise SettingsError(
            f"{name} is a Redis, and its client isn't installed: {to_install('redis')}"
        ) from None
    try:
        pool = ConnectionPool.from_url(
            url.replace("redis+unix", "unix", 1),
            socket_connect_timeout=REDIS_TIMEOUT,
            socket_timeout=REDIS_TIMEOUT,
        )
        options: dict[str, Any] = {"implementation": "redispy", "connection_pool": pool}
        storage = storage_from_string(f"async+{url}", wrap_exceptions=True, **options)
    except (ConfigurationError, ValueError):
        raise SettingsError(f"{name} is no address of a Redis: {way_out}") from None
    assert isinstance(storage, Storage)
    return pool, storage
