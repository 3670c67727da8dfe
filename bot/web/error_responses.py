"""The one shape of every error that the API answers with, and the status of each class of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.answering.answerer import UnknownArticleError
from bot.answering.reading.limits import QuestionError
from bot.batching import QueueFullError
from bot.database.engine import DatabaseError
from bot.invalid_values import refusal
from bot.settings import SettingsError
from corpus.errors import ArticleError, CareerbotError
from corpus.owner import OwnerFileError
from index.errors import EncoderError, IndexMissingError, IndexUnusableError

__all__ = [
    "BY_CLASS",
    "UNKNOWN_ARTICLE",
    "ApiError",
    "Error",
    "ErrorBody",
    "Unexpected",
    "add_error_handlers",
    "error_response",
    "errors",
]

log = logging.getLogger(__name__)


class Problem(BaseModel):
    """One thing that is wrong with the request."""

    field: str = Field(description="Where it is, such as `question` or `history.0`.")
    message: str


class Error(BaseModel):
    """What went wrong, for a program (`code`) and for a person (`message`)."""

    code: str = Field(description="Stable: made for programs.")
    message: str = Field(description="One sentence, fit to show a person.")
    problems: list[Problem] = Field(default=[], description="Of a request that isn't valid.")


class ErrorBody(BaseModel):
    """The body of every answer with a status of 400 or above."""

    error: Error


class ApiError(Exception):
    """An error to answer with."""

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers


EXAMPLES: dict[int, tuple[str, str]] = {
    401: ("key_needed", "This service needs a key: send it as the header Authorization: Bearer …"),
    404: ("not_found", "There is nothing here."),
    413: ("body_too_large", "The body is over 16 KiB."),
    422: ("invalid_request", "question: give 1 or more characters, not 0"),
    429: ("rate_limited", "Too many at once; try again in 20 seconds."),
    500: ("internal_error", "Something went wrong here; it has been logged."),
    503: ("index_missing", "No index in /srv/index: build one with: careerbot index"),
}
UNKNOWN_ARTICLE = ("unknown_article", "No article 'x': there is data-analyst, registered-nurse")
BUSY = ("busy", "Too many questions at once; try again in a few seconds.")
"""The other error of 503, of what waits in a queue."""
STOPPING = ("stopping", "The service is stopping; try again in a few seconds.")
RETRY_AFTER = {
    "Retry-After": {
        "description": "Seconds after which to try again.",
        "schema": {"type": "integer", "minimum": 1},
    }
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What an error of a class is answered with."""

    status: int
    code: str
    message: str | None = None
    """None: the error's own line, which is fit to show a person."""
    field: str | None = None
    """The field of the request that is wrong."""
    retry_after: int | None = None
    """Seconds after which to try again."""


INTERNAL = Answered(500, *EXAMPLES[500])
UNUSABLE = Answered(503, "index_unusable")
BY_CLASS: dict[type[Exception], Answered] = {
    QuestionError: Answered(422, "invalid_request", field="question"),
    UnknownArticleError: Answered(404, UNKNOWN_ARTICLE[0], field="articles"),
    SettingsError: Answered(500, "settings_unusable"),
    IndexMissingError: Answered(503, "index_missing"),
    IndexUnusableError: UNUSABLE,
    EncoderError: UNUSABLE,  # these three: what an index is opened with, or built of
    ArticleError: UNUSABLE,
    OwnerFileError: UNUSABLE,
    DatabaseError: Answered(503, "database_unavailable"),
    QueueFullError: Answered(503, *BUSY, retry_after=2),
    CareerbotError: INTERNAL,
}
"""A subclass without an entry of its own is answered as the nearest of its bases."""
CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed"}
UNREADABLE: dict[type[Exception], str] = {
    UnicodeDecodeError: "is not UTF-8, as JSON is",
    RecursionError: "is nested too deep",
    ValueError: "has a number of too many digits",
    Exception: "can't be read",
}
"""What a body is that Python's reader of JSON fails at, without its saying that it is none."""
MESSAGES = {404: EXAMPLES[404][1], 405: "This method is not allowed here."}


def errors(
    *statuses: int, queued: bool = False, missing: tuple[str, str] = EXAMPLES[404]
) -> dict[int | str, dict[str, Any]]:
    """Return the `responses` that document these statuses for a route.

    What a `queued` route does waits for its turn, and may have to be asked for again; `missing` is
    the code and an example of its 404.
    """
    documented: dict[int | str, dict[str, Any]] = {}
    for status in statuses:
        said = [missing if status == 404 else EXAMPLES[status]]
        if queued and status == 503:
            said.append(BUSY)
        examples = {
            code: {"value": ErrorBody(error=Error(code=code, message=message)).model_dump()}
            for code, message in said
        }
        documented[status] = {
            "model": ErrorBody,
            "description": " or ".join(code.replace("_", " ") for code, _ in said).capitalize(),
            "content": {"application/json": {"examples": examples}},
        }
        if status == 429 or BUSY in said:
            documented[status]["headers"] = RETRY_AFTER
    return documented


def error_response(
    status: int,
    code: str,
    message: str,
    *,
    problems: list[Problem] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return an error in the documented shape."""
    body = ErrorBody(error=Error(code=code, message=message, problems=problems or []))
    return JSONResponse(body.model_dump(), status_code=status, headers=dict(headers or {}))


class Unexpected:
    """Answers an error that nobody answered, within what adds headers to a response.

    Starlette answers it outside of all that, where a page of another origin may not even read the
    status. What is raised goes on to there, and to the log. Who waits still when the service stops
    is told so.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on."""
        started = scope["type"] != "http"

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except asyncio.CancelledError:  # the server's, which stops and waits no longer
            if started:
                raise
            await error_response(503, *STOPPING, headers={"Retry-After": "5"})(scope, receive, send)
        except Exception:
            if not started:
                await error_response(500, *EXAMPLES[500])(scope, receive, send)
            raise


def add_error_handlers(app: FastAPI) -> None:
    """Make every error of `app` one of the documented shape."""
    app.add_exception_handler(ApiError, _api_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(ClientDisconnect, _gone)
    for kind in BY_CLASS:
        app.add_exception_handler(kind, _by_class)
    app.add_exception_handler(Exception, _unexpected)


def _api_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)
    return error_response(error.status, error.code, error.message, headers=error.headers)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    problems = [
        Problem(field=".".join(map(str, each["loc"][1:])) or "body", message=refusal(each))
        for each in error.errors()
    ]
    if error.errors()[0]["type"] == "json_invalid":
        return error_response(422, "invalid_json", "The body is not valid JSON.")
    kind = request.headers.get("content-type", "")
    if problems[0].field == "body" and "json" not in kind:
        message = "Send a JSON object, with the header Content-Type: application/json."
    else:
        message = f"{problems[0].field}: {problems[0].message}"
    return error_response(422, "invalid_request", message, problems=problems)


def _http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 400 and error.__cause__ is not None:  # FastAPI's, of a body
        why = next(why for kind, why in UNREADABLE.items() if isinstance(error.__cause__, kind))
        return error_response(422, "invalid_json", f"The body {why}.")
    code = CODES.get(error.status_code, "error")
    allowed = (error.headers or {}).get("Allow")
    unsaid = error.detail == HTTPStatus(error.status_code).phrase
    message = MESSAGES.get(error.status_code, str(error.detail)) if unsaid else str(error.detail)
    if allowed:
        message += f" Use {allowed}."
    return error_response(error.status_code, code, message, headers=error.headers)


def _by_class(_: Request, error: Exception) -> Response:
    answered = next(BY_CLASS[kind] for kind in type(error).__mro__ if kind in BY_CLASS)
    if answered.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s", error, exc_info=error)
    message = str(error) if answered.message is None else answered.message
    problems = [Problem(field=answered.field, message=message)] if answered.field else []
    retry = {} if answered.retry_after is None else {"Retry-After": str(answered.retry_after)}
    return error_response(answered.status, answered.code, message, problems=problems, headers=retry)


def _gone(_: Request, error: Exception) -> Response:  # noqa: ARG001 - the handler's shape
    # Nobody reads it; the access log has the number that nginx made usual.
    return Response(status_code=499)


def _unexpected(_: Request, error: Exception) -> Response:  # noqa: ARG001 - the handler's shape
    return error_response(500, *EXAMPLES[500])
