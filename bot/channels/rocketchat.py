"""Rocket.Chat's outgoing webhooks: asked and answered in one request."""

from __future__ import annotations

import logging

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.channels.incoming import Asked, key
from bot.channels.markdown import ROCKETCHAT, markdown
from bot.channels.payloads import record, text
from bot.channels.responder import Clerk
from bot.channels.tokens import known
from bot.settings import Settings
from bot.web.error_responses import ApiError

__all__ = ["rocketchat"]

log = logging.getLogger(__name__)

PLATFORM = "rocketchat"
rocketchat = APIRouter(prefix="/rocketchat", include_in_schema=False)


@rocketchat.post("/outgoing")
async def outgoing(request: Request) -> JSONResponse:
    """Answer a message in its thread; what bots say and what was edited is passed over."""
    settings: Settings = request.app.state.settings
    fields = record(await request.body())
    if fields is None or not known(fields.get("token"), settings.rocketchat_tokens):
        log.warning("a request to %s has no token of the settings", request.url.path)
        raise ApiError(401, "no_token", "This request has none of the tokens that may ask here.")
    message, trigger = text(fields, "message_id"), text(fields, "trigger_word")
    if not message or fields.get("bot") or fields.get("isEdited"):
        return JSONResponse({})
    thread = text(fields, "tmid") or message
    asked = Asked(
        key=key(PLATFORM, message),
        platform=PLATFORM,
        question=text(fields, "text").strip().removeprefix(trigger).strip(" ,:"),
        place="channel",
        conversation=key(PLATFORM, thread),
        addressed=bool(trigger),
    )
    clerk: Clerk = request.app.state.channels.clerk
    answer = await clerk.answer_now(asked)
    if answer is None:
        return JSONResponse({})
    return JSONResponse({"text": markdown(answer, ROCKETCHAT), "tmid": thread})
