"""`GET /docs`: the API to read and to try, without a third party's script."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request, Response
from fastapi.openapi.docs import get_swagger_ui_html

from bot.web.cacheable import Cacheable

__all__ = ["docs"]

FRESH = {"Cache-Control": "public, max-age=300"}
KINDS = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css"}

docs = APIRouter(include_in_schema=False)


@docs.get("/docs")
def page(request: Request) -> Response:
    """Serve the page; its addresses are relative, so that it works behind a path, too."""
    script, looks = (f"docs/{name}" for name in KINDS)
    response = get_swagger_ui_html(
        openapi_url="openapi.json",
        title=request.app.title,
        swagger_js_url=script,
        swagger_css_url=looks,
        swagger_favicon_url="icon.svg",
    )
    response.headers["Content-Security-Policy"] = _policy(bytes(response.body).decode())
    return response


@docs.get("/docs/swagger-ui-bundle.js")
@docs.get("/docs/swagger-ui.css")
def asset(request: Request) -> Response:
    """Serve one of Swagger UI's own files."""
    return _asset(request.url.path.rpartition("/")[2]).response(request)


@cache
def _asset(name: str) -> Cacheable:
    body = (files("fastapi_offline") / "static" / name).read_bytes()
    return Cacheable(body, KINDS[name], FRESH)


def _policy(html: str) -> str:
    """Return the policy under which the page's one inline script runs, and nothing foreign."""
    inline = re.findall(r"<script>(.*?)</script>", html, re.S)
    digests = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in inline]
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *(f"'sha256-{digest}'" for digest in digests))),
            "style-src 'self' 'unsafe-inline'",  # Swagger UI writes style attributes
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )
