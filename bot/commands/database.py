"""The database of the settings, for one piece of work of a command."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from bot.database.engine import Database
from bot.settings import Settings

__all__ = ["with_database"]

T = TypeVar("T")


def with_database(settings: Settings, work: Callable[[Database], Coroutine[Any, Any, T]]) -> T:
    """Return what `work` returns, and close the database. Raises `DatabaseError`."""
    database = Database(settings)
    try:
        return asyncio.run(work(database))
    finally:
        database.close()
