"""What platforms send: a form or a JSON object, and the token that it comes with."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Request

from bot.database.tables import LONGEST_ID, storable
from bot.web.error_responses import ApiError

__all__ = [
    "form_fields",
    "is_known_token",
    "json_object",
    "no_token",
    "passage_field",
    "text_field",
]

log = logging.getLogger(__name__)

FIELDS = 100


def json_object(body: bytes | str) -> dict[str, Any] | None:
    """Return the JSON object of a body, or None where it is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def form_fields(body: bytes) -> dict[str, str] | None:
    """Return the fields of a form, the first of each name, or None where it is none."""
    try:
        fields = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, max_num_fields=FIELDS, errors="strict"
        )
    except ValueError:
        return None
    return dict(reversed(fields))


def text_field(fields: Mapping[str, Any], name: str) -> str:
    """Return a field that is a text, as a database keeps it; "" where it isn't one."""
    # Here and nowhere else: an id is looked for as it was written down.
    found = fields.get(name)
    return storable(found) if isinstance(found, str) else ""


def passage_field(fields: Mapping[str, Any]) -> str | None:
    """Return the id of the passage that a choice leads to, or None where it names none."""
    return text_field(fields, "passage")[:LONGEST_ID] or None


def is_known_token(shown: object, tokens: Sequence[str]) -> bool:
    """Whether `shown` is one of the tokens, in a time that says nothing of them."""
    if not isinstance(shown, str) or not shown:
        return False
    seen = shown.encode("utf-8", "replace")
    # Each is compared, whichever fits.
    same = [hmac.compare_digest(seen, token.encode()) for token in tokens]
    return any(same)


def no_token(request: Request) -> ApiError:
    """Return the refusal of a request without a token of the settings, and log it."""
    log.warning("a request to %s has no token of the settings", request.url.path)
    return ApiError(401, "no_token", "This request has none of the tokens that may ask here.")
