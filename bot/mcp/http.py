"""The Model Context Protocol over HTTP, at one address of the service."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.mcp.server import mcp_server
from bot.service import Service
from bot.settings import Settings
from bot.web.api_keys import ApiKeys, KeyMissing
from bot.web.error_responses import error_response
from bot.web.rate_limits import RateLimits, client_key

__all__ = ["PATH", "McpEndpoint"]

PATH = "/mcp"


class McpEndpoint:
    """Answers each request by itself, so that any worker can take it.

    A page may only ask where its origin is one of the settings: other requests of browsers are
    refused, also those that come by a name that somebody made to lead here.
    """

    def __init__(self, settings: Settings, limits: RateLimits, keys: ApiKeys, app: FastAPI) -> None:
        self._origins = settings.cors_origins
        self._limits = limits
        self._keys = keys

        def service() -> Service:
            running: Service = app.state.service
            return running

        self._server = mcp_server(service, app.state.feedback)
        self._server.streamable_http_app(
            stateless_http=True,
            json_response=True,
            # It would know no host but this machine's own; which origins may ask is said above.
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        app.router.routes.append(Route(PATH, self))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Take requests until this ends."""
        async with self._server.session_manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of a client, or say why not."""
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is not None and not {"*", origin} & set(self._origins):
            refusal = error_response(403, "origin_refused", "Pages of this origin may not ask.")
            await refusal(scope, receive, send)
            return
        try:
            named = self._keys.named(headers.get("authorization"))
        except KeyMissing as error:
            refusal = error_response(error.status, error.code, error.message, headers=error.headers)
            await refusal(scope, receive, send)
            return
        client = scope.get("client")
        key = f"key {named}" if named else client_key(client[0] if client else None)
        if seconds := await self._limits.questions.wait("questions", key):
            refusal = error_response(
                429,
                "rate_limited",
                f"Too many at once; try again in {seconds} s.",
                headers={"Retry-After": str(seconds)},
            )
            await refusal(scope, receive, send)
            return
        await self._server.session_manager.handle_request(scope, receive, send)
