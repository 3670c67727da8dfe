"""`careerbot key`: a key of the API, shown once, and what the settings keep of it."""

from __future__ import annotations

import re

from bot.commands import WrongUseError
from bot.settings import PREFIX
from bot.web.api_keys import hashed, new_key

__all__ = ["key"]


def key(name: str) -> int:
    """Make a key, and print it with its hash; return 0."""
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,40}", name):
        raise WrongUseError(
            f"{name!r} is no name of a key: letters, digits, dots and dashes, to 40"
        )
    made = new_key()
    print(f"key, for whoever asks; it is not shown again:\n{made}\n")
    print(f"for {PREFIX}API_KEYS, beside those that are there:\n{name}:{hashed(made)}")
    return 0
