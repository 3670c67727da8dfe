"""Mattermost's outgoing webhooks and slash commands: asked and answered in one request."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.batching import QueueFullError
from bot.channels.incoming import Asked, hidden, key
from bot.channels.markdown import MATTERMOST, markdown
from bot.channels.payloads import form, record, text
from bot.channels.responder import SORRY, Clerk
from bot.channels.tokens import known
from bot.settings import Settings
from bot.web.error_responses import ApiError
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
    if fields is None or not known(fields.get("token"), settings.mattermost_outgoing_tokens):
        raise _refused(request)
    post, trigger = text(fields, "post_id"), text(fields, "trigger_word")
    if not post:
        return JSONResponse({})
    asked = Asked(
        key=key(PLATFORM, post),
        platform=PLATFORM,
        question=text(fields, "text").strip().removeprefix(trigger).strip(" ,:"),
        place="channel",
        conversation=_conversation(fields),
        addressed=bool(trigger),
    )
    answer = await _clerk(request).answer_now(asked)
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
    if fields is None or not known(token, settings.mattermost_command_tokens):
        raise _refused(request)
    trigger = text(fields, "trigger_id")
    asked = Asked(
        key=key(PLATFORM, "command", trigger or uuid4().hex),
        platform=PLATFORM,
        question=text(fields, "text").strip(),
        place="private",
        conversation=_conversation(fields),
    )
    try:
        answer = await _clerk(request).answer_now(asked)
    except (CareerbotError, QueueFullError):
        # Mattermost shows nothing of an error but its number.
        log.exception("a slash command could not be answered")
        said = SORRY
    else:
        said = markdown(answer, MATTERMOST) if answer else ""
    return JSONResponse({"text": said, "response_type": "ephemeral", "skip_slack_parsing": True})


async def _fields(request: Request) -> Mapping[str, Any] | None:
    """Return the fields of a body of either kind, as its header says."""
    body = await request.body()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    return record(body) if kind == "application/json" else form(body)


def _conversation(fields: Mapping[str, Any]) -> str:
    """Return the thread, or where it isn't told what one person asks in one channel."""
    parts = [text(fields, name) for name in ("channel_id", "user_id")]
    root = text(fields, "root_id")
    return key(PLATFORM, root) if root else hidden(PLATFORM, *parts) if all(parts) else ""


def _clerk(request: Request) -> Clerk:
    clerk: Clerk = request.app.state.channels.clerk
    return clerk


def _refused(request: Request) -> ApiError:
    log.warning("a request to %s has no token of the settings", request.url.path)
    return ApiError(401, "no_token", "This request has none of the tokens that may ask here.")
