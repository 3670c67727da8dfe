"""What the tests run in several processes at once: little is imported here, as each imports it."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from bot.database.engine import Database
from bot.database.feedback import Feedback, FeedbackStore
from bot.database.retention import sweep
from bot.settings import Settings

T = TypeVar("T")


def with_database(settings: Settings, do: Callable[[Database], Coroutine[Any, Any, T]]) -> T:
    """Return what `do` gives, awaited, with the database open."""
    database = Database(settings)
    try:
        return asyncio.run(do(database))
    finally:
        database.close()


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
