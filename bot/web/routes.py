"""The routes of the API: each translates between HTTP and the service."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request
from fastapi.openapi.models import Example
from fastapi.responses import Response
from pydantic import TypeAdapter

from bot.answering.model import Answer, Question
from bot.service import Service
from bot.web.bodies import ArticleBody, ArticlesBody, AskBody, Health, PassageBody, Readiness
from bot.web.error_responses import ApiError, errors
from bot.web.hung_up import unless_hung_up
from bot.web.rate_limiting import limit_questions

__all__ = ["TheService", "health", "knowledge"]


async def _service(request: Request) -> Service:  # not async, it would run in a thread
    service: Service = request.app.state.service
    return service


TheService = Annotated[Service, Depends(_service)]

knowledge = APIRouter(prefix="/api", tags=["answers"])
health = APIRouter(tags=["health"])

ANSWER = TypeAdapter(Answer)
EXAMPLES: dict[str, Example] = {
    "question": {
        "summary": "A question",
        "value": {"question": "How long does it take to become a technical project manager?"},
    },
    "follow-up": {
        "summary": "A follow-up, with what was asked before",
        "value": {
            "question": "and without a degree?",
            "history": ["How long does it take to become a data analyst?"],
        },
    },
    "one article": {
        "summary": "Of one article, with the three best passages",
        "value": {"question": "Do I need a degree?", "articles": ["data-analyst"], "top": 3},
    },
}


@knowledge.post(
    "/ask",
    response_model=Answer,
    dependencies=[Depends(limit_questions)],
    responses=errors(400, 413, 422, 429, 500, 503, queued=True),
)
async def ask(
    body: Annotated[AskBody, Body(openapi_examples=EXAMPLES)],
    service: TheService,
    request: Request,
) -> Response:
    """Answer a question, word for word from the articles, with the source."""
    question = Question(
        question=body.question,
        history=tuple(body.history or ()),
        articles=None if body.articles is None else tuple(body.articles),
        top=body.top,
    )
    await service.answerer()  # opened for all, whoever hangs up
    answer = await unless_hung_up(request, service.answer(question))
    request.app.state.feedback.note(answer)
    # The answer is made here, so nothing is left to validate.
    written = ANSWER.dump_json(answer, exclude=None if body.top else {"candidates"})
    return Response(written, headers={"Cache-Control": "no-store"}, media_type="application/json")


@knowledge.get("/articles", responses=errors(503))
async def articles(service: TheService) -> ArticlesBody:
    """List the articles that answers come from."""
    index = (await service.answerer()).index
    return ArticlesBody(
        articles=[
            ArticleBody.model_validate(each, from_attributes=True) for each in index.articles
        ],
        index_version=index.version,
    )


@knowledge.get("/passages/{passage_id}", responses=errors(404, 422, 503))
async def passage(passage_id: str, service: TheService) -> PassageBody:
    """Return a passage, with the place it stands at."""
    index = (await service.answerer()).index
    found = index.passage(passage_id)
    if found is None:
        raise ApiError(404, "unknown_passage", f"There is no passage {passage_id!r}.")
    article = index.article(found.article)
    return PassageBody(
        passage_id=found.id,
        article=article.id,
        title=article.title,
        heading=list(found.heading),
        text=found.text,
        quote=found.quote,
        start=found.start,
        end=found.end,
        line=found.line,
        url=article.url,
        updated=article.updated,
    )


@health.get("/healthz")
async def healthz() -> Health:
    """Say that the service is up."""
    return Health(status="up")


@health.get("/readyz", responses=errors(503))
async def readyz(service: TheService) -> Readiness:
    """Say whether the index is open; the error says what would open it.

    A service that answers is ready, also where its index is gone from the disk or damaged there:
    `on_disk` and `warning` tell.
    """
    index = (await service.answerer()).index
    found, warning = await service.on_disk()
    return Readiness(
        status="ready",
        index_version=index.version,
        articles=len(index.articles),
        on_disk=found,
        warning=warning,
    )
