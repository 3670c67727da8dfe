"""Answers to Teams, by the service whose address came with the question."""

from __future__ import annotations

import asyncio

import httpx

from bot.answering.model import Answer
from bot.channels.incoming import IncomingQuestion
from bot.channels.poster import PostError
from bot.channels.teams.layout import message
from bot.channels.teams.sdk import (
    App,
    ClientOptions,
    CloudEnvironment,
    HttpRouteHandler,
    HttpServerAdapter,
)
from bot.settings import Settings

__all__ = ["TeamsPoster"]

TIMEOUT = 15.0
"""Seconds for one request."""
LONGEST_WAIT = 15 * 60.0
"""Seconds that a Retry-After may ask for."""
NOT_TAKEN = (412, 502, 503, 504)
"""Statuses of which Microsoft says to send again."""
UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class NoRoutes(HttpServerAdapter):
    """Stands where the SDK would serve: the service has its own routes."""

    def register_route(self, method: str, path: str, handler: HttpRouteHandler) -> None:
        """Serve nothing."""

    def serve_static(self, path: str, directory: str) -> None:
        """Nor this."""

    async def start(self, port: int) -> None:
        """Nor start."""

    async def stop(self) -> None:
        """Nor stop."""


class TeamsPoster:
    """Posts to Teams; it waits and tries again nowhere, which is the delivery worker's to do."""

    def __init__(self, settings: Settings, cloud: CloudEnvironment) -> None:
        self._app = App(
            client_id=settings.teams_client_id,
            client_secret=settings.teams_client_secret,
            tenant_id=settings.teams_tenant_id,
            client=ClientOptions(timeout=TIMEOUT),
            http_server_adapter=NoRoutes(),
            dangerously_allow_unauthenticated_requests=False,
            cloud=cloud,
        )

    async def connect(self) -> None:
        """Make what posts ready; nothing is sent yet."""
        await self._app.initialize()

    async def post(self, incoming: IncomingQuestion, answer: Answer) -> None:
        """Post an answer where it was asked for. Raises `PostError`."""
        where = incoming.reply
        try:
            async with asyncio.timeout(2 * TIMEOUT):  # a token comes first, now and then
                await self._app.send(
                    where["conversation"], message(answer), service_url=where["service"]
                )
        except httpx.HTTPStatusError as error:
            raise _refused(error.response) from error
        except UNSENT as error:
            raise PostError(f"Teams is not reached: {type(error).__name__}") from error
        except (httpx.HTTPError, TimeoutError) as error:
            raise PostError(f"Teams: {type(error).__name__}", doubtful=True) from error
        except ValueError as error:  # what the SDK makes of a token that it doesn't get
            raise PostError(f"Teams gives no token: {error}") from error

    async def was_posted(self, incoming: IncomingQuestion) -> bool | None:  # noqa: ARG002
        """Nobody can look: a bot reads no messages but those that are sent to it."""
        return None


def _refused(response: httpx.Response) -> PostError:
    """Return what a status means."""
    status = response.status_code
    if status == 429:
        return PostError("Teams: 429", wait=_retry_after(response), counts=False)
    if status in NOT_TAKEN:
        return PostError(f"Teams: {status}")
    way_out = " (is CAREERBOT_TEAMS_CLIENT_SECRET the app's?)" if status in (401, 403) else ""
    return PostError(f"Teams: {status}{way_out}", doubtful=status >= 500, final=status < 500)


def _retry_after(response: httpx.Response) -> float:
    try:
        return min(max(float(response.headers.get("retry-after", "")), 0.0), LONGEST_WAIT)
    except ValueError:
        return 1.0
