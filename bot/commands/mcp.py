"""`careerbot mcp`: the tools for a client that starts this process and talks to it."""

from __future__ import annotations

from bot.commands.database import with_database
from bot.database.engine import Database
from bot.database.feedback import FeedbackStore
from bot.database.retention import forgetting
from bot.render.progress import notice
from bot.service import Service
from bot.settings import Settings, SettingsError
from index.extras import to_install

__all__ = ["mcp"]


def mcp(settings: Settings) -> int:
    """Answer on standard input and output until the client goes; return 0."""
    try:
        from bot.mcp.server import mcp_server
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"MCP needs its SDK, and {error.name} isn't installed: {to_install('mcp')}"
        ) from None

    async def answered(database: Database) -> None:
        feedback = FeedbackStore(database, keep_questions=settings.keep_questions)
        async with Service.running(settings, notice) as service, forgetting(settings, database):
            await mcp_server(lambda: service, feedback).run_stdio_async()

    with_database(settings, answered)
    return 0
