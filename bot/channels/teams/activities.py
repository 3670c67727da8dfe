"""What Teams sends, as what was asked."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from bot.channels.incoming import IncomingQuestion, hashed_key, joined_key
from bot.channels.payloads import passage_field, text_field
from bot.channels.teams.sdk import MessageActivity

__all__ = ["PLATFORM", "asked", "service_url"]

PLATFORM = "teams"


def service_url(activity: Mapping[str, Any]) -> str:
    """Return where the answer goes, as the activity says; "" where it doesn't."""
    return text_field(activity, "serviceUrl")


def asked(activity: Mapping[str, Any]) -> IncomingQuestion | None:
    """Return what a message asks; None for all else that Teams tells a bot.

    The press of a button is a message as well, with the button's question, and as
    its value the passage that a choice leads to.
    """
    if activity.get("type") != "message":
        return None
    try:
        message = MessageActivity.model_validate(dict(activity))
    except ValidationError:
        return None
    where = message.conversation
    if not message.id or message.from_.role == "bot":
        return None
    sent = message.timestamp
    pressed = message.value if isinstance(message.value, dict) else {}
    return IncomingQuestion(
        key=joined_key(PLATFORM, where.id, message.id),
        platform=PLATFORM,
        question=text_field({"text": message.strip_mentions_text().text}, "text").strip(),
        passage=passage_field(pressed),
        audience="direct" if where.conversation_type == "personal" else "channel",
        # In a channel it is the thread's, which its id says.
        conversation=hashed_key(PLATFORM, where.id),
        position=sent.timestamp() if sent else time.time(),
        reply={"conversation": where.id, "service": service_url(activity)},
    )
