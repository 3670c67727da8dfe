"""The channels that an owner sets up: Slack, Teams, Mattermost, Rocket.Chat; unset, none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import APIRouter

from bot.channels.delivery_worker import DeliveryWorker
from bot.channels.poster import Poster
from bot.channels.question_queue import QuestionQueue
from bot.channels.responder import Responder
from bot.database.engine import Database
from bot.database.feedback import FeedbackStore
from bot.service import Service
from bot.settings import PREFIX, Settings, SettingsError
from index.extras import to_install

if TYPE_CHECKING:
    from bot.channels.slack.routes import Slack
    from bot.channels.slack.socket import SlackSocket
    from bot.channels.teams.routes import Teams

__all__ = ["Channels"]

BODY_CAPS = {
    "/slack/": 1024 * 1024,
    "/teams/": 256 * 1024,
    "/mattermost/": 256 * 1024,
    "/rocketchat/": 256 * 1024,
}
"""Bytes of a body of each platform's routes."""
MISSING = {"slack_sdk", "aiohttp", "microsoft_teams"}


class Channels:
    """The routes of the channels that are set up, and what answers behind them."""

    def __init__(self, settings: Settings, database: Database, feedback: FeedbackStore) -> None:
        """Read what is set up; nothing is opened yet. Raises `SettingsError`."""
        self._queue = QuestionQueue(database)
        self._feedback = feedback
        self.responder: Responder | None = None
        self.slack: Slack | None = None
        self.slack_socket: SlackSocket | None = None
        self.teams: Teams | None = None
        self.routers: list[APIRouter] = []
        if _wants_slack(settings):
            self.slack = self._set_up_slack(settings)
        if _wants_teams(settings):
            self.teams = self._set_up_teams(settings)
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
            posters: dict[str, Poster] = {}
            if self.slack:
                from bot.channels.slack import events

                await stack.enter_async_context(self.slack.poster.connected())
                stack.push_async_callback(self.slack.close)
                self.slack.thanks = lambda: service.messages.thanks
                posters[events.PLATFORM] = self.slack.poster
            if self.teams:
                from bot.channels.teams import activities

                await self.teams.poster.connect()
                posters[activities.PLATFORM] = self.teams.poster
            if posters:
                worker = DeliveryWorker(self.responder, self._queue, posters)
                await stack.enter_async_context(worker.running())
                if self.slack:
                    self.slack.delivery_worker = worker
                if self.teams:
                    self.teams.delivery_worker = worker
            if self.slack_socket:
                await stack.enter_async_context(self.slack_socket.connected())
            yield

    def _set_up_teams(self, settings: Settings) -> Teams:
        try:
            from bot.channels.teams.routes import Teams, teams
            from bot.channels.teams.sdk import PUBLIC
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in MISSING:
                raise
            raise SettingsError(
                f"{PREFIX}TEAMS_CLIENT_ID is set, and Microsoft's client isn't installed: "
                f"{to_install('teams')}"
            ) from None
        self.routers.append(teams)
        return Teams(settings, PUBLIC)

    def _set_up_slack(self, settings: Settings) -> Slack:
        try:
            from bot.channels.slack.posting import SlackPoster
            from bot.channels.slack.routes import Slack, slack
            from bot.channels.slack.signature import Signature
            from bot.channels.slack.socket import SlackSocket
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in MISSING:
                raise
            raise SettingsError(
                f"{PREFIX}SLACK_BOT_TOKEN is set, and Slack's client isn't installed: "
                f"{to_install('slack')}"
            ) from None
        signature = None
        if settings.slack_signing_secret:
            self.routers.append(slack)
            signature = Signature(settings.slack_signing_secret)
        made = Slack(signature, SlackPoster(settings), self._feedback)
        if settings.slack_app_token:
            self.slack_socket = SlackSocket(settings, made)
        return made


def _wants_slack(settings: Settings) -> bool:
    """Whether Slack is set up. Raises `SettingsError` where it is by half."""
    token, secret, app = (
        bool(value and value.strip())
        for value in (
            settings.slack_bot_token,
            settings.slack_signing_secret,
            settings.slack_app_token,
        )
    )
    if token and not (secret or app):
        raise SettingsError(
            f"{PREFIX}SLACK_BOT_TOKEN is set and {PREFIX}SLACK_SIGNING_SECRET isn't: Slack needs "
            f"both, from the app's pages, or {PREFIX}SLACK_APP_TOKEN where it can't reach the bot"
        )
    if (secret or app) and not token:
        there = "SLACK_SIGNING_SECRET" if secret else "SLACK_APP_TOKEN"
        raise SettingsError(
            f"{PREFIX}{there} is set and {PREFIX}SLACK_BOT_TOKEN isn't: Slack needs both, from "
            "the app's pages"
        )
    return token


def _wants_teams(settings: Settings) -> bool:
    """Whether Teams is set up. Raises `SettingsError` where it is by half."""
    names = ("teams_client_id", "teams_client_secret", "teams_tenant_id")
    lacking = [each for each in names if not (getattr(settings, each) or "").strip()]
    if lacking and len(lacking) < len(names):
        (there, *_) = (each for each in names if each not in lacking)
        raise SettingsError(
            f"{PREFIX}{there.upper()} is set and {PREFIX}{lacking[0].upper()} isn't: Teams needs "
            "the app's client id, a secret of it and its tenant's id, as docs/teams.md says"
        )
    return not lacking
