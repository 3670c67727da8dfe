"""A question on its way to a person: signed, and sent to the address that its owner named."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import time
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import httpcore

from bot import __version__
from bot.settings import PREFIX, Settings, SettingsError
from bot.web.error_responses import ApiError
from bot.web.schemas import HandoffRequest
from corpus.web.addresses import FetchError, checked, is_public, machines_of

__all__ = ["Handoff", "handoff_of", "signature"]

log = logging.getLogger(__name__)

PAUSES = (0.5, 2.0)
"""Seconds before it is tried again: three times in all."""
CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 5.0
LONGEST = 12.0
"""Seconds in all, for which a person waits for the page to say that it was sent."""
AT_ONCE = 8
"""How many are on their way at most; who comes then is told to come again."""
FAILED = "It couldn't be handed on to a person just now; please try again later."
BUSY = "Too many questions are being handed on at once; try again in a few seconds."


class Handoff:
    """The way to a person, by a webhook."""

    def __init__(self, url: str, secret: str, *, private: bool = False) -> None:
        """Send to `url`, signed with `secret`; to private addresses where `private` says so."""
        self._url = url
        self._secret = secret
        self._under_way = 0
        # Of its own: names that nobody resolves must not keep the index from being opened.
        self._lookups = ThreadPoolExecutor(max_workers=2, thread_name_prefix="handoff")
        self._allowed: Callable[[str], bool] = (lambda _: True) if private else is_public

    async def send(self, request: HandoffRequest) -> None:
        """Send it, so that its receiver has it once this returns. Raises `ApiError` (503)."""
        if self._under_way >= AT_ONCE:
            raise ApiError(503, "busy", BUSY, {"Retry-After": "5"})
        # Sent again it has the same id: the receiver may have taken it, and not have said so.
        body = json.dumps({"id": uuid.uuid4().hex, **request.model_dump()}).encode()
        self._under_way += 1
        try:
            async with asyncio.timeout(LONGEST):
                await self._send(body)
        except (_UndeliveredError, FetchError, TimeoutError) as error:
            reason = getattr(error, "reason", f"took over {LONGEST:g} seconds")
            log.warning("%sHANDOFF_URL takes no question: %s", PREFIX, reason)
            raise ApiError(503, "handoff_unavailable", FAILED) from None
        finally:
            self._under_way -= 1

    def close(self) -> None:
        """Look up no more names."""
        self._lookups.shutdown(wait=False, cancel_futures=True)

    async def _send(self, body: bytes) -> None:
        for pause in (*PAUSES, None):
            try:
                await self._post(body)
            except _UndeliveredError as error:
                if pause is None or error.final:
                    raise
                await asyncio.sleep(pause)
            else:
                return

    async def _post(self, body: bytes) -> None:
        now = int(time.time())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"careerbot/{__version__}",
            "X-Careerbot-Request-Timestamp": str(now),
            "X-Careerbot-Signature": signature(self._secret, now, body),
        }
        waits = {"connect": CONNECT_SECONDS, "pool": CONNECT_SECONDS}
        waits |= {"read": ANSWER_SECONDS, "write": ANSWER_SECONDS}
        guard = _Guard(self._allowed, self._lookups)
        try:
            async with (
                httpcore.AsyncConnectionPool(network_backend=guard) as pool,
                pool.stream(
                    "POST",
                    self._url,
                    headers=list(headers.items()),
                    content=body,
                    extensions={"timeout": waits},
                ) as response,
            ):
                status = response.status  # what it says beside that isn't read
        except httpcore.TimeoutException:
            raise _UndeliveredError("doesn't answer in time") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise _UndeliveredError(f"can't be reached ({reason})") from None
        if not 200 <= status < 300:
            final = status < 500 and status not in (408, 425, 429)
            raise _UndeliveredError(f"answers with status {status}", final=final)


def handoff_of(settings: Settings) -> Handoff:
    """Return the way that the settings name. Raises `SettingsError`."""
    url, secret = settings.handoff_url, settings.handoff_secret
    if url is None or secret is None:
        missing, there = ("URL", "SECRET") if url is None else ("SECRET", "URL")
        raise SettingsError(
            f"{PREFIX}HANDOFF_{there} is set, and {PREFIX}HANDOFF_{missing} isn't: set both"
        )
    try:
        url = checked(url)
    except FetchError as error:  # not the address itself: it may be a secret as well
        raise SettingsError(f"{PREFIX}HANDOFF_URL: {error.reason}") from None
    return Handoff(url, secret, private=settings.handoff_private)


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """Return what a body is signed with: HMAC-SHA256 over version, time and body, as Slack's."""
    signed = b"v0:%d:%b" % (timestamp, body)
    return f"v0={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


class _UndeliveredError(Exception):
    """It wasn't taken; what is `final` would not be taken later either."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


class _Guard(httpcore.AnyIOBackend):
    """Connects to machines only that may be sent to, by the very address that was looked at."""

    def __init__(self, allowed: Callable[[str], bool], lookups: ThreadPoolExecutor) -> None:
        super().__init__()
        self._allowed = allowed
        self._lookups = lookups

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a host that answers; none may be a private one."""
        machines = await asyncio.get_running_loop().run_in_executor(
            self._lookups, machines_of, host, port, self._allowed, f"{PREFIX}HANDOFF_PRIVATE=1"
        )
        failure: Exception = httpcore.ConnectError(f"no machine is called {host}")
        for machine in machines:
            try:
                return await super().connect_tcp(
                    machine, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure
