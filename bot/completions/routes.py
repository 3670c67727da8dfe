"""`POST /v1/chat/completions` and `GET /v1/models`, in OpenAI's shape."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import uuid4

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response, StreamingResponse

from bot.channels.chat_markdown import COMMON, markdown
from bot.completions.schemas import (
    MODEL,
    Choice,
    Chunk,
    ChunkChoice,
    Completion,
    CompletionRequest,
    Model,
    Models,
    Said,
    Usage,
)
from bot.web.api_keys import needs_key
from bot.web.dependencies import TheService
from bot.web.disconnects import unless_disconnected
from bot.web.error_responses import ApiError, errors
from bot.web.rate_limits import limit_questions

__all__ = ["BODY_CAP", "completions"]

BODY_CAP = 256 * 1024
"""Bytes of a request: its client sends the whole conversation, answers and all, every time."""

completions = APIRouter(prefix="/v1", tags=["chat completions"])

UNKNOWN_MODEL = ("model_not_found", f"There is no model 'x': ask {MODEL!r}.")
STREAM = "text/event-stream"
EVENT = {"type": "object", "properties": {"data": {"type": "string"}}, "required": ["data"]}
"""What a stream is made of; its data is a chunk in JSON, the last one `[DONE]`."""


@completions.post(
    "/chat/completions",
    response_model=Completion,
    dependencies=[Depends(needs_key), Depends(limit_questions)],
    responses={
        200: {"content": {STREAM: {"schema": EVENT}}},
        **errors(401, 404, 413, 422, 429, 500, 503, queued=True, missing=UNKNOWN_MODEL),
    },
)
async def chat_completions(
    body: CompletionRequest, service: TheService, request: Request
) -> Response:
    """Answer the last user turn, word for word from the articles, in Markdown."""
    asked = body.asked()
    await service.answerer()  # opened for all, whoever hangs up
    answer = await unless_disconnected(request, service.answer(asked))
    seen = service.seen(answer.answer_id)
    request.app.state.feedback.note(answer, "completions", seen)
    named = f"chatcmpl-{answer.answer_id or uuid4().hex}"
    text = markdown(answer, COMMON)
    headers = {"Cache-Control": "no-store"}
    if body.stream:
        usage = body.stream_options is not None and body.stream_options.include_usage
        return StreamingResponse(_streamed(named, text, usage), headers=headers, media_type=STREAM)
    said = Completion(
        id=named, choices=[Choice(message=Said(role="assistant", content=text))]
    ).model_dump_json()
    return Response(said, headers=headers, media_type="application/json")


@completions.get("/models")
async def models() -> Models:
    """List what can be asked."""
    return Models(data=[Model()])


@completions.get("/models/{model}", responses=errors(404, 422, missing=UNKNOWN_MODEL))
async def model(model: str) -> Model:
    """Return what can be asked, by its name."""
    if model != MODEL:
        raise ApiError(404, "model_not_found", f"There is no model {model!r}: ask {MODEL!r}.")
    return Model()


def _streamed(named: str, text: str, usage: bool) -> Iterator[str]:
    """The answer line by line, as events of a stream: it is all known when the first is sent."""
    yield _event(named, Said(role="assistant", content=""))
    for line in text.splitlines(keepends=True):
        yield _event(named, Said(content=line))
    yield _event(named, Said(), finished=True)
    if usage:
        last = Chunk(id=named, choices=[], usage=Usage())
        yield f"data: {last.model_dump_json()}\n\n"
    yield "data: [DONE]\n\n"


def _event(named: str, delta: Said, *, finished: bool = False) -> str:
    choice = ChunkChoice(delta=delta, finish_reason="stop" if finished else None)
    chunk = Chunk(id=named, choices=[choice]).model_dump(exclude_none=True)
    chunk["choices"][0]["finish_reason"] = choice.finish_reason  # null says that more comes
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"
