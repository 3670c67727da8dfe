"""`POST /api/feedback`: whether an answer helped."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from bot.database.engine import DatabaseError
from bot.database.feedback import FeedbackStore
from bot.web.error_responses import ApiError, errors
from bot.web.rate_limits import limit_feedback
from bot.web.schemas import FeedbackRequest

__all__ = ["feedback"]

feedback = APIRouter(prefix="/api", tags=["feedback"])


@feedback.post(
    "/feedback",
    status_code=204,
    dependencies=[Depends(limit_feedback)],
    responses=errors(413, 422, 429, 503),
)
async def give_feedback(body: FeedbackRequest, request: Request) -> Response:
    """Keep what was said of an answer; said again, the last counts, and null takes it back."""
    store: FeedbackStore = request.app.state.feedback
    try:
        if body.takes_back:
            await store.take_back(body.answer_id)
        else:
            await store.give(body.said())
    except DatabaseError as error:
        raise ApiError(503, "feedback_unavailable", str(error)) from error
    return Response(status_code=204)
