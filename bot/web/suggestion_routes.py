"""`GET /api/suggestions`: what to open a conversation with."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from bot.answering.message_catalog import catalog_language
from bot.web.cacheable import Cacheable
from bot.web.dependencies import TheService
from bot.web.error_responses import UNKNOWN_ARTICLE, errors
from bot.web.schemas import Language, Suggestions
from index.text.words import primary

__all__ = ["suggestions"]

suggestions = APIRouter(prefix="/api", tags=["answers"])

FRESH = {"Cache-Control": "public, max-age=300"}


@suggestions.get(
    "/suggestions",
    response_model=Suggestions,
    responses=errors(404, 422, 503, missing=UNKNOWN_ARTICLE),
)
async def suggest(
    request: Request,
    service: TheService,
    articles: Annotated[
        list[str] | None, Query(description="Ids of the articles to take them from; all if none.")
    ] = None,
    count: Annotated[int, Query(ge=1, le=20, description="How many, at most.")] = 4,
    language: Annotated[Language, Query()] = None,
) -> Response:
    """Suggest questions to open with, from one article after the other."""
    answerer = await service.answerer()
    found = await asyncio.to_thread(answerer.suggestions, count, articles or None, language)
    greeting = answerer.messages(catalog_language(language)).greeting
    languages = Counter(
        article.language
        for article in answerer.index.articles
        if not articles or article.id in articles
    )
    asked = {each for each in languages if language and primary(each) == primary(language)}
    spoken = max(asked or languages, key=languages.__getitem__)
    body = Suggestions(
        suggestions=list(found),
        greeting=greeting,
        language=spoken,
        handoff=request.app.state.handoff is not None,
    ).model_dump_json()
    return Cacheable(body.encode(), "application/json", FRESH).response(request)
