"""Who may see `/admin/`: whoever gave the owner's token, for some hours.

Nothing of a session is kept here, so that every worker knows it: the cookie says when it ends, and
that is signed.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from urllib.parse import urlsplit

from fastapi import Request, Response

from bot.settings import PREFIX, Settings, SettingsError

__all__ = ["Sessions"]

COOKIE = "careerbot_admin"
HOURS = 12
SHORTEST = 16
"""Characters of a token that nobody guesses."""


class Sessions:
    """The sessions of one service."""

    def __init__(self, settings: Settings) -> None:
        """Raises SettingsError for a token that can be guessed."""
        token = settings.admin_token or ""
        if len(token) < SHORTEST:
            raise SettingsError(
                f"{PREFIX}ADMIN_TOKEN has {len(token)} characters, and can be guessed: take "
                f"{SHORTEST} or more, such as those of: openssl rand -hex 16"
            )
        self._token = hashlib.sha256(token.encode()).digest()
        self._key = hmac.digest(self._token, b"careerbot admin session", "sha256")

    def knows(self, token: str) -> bool:
        """Tell whether this is the token, in a time that says nothing of it."""
        given = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        return hmac.compare_digest(given, self._token)

    def begin(self, request: Request, response: Response) -> None:
        """Begin a session: the cookie is this site's alone, and no script's."""
        ends = str(int(time.time()) + HOURS * 3600)
        response.set_cookie(
            COOKIE,
            f"{ends}.{self._signed('session', ends)}",
            max_age=HOURS * 3600,
            path=None,  # that of the page, also behind a proxy with a path of its own
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )

    def end(self, response: Response) -> None:
        """End it in this browser."""
        response.delete_cookie(COOKIE, path=None)  # type: ignore[arg-type]

    def is_open(self, request: Request) -> bool:
        """Tell whether a request is of a session that goes on."""
        ends, _, signature = request.cookies.get(COOKIE, "").partition(".")
        if not ends.isdecimal() or int(ends) < time.time():
            return False
        return self._is(signature, "session", ends)

    def form_key(self, request: Request) -> str:
        """Return what the forms of a session hold, which no other site's page can know."""
        return self._signed("form", request.cookies.get(COOKIE, ""))

    def is_own(self, request: Request, form_key: str) -> bool:
        """Tell whether a form is of the session's own pages."""
        origin = request.headers.get("origin")
        foreign = origin not in (None, "null") and urlsplit(origin).netloc != request.url.netloc
        return not foreign and self._is(form_key, "form", request.cookies.get(COOKIE, ""))

    def seal(self, *said: str) -> str:
        """Return a signature of what a page showed, to know it again."""
        return self._signed("seal", *said)

    def sealed(self, signature: str, *said: str) -> bool:
        """Tell whether a signature is of this."""
        return self._is(signature, "seal", *said)

    def _signed(self, *said: str) -> str:
        text = "\0".join(said).encode("utf-8", "replace")
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()

    def _is(self, signature: str, *said: str) -> bool:
        return hmac.compare_digest(
            signature.encode("utf-8", "replace"), self._signed(*said).encode()
        )
