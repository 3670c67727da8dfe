"""Which proxies are believed when they say where a request came from."""

from __future__ import annotations

import logging
from ipaddress import ip_network

from fastapi import FastAPI
from uvicorn._types import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.settings import PREFIX, Settings, SettingsError

__all__ = ["add_proxies"]

LOGGED = 20
"""Peers that are named in the log when they aren't believed."""

log = logging.getLogger(__name__)


class Proxies(ProxyHeadersMiddleware):
    """uvicorn's, which says in the log who isn't believed."""

    def __init__(self, app: ASGI3Application, trusted_hosts: list[str]) -> None:
        super().__init__(app, trusted_hosts)
        self._refused: set[str] = set()

    async def __call__(
        self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        """Hand the request on, as the client's where a trusted proxy says so."""
        if scope["type"] == "http" and any(
            name == b"x-forwarded-for" for name, _ in scope["headers"]
        ):
            self._log((scope["client"] or ("",))[0])
        await super().__call__(scope, receive, send)

    def _log(self, peer: str) -> None:
        """Tell the owner, once of each; of an own proxy they should know, others are visitors."""
        if peer in self.trusted_hosts or peer in self._refused or len(self._refused) == LOGGED:
            return
        self._refused.add(peer)
        log.warning(
            "%s sends X-Forwarded-For, and %sTRUSTED_PROXIES doesn't name it: "
            "if it is your proxy, all its visitors count as one client",
            *(peer or "a peer without address", PREFIX),
        )


def add_proxies(app: FastAPI, settings: Settings) -> None:
    """Believe what the trusted proxies, and nobody else, say of a request's client.

    Raises `SettingsError`.
    """
    for proxy in settings.trusted_proxies:
        try:
            ip_network(proxy)
        except ValueError:
            raise SettingsError(
                f"{PREFIX}TRUSTED_PROXIES={proxy!r} is no address: give one such as 127.0.0.1, "
                "or a network such as 10.0.0.0/8"
            ) from None
    app.add_middleware(Proxies, trusted_hosts=list(settings.trusted_proxies))
