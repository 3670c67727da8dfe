"""What was asked and what became of it, in the service's database.

A question is written down before its platform hears that it arrived. So several workers and a
restart agree on what was answered, and what a killed worker left is answered by another.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Sequence

from sqlalchemy import (
    ColumnElement,
    Float,
    Index,
    String,
    Text,
    and_,
    case,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.channels.asked import Asked, Place
from bot.database import Base, Database
from bot.feedback import INSERTS

__all__ = ["KEPT", "Inbox", "InboxRow"]

LEASE = 30.0
"""Seconds for which a question is one worker's; it renews them while it works."""
HISTORY = 3
"""Earlier questions of a conversation that are looked at."""
CONVERSATION = 24 * 3600.0
"""Seconds after which a conversation is begun anew."""
KEPT = 7 * 24 * 3600.0
"""Seconds for which a question is remembered."""
HELD, WAITING, DONE, FAILED = "held", "waiting", "done", "failed"


class InboxRow(Base):
    """A question of a channel, and how far it is."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index("inbox_conversation", "conversation", "position"),
        Index("inbox_due", "state", "due"),
    )

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    event: Mapped[str | None] = mapped_column(String(255), unique=True)
    platform: Mapped[str] = mapped_column(String(20))
    conversation: Mapped[str] = mapped_column(String(255))
    question: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(20))
    addressed: Mapped[bool]
    position: Mapped[float] = mapped_column(Float)
    reply: Mapped[str] = mapped_column(Text)
    received: Mapped[float] = mapped_column(Float)
    state: Mapped[str] = mapped_column(String(10))
    due: Mapped[float] = mapped_column(Float)
    attempts: Mapped[int]


class Inbox:
    """Hands every question to one worker at a time; its methods raise `DatabaseError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, asked: Asked) -> str | None:
        """Write a question down and return its key, or None where it is being or was answered.

        One whose answer failed before is taken again.
        """
        return await self._database.run(lambda session: _take(session, asked))

    async def take_due(
        self, platforms: Collection[str], most: int
    ) -> list[tuple[Asked, int, float]]:
        """Take what waits to be tried again or was left by a worker that is gone.

        Returns each with the attempts made and the time it was received, in epoch seconds.
        """
        # Two transactions: SQLite lets none write after what it has read was changed.
        keys = await self._database.run(lambda session: _due(session, platforms, most))
        if not keys:
            return []
        return await self._database.run(lambda session: _take_due(session, keys))

    async def renew(self, keys: Collection[str]) -> None:
        """Keep what is being worked on."""
        mine = and_(InboxRow.key.in_(keys), InboxRow.state == HELD)
        await self._set(mine, due=time.time() + LEASE)

    async def release(self, keys: Collection[str]) -> None:
        """Leave what is held to whoever looks next."""
        await self._set(and_(InboxRow.key.in_(keys), InboxRow.state == HELD), due=0.0)

    async def done(self, name: str) -> None:
        """Note that a question was answered; where its answer went is forgotten."""
        await self._set(InboxRow.key == name, state=DONE, reply="{}")

    async def later(self, name: str, seconds: float, attempts: int) -> None:
        """Give a question back, to be tried in some seconds."""
        due = time.time() + seconds
        await self._set(InboxRow.key == name, state=WAITING, due=due, attempts=attempts)

    async def failed(self, name: str) -> None:
        """Give a question up, unless it is delivered again, with where its answer goes."""
        await self._set(InboxRow.key == name, state=FAILED, reply="{}")

    async def history(self, asked: Asked) -> tuple[str, ...]:
        """Return the last questions of the conversation before this one, oldest first."""
        if not asked.conversation:
            return ()
        query = (
            select(InboxRow.question)
            .where(
                InboxRow.conversation == asked.conversation,
                InboxRow.position < asked.order,
                InboxRow.key != asked.key,
                InboxRow.question != "",
                InboxRow.received > time.time() - CONVERSATION,
            )
            .order_by(InboxRow.position.desc())
            .limit(HISTORY)
        )
        found = await self._database.run(lambda session: session.scalars(query).all())
        return tuple(reversed(found))

    async def _set(self, which: ColumnElement[bool], **values: object) -> None:
        change = update(InboxRow).where(which).values(**values)
        await self._database.run(lambda session: session.execute(change))


def _take(session: Session, asked: Asked) -> str | None:
    name, event, now = asked.key, asked.event, time.time()
    insert = INSERTS[session.get_bind().dialect.name]
    # One statement each: of two workers that take the same question at once, one gets it.
    new = (
        insert(InboxRow)
        .values(
            key=name,
            event=event,
            platform=asked.platform,
            conversation=asked.conversation,
            question=asked.question,
            place=asked.place,
            addressed=asked.addressed,
            position=asked.order,
            reply=json.dumps(asked.reply),
            received=now,
            state=HELD,
            due=now + LEASE,
            attempts=0,
        )
        .on_conflict_do_nothing()
        .returning(InboxRow.key)
    )
    if taken := session.scalars(new).first():
        return taken
    same = InboxRow.key == name if event is None else _either(name, event)
    unheld = or_(
        InboxRow.state.in_((WAITING, FAILED)), and_(InboxRow.state == HELD, InboxRow.due < now)
    )
    again = (
        update(InboxRow)
        .where(same, unheld)
        .values(
            state=HELD, due=now + LEASE, received=now, attempts=0, reply=json.dumps(asked.reply)
        )
        .returning(InboxRow.key)
    )
    return session.scalars(again).first()


def _either(name: str, event: str) -> ColumnElement[bool]:
    return or_(InboxRow.key == name, InboxRow.event == event)


def _is_due(now: float) -> ColumnElement[bool]:
    return and_(InboxRow.state.in_((HELD, WAITING)), InboxRow.due < now)


def _due(session: Session, platforms: Collection[str], most: int) -> Sequence[str]:
    due = and_(_is_due(time.time()), InboxRow.platform.in_(platforms))
    return session.scalars(select(InboxRow.key).where(due).order_by(InboxRow.due).limit(most)).all()


def _take_due(session: Session, keys: Sequence[str]) -> list[tuple[Asked, int, float]]:
    now = time.time()
    # Whoever held it may have posted before it ended: that was an attempt.
    left = case((InboxRow.state == HELD, 1), else_=0)
    take = (
        update(InboxRow)
        .where(InboxRow.key.in_(keys), _is_due(now))
        .values(state=HELD, due=now + LEASE, attempts=InboxRow.attempts + left)
        .returning(*InboxRow.__table__.columns)
    )
    rows = session.execute(take).mappings().all()
    return [
        (
            Asked(
                key=row["key"],
                event=row["event"],
                platform=row["platform"],
                conversation=row["conversation"],
                question=row["question"],
                place=_place(row["place"]),
                addressed=row["addressed"],
                order=row["position"],
                reply=json.loads(row["reply"]),
            ),
            row["attempts"],
            row["received"],
        )
        for row in rows
    ]


def _place(said: str) -> Place:
    return "channel" if said == "channel" else "direct" if said == "direct" else "private"
