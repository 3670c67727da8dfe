"""What was asked and what became of it, in the service's database.

A question is written down before its platform hears that it arrived. So several workers and a
restart agree on what was answered, and what a killed worker left is answered by another. Who is
alive is told by no clock, for clocks are set: each worker has a count that it raises, and is gone
when others have long seen it stand still.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, select, update

from bot.answering.reading.limits import EARLIER
from bot.channels.heartbeats import Heartbeats, beat, leave
from bot.channels.incoming import IncomingQuestion
from bot.channels.queue_taking import TakenQuestion, clock, due_keys, take, take_due
from bot.database.engine import Database
from bot.database.tables import DONE, FAILED, HELD, WAITING, QueuedQuestionRow

__all__ = ["QuestionQueue"]

CONVERSATION = 24 * 3600.0
"""Seconds after which a conversation is begun anew."""


class QuestionQueue:
    """Hands every question to one worker at a time; its methods raise `DatabaseError`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._me = uuid4().hex
        self._heartbeats = Heartbeats(self._me)

    async def take(self, incoming: IncomingQuestion) -> str | None:
        """Write a question down and return its key, or None where it is being or was answered.

        One whose answer failed before is taken again.
        """
        return await self._database.run(lambda session: take(session, incoming, self._me))

    async def take_due(self, platforms: Collection[str], most: int) -> list[TakenQuestion]:
        """Take what waits to be tried again or was left by a worker that is gone."""
        # Transactions of their own: SQLite lets none write after what it has read was changed.
        beats, keys = await self._database.run(
            lambda session: (self._heartbeats.read(session), due_keys(session, platforms, most))
        )
        if gone := self._heartbeats.gone(beats):
            await self._database.run(lambda session: self._heartbeats.forget(session, gone))
        if not keys:
            return []
        return await self._database.run(lambda session: take_due(session, keys, self._me))

    async def keep(self) -> None:
        """Tell the others that this worker is there, and keeps what it has."""
        await self._database.run(lambda session: beat(session, self._me))

    async def held_keys(self, platforms: Collection[str]) -> set[str]:
        """Return the keys of what this worker has."""
        query = select(QueuedQuestionRow.key).where(
            QueuedQuestionRow.state == HELD,
            QueuedQuestionRow.holder == self._me,
            QueuedQuestionRow.platform.in_(platforms),
        )
        return set(await self._database.run(lambda session: session.scalars(query).all()))

    async def release(self, keys: Collection[str]) -> None:
        """Leave what is held to whoever looks next."""
        await self._set(keys, state=WAITING, due=0.0)

    async def leave(self, keys: Collection[str]) -> None:
        """Release what is held, and be there no more."""
        await self.release(keys)
        await self._database.run(lambda session: leave(session, self._me))

    async def begin_post(self, key: str) -> int | None:
        """Note that an answer is about to be posted; return how often it now may have been.

        None where the question is another worker's by now, as after a long stop.
        """
        change = (
            update(QueuedQuestionRow)
            .where(self._held((key,)))
            .values(posts=QueuedQuestionRow.posts + 1)
            .returning(QueuedQuestionRow.posts)
        )
        return await self._database.run(lambda session: session.scalars(change).first())

    async def mark_done(self, key: str) -> None:
        """Note that a question was answered; where its answer went is forgotten."""
        await self._set((key,), state=DONE, reply="{}")

    async def postpone(
        self, key: str, seconds: float, attempts: int, *, waited: float = 0.0, unposted: int = 0
    ) -> None:
        """Give a question back, to be tried in some seconds; `unposted`: begun, and not posted."""
        waited += seconds
        await self._database.run(
            lambda session: session.execute(
                update(QueuedQuestionRow)
                .where(self._held((key,)))
                .values(
                    state=WAITING,
                    due=clock(session) + seconds,
                    attempts=attempts,
                    waited=waited,
                    posts=QueuedQuestionRow.posts - unposted,
                )
            )
        )

    async def mark_failed(self, key: str, *, unposted: int = 0) -> None:
        """Give a question up, unless it is delivered again, with where its answer goes."""
        await self._set((key,), state=FAILED, reply="{}", posts=QueuedQuestionRow.posts - unposted)

    async def history(self, incoming: IncomingQuestion) -> tuple[str, ...]:
        """Return the last questions of the conversation before this one, oldest first."""
        if not incoming.conversation:
            return ()
        query = (
            select(QueuedQuestionRow.question)
            .where(
                QueuedQuestionRow.conversation == incoming.conversation,
                QueuedQuestionRow.position < incoming.position,
                QueuedQuestionRow.key != incoming.key,
                QueuedQuestionRow.question != "",
                QueuedQuestionRow.received > time.time() - CONVERSATION,
            )
            .order_by(QueuedQuestionRow.position.desc())
            .limit(EARLIER)
        )
        found = await self._database.run(lambda session: session.scalars(query).all())
        return tuple(reversed(found))

    def _held(self, keys: Collection[str]) -> ColumnElement[bool]:
        return and_(
            QueuedQuestionRow.key.in_(keys),
            QueuedQuestionRow.state == HELD,
            QueuedQuestionRow.holder == self._me,
        )

    async def _set(self, keys: Collection[str], **values: object) -> None:
        change = update(QueuedQuestionRow).where(self._held(keys)).values(**values)
        await self._database.run(lambda session: session.execute(change))
