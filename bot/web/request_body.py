"""A body of the API: a field that it doesn't have is refused, not left out without a word."""

from __future__ import annotations

import json
from difflib import get_close_matches

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from bot.invalid_values import SHOWN

__all__ = ["RequestBody"]


class RequestBody(BaseModel):
    """A JSON object of these fields and no others: a typo in one would change what is asked."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _has_known_fields(cls, given: object) -> object:
        """Refuse the first unknown field: pydantic does so last, and names no other."""
        if not isinstance(given, dict):
            return given
        known = list(cls.model_fields)
        for name in given:
            if name not in known:
                near = get_close_matches(name.lower(), known, n=1)
                way_out = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
                said = PydanticCustomError("no_field", "{said}", {"said": f"no field: {way_out}"})
                problem = InitErrorDetails(type=said, loc=(_shown(name),), input=given[name])
                raise ValidationError.from_exception_data(cls.__name__, [problem])
        return given


def _shown(name: str) -> str:
    # As it stands in JSON, half characters and line breaks escaped.
    shown = json.dumps(name, ensure_ascii=not name.isprintable())[1:-1]
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
