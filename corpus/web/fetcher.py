"""Pages, one at a time: bounded in size and time, with the way that redirects led."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore

from corpus.web.addresses import FetchError, Guard, checked, is_public

__all__ = ["Fetched", "Fetcher"]

_MOST_BYTES = 32 * 1024 * 1024
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_AGENT = "careerbot (+https://pypi.org/project/careerbot/)"
_GONE = (404, 410, 451)
"""Not found, gone, withdrawn for legal reasons (RFC 9110, RFC 7725)."""
_CONNECT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address led to."""

    asked: str
    address: str
    """Where it was found in the end."""
    data: bytes
    kind: str
    """Its media type, in lower case, without what follows it."""
    charset: str | None


class Fetcher:
    """Fetches pages; a context manager, which keeps connections open meanwhile."""

    def __init__(
        self,
        *,
        allowed: Callable[[str], bool] = is_public,
        seconds: float = 30.0,
        pause: float = 0.3,
        most_bytes: int = _MOST_BYTES,
    ) -> None:
        self.seconds = seconds
        """The most that a page may take, redirects included."""
        self.pause = pause
        """Between two pages of one machine."""
        self.most_bytes = most_bytes
        self._pool = httpcore.ConnectionPool(network_backend=Guard(allowed))
        self._asked_at: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.close()

    def fetch(self, address: str) -> Fetched:
        """Return what an address leads to; FetchError where that is nothing, or too much."""
        at = checked(address)
        end = time.monotonic() + self.seconds
        for _ in range(_MOST_REDIRECTS + 1):
            self._wait(at)
            found = self._get(at, address, end)
            if isinstance(found, Fetched):
                return found
            try:
                at = checked(urljoin(at, found))
            except FetchError as error:
                raise FetchError(address, f"leads to {error}") from error
        raise FetchError(address, f"leads on more than {_MOST_REDIRECTS} times")

    def _get(self, at: str, asked: str, end: float) -> Fetched | str:
        """Return what stands at an address, or where that leads to."""
        left = end - time.monotonic()
        waits = dict.fromkeys(("read", "write", "pool"), max(left, 0.1))
        waits["connect"] = min(_CONNECT_SECONDS, waits["read"])
        headers = [("User-Agent", _AGENT), ("Accept", "*/*"), ("Accept-Encoding", "identity")]
        try:
            with self._pool.stream(
                "GET", _encoded(at), headers=headers, extensions={"timeout": waits}
            ) as response:
                said = {
                    name.decode("latin-1").lower(): value.decode("latin-1")
                    for name, value in response.headers
                }
                if response.status in _REDIRECTS and said.get("location"):
                    return said["location"]
                if response.status != 200:
                    status = response.status
                    gone = status in _GONE
                    raise FetchError(asked, f"answered with status {status}", gone=gone)
                if said.get("content-encoding", "identity").lower() not in ("identity", ""):
                    raise FetchError(asked, f"is packed ({said['content-encoding']}) unasked")
                parts: list[bytes] = []
                size = 0
                for part in response.iter_stream():
                    size += len(part)
                    if size > self.most_bytes:
                        raise FetchError(asked, f"over {self.most_bytes / 2**20:g} MiB")
                    if time.monotonic() > end:
                        raise FetchError(asked, f"took over {self.seconds:g} seconds")
                    parts.append(part)
        except FetchError as error:
            raise FetchError(asked, error.reason, gone=error.gone) from error
        except httpcore.TimeoutException as error:
            raise FetchError(asked, f"took over {self.seconds:g} seconds") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
            said_so = getattr(error.__cause__, "strerror", None) or str(error)
            reason = " ".join(said_so.split()) or type(error).__name__
            raise FetchError(asked, f"can't be reached ({reason})") from error
        kind, charset = _media_type(said.get("content-type", ""))
        return Fetched(asked, at, b"".join(parts), kind, charset)

    def _wait(self, address: str) -> None:
        host = urlsplit(address).netloc
        now = time.monotonic()
        due = self._asked_at.get(host, now - self.pause) + self.pause
        if due > now:
            time.sleep(due - now)
        self._asked_at[host] = time.monotonic()


def _encoded(address: str) -> bytes:
    """Return an address as it is sent: other letters than ASCII's percent-encoded."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode(
        "idna" if not (parts.hostname or "").isascii() else "ascii"
    )
    port = f":{parts.port}" if parts.port else ""
    name = host.decode("ascii")
    name = f"[{name}]" if ":" in name else name
    rest = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    sent = "".join(
        each if each.isascii() else "".join(f"%{b:02X}" for b in each.encode()) for each in rest
    )
    return f"{parts.scheme}://{name}{port}{sent}".encode("ascii")


def _media_type(written: str) -> tuple[str, str | None]:
    kind, _, rest = written.partition(";")
    parameters = dict(part.strip().lower().partition("=")[::2] for part in rest.split(";"))
    return kind.strip().lower(), parameters.get("charset", "").strip("\"' ") or None
