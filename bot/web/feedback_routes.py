"""`POST /api/feedback`: whether an answer helped."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.database.engine import DatabaseError
from bot.database.feedback import Feedback, FeedbackStore
from bot.web.error_responses import ApiError, errors
from bot.web.rate_limiting import limit_feedback

__all__ = ["feedback"]

feedback = APIRouter(prefix="/api", tags=["feedback"])


def _text(longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, max_length=longest)


class FeedbackBody(BaseModel):
    """What a person says of an answer: at least one of helpful, comment and choice."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "answer_id": "e1a003cd27044f50931cb8805c98c58f",
                    "helpful": False,
                    "comment": "Is that with a degree?",
                }
            ]
        }
    )

    answer_id: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    helpful: Annotated[
        bool | None, Field(strict=True, description="Whether the answer helped.")
    ] = None
    comment: Annotated[str | None, _text(1_000), Field(description="A word why.")] = None
    choice: Annotated[
        str | None, _text(500), Field(description="The “did you mean” that was picked.")
    ] = None
    question: Annotated[
        str | None, _text(2_000), Field(description="What was asked, for the owner to read.")
    ] = None

    @model_validator(mode="after")
    def _says_something(self) -> FeedbackBody:
        if self.helpful is None and not self.comment and not self.choice:
            raise ValueError("give helpful, as true or false")
        return self


@feedback.post(
    "/feedback",
    status_code=204,
    dependencies=[Depends(limit_feedback)],
    responses=errors(400, 413, 422, 429, 503),
)
async def give_feedback(body: FeedbackBody, request: Request) -> Response:
    """Keep what was said of an answer; said again, the last counts."""
    store: FeedbackStore = request.app.state.feedback
    said = Feedback(
        body.answer_id, body.helpful, body.comment or None, body.choice or None, body.question
    )
    try:
        await store.give(said)
    except DatabaseError as error:
        raise ApiError(503, "feedback_unavailable", str(error)) from error
    return Response(status_code=204)
