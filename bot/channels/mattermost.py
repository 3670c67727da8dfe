"""Mattermost's outgoing webhooks and slash commands: asked and answered in one request."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.batching import QueueFullError
from bot.channels.chat_markdown import MATTERMOST, markdown
from bot.channels.incoming import IncomingQuestion, hashed_key, joined_key
from bot.channels.payloads import (
    form_fields,
    is_known_token,
    json_object,
    no_token,
    text_field,
)
from bot.channels.responder import Responder
from bot.settings import Settings
from corpus.errors import CareerbotError

__all__ = ["mattermost"]

log = logging.getLogger(__name__)

PLATFORM = "mattermost"
mattermost = APIRouter(prefix="/mattermost", include_in_schema=False)


@mattermost.post("/outgoing")
async def outgoing(request: Request) -> JSONResponse:
    """Answer a message of a public channel, in its thread."""
    settings: Settings = request.app.state.settings
    fields = await _fields(request)
    if fields is None or not is_known_token(
        fields.get("token"), settings.mattermost_outgoing_tokens
    ):
        raise no_token(request)
    post, trigger = text_field(fields, "post_id"), text_field(fields, "trigger_word")
    if not post:
        return JSONResponse({})
    incoming = IncomingQuestion(
        key=joined_key(PLATFORM, post),
        platform=PLATFORM,
        question=text_field(fields, "text").strip().removeprefix(trigger).strip(" ,:"),
        audience="channel",
        conversation=_conversation(fields),
        addressed=bool(trigger),
    )
    answer = await _responder(request).answer_now(incoming)
    if answer is None:
        return JSONResponse({})
    return JSONResponse({"text": markdown(answer, MATTERMOST), "response_type": "comment"})


@mattermost.post("/command")
async def command(request: Request) -> JSONResponse:
    """Answer a slash command, to the asker alone."""
    settings: Settings = request.app.state.settings
    kind, _, shown = request.headers.get("authorization", "").partition(" ")
    fields = await _fields(request)
    token = shown.strip() if kind.casefold() == "token" else fields and fields.get("token")
    if fields is None or not is_known_token(token, settings.mattermost_command_tokens):
        raise no_token(request)
    trigger = text_field(fields, "trigger_id")
    incoming = IncomingQuestion(
        key=joined_key(PLATFORM, "command", trigger or uuid4().hex),
        platform=PLATFORM,
        question=text_field(fields, "text").strip(),
        audience="private",
        conversation=_conversation(fields),
    )
    try:
        answer = await _responder(request).answer_now(incoming)
    except (CareerbotError, QueueFullError):
        # Mattermost shows nothing of an error but its number.
        log.exception("a slash command could not be answered")
        answer = _responder(request).sorry()
    said = markdown(answer, MATTERMOST) if answer else ""
    return JSONResponse({"text": said, "response_type": "ephemeral", "skip_slack_parsing": True})


async def _fields(request: Request) -> Mapping[str, Any] | None:
    """Return the fields of a body of either kind, as its header says."""
    body = await request.body()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    return json_object(body) if kind == "application/json" else form_fields(body)


def _conversation(fields: Mapping[str, Any]) -> str:
    """Return the thread, or where it isn't told what one person asks in one channel."""
    parts = [text_field(fields, name) for name in ("channel_id", "user_id")]
    root = text_field(fields, "root_id")
    return (
        joined_key(PLATFORM, root) if root else hashed_key(PLATFORM, *parts) if all(parts) else ""
    )


def _responder(request: Request) -> Responder:
    responder: Responder = request.app.state.channels.responder
    return responder
