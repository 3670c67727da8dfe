"""The channels that an owner sets up: Slack, Mattermost, Rocket.Chat; without settings, none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import APIRouter

from bot.channels.delivery_worker import DeliveryWorker
from bot.channels.question_queue import QuestionQueue
from bot.channels.responder import Responder
from bot.database.engine import Database
from bot.database.feedback import FeedbackStore
from bot.service import Service
from bot.settings import PREFIX, Settings, SettingsError

if TYPE_CHECKING:
    from bot.channels.slack.routes import Slack

__all__ = ["Channels"]

BODY_CAPS = {"/slack/": 1024 * 1024, "/mattermost/": 256 * 1024, "/rocketchat/": 256 * 1024}
"""Bytes of a body of each platform's routes."""
MISSING = {"slack_sdk", "aiohttp"}


class Channels:
    """The routes of the channels that are set up, and what answers behind them."""

    def __init__(self, settings: Settings, database: Database, feedback: FeedbackStore) -> None:
        """Read what is set up; nothing is opened yet. Raises `SettingsError`."""
        self._queue = QuestionQueue(database)
        self._feedback = feedback
        self.responder: Responder | None = None
        self.slack: Slack | None = None
        self.routers: list[APIRouter] = []
        if _wants_slack(settings):
            self.slack = self._set_up_slack(settings)
        if settings.mattermost_outgoing_tokens or settings.mattermost_command_tokens:
            from bot.channels.mattermost import mattermost

            self.routers.append(mattermost)
        if settings.rocketchat_tokens:
            from bot.channels.rocketchat import rocketchat

            self.routers.append(rocketchat)

    @property
    def body_caps(self) -> dict[str, int]:
        """Bytes of a body of the routes that there are, by the start of their path."""
        prefixes = [f"{router.prefix}/" for router in self.routers]
        return {prefix: BODY_CAPS[prefix] for prefix in prefixes}

    @asynccontextmanager
    async def answering(self, service: Service) -> AsyncIterator[None]:
        """Answer with `service` what the channels ask, until the end of this context."""
        self.responder = Responder(service, self._queue, self._feedback)
        async with AsyncExitStack() as stack:
            if self.slack:
                from bot.channels.slack.events import PLATFORM

                poster = self.slack.poster
                await stack.enter_async_context(poster.connected())
                stack.push_async_callback(self.slack.close)
                worker = DeliveryWorker(self.responder, self._queue, {PLATFORM: poster})
                await stack.enter_async_context(worker.running())
                self.slack.delivery_worker = worker
                self.slack.thanks = lambda: service.messages.thanks
            yield

    def _set_up_slack(self, settings: Settings) -> Slack:
        try:
            from bot.channels.slack.posting import SlackPoster
            from bot.channels.slack.routes import Slack, slack
            from bot.channels.slack.signature import Signature
        except ModuleNotFoundError as error:
            if error.name not in MISSING:
                raise
            raise SettingsError(
                f"{PREFIX}SLACK_SIGNING_SECRET is set, and Slack's client isn't installed: "
                "pip install 'careerbot[slack]'"
            ) from None
        self.routers.append(slack)
        signature = Signature(settings.slack_signing_secret or "")
        return Slack(signature, SlackPoster(settings), self._feedback)


def _wants_slack(settings: Settings) -> bool:
    """Whether Slack is set up. Raises `SettingsError` where it is by half."""
    given = {
        f"{PREFIX}SLACK_SIGNING_SECRET": settings.slack_signing_secret,
        f"{PREFIX}SLACK_BOT_TOKEN": settings.slack_bot_token,
    }
    missing = [name for name, value in given.items() if not (value and value.strip())]
    if len(missing) == 1:
        there = next(name for name in given if name not in missing)
        raise SettingsError(
            f"{there} is set and {missing[0]} isn't: Slack needs both, from the app's pages"
        )
    return not missing
