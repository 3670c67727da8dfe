"""Whether a request shows a token that it may come with."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

__all__ = ["known"]


def known(shown: object, tokens: Sequence[str]) -> bool:
    """Whether `shown` is one of the tokens, in a time that says nothing of them."""
    if not isinstance(shown, str) or not shown:
        return False
    seen = shown.encode("utf-8", "replace")
    # Each is compared, whichever fits.
    same = [hmac.compare_digest(seen, token.encode()) for token in tokens]
    return any(same)
