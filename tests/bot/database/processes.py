"""What the tests run in several processes at once: little is imported here, as each imports it."""

from __future__ import annotations

import multiprocessing

from bot.commands.database import with_database
from bot.database.engine import Database
from bot.database.feedback import Feedback, FeedbackStore
from bot.database.retention import sweep
from bot.settings import Settings


def sweep_in_process(settings: Settings, found: multiprocessing.Queue[int]) -> None:
    """Sweep, and say how many rows were old."""
    found.put(with_database(settings, lambda database: sweep(settings, database)))


def give_in_process(settings: Settings, worker: int) -> None:
    """Keep the feedback on twenty answers of this worker."""

    async def give(database: Database) -> None:
        store = FeedbackStore(database)
        for n in range(20):
            await store.give(Feedback(f"{worker}-{n}", helpful=True))

    with_database(settings, give)
