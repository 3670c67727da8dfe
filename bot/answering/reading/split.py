"""Two questions in one message."""

from __future__ import annotations

import re

__all__ = ["questions_in"]

MOST = 3
_ASKS = (
    r"(?:what|what's|how|when|where|who|whom|whose|which|why|is|are|am|was|were|do|does|did|can|"
    r"could|should|would|will|has|have|may|must)"
)
# "…? And what…": a question mark, and then a question of its own.
_SENTENCE = re.compile(r"(?<=[?]) ")
# "…, and how much…": joined in one sentence, the second with its own question word.
_JOINED = re.compile(rf" ?,? (?:and|&|also|plus)(?: also)? (?={_ASKS} \w+ \w)", re.IGNORECASE)
_WORD = re.compile(r"\w")
_STARTS = re.compile(rf"^(?:and\s+|also\s+|but\s+|so\s+)*{_ASKS}\b", re.IGNORECASE)
# "… And a gym?" goes on with the question before it.
_GOES_ON = re.compile(r"^(?:and|also|or|plus|(?:what|how)\s+about)\b.*\?$", re.IGNORECASE)


def questions_in(message: str) -> list[str]:
    """Return the questions that a message asks, in order; the message itself where it is one.

    Only what begins as a question does counts as one: "I have two years of QA. Is that enough?"
    stays whole.
    """
    written = " ".join(message.split())
    parts = _SENTENCE.split(written)
    if len(parts) == 1:
        parts = _JOINED.split(written)
    parts = [part.strip() for part in parts if _WORD.search(part)]
    goes_on = all(_STARTS.match(part) or _GOES_ON.match(part) for part in parts[1:])
    if 2 <= len(parts) <= MOST and _STARTS.match(parts[0]) and goes_on:
        return parts
    return [message]
