"""How a sentence hangs together with the one before it, as far as its first word tells."""

from __future__ import annotations

import re

from corpus.languages import alternatives

__all__ = ["leans", "limits"]

_LIMITS = alternatives(lambda language: language.limiting)
_LIMITING = re.compile(rf"\W*{_LIMITS}\b", re.IGNORECASE)
_LEANING = re.compile(
    rf"\W*(?:{_LIMITS}|{alternatives(lambda language: language.leaning)})\b", re.IGNORECASE
)


def limits(text: str) -> bool:
    """Tell whether a text begins by taking back a part of what stands before it: "However, …"."""
    return _LIMITING.match(text) is not None


def leans(text: str) -> bool:
    """Tell whether a text begins by going on from what stands before it: "This means …"."""
    return _LEANING.match(text) is not None
