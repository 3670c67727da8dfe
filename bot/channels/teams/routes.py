"""The route that Teams calls: it acknowledges at once, and the answer comes after."""

from __future__ import annotations

import asyncio
import logging

from fastapi import APIRouter, Request, Response

from bot.channels.delivery_worker import DeliveryWorker
from bot.channels.payloads import json_object
from bot.channels.teams.activities import asked, service_url
from bot.channels.teams.posting import TeamsPoster
from bot.channels.teams.sdk import CloudEnvironment, TokenValidator
from bot.database.engine import DatabaseError
from bot.settings import Settings
from bot.web.error_responses import ApiError

__all__ = ["Teams", "teams"]

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Tokens that are checked at once: for a key that isn't known yet, Microsoft is asked."""

# A route of our own, and not the SDK's server: that asks for a key in the thread that everybody is
# answered in, and runs what it heard before it says that it did, written down nowhere.
teams = APIRouter(prefix="/teams", include_in_schema=False)


class Teams:
    """What the route needs, of one service."""

    def __init__(self, settings: Settings, cloud: CloudEnvironment) -> None:
        assert settings.teams_client_id
        self.poster = TeamsPoster(settings, cloud)
        self.delivery_worker: DeliveryWorker | None = None
        self._tokens = TokenValidator.for_service(settings.teams_client_id, cloud=cloud)
        self._room = asyncio.Semaphore(AT_ONCE)

    async def is_signed(self, authorization: str, service: str) -> bool:
        """Tell whether Microsoft's service made a token for this bot, and for answers to there."""
        kind, _, token = authorization.partition(" ")
        if kind.casefold() != "bearer" or not token or not service:
            log.warning("a request to Teams' route has no token, or says not where to answer")
            return False
        async with self._room:
            try:
                checking = self._tokens.validate_token(token, service)
                await asyncio.to_thread(asyncio.run, checking)
            except Exception as error:  # of several libraries
                log.warning("a token of Teams does not stand: %s", error)
                return False
        return True


@teams.post("/messages")
async def messages(request: Request) -> Response:
    """Take an activity; 503 where it couldn't be written down, so that Teams sends it again."""
    found: Teams = request.app.state.channels.teams
    activity = json_object(await request.body())
    if activity is None:
        raise ApiError(400, "not_an_activity", "The body is not a JSON object.")
    authorization = request.headers.get("authorization", "")
    if not await found.is_signed(authorization, service_url(activity)):
        raise ApiError(401, "not_signed", "This request has no token of Microsoft Teams.")
    if incoming := asked(activity):
        assert found.delivery_worker
        try:
            await found.delivery_worker.accept(incoming)
        except DatabaseError as error:
            raise ApiError(503, "unavailable", str(error), {"Retry-After": "5"}) from error
    return Response()
