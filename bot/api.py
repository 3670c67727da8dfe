"""The HTTP API: `create_app()` puts its parts together."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI

from bot import __version__
from bot.channels import Channels
from bot.completions.routes import BODY_CAP as COMPLETIONS_CAP
from bot.completions.routes import completions
from bot.database.engine import Database
from bot.database.feedback import FeedbackStore
from bot.database.retention import forgetting
from bot.service import Service
from bot.settings import PREFIX, Settings, SettingsError
from bot.tracing import tracing_of
from bot.web.answer_routes import answers
from bot.web.api_keys import ApiKeys, describe_keys
from bot.web.body_cap import BodyCap
from bot.web.cors import add_cors
from bot.web.docs_routes import docs
from bot.web.error_responses import Unexpected, add_error_handlers
from bot.web.feedback_routes import feedback
from bot.web.handoff_routes import handoff
from bot.web.head_requests import HeadAsGet
from bot.web.health_routes import health
from bot.web.proxies import add_proxies
from bot.web.rate_limits import RateLimits
from bot.web.request_ids import RequestIds
from bot.web.security_headers import SecurityHeaders
from bot.web.suggestion_routes import suggestions
from bot.web.widget_routes import WidgetFiles, widget
from index.extras import to_install

if TYPE_CHECKING:
    from bot.admin.routes import Admin
    from bot.mcp.http import McpEndpoint
    from bot.web.handoff import Handoff
    from bot.web.metrics import Metrics

__all__ = ["create_app"]

log = logging.getLogger(__name__)

BODY_CAP = 16 * 1024
"""Bytes of a request's body, where no route says otherwise."""
ADMIN_CAP = 256 * 1024
"""Of a form of the owner's, in which a long answer may stand."""
ROUTERS = (answers, completions, suggestions, feedback, handoff, health, docs, widget)


def create_app(
    settings: Settings | None = None, notice: Callable[[str], None] = log.info
) -> FastAPI:
    """Return the app, which reads its settings from the environment where none are given.

    `notice` is told what takes long at its start. Raises `SettingsError`.
    """
    settings = settings or Settings.read()
    database = Database(settings)
    limits = RateLimits(settings)
    feedback_store = FeedbackStore(database, keep_questions=settings.keep_questions)
    channels = Channels(settings, database, feedback_store)
    tracing = tracing_of(settings)
    to_person = _way_to_a_person(settings)
    mcp: McpEndpoint | None = None
    admin = _owners_desk(settings, database)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with Service.running(settings, notice) as service:
            app.state.service = service
            if counted is not None:
                service.on_answer.append(counted.answered)
            async with AsyncExitStack() as stack:
                if tracing is not None:
                    await stack.enter_async_context(tracing.following(service))
                await stack.enter_async_context(forgetting(settings, database))
                await stack.enter_async_context(channels.answering(service))
                if admin is not None:
                    stack.push_async_callback(admin.close)
                if mcp is not None:
                    await stack.enter_async_context(mcp.running())
                yield
        await limits.close()
        if to_person is not None:
            to_person.close()
        database.close()

    app = FastAPI(
        title="careerbot",
        version=__version__,
        description="Answers career questions from articles, word for word, with the source.",
        lifespan=lifespan,
        docs_url=None,  # FastAPI's own pages load scripts of a third party
        redoc_url=None,
        redirect_slashes=False,  # it would lead to whatever host the client names
    )
    app.state.settings = settings
    app.state.limits = limits
    app.state.api_keys = keys = ApiKeys(settings)
    app.state.feedback = feedback_store
    app.state.handoff = to_person
    app.state.channels = channels
    app.state.widget = WidgetFiles()
    add_error_handlers(app)
    app.add_middleware(HeadAsGet)
    caps = {**channels.body_caps, completions.prefix: COMPLETIONS_CAP, "/admin/": ADMIN_CAP}
    app.add_middleware(BodyCap, cap=BODY_CAP, caps=caps)
    app.add_middleware(Unexpected)
    add_cors(app, settings)
    app.add_middleware(SecurityHeaders)
    add_proxies(app, settings)
    counted = _metrics(app) if settings.metrics else None
    if counted is not None:
        database.on_error.append(counted.database_failed)
    app.add_middleware(RequestIds)
    own = () if admin is None else (admin.router,)
    for router in (*ROUTERS, *channels.routers, *own):
        app.include_router(router)
    describe_keys(app, keys)
    if settings.mcp:
        mcp = _mcp_endpoint(settings, limits, keys, app)
    return app


def _owners_desk(settings: Settings, database: Database) -> Admin | None:
    if settings.admin_token is None:
        return None  # without what only its pages import
    from bot.admin.routes import Admin

    return Admin(settings, database)


def _metrics(app: FastAPI) -> Metrics:
    try:
        from bot.web.metrics import count
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"{PREFIX}METRICS is set, and {error.name} isn't installed: {to_install('metrics')}"
        ) from None
    return count(app)


def _way_to_a_person(settings: Settings) -> Handoff | None:
    if settings.handoff_url is None and settings.handoff_secret is None:
        return None  # without the time that its client takes to import
    from bot.web.handoff import handoff_of

    return handoff_of(settings)


def _mcp_endpoint(
    settings: Settings, limits: RateLimits, keys: ApiKeys, app: FastAPI
) -> McpEndpoint:
    try:
        from bot.mcp.http import McpEndpoint
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"{PREFIX}MCP is set, and {error.name} isn't installed: {to_install('mcp')}"
        ) from None
    return McpEndpoint(settings, limits, keys, app)
