"""Which other sites' pages may call the API, and which proxies say where a request came from."""

from __future__ import annotations

from ipaddress import ip_network
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.settings import PREFIX, Settings, SettingsError

__all__ = ["add_cors", "add_proxies"]

REMEMBERED = 7_200
"""Seconds for which a browser need not ask again whether it may."""


def add_cors(app: FastAPI, settings: Settings) -> None:
    """Let the pages of the allowed origins call the API; the service's own always may.

    Raises `SettingsError`.
    """
    for origin in settings.cors_origins:
        _check_origin(origin)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=("GET", "POST"),
        allow_headers=("Content-Type",),
        # Without this a page of another origin can't tell its visitor when to ask again.
        expose_headers=("Retry-After",),
        max_age=REMEMBERED,
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
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))


def _check_origin(origin: str) -> None:
    if origin in ("*", "null"):
        return
    parts = urlsplit(origin)
    if parts.scheme in ("http", "https") and origin == f"{parts.scheme}://{parts.netloc}".lower():
        return
    host = parts.netloc or parts.path.split("/")[0] or "www.example.org"
    scheme = parts.scheme if parts.scheme in ("http", "https") else "https"
    raise SettingsError(
        f"{PREFIX}CORS_ORIGINS={origin!r} is no origin: give {scheme}://{host.lower()}, "
        "without a path, or * for every site"
    )
