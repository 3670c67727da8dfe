"""`careerbot slack`: answers in Slack over a connection that it opens itself."""

from __future__ import annotations

import asyncio
import signal
from contextlib import nullcontext
from typing import TYPE_CHECKING

from bot.channels import Channels
from bot.database.engine import Database
from bot.database.feedback import FeedbackStore
from bot.database.retention import forgetting
from bot.render.progress import notice
from bot.service import Service
from bot.settings import PREFIX, Settings, SettingsError
from bot.tracing import tracing_of

if TYPE_CHECKING:
    from bot.channels.slack.socket import SlackSocket

__all__ = ["slack"]


def slack(settings: Settings) -> int:
    """Answer until interrupted; return 0. Raises `SocketError` where Slack refuses."""
    if not settings.slack_app_token:
        raise SettingsError(
            f"{PREFIX}SLACK_APP_TOKEN is not set: docs/slack.md says where Slack gives it"
        )
    asyncio.run(_answer(settings))
    return 0


async def _answer(settings: Settings) -> None:
    database = Database(settings)
    feedback = FeedbackStore(database, keep_questions=settings.keep_questions)
    channels = Channels(settings, database, feedback)
    tracing = tracing_of(settings)
    stopped = asyncio.Event()
    for how in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(how, stopped.set)
    try:
        async with (
            Service.running(settings, notice) as service,
            tracing.following(service) if tracing else nullcontext(),
            forgetting(settings, database),
            channels.answering(service),
        ):
            assert channels.slack_socket
            waiting = {
                asyncio.create_task(_connected(channels.slack_socket)),
                asyncio.create_task(stopped.wait()),
            }
            done, left = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for each in left:
                each.cancel()
            await asyncio.gather(*left, return_exceptions=True)
            for each in done:
                each.result()
    finally:
        database.close()


async def _connected(socket: SlackSocket) -> None:
    """Say that Slack is reached, and go on; raise `SocketError` if it refuses."""
    await socket.opened()
    print("careerbot answers in Slack", flush=True)
    await asyncio.Event().wait()
