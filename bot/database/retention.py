"""What is kept of what people say is forgotten in time: at start and daily, whatever is set up."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import ColumnElement, delete, select, text
from sqlalchemy.orm import Session

from bot.database.engine import Base, Database, DatabaseError
from bot.database.tables import FeedbackRow, KeptQuestionRow, QueuedQuestionRow, SettledRow
from bot.settings import Settings

__all__ = ["forgetting", "sweep", "wipe"]

log = logging.getLogger(__name__)

DAY = 24 * 3600.0
HOUR = 3600.0
"""Seconds after which a sweep that failed is tried again."""
QUEUE_KEPT = 7 * DAY
"""Seconds for which a question of a channel is remembered."""
BATCH = 500
"""Rows of one transaction: a longer one holds up who writes, and is ended by a deadline."""


@asynccontextmanager
async def forgetting(settings: Settings, database: Database) -> AsyncIterator[None]:
    """Sweep now and daily until the end of this context; nobody waits for it."""
    task = asyncio.create_task(_keep_sweeping(settings, database))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def sweep(settings: Settings, database: Database) -> int:
    """Delete what is older than the settings have it kept; return how many rows that were.

    Several workers may do so at once. Raises `DatabaseError`.
    """
    if not database.exists():
        return 0
    count = 0
    for table, old in _old(settings):
        found = BATCH
        while found == BATCH:
            found = await database.run(partial(_delete, table=table, old=old))
            count += found
    if count:
        await database.run(wipe)
    return count


def wipe(session: Session) -> None:
    """Take out of SQLite's log, too, what was deleted; PostgreSQL's vacuum does so by itself."""
    if session.get_bind().dialect.name == "sqlite":
        # Where another worker reads at this moment, it stays until the next time.
        session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


async def _keep_sweeping(settings: Settings, database: Database) -> None:
    while True:
        pause = HOUR
        try:
            count = await sweep(settings, database)
            log.info("%d rows were old, and are forgotten", count)
            pause = DAY
        except DatabaseError:  # which has logged it
            pass
        except Exception:
            log.exception("what is old could not be forgotten")
        await asyncio.sleep(pause)


def _old(settings: Settings) -> Iterator[tuple[type[Base], ColumnElement[bool]]]:
    now = datetime.now(UTC)
    questions = now - timedelta(days=settings.keep_questions_days)
    yield KeptQuestionRow, KeptQuestionRow.asked_at < questions
    feedback = now - timedelta(days=settings.keep_feedback_days)
    yield FeedbackRow, FeedbackRow.changed_at < feedback
    yield SettledRow, SettledRow.settled_at < feedback
    # Whatever became of it: after so long nobody waits for an answer.
    yield QueuedQuestionRow, QueuedQuestionRow.received < time.time() - QUEUE_KEPT


def _delete(session: Session, table: type[Base], old: ColumnElement[bool]) -> int:
    (key,) = table.__table__.primary_key
    # What another worker deletes now is left to it; SQLite, which has one writer, knows no such.
    some = select(key).where(old).limit(BATCH).with_for_update(skip_locked=True)
    return len(session.execute(delete(table).where(key.in_(some), old).returning(key)).all())
