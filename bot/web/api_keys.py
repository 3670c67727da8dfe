"""Keys of the API, of which the settings know no more than their hashes."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.settings import PREFIX, Settings, SettingsError
from bot.web.error_responses import ApiError

__all__ = ["ApiKeys", "KeyMissing", "describe_keys", "hashed", "needs_key", "new_key"]

BEGINS = "careerbot_"
"""What a key begins with, so that one that was published by mistake is found."""
_ENTRY = re.compile(r"(?P<name>[A-Za-z0-9._-]{1,40}):(?P<hash>[0-9a-f]{64})")
MISSING = "This service needs a key: send it as the header Authorization: Bearer …"
UNKNOWN = "This key is not one of the service's."


def new_key() -> str:
    """Return a key that nobody guesses."""
    return BEGINS + secrets.token_urlsafe(32)


def hashed(key: str) -> str:
    """Return what the settings know of a key: it is random, so that a plain hash tells nothing."""
    return hashlib.sha256(key.encode()).hexdigest()


class KeyMissing(ApiError):  # noqa: N818 - what is said, not what went wrong here
    """A request without one of the keys."""

    def __init__(self, message: str) -> None:
        super().__init__(401, "key_needed", message, {"WWW-Authenticate": "Bearer"})


class ApiKeys:
    """The keys of one service; where there is none, anybody may ask."""

    def __init__(self, settings: Settings) -> None:
        """Read their names and hashes. Raises `SettingsError`."""
        self._names: dict[str, str] = {}
        for number, entry in enumerate(settings.api_keys, 1):
            match = _ENTRY.fullmatch(entry)
            if match is None:
                raise SettingsError(
                    f"{PREFIX}API_KEYS: its entry {number} is no NAME:HASH: "
                    "careerbot key NAME makes one"
                )
            self._names[match["hash"]] = match["name"]

    def __bool__(self) -> bool:
        """Tell whether a key is needed."""
        return bool(self._names)

    def named(self, authorization: str | None) -> str | None:
        """Return whose key a header has; None where none is needed. Raises `KeyMissing`."""
        if not self._names:
            return None
        scheme, _, key = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not key.strip():
            raise KeyMissing(MISSING)
        # Of a hash, the time that a comparison takes tells nothing of the key.
        name = self._names.get(hashed(key.strip()))
        if name is None:
            raise KeyMissing(UNKNOWN)
        return name


BEARER = HTTPBearer(auto_error=False, description="A key, where the service needs one.")


def describe_keys(app: FastAPI, keys: ApiKeys) -> None:
    """Have the description of the API say that a key is needed only where one is."""
    described = app.openapi

    def openapi() -> dict[str, Any]:
        schema = described()
        if not keys:
            schema.get("components", {}).pop("securitySchemes", None)
            for methods in schema["paths"].values():
                for operation in methods.values():
                    operation.pop("security", None)
                    operation["responses"].pop("401", None)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]


async def needs_key(
    request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]
) -> None:
    """Raise `KeyMissing` (401) where the service needs a key and the request has none of them."""
    keys: ApiKeys = request.app.state.api_keys
    request.state.key = keys.named(request.headers.get("authorization"))
