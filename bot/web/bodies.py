"""The bodies of requests and of the smaller responses."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from bot.answering.reading.limits import LONGEST_QUESTION
from bot.index_on_disk import OnDisk

__all__ = ["ArticleBody", "ArticlesBody", "AskBody", "Health", "PassageBody", "Readiness"]

LAST_QUESTIONS = 10
"""More of the history than this is never looked at."""


def _last(history: list[str] | None) -> list[str]:
    return [each[:LONGEST_QUESTION] for each in (history or [])[-LAST_QUESTIONS:]]


Earlier = Annotated[str, StringConstraints(strip_whitespace=True)]
"""Trimmed as the question is; of an unconstrained text, pydantic takes half a character, too."""


class AskBody(BaseModel):
    """A question, and what it is asked of."""

    question: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_QUESTION),
        Field(description="The question; 1 to 2,000 characters after trimming."),
    ]
    history: Annotated[
        list[Earlier] | None,
        AfterValidator(_last),
        Field(description="Earlier questions of the conversation, oldest first; the last count."),
    ] = None
    articles: Annotated[
        list[str] | None,
        Field(min_length=1, description="Ids of the articles to answer from; by default all."),
    ] = None
    top: Annotated[
        int | None,
        Field(ge=1, le=20, strict=True, description="Add the best passages, as `candidates`."),
    ] = None


class ArticleBody(BaseModel):
    """An article that answers come from."""

    id: str
    title: str
    url: str | None
    author: str | None
    updated: str | None = Field(description="ISO date.")
    language: str
    passages: int = Field(description="How many passages it has.")


class ArticlesBody(BaseModel):
    """The articles of the index."""

    articles: list[ArticleBody]
    index_version: str


class PassageBody(BaseModel):
    """A passage; `quote` stands in the article's source from `start` to `end`."""

    passage_id: str
    article: str
    title: str
    heading: list[str]
    text: str
    quote: str
    start: int
    end: int
    line: int
    url: str | None
    updated: str | None


class Health(BaseModel):
    """The service is up."""

    status: str


class Readiness(BaseModel):
    """The service has its index open; what is on disk may be another one by now."""

    status: str
    index_version: str
    articles: int
    on_disk: OnDisk = Field(
        description="Whether the folder of the index holds the one that answers: the `same`, "
        "`other` (it will be taken if it can be opened), `damaged`, or `missing`."
    )
    warning: str | None = Field(description="What is wrong with it, and what mends it.")
