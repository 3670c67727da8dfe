"""Which other sites' pages may call the API."""

from __future__ import annotations

import logging
import re
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from bot.settings import PREFIX, Settings, SettingsError
from bot.web.error_responses import error_response

__all__ = ["add_cors"]

REMEMBERED = 7_200
"""Seconds for which a browser need not ask again whether it may."""
LOGGED = 20
"""Origins that are named in the log when they are refused."""

log = logging.getLogger(__name__)


class Cors(CORSMiddleware):
    """Starlette's, whose refusals have the shape of all errors here."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Starlette's
        super().__init__(*args, **options)
        self._refused: set[str] = set()

    def preflight_response(self, request_headers: Headers) -> Response:
        """Answer what a browser asks before it sends a page's request."""
        response = super().preflight_response(request_headers)
        if response.status_code != 400:
            return response
        self._log(request_headers.get("origin", ""))
        message = (
            "This request is not for pages of other origins; "
            f"the origins that may ask are in {PREFIX}CORS_ORIGINS."
        )
        kept = {name: value for name, value in response.headers.items() if name not in BODY_HEADERS}
        return error_response(400, "cors_refused", message, headers=kept)

    def _log(self, origin: str) -> None:
        """Tell the owner which page was refused, once; anybody can send any number of origins."""
        known = origin in self._refused or self.is_allowed_origin(origin)
        if known or len(self._refused) == LOGGED or origin != _as_browsers_write_it(origin):
            return
        self._refused.add(origin)
        log.warning("a page of %s may not ask: %sCORS_ORIGINS doesn't name it", origin, PREFIX)


BODY_HEADERS = ("content-length", "content-type")
DEFAULT_PORTS = {"http": 80, "https": 443}
"""Ports that a browser leaves out of an origin."""
EXAMPLE = "https://www.example.org"
# As a browser writes it: small ASCII letters (xn--… for others), or an IPv6 address.
HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*")


def add_cors(app: FastAPI, settings: Settings) -> None:
    """Let the pages of the allowed origins call the API; the service's own always may.

    Raises `SettingsError`.
    """
    for origin in settings.cors_origins:
        _check_origin(origin)
    app.add_middleware(
        Cors,
        allow_origins=settings.cors_origins,
        allow_methods=("GET", "POST"),
        allow_headers=("Content-Type",),
        # Without this a page of another origin can't tell its visitor when to ask again.
        expose_headers=("Retry-After",),
        max_age=REMEMBERED,
    )


def _check_origin(origin: str) -> None:
    if origin in ("*", "null") or origin == (meant := _as_browsers_write_it(origin)):
        return
    if " " in origin:
        meant = ",".join(map(_as_browsers_write_it, origin.split()))
        raise SettingsError(
            f"{PREFIX}CORS_ORIGINS={origin!r} is no origin: put a comma between two, {meant}"
        )
    raise SettingsError(
        f"{PREFIX}CORS_ORIGINS={origin!r} is no origin: give {meant}, "
        "without a path, or * for every site"
    )


def _as_browsers_write_it(origin: str) -> str:
    """Return what was meant as it stands in a browser's `Origin`, or an example."""
    try:
        parts = urlsplit(origin if "://" in origin else f"https://{origin}")
        host, port = parts.hostname or "", parts.port
    except ValueError:  # an unfinished IPv6 address, or a port that is none
        return EXAMPLE
    scheme = parts.scheme if parts.scheme in DEFAULT_PORTS else "https"
    host = re.sub(r"^\*\.", "www.", host)
    if not HOST.fullmatch(host):
        return EXAMPLE
    written = f"{scheme}://[{host}]" if ":" in host else f"{scheme}://{host}"
    return written if port in (None, DEFAULT_PORTS[scheme]) else f"{written}:{port}"
