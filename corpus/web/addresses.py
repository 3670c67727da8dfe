"""Which addresses are fetched, and which machines are asked for them."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from urllib.parse import urldefrag, urlsplit

import httpcore

from corpus.errors import CareerbotError, cut
from corpus.links import is_page

__all__ = ["FetchError", "Guard", "checked", "is_public", "machines_of"]

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4's."""


class FetchError(CareerbotError):
    """A page that can't be fetched, with its address and the way out."""

    def __init__(self, address: str, reason: str, *, gone: bool = False) -> None:
        super().__init__(f"{cut(address)[1:-1]}: {reason}")
        self.address = address
        self.reason = reason
        self.gone = gone
        """Whether its site says that there is none, not that it can't just now, or nothing."""


def checked(address: str) -> str:
    """Return an address without what follows #; FetchError where it is none to fetch."""
    plain = urldefrag(address.strip())[0]
    if not is_page(plain):
        raise FetchError(address, "no address of a page: begin it with https:// or http://")
    try:
        parts = urlsplit(plain)
        port = parts.port
    except ValueError as error:
        raise FetchError(address, f"no address of a page ({error})") from error
    if parts.username is not None or parts.password is not None:
        raise FetchError(address, "leave the name and password out of the address")
    if port == 0:
        raise FetchError(address, "no port 0 can be asked")
    return plain


def is_public(host: str) -> bool:
    """Tell whether an IP address is one of the public internet."""
    address = ipaddress.ip_address(host.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


class Guard(httpcore.SyncBackend):
    """Connects to machines only that may be asked, by the very address that was looked at."""

    def __init__(self, allowed: Callable[[str], bool]) -> None:
        super().__init__()
        self._allowed = allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers; none may be a private one."""
        failure: Exception = httpcore.ConnectError(f"no machine is called {host}")
        for machine in machines_of(host, port, self._allowed, "--allow-private"):
            try:
                return super().connect_tcp(machine, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


def machines_of(host: str, port: int, allowed: Callable[[str], bool], way_out: str) -> list[str]:
    """Return the addresses of a host; FetchError, with the way out, where one is not `allowed`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"no machine is called {host}") from error
    machines = list(dict.fromkeys(str(each[4][0]) for each in found))
    private = [each for each in machines if not allowed(each)]
    if private:
        raise FetchError(host, f"{private[0]} is a private address: allow those with {way_out}")
    return machines
