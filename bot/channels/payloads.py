"""The bodies that platforms send: a form or a JSON object."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from bot.database.feedback import storable

__all__ = ["form", "record", "text"]

FIELDS = 100


def record(body: bytes | str) -> dict[str, Any] | None:
    """Return the JSON object of a body, or None where it is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def form(body: bytes) -> dict[str, str] | None:
    """Return the fields of a form, the first of each name, or None where it is none."""
    try:
        fields = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, max_num_fields=FIELDS, errors="strict"
        )
    except ValueError:
        return None
    return dict(reversed(fields))


def text(of: Mapping[str, Any], name: str) -> str:
    """Return a field that is a text, as a database keeps it; "" where it isn't one."""
    # Here and nowhere else: an id is looked for as it was written down.
    found = of.get(name)
    return storable(found) if isinstance(found, str) else ""
