"""Which status and code an error is answered with, by its class."""

from __future__ import annotations

import asyncio
import json
import logging

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Message

from bot.answering.answerer import UnknownArticleError
from bot.answering.reading.limits import QuestionError
from bot.batching import QueueFullError
from bot.database.engine import DatabaseError
from bot.settings import SettingsError
from bot.web.error_responses import BY_CLASS, ErrorBody, Unexpected, add_error_handlers
from corpus.errors import ArticleError, CareerbotError
from corpus.owner import OwnerFileError
from index.errors import EncoderError, IndexMissingError, IndexUnusableError

SAID = {
    QuestionError: (422, "invalid_request"),
    UnknownArticleError: (404, "unknown_article"),
    SettingsError: (500, "settings_unusable"),
    IndexMissingError: (503, "index_missing"),
    IndexUnusableError: (503, "index_unusable"),
    EncoderError: (503, "index_unusable"),
    ArticleError: (503, "index_unusable"),
    OwnerFileError: (503, "index_unusable"),
    DatabaseError: (503, "database_unavailable"),
    QueueFullError: (503, "busy"),
    CareerbotError: (500, "internal_error"),
}
REASON = "the line that says why"


def answered(error: Exception) -> tuple[int, ErrorBody, dict[str, str]]:
    """What a route that raises this is answered with."""
    app = FastAPI()
    add_error_handlers(app)

    @app.get("/")
    async def fails() -> None:
        raise error

    response = TestClient(app).get("/")
    return (
        response.status_code,
        ErrorBody.model_validate(response.json()),
        dict(response.headers),
    )


def made(kind: type[Exception]) -> Exception:
    return kind("nurse.md", REASON) if issubclass(kind, ArticleError) else kind(REASON)


def test_every_class_that_is_answered_is_told_here() -> None:
    assert BY_CLASS.keys() == SAID.keys()


@pytest.mark.parametrize("kind", SAID, ids=lambda kind: kind.__name__)
def test_an_error_is_answered_by_its_class(kind: type[Exception]) -> None:
    status, body, _ = answered(made(kind))
    assert (status, body.error.code) == SAID[kind]
    assert (REASON in body.error.message) == (kind not in (QueueFullError, CareerbotError))


@pytest.mark.parametrize("kind", SAID, ids=lambda kind: kind.__name__)
def test_a_class_without_an_entry_is_answered_as_its_base(kind: type[Exception]) -> None:
    of_its_own = type("OfItsOwn", (kind,), {})
    status, body, _ = answered(made(of_its_own))
    assert (status, body.error.code) == SAID[kind]


def test_what_is_wrong_with_a_request_is_named_with_its_field() -> None:
    for kind, field in ((QuestionError, "question"), (UnknownArticleError, "articles")):
        _, body, _ = answered(kind(REASON))
        assert [(each.field, each.message) for each in body.error.problems] == [(field, REASON)]


def test_who_waits_in_a_queue_is_told_when_to_come_again() -> None:
    assert answered(QueueFullError())[2]["retry-after"] == "2"


def test_what_went_wrong_here_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "bot.web.error_responses"):
        answered(CareerbotError(REASON))
        answered(DatabaseError(REASON))
    assert [record.getMessage() for record in caplog.records] == [REASON]


def test_who_waits_still_when_the_service_stops_is_told_so() -> None:
    sent: list[Message] = []

    async def stopped() -> None:
        begun = asyncio.Event()

        async def answering(*_: object) -> None:
            begun.set()
            await asyncio.Event().wait()

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        task = asyncio.create_task(Unexpected(answering)({"type": "http"}, receive, send))
        await begun.wait()
        task.cancel()
        await task

    asyncio.run(stopped())
    assert sent[0]["status"] == 503
    assert (b"retry-after", b"5") in sent[0]["headers"]
    assert json.loads(sent[1]["body"])["error"]["code"] == "stopping"
