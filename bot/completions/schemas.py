"""What a chat completion is asked with, and what it is."""

from __future__ import annotations

import time
from typing import Annotated, Literal

from pydantic import BaseModel, Field, JsonValue, StrictBool, ValidationError

from bot.answering.model import Question
from bot.answering.reading.limits import LONGEST_QUESTION
from bot.invalid_values import refusal
from bot.web.error_responses import ApiError
from bot.web.schemas import AskRequest

__all__ = ["MODEL", "Chunk", "Completion", "CompletionRequest", "Model", "Models"]

MODEL = "careerbot"
"""The only model there is."""


USER_TURN: dict[str, JsonValue] = {
    "type": "object",
    "properties": {
        "role": {"const": "user"},
        "content": {"type": "string", "pattern": "\\S", "maxLength": LONGEST_QUESTION},
    },
    "required": ["role", "content"],
}
"""What one of the messages is; its content may also be parts with such a text."""


class Part(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: str | None = None


class Turn(BaseModel):
    """A message of the conversation."""

    role: str
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """All its text."""
        if isinstance(self.content, str):
            return self.content.strip()
        parts = (part.text for part in self.content or () if part.type == "text" and part.text)
        return "\n".join(parts).strip()


class StreamOptions(BaseModel):
    """What a stream ends with."""

    include_usage: StrictBool = False


class CompletionRequest(BaseModel):
    """A conversation whose last user turn is the question; what else OpenAI takes is not read."""

    model: Annotated[str, Field(description=f"`{MODEL}`, the only one.")] = MODEL
    messages: Annotated[
        list[Turn],
        Field(
            min_length=1,
            description="The user says something in one of them.",
            json_schema_extra={"contains": USER_TURN},
        ),
    ]
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None

    def asked(self) -> Question:
        """Return the question, with the user's turns before it. Raises `ApiError`."""
        if self.model != MODEL:
            raise ApiError(
                404, "model_not_found", f"There is no model {self.model!r}: ask {MODEL!r}."
            )
        said = [turn.text for turn in self.messages if turn.role == "user" and turn.text]
        if not said:
            raise ApiError(422, "invalid_request", "messages: the user says nothing in them.")
        try:
            return AskRequest(question=said[-1], history=said[:-1]).asked()
        except ValidationError as error:
            reason = refusal(error.errors(include_url=False)[0])
            raise ApiError(422, "invalid_request", f"the last message: {reason}") from None


class Usage(BaseModel):
    """Nothing is generated, so nothing is counted."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class Said(BaseModel):
    """A message, or a piece of one."""

    role: Literal["assistant"] | None = None
    content: str | None = None


class Choice(BaseModel):
    """The one answer there is."""

    index: int = 0
    message: Said
    finish_reason: Literal["stop"] = "stop"


class Completion(BaseModel):
    """An answer in Markdown, its sources numbered at the end."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int = Field(default_factory=lambda: int(time.time()))
    model: str = MODEL
    choices: list[Choice]
    usage: Usage = Usage()


class ChunkChoice(BaseModel):
    """A piece of the one answer there is."""

    index: int = 0
    delta: Said
    finish_reason: Literal["stop"] | None = None


class Chunk(BaseModel):
    """A piece of an answer that is streamed."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int = Field(default_factory=lambda: int(time.time()))
    model: str = MODEL
    choices: list[ChunkChoice]
    usage: Usage | None = None


class Model(BaseModel):
    """What can be asked."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "careerbot"


class Models(BaseModel):
    """All that can be asked."""

    object: Literal["list"] = "list"
    data: list[Model]
