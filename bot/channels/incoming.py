"""What somebody asked in a channel, whatever the platform."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Audience", "IncomingQuestion", "hashed_key", "joined_key"]

Audience = Literal["channel", "direct", "private"]
"""Who reads the answer: a channel, a direct message, or the asker alone."""

LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class IncomingQuestion:
    """One question, and where its answer goes."""

    key: str
    """The message that it came in: who sees the same key twice sees one message."""
    platform: str
    question: str
    """"" where the bot was called without a question."""
    audience: Audience
    conversation: str = ""
    """The thread that it belongs to; "" where it belongs to none."""
    event: str | None = None
    """The platform's own id of the delivery, the same when it is delivered again."""
    addressed: bool = True
    """Whether the bot was called by name, and not only present."""
    position: float = field(default_factory=time.time)
    """Seconds, by the platform's clock: where it stands in its conversation."""
    passage: str | None = None
    """Id of the passage that answers, where a choice was pressed."""
    reply: dict[str, str] = field(default_factory=dict)
    """What the platform needs to know of where the answer goes, by its own names."""


def joined_key(*parts: str) -> str:
    """Return one name for what has several, of a length that a database takes."""
    joined = ":".join(parts)
    if len(joined) <= LONGEST_KEY:
        return joined
    return hashed_key(*parts)


def hashed_key(*parts: str) -> str:
    """Return one name for what has several, of which only the first can be read out of it.

    For what says who somebody is: it is kept, and needn't be known.
    """
    joined = ":".join(parts).encode("utf-8", "replace")
    return f"{parts[0]}:{hashlib.sha256(joined).hexdigest()}"
