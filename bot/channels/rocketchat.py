"""Rocket.Chat's outgoing webhooks: asked and answered in one request."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.channels.chat_markdown import ROCKETCHAT, markdown
from bot.channels.incoming import IncomingQuestion, joined_key
from bot.channels.payloads import is_known_token, json_object, no_token, text_field
from bot.channels.responder import Responder
from bot.settings import Settings

__all__ = ["rocketchat"]

PLATFORM = "rocketchat"
rocketchat = APIRouter(prefix="/rocketchat", include_in_schema=False)


@rocketchat.post("/outgoing")
async def outgoing(request: Request) -> JSONResponse:
    """Answer a message in its thread; what bots say and what was edited is passed over."""
    settings: Settings = request.app.state.settings
    fields = json_object(await request.body())
    if fields is None or not is_known_token(fields.get("token"), settings.rocketchat_tokens):
        raise no_token(request)
    message, trigger = text_field(fields, "message_id"), text_field(fields, "trigger_word")
    if not message or fields.get("bot") or fields.get("isEdited"):
        return JSONResponse({})
    thread = text_field(fields, "tmid") or message
    incoming = IncomingQuestion(
        key=joined_key(PLATFORM, message),
        platform=PLATFORM,
        question=text_field(fields, "text").strip().removeprefix(trigger).strip(" ,:"),
        audience="channel",
        conversation=joined_key(PLATFORM, thread),
        addressed=bool(trigger),
    )
    responder: Responder = request.app.state.channels.responder
    answer = await responder.answer_now(incoming)
    if answer is None:
        return JSONResponse({})
    return JSONResponse({"text": markdown(answer, ROCKETCHAT), "tmid": thread})
