"""What a connection may hold of the service: how many there are, how much they send, how long.

uvicorn bounds none of it before a request is whole, and nothing behind it sees what isn't: a header
without end fills the memory, and whoever opens connections and sends nothing keeps all others out.
"""

from __future__ import annotations

import asyncio
import logging
import resource
import time
from collections.abc import Iterator

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.web.error_responses import error_response
from bot.web.rate_limits import client_key
from bot.web.security_headers import HEADERS

__all__ = ["Connection", "Held"]

log = logging.getLogger(__name__)

LARGEST_HEAD = 32 * 1024
"""Bytes of a request's first line and headers; a browser's, cookies and all, have some 16 KiB."""
LARGEST_REQUEST = 2 * 1024 * 1024
"""Bytes on the wire of a whole request: chunks have a frame, and may have trailers."""
HEAD_SECONDS = 10.0
BODY_SECONDS = 20.0
READ_SECONDS = 20.0
"""Seconds in which the client has to take a part of what waits to be sent to it."""
IDLE_SECONDS = 6.0
"""Longer than uvicorn's own, which closes a connection politely where the client still reads."""
CLOSING_SECONDS = 2.0
SWEEP = 1.0
"""Seconds from one look at what is late to the next."""
MOST = 1_000
SHARE = 0.75
"""Of the descriptors that the process may open, what connections may take of them."""
RETRY_SECONDS = 5
"""After which who found no room is told to come again."""
LOG_SECONDS = 60.0


def most() -> int:
    """Return how many connections may be open at once in this process."""
    descriptors, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if descriptors == resource.RLIM_INFINITY else min(MOST, int(descriptors * SHARE))


class Held:
    """The connections that are waited for, by who holds them, each with the time it has left.

    One whose request is whole waits for the service itself, and isn't among them.
    """

    def __init__(self) -> None:
        self._of: dict[str, dict[Connection, float]] = {}
        self._sweeping = False
        self._closed = 0
        self._logged = -LOG_SECONDS

    @property
    def count(self) -> int:
        """How many are waited for."""
        return sum(map(len, self._of.values()))

    def add(self, connection: Connection, seconds: float) -> None:
        """Wait for a connection so long; one that is waited for already keeps its place."""
        until = connection.loop.time() + seconds
        self._of.setdefault(connection.holder, {})[connection] = until
        if not self._sweeping:
            self._sweeping = True
            connection.loop.call_later(SWEEP, self._sweep, connection.loop)

    def discard(self, connection: Connection) -> None:
        """Wait for a connection no longer."""
        if (of := self._of.get(connection.holder)) is not None:
            of.pop(connection, None)
            if not of:
                del self._of[connection.holder]

    def make_room(self, most: int) -> bool:
        """Close the connection that is waited for longest of those who hold most; log that."""
        of = max(self._of.values(), key=len, default=None)
        self._closed += 1
        now = time.monotonic()
        if now - self._logged >= LOG_SECONDS:
            log.warning(
                "%d connections are open, the most that may be: %d closed that sent no whole "
                "request, or refused; most are held by %s",
                *(
                    most,
                    self._closed,
                    max(self._of, key=lambda each: len(self._of[each]), default=""),
                ),
            )
            self._logged, self._closed = now, 0
        if of is None:
            return False
        next(iter(of)).transport.abort()
        self.discard(next(iter(of)))
        return True

    def _sweep(self, loop: asyncio.AbstractEventLoop) -> None:
        for connection in list(self._late(loop.time())):
            connection.expire()
        self._sweeping = bool(self._of)
        if self._sweeping:
            loop.call_later(SWEEP, self._sweep, loop)

    def _late(self, now: float) -> Iterator[Connection]:
        for of in self._of.values():
            for connection, until in of.items():
                if until <= now:
                    yield connection


class HeadTooLargeError(Exception):
    """A first line, headers or trailers of more than `LARGEST_HEAD` bytes."""


class Connection(HttpToolsProtocol):
    """uvicorn's, with bounds."""

    held = Held()  # of this process
    holder = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, in place of another where there are too many."""
        super().connection_made(transport)
        self._head = 0  # bytes of the first line and the headers that are parsed
        self._sent = 0  # bytes of the request so far
        self._in_head = True
        self.holder = client_key(self.client[0] if self.client else None)
        if len(self.connections) > (limit := most()) and not self.held.make_room(limit):
            self._refuse(503, "busy", "Too many connections at once; try again in a few seconds.")
        self.held.add(self, HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        super().connection_lost(exc)
        self.held.discard(self)

    def data_received(self, data: bytes) -> None:
        """Parse what came, unless it is too much."""
        self._unset_keepalive_if_required()
        self._sent += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            pass  # answered as if it hadn't asked for another protocol
        except httptools.HttpParserError as error:
            # Not logged, as uvicorn does: anybody can send any number of them.
            if isinstance(error.__context__, HeadTooLargeError):
                self._refuse_head()
            else:
                self._refuse(400, "bad_request", "This is no HTTP request.")
            return
        if self._in_head and self._sent > LARGEST_HEAD:
            self._refuse_head()
        elif self._sent > LARGEST_REQUEST:
            self.transport.abort()

    def on_message_begin(self) -> None:
        """Begin a request: its head is waited for."""
        super().on_message_begin()
        self._head = 0
        self.held.add(self, HEAD_SECONDS)

    def on_url(self, url: bytes) -> None:
        """Take a part of the URL."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header, or a trailer."""
        self._count(len(name) + len(value) + 4)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Start to answer: the body is waited for."""
        super().on_headers_complete()
        self._in_head = False
        self.held.add(self, BODY_SECONDS)

    def on_message_complete(self) -> None:
        """End a request: from here on the client waits, not the service."""
        super().on_message_complete()
        self._sent, self._in_head = 0, True
        if not self.cycle.response_complete:
            self.held.discard(self)

    def on_response_complete(self) -> None:
        """End an answer: the next request is waited for."""
        super().on_response_complete()
        if self.cycle.response_complete:
            self.held.add(self, IDLE_SECONDS)

    def pause_writing(self) -> None:
        """Wait for the client to read."""
        super().pause_writing()
        self.held.add(self, READ_SECONDS)

    def resume_writing(self) -> None:
        """Go on answering."""
        super().resume_writing()
        if not self.cycle.more_body and not self.cycle.response_complete:
            self.held.discard(self)

    def expire(self) -> None:
        """End what was waited for too long: politely, and where that isn't taken, at once."""
        if self.transport.is_closing():
            self.transport.abort()
        elif self._sent:
            self._refuse(408, "too_slow", "The request took too long to come.")
        else:
            self.transport.close()
        self.held.add(self, CLOSING_SECONDS)

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > LARGEST_HEAD:
            raise HeadTooLargeError

    def _refuse_head(self) -> None:
        message = f"The headers are over {LARGEST_HEAD // 1024} KiB."
        self._refuse(431, "headers_too_large", message)

    def _refuse(self, status: int, code: str, message: str) -> None:
        """Answer with an error in the documented shape, and close."""
        answering = self.cycle is not None and not self.cycle.response_complete
        if not (answering and self.cycle.response_started):
            headers = {**HEADERS, "Connection": "close"}
            if status == 503:
                headers["Retry-After"] = str(RETRY_SECONDS)
            response = error_response(status, code, message, headers=headers)
            head = b"".join(b"%s: %s\r\n" % each for each in response.raw_headers)
            line = b"HTTP/1.1 %d %s\r\n" % (status, code.encode())
            self.transport.write(line + head + b"\r\n" + bytes(response.body))
        self.transport.close()
