"""Slack by Socket Mode: the bot calls Slack, so that it needs no address of its own.

The client is slack_sdk's; what it hands over goes the way of what the routes take, and is
acknowledged, likewise, only once it is written down.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import chain, repeat
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.events import Rating, command, mention, press
from bot.channels.slack.failures import FAILURES, call_failure, error_name
from bot.channels.slack.routes import Slack
from bot.settings import PREFIX, Settings
from bot.web.error_responses import ApiError
from corpus.errors import CareerbotError

__all__ = ["SlackSocket", "SocketError"]

log = logging.getLogger(__name__)

PAUSES = (1.0, 5.0, 15.0, 60.0)
"""Seconds after which Slack is called again; the last one goes on."""
TIMEOUT = 15
"""Seconds for one request."""


class SocketError(CareerbotError):
    """Slack refuses the connection for good."""


class SlackSocket:
    """Takes what Slack sends over connections that the bot opened."""

    def __init__(self, settings: Settings, slack: Slack) -> None:
        self._slack = slack
        self._token = settings.slack_app_token or ""
        self._api = settings.slack_api_url
        self._running: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Call Slack, and again where the way is lost, until the end of this context."""
        quiet = logging.getLogger(f"{__name__}.sdk")  # its lines would have what people say
        quiet.setLevel(logging.CRITICAL + 1)
        web = AsyncWebClient(None, self._api, TIMEOUT, logger=quiet, retry_handlers=[])
        web.proxy = None
        client = SocketModeClient(self._token, quiet, web)
        client.proxy = None  # neither takes one from the environment
        client.socket_mode_request_listeners.append(self._take)
        self._running = asyncio.create_task(self._connect(client, web))
        try:
            yield
        finally:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
            await client.close()  # type: ignore[no-untyped-call]

    async def opened(self) -> None:
        """Wait for the connection, which slack_sdk keeps; raise `SocketError` if Slack refuses."""
        assert self._running is not None
        await self._running

    async def _connect(self, client: SocketModeClient, web: AsyncWebClient) -> None:
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            try:
                opened = await web.apps_connections_open(app_token=self._token)
                client.wss_uri = opened["url"]
                # It would try an address again that stands for one connection.
                async with asyncio.timeout(TIMEOUT):
                    await client.connect()  # type: ignore[no-untyped-call]
            except FAILURES as error:
                failed = call_failure("apps.connections.open", error)
                if failed.final and isinstance(error, SlackApiError):
                    name = error_name(error)
                    message = (
                        f"Slack refuses the connection ({name}): set {PREFIX}SLACK_APP_TOKEN to "
                        "an app-level token with the scope connections:write"
                    )
                    log.error("%s", message)
                    raise SocketError(message) from None
                log.warning("Slack can't be reached (%s): trying again in %g s", failed, pause)
                await asyncio.sleep(pause)
            else:
                log.info("connected to Slack")
                return

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        try:
            await self._accept(request.type, request.payload)
        except ApiError as error:
            # Unacknowledged, Slack sends it again.
            log.warning("what Slack sent was not taken: %s", error)
            return
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))

    async def _accept(self, kind: str, payload: Mapping[str, Any]) -> None:
        if kind == "events_api":
            await self._slack.accept(mention(payload))
        elif kind == "slash_commands":
            await self._slack.accept(command(payload))
        elif kind == "interactive":
            found = press(payload)
            if isinstance(found, Rating):
                await self._slack.rate(found)
            else:
                await self._slack.accept(found)
