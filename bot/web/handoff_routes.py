"""`POST /api/handoff`: a question that a person is to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request, Response

from bot.web.api_keys import needs_key
from bot.web.error_responses import ApiError, errors
from bot.web.rate_limits import limit_handoff
from bot.web.schemas import HandoffRequest

if TYPE_CHECKING:
    from bot.database.feedback import FeedbackStore
    from bot.web.handoff import Handoff

__all__ = ["handoff"]

handoff = APIRouter(prefix="/api", tags=["feedback"])

NO_HANDOFF = ("no_handoff", "This service hands nothing on to a person.")


@handoff.post(
    "/handoff",
    status_code=204,
    dependencies=[Depends(needs_key), Depends(limit_handoff)],
    responses=errors(401, 404, 413, 422, 429, 503, queued=True, missing=NO_HANDOFF),
)
async def hand_on(body: HandoffRequest, request: Request) -> Response:
    """Send a question to a person, with the consent of who asks.

    Nothing of it is kept here but that a person was asked after this answer.
    """
    way: Handoff | None = request.app.state.handoff
    if way is None:
        raise ApiError(404, *NO_HANDOFF)
    await way.send(body)
    if body.answer_id is not None:
        store: FeedbackStore = request.app.state.feedback
        store.note_person(body.answer_id)
    return Response(status_code=204)
