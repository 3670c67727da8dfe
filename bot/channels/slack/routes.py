"""The three routes that Slack calls: each acknowledges at once, and answers after."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from bot.channels.delivery_worker import DeliveryWorker
from bot.channels.incoming import IncomingQuestion
from bot.channels.payloads import form_fields, json_object, text_field
from bot.channels.poster import PostError
from bot.channels.slack.events import Rating, command, mention, press
from bot.channels.slack.posting import SlackPoster
from bot.channels.slack.signature import Signature
from bot.database.engine import TOO_SLOW, DatabaseError
from bot.database.feedback import Feedback, FeedbackStore
from bot.web.error_responses import ApiError

__all__ = ["Slack", "slack"]

log = logging.getLogger(__name__)

T = TypeVar("T")

ACKNOWLEDGE = 2.3
"""Seconds after which Slack is told to send again; it listens for three."""
NOT_SIGNED = "not signed by Slack, or over five minutes ago by the clock of this machine"

# Routes of our own, and not slack_bolt's AsyncApp, which is safer here for what it leaves out: an
# event is acknowledged only once it is written down, or Slack is told to send it again; bolt says
# yes before its listeners run, hears a delivery and its retry as two, and other bots and edits as
# people. Of a body that is no JSON or no UTF-8, unsigned as it may be, it makes a 500, and it logs
# what it refuses. What it does better, the signature and the Web API, is of slack_sdk, used here.
# The tests send the same requests to both.
slack = APIRouter(prefix="/slack", include_in_schema=False)


class Slack:
    """What the routes need, of one service."""

    def __init__(
        self, signature: Signature | None, poster: SlackPoster, feedback: FeedbackStore
    ) -> None:
        """Take what is signed; None where the bot calls Slack, and no route is there."""
        self.signature = signature
        self.poster = poster
        self.feedback = feedback
        self.delivery_worker: DeliveryWorker | None = None
        self.thanks: Callable[[], str] | None = None
        """What is said to whoever gave feedback."""
        self._thanks: set[asyncio.Task[None]] = set()

    async def accept(self, incoming: IncomingQuestion | None) -> Response:
        """Acknowledge; 503 where it couldn't be written down, so that Slack sends it again."""
        if incoming is None:
            return Response()
        hook = incoming.reply.get("hook")
        if hook is not None and not self.poster.reaches(hook):
            log.warning("a response URL that is not Slack's was not answered")
            return Response()
        assert self.delivery_worker
        try:
            await _in_time(self.delivery_worker.accept(incoming))
        except DatabaseError as error:
            raise ApiError(503, "unavailable", str(error), {"Retry-After": "5"}) from error
        return Response()

    async def rate(self, rating: Rating) -> Response:
        """Keep what was said of an answer, and thank for it after."""
        said = Feedback(rating.answer_id, helpful=rating.helpful, question=rating.question or None)
        try:
            await _in_time(self.feedback.give(said))
        except DatabaseError as error:
            raise ApiError(503, "feedback_unavailable", str(error)) from error
        thanks = asyncio.create_task(self._thank(rating))
        self._thanks.add(thanks)
        thanks.add_done_callback(self._thanks.discard)
        return Response()

    async def close(self) -> None:
        """Finish thanking."""
        await asyncio.gather(*self._thanks)

    async def _thank(self, rating: Rating) -> None:
        try:
            assert self.thanks
            await self.poster.thank(rating.reply, self.thanks())
        except PostError as error:
            log.info("nobody was thanked: %s", error)


async def _in_time(work: Coroutine[Any, Any, T]) -> T:
    """Return what `work` returns. Raises `DatabaseError`, too, where Slack would listen no more.

    What is written down all the same is answered once its lease has ended.
    """
    try:
        async with asyncio.timeout(ACKNOWLEDGE):
            return await work
    except TimeoutError:
        log.warning("the database took too long for Slack, which is told to send again")
        raise DatabaseError(TOO_SLOW) from None


def _slack(request: Request) -> Slack:
    found: Slack = request.app.state.channels.slack
    return found


async def _signed(request: Request) -> bytes:
    """Return the raw body of a request that Slack signed; nothing has parsed it before."""
    body = await request.body()
    signature = _slack(request).signature
    assert signature
    if not signature.stands(body, request.headers):
        log.warning("a request to %s: %s", request.url.path, NOT_SIGNED)  # and not its body
        raise ApiError(401, "not_signed", f"This request is {NOT_SIGNED}.")
    return body


TheSlack = Annotated[Slack, Depends(_slack)]
Signed = Annotated[bytes, Depends(_signed)]


@slack.post("/events")
async def events(body: Signed, slack: TheSlack) -> Response:
    """Take a mention or a direct message."""
    envelope = json_object(body)
    if envelope is None:
        raise ApiError(400, "not_an_event", "The body is not a JSON object.")
    if envelope.get("type") == "url_verification":
        return JSONResponse({"challenge": text_field(envelope, "challenge")})
    return await slack.accept(mention(envelope))


@slack.post("/commands")
async def commands(body: Signed, slack: TheSlack) -> Response:
    """Take a slash command."""
    fields = form_fields(body)
    if fields is None:
        raise ApiError(400, "not_a_form", "The body is not a form.")
    return await slack.accept(command(fields))


@slack.post("/interactions")
async def interactions(body: Signed, slack: TheSlack) -> Response:
    """Take the press of a button."""
    fields = form_fields(body) or {}
    payload = json_object(fields.get("payload", ""))
    if payload is None:
        raise ApiError(400, "not_a_form", "The body is not a form with a payload.")
    found = press(payload)
    if isinstance(found, Rating):
        return await slack.rate(found)
    return await slack.accept(found)
