"""The pages of `/admin/`, made of templates; what visitors wrote is text in them, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import Request, Response

from bot.admin.assets import Asset
from bot.learning.report import TEMPLATES, templates
from index.contract import Index

__all__ = ["ASSETS", "Pages"]

FOLDER = Path(__file__).parent
ASSETS = {
    "admin.css": Asset("text/css", TEMPLATES / "report.css", FOLDER / "admin.css"),
    "admin.js": Asset("text/javascript", FOLDER / "admin.js"),
}
HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}


class Pages:
    """Fills the templates."""

    def __init__(self) -> None:
        self._templates = templates(FOLDER / "templates")
        self._templates.globals["place"] = _place

    def page(
        self,
        request: Request,
        template: str,
        status: int,
        headers: Mapping[str, str],
        **shown: Any,  # noqa: ANN401 - what the template shows
    ) -> Response:
        """Return a page; `up` leads from it to the first one, whatever stands before that."""
        inside = request.url.path.partition("/admin/")[2]
        up = "../" * inside.count("/") or "./"
        filled = self._templates.get_template(template).render(
            up=up, here=inside.partition("/")[0], **{"said": None, **shown}
        )
        return Response(filled, status, {**HEADERS, **headers}, media_type="text/html")


def _place(passage_id: str, index: Index) -> dict[str, str] | None:
    """Return where a passage stands, and what it says; None where it isn't there any more."""
    found = index.passage(passage_id)
    if found is None:
        return None
    title = index.article(found.article).title
    where = " › ".join((title, *found.heading[-2:]))
    return {"where": where, "text": found.text}
