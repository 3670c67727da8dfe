"""What is wrong with a value that pydantic refuses: one line, with what may stand there instead."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sized
from typing import Any

__all__ = ["SHOWN", "refusal", "wanted"]

_WANTED = {
    "missing": "it is missing",
    "string_type": "give a text",
    "string_unicode": "give a text of whole characters",
    "string_too_short": "give {min_length:,} or more characters",
    "string_too_long": "give {max_length:,} or fewer characters",
    "string_pattern_mismatch": "give a text that fits {pattern}",
    "bool_type": "give true or false",
    "bool_parsing": "give true or false",
    "int_type": "give a whole number",
    "int_parsing": "give a whole number",
    "int_from_float": "give a whole number",
    "float_type": "give a number",
    "float_parsing": "give a number",
    "greater_than_equal": "give {ge} or more",
    "less_than_equal": "give {le} or less",
    "literal_error": "give {expected}",
    "list_type": "give a list",
    "tuple_type": "give a list",
    "too_short": "give {min_length:,} or more",
    "too_long": "give {max_length:,} or fewer",
    "dict_type": "give a JSON object",
    "model_type": "give a JSON object",
    "model_attributes_type": "give a JSON object",
}
"""By pydantic's types of errors, which its documentation lists (errors/validation_errors)."""
SHOWN = 40
"""Characters of a value that are shown: it is there to be recognised."""


def wanted(error: Mapping[str, Any]) -> str:
    """Return what may stand in the value's place; where that isn't known, pydantic's sentence."""
    said = _WANTED.get(error["type"])
    if said is not None:
        return said.format(**error.get("ctx", {}))
    message = str(error["msg"]).removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def refusal(error: Mapping[str, Any]) -> str:
    """Return the same, and what was given instead."""
    given = error.get("input")
    if error["type"] not in _WANTED or error["type"] == "missing":
        return wanted(error)
    if error["type"].endswith(("too_short", "too_long")) and isinstance(given, Sized):
        return f"{wanted(error)}, not {len(given.strip() if isinstance(given, str) else given):,}"
    if isinstance(given, Mapping):
        return f"{wanted(error)}, not an object"
    if isinstance(given, list | tuple):
        return f"{wanted(error)}, not a list"
    # As it stands in JSON, half characters and line breaks escaped.
    shown = json.dumps(given, ensure_ascii=not str(given).isprintable(), default=str)
    return f"{wanted(error)}, not {shown if len(shown) <= SHOWN else f'{shown[:SHOWN]}…'}"
