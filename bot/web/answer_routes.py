"""`POST /api/ask`, and the articles and passages that answers come from."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request
from fastapi.openapi.models import Example
from fastapi.responses import Response
from pydantic import TypeAdapter

from bot.answering.model import Answer
from bot.web.api_keys import needs_key
from bot.web.dependencies import TheService
from bot.web.disconnects import unless_disconnected
from bot.web.error_responses import UNKNOWN_ARTICLE, ApiError, errors
from bot.web.rate_limits import limit_questions
from bot.web.schemas import Articles, AskRequest, Passage

__all__ = ["answers"]

answers = APIRouter(prefix="/api", tags=["answers"])

ANSWER = TypeAdapter(Answer)
UNKNOWN_PASSAGE = ("unknown_passage", "There is no passage 'x'.")
EXAMPLES: dict[str, Example] = {
    "question": {
        "summary": "A question",
        "value": {"question": "How long does it take to become a technical project manager?"},
    },
    "follow-up": {
        "summary": "A follow-up, with what was asked before",
        "value": {
            "question": "and in California?",
            "history": ["What does a registered nurse earn?"],
        },
    },
    "one article": {
        "summary": "Of one article, with the three best passages",
        "value": {"question": "Do I need a degree?", "articles": ["data-analyst"], "top": 3},
    },
}


@answers.post(
    "/ask",
    response_model=Answer,
    dependencies=[Depends(needs_key), Depends(limit_questions)],
    responses=errors(401, 404, 413, 422, 429, 500, 503, queued=True, missing=UNKNOWN_ARTICLE),
)
async def ask(
    body: Annotated[AskRequest, Body(openapi_examples=EXAMPLES)],
    service: TheService,
    request: Request,
) -> Response:
    """Answer a question, word for word from the articles, with the source."""
    await service.answerer()  # opened for all, whoever hangs up
    answer = await unless_disconnected(request, service.answer(body.asked()))
    # A page's script can't leave its origin out, and a program has none.
    channel = "widget" if "origin" in request.headers else "api"
    request.app.state.feedback.note(answer, channel, service.seen(answer.answer_id))
    # The answer is made here, so nothing is left to validate.
    written = ANSWER.dump_json(answer, exclude=None if body.top else {"candidates"})
    return Response(written, headers={"Cache-Control": "no-store"}, media_type="application/json")


@answers.get("/articles", responses=errors(503))
async def articles(service: TheService) -> Articles:
    """List the articles that answers come from."""
    return Articles.of((await service.answerer()).index)


@answers.get("/passages/{passage_id}", responses=errors(404, 422, 503, missing=UNKNOWN_PASSAGE))
async def passage(passage_id: str, service: TheService) -> Passage:
    """Return a passage, with the place it stands at."""
    index = (await service.answerer()).index
    found = index.passage(passage_id)
    if found is None:
        raise ApiError(404, "unknown_passage", f"There is no passage {passage_id!r}.")
    return Passage.of(found, index)
