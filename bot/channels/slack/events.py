"""What Slack sends, as what was asked."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.incoming import IncomingQuestion, hashed_key, joined_key
from bot.channels.payloads import text_field
from bot.channels.slack.block_kit import ASK, HELPFUL, SHARE, UNHELPFUL
from bot.channels.slack.mrkdwn import plain
from bot.database.tables import LONGEST_ID

__all__ = ["PLATFORM", "Rating", "command", "mention", "press"]

PLATFORM = "slack"
DIRECT = ("im", "mpim")


@dataclass(frozen=True, slots=True)
class Rating:
    """Somebody's 👍 or 👎."""

    answer_id: str
    helpful: bool
    question: str
    reply: dict[str, str]


def mention(envelope: Mapping[str, Any]) -> IncomingQuestion | None:
    """Return what an event asks; None for all that isn't for the bot, or isn't a person's."""
    event = _object(envelope, "event")
    channel, user, at = (text_field(event, name) for name in ("channel", "user", "ts"))
    if not (channel and user and at) or _ignored(envelope, event):
        return None
    kind, within = text_field(event, "type"), text_field(event, "channel_type")
    direct = within in DIRECT or (not within and channel.startswith("D"))
    # A direct message comes as `message`, and may come as a mention besides.
    if (kind == "app_mention") == direct or kind not in ("app_mention", "message"):
        return None
    if kind == "message" and within != "im":
        return None
    thread = text_field(event, "thread_ts") or at
    event_id = text_field(envelope, "event_id")
    return IncomingQuestion(
        key=joined_key(PLATFORM, channel, at),
        event=joined_key(PLATFORM, event_id) if event_id else None,
        platform=PLATFORM,
        question=plain(text_field(event, "text")),
        audience="direct" if direct else "channel",
        conversation=joined_key(PLATFORM, channel, thread),
        position=_seconds(at),
        reply={"channel": channel, "thread": thread},
    )


def command(fields: Mapping[str, str]) -> IncomingQuestion | None:
    """Return what a slash command asks; None for what is none."""
    hook, trigger = text_field(fields, "response_url"), text_field(fields, "trigger_id")
    if not text_field(fields, "command") or not hook:
        return None
    return IncomingQuestion(
        key=joined_key(PLATFORM, "command", trigger or hook),
        platform=PLATFORM,
        question=plain(text_field(fields, "text")),
        audience="private",
        reply={"hook": hook},
    )


def press(payload: Mapping[str, Any]) -> IncomingQuestion | Rating | None:
    """Return what the press of a button asks or says; None for other buttons."""
    actions = payload.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else None
    if text_field(payload, "type") != "block_actions" or not isinstance(first, dict):
        return None
    action, value = text_field(first, "action_id"), text_field(first, "value")
    user = text_field(_object(payload, "user"), "id")
    reply, conversation = _where(payload)
    if not value or not user or not reply:
        return None
    if action in (HELPFUL, UNHELPFUL):
        answer_id, _, question = value.partition("\n")
        return Rating(answer_id[:100], action == HELPFUL, question, reply | {"user": user})
    private = "channel" not in reply
    if action == SHARE:
        if "hook" not in reply:
            return None
        reply = {"hook": reply["hook"], "shared_by": user}
        conversation, private = "", False
    elif not (action.startswith(ASK) and action.removeprefix(ASK).isdecimal()):
        return None
    question, _, passage = value.partition("\n")
    pressed = text_field(first, "action_ts") or text_field(payload, "trigger_id")
    return IncomingQuestion(
        key=hashed_key(PLATFORM, "press", user, action, pressed),
        platform=PLATFORM,
        question=question,
        passage=passage[:LONGEST_ID] or None,
        audience="private" if private else "channel",
        conversation=conversation,
        position=_seconds(pressed),
        reply=reply,
    )


def _where(payload: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    """Return where an answer to a press goes, and the conversation that it belongs to."""
    container, shown = _object(payload, "container"), _object(payload, "message")
    channel = text_field(_object(payload, "channel"), "id") or text_field(container, "channel_id")
    at = text_field(shown, "ts") or text_field(container, "message_ts")
    hook = text_field(payload, "response_url")
    reply = {"hook": hook} if hook else {}
    if container.get("is_ephemeral") or not channel or not at:
        return reply, ""
    thread = text_field(shown, "thread_ts") or text_field(container, "thread_ts") or at
    return reply | {"channel": channel, "thread": thread}, joined_key(PLATFORM, channel, thread)


def _ignored(envelope: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Whether a message is a bot's, its own, an edit or of another kind than plain messages."""
    said = envelope.get("authorizations")
    bots = said if isinstance(said, list) else []
    own = [text_field(bot, "user_id") for bot in bots if isinstance(bot, dict)]
    return bool(
        event.get("bot_id")
        or event.get("bot_profile")
        or event.get("subtype")
        or event.get("edited")
        or event.get("hidden")
        or text_field(event, "user") in own
    )


def _object(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = fields.get(name)
    return found if isinstance(found, dict) else {}


def _seconds(at: str) -> float:
    try:
        seconds = float(at)
    except ValueError:
        return time.time()
    return seconds if 0 <= seconds < 1e11 else time.time()
