"""The script of the widget, plain and pinned to its version, its texts, and the page with it."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from fastapi import APIRouter, Request, Response

from bot.web.cacheable import Cacheable
from bot.web.error_responses import ApiError

__all__ = ["WidgetFiles", "widget"]

FOLDER = Path(__file__).parent.parent / "widget"
FRESH = "public, max-age=300, stale-while-revalidate=86400"
FOREVER = "public, max-age=31536000, immutable"
EVERYWHERE = {
    "Access-Control-Allow-Origin": "*",  # what an integrity attribute needs on another origin
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
PAGE = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",
}


class WidgetFiles:
    """All that is served of the widget, read once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        script = (folder / "widget.js").read_bytes()
        packed = {
            coding: (folder / f"widget.js.{ending}").read_bytes()
            for coding, ending in (("br", "br"), ("gzip", "gz"))
        }
        fresh, forever = (EVERYWHERE | {"Cache-Control": kept} for kept in (FRESH, FOREVER))
        self.plain = Cacheable(script, "text/javascript", fresh, packed)
        self.pinned = Cacheable(script, "text/javascript", forever, packed)
        self.version = self.plain.digest
        self.path = f"widget.{self.version}.js"
        digest = base64.b64encode(hashlib.sha384(script).digest()).decode()
        self.integrity = f"sha384-{digest}"
        page = (folder / "demo.html").read_text(encoding="utf-8")
        page = page.replace("{{path}}", self.path).replace("{{integrity}}", self.integrity)
        own = PAGE | {"Cache-Control": FRESH}
        self.files = {
            "": Cacheable(page.encode(), "text/html", PAGE),
            "demo.css": Cacheable((folder / "demo.css").read_bytes(), "text/css", own),
            "demo.js": Cacheable((folder / "demo.js").read_bytes(), "text/javascript", own),
            "icon.svg": Cacheable((folder / "icon.svg").read_bytes(), "image/svg+xml", own),
            "widget.js": self.plain,
        }
        self.texts = {
            file.name.split(".")[1]: Cacheable(file.read_bytes(), "application/json", fresh)
            for file in folder.glob("widget.*.json")
        }


widget = APIRouter(include_in_schema=False)


def _files(request: Request) -> WidgetFiles:
    files: WidgetFiles = request.app.state.widget
    return files


@widget.get("/")
@widget.get("/demo.css")
@widget.get("/demo.js")
@widget.get("/icon.svg")
@widget.get("/widget.js")
async def file(request: Request) -> Response:
    """Serve a file by its name."""
    name = request.url.path.rpartition("/")[2]
    return _files(request).files[name].response(request)


@widget.get("/widget.{language}.json")
async def texts(language: str, request: Request) -> Response:
    """Serve what the widget says in a language, beyond what is in its script."""
    found = _files(request).texts.get(language)
    if found is None:
        raise ApiError(404, "unknown_language", "The widget doesn't speak this language.")
    return found.response(request)


@widget.get("/widget.{version}.js")
async def pinned(version: str, request: Request) -> Response:
    """Serve the script under the name of its version: what is behind it never changes."""
    files = _files(request)
    if version != files.version:
        raise ApiError(404, "unknown_version", f"This service has another version: /{files.path}.")
    return files.pinned.response(request)
