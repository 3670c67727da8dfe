"""How a sentence hangs together with the one before it, as far as its first word tells."""

from __future__ import annotations

import re

__all__ = ["leans", "limits"]

# In the languages that the bot speaks; in each, only words that hardly begin a sentence otherwise.
_LEANING = """
    this that these those they such
    dies diese diesem diesen dieser dieses solche solchem solchen solcher solches
    ce cet cette ces ceci cela celui ceux celle celles ça elles ils
    esta este esto estas estes estos esa ese eso esas eses esos ellas ellos"""
_LIMITING = """
    however but except otherwise instead nevertheless nonetheless
    aber jedoch allerdings außer ausser ausgenommen sonst andernfalls trotzdem dennoch stattdessen
    mais cependant toutefois sauf sinon néanmoins pourtant en_revanche
    pero sin_embargo no_obstante salvo excepto de_lo_contrario en_cambio"""


def _beginning(words: str) -> re.Pattern[str]:
    either = "|".join(words.split()).replace("_", " ")
    return re.compile(rf"\W*(?:{either})\b", re.IGNORECASE)


_LIMITS, _LEANS = _beginning(_LIMITING), _beginning(_LEANING + _LIMITING)


def limits(text: str) -> bool:
    """Tell whether a text begins by taking back a part of what stands before it: "However, …"."""
    return _LIMITS.match(text) is not None


def leans(text: str) -> bool:
    """Tell whether a text begins by going on from what stands before it: "This means …"."""
    return _LEANS.match(text) is not None
