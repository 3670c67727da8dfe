"""What was asked and what became of it, in the service's database.

A question is written down before its platform hears that it arrived. So several workers and a
restart agree on what was answered, and what a killed worker left is answered by another. Who is
alive is told by no clock, for clocks are set: each worker has a count that it raises, and is gone
when others have long seen it stand still.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Float,
    Index,
    String,
    Text,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.answering.reading.limits import HISTORY
from bot.channels.heartbeats import Heartbeats, WorkerRow, beat, leave
from bot.channels.incoming import Asked, Place
from bot.database.engine import Base, Database
from bot.database.feedback import INSERTS

__all__ = ["KEPT", "Inbox", "InboxRow", "Taken"]

CONVERSATION = 24 * 3600.0
"""Seconds after which a conversation is begun anew."""
LONGEST_PAUSE = 20 * 60.0
"""Seconds that a question waits at most; one that seems to wait longer, after the clock was set
back, is due."""
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
    holder: Mapped[str] = mapped_column(String(40), server_default="")
    """The worker that has it."""
    posts: Mapped[int] = mapped_column(server_default="0")
    """How often its answer was or may have been said."""
    waited: Mapped[float] = mapped_column(Float, server_default="0")
    """Seconds that it was being tried, by clocks that nobody sets."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A question to answer, and what was tried before."""

    asked: Asked
    attempts: int = 0
    waited: float = 0.0
    """Seconds since the first attempt."""


class Inbox:
    """Hands every question to one worker at a time; its methods raise `DatabaseError`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._me = uuid4().hex
        self._heartbeats = Heartbeats(self._me)

    async def take(self, asked: Asked) -> str | None:
        """Write a question down and return its key, or None where it is being or was answered.

        One whose answer failed before is taken again.
        """
        return await self._database.run(lambda session: _take(session, asked, self._me))

    async def take_due(self, platforms: Collection[str], most: int) -> list[Taken]:
        """Take what waits to be tried again or was left by a worker that is gone."""
        # Transactions of their own: SQLite lets none write after what it has read was changed.
        beats, keys = await self._database.run(
            lambda session: (self._heartbeats.read(session), _due(session, platforms, most))
        )
        if gone := self._heartbeats.gone(beats):
            await self._database.run(lambda session: self._heartbeats.forget(session, gone))
        if not keys:
            return []
        return await self._database.run(lambda session: _take_due(session, keys, self._me))

    async def keep(self) -> None:
        """Tell the others that this worker is there, and keeps what it has."""
        await self._database.run(lambda session: beat(session, self._me))

    async def mine(self, platforms: Collection[str]) -> set[str]:
        """Return what this worker has."""
        query = select(InboxRow.key).where(
            InboxRow.state == HELD,
            InboxRow.holder == self._me,
            InboxRow.platform.in_(platforms),
        )
        return set(await self._database.run(lambda session: session.scalars(query).all()))

    async def release(self, keys: Collection[str]) -> None:
        """Leave what is held to whoever looks next."""
        await self._set(keys, state=WAITING, due=0.0)

    async def leave(self, keys: Collection[str]) -> None:
        """Release what is held, and be there no more."""
        await self.release(keys)
        await self._database.run(lambda session: leave(session, self._me))

    async def begin(self, name: str) -> int | None:
        """Note that an answer is about to be said; return how often it now may have been.

        None where the question is another worker's by now, as after a long stop.
        """
        change = (
            update(InboxRow)
            .where(self._held((name,)))
            .values(posts=InboxRow.posts + 1)
            .returning(InboxRow.posts)
        )
        return await self._database.run(lambda session: session.scalars(change).first())

    async def done(self, name: str) -> None:
        """Note that a question was answered; where its answer went is forgotten."""
        await self._set((name,), state=DONE, reply="{}")

    async def later(
        self, name: str, seconds: float, attempts: int, *, waited: float = 0.0, unsaid: int = 0
    ) -> None:
        """Give a question back, to be tried in some seconds; `unsaid`: begun, and not said."""
        waited += seconds
        await self._database.run(
            lambda session: session.execute(
                update(InboxRow)
                .where(self._held((name,)))
                .values(
                    state=WAITING,
                    due=_clock(session) + seconds,
                    attempts=attempts,
                    waited=waited,
                    posts=InboxRow.posts - unsaid,
                )
            )
        )

    async def failed(self, name: str, *, unsaid: int = 0) -> None:
        """Give a question up, unless it is delivered again, with where its answer goes."""
        await self._set((name,), state=FAILED, reply="{}", posts=InboxRow.posts - unsaid)

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

    def _held(self, keys: Collection[str]) -> ColumnElement[bool]:
        return and_(InboxRow.key.in_(keys), InboxRow.state == HELD, InboxRow.holder == self._me)

    async def _set(self, keys: Collection[str], **values: object) -> None:
        change = update(InboxRow).where(self._held(keys)).values(**values)
        await self._database.run(lambda session: session.execute(change))


def _clock(session: Session) -> ColumnElement[float]:
    """Return the seconds of one clock for all workers: the database's, or this machine's."""
    if session.get_bind().dialect.name == "postgresql":
        return cast(extract("epoch", func.clock_timestamp()), Float)
    return literal(time.time(), Float)


def _take(session: Session, asked: Asked, worker: str) -> str | None:
    name, event, now = asked.key, asked.event, time.time()
    insert = INSERTS[session.get_bind().dialect.name]
    beat(session, worker)
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
            due=now,
            attempts=0,
            holder=worker,
        )
        .on_conflict_do_nothing()
        .returning(InboxRow.key)
    )
    if taken := session.scalars(new).first():
        return taken
    same = InboxRow.key == name if event is None else _either(name, event)
    again = (
        update(InboxRow)
        .where(same, InboxRow.state.in_((WAITING, FAILED)))
        .values(
            state=HELD,
            holder=worker,
            received=now,
            attempts=0,
            waited=0.0,
            reply=json.dumps(asked.reply),
        )
        .returning(InboxRow.key)
    )
    return session.scalars(again).first()


def _either(name: str, event: str) -> ColumnElement[bool]:
    return or_(InboxRow.key == name, InboxRow.event == event)


def _is_due(session: Session) -> ColumnElement[bool]:
    now = _clock(session)
    over = or_(InboxRow.due <= now, InboxRow.due > now + LONGEST_PAUSE)
    return or_(
        and_(InboxRow.state == WAITING, over),
        and_(InboxRow.state == HELD, InboxRow.holder.not_in(select(WorkerRow.name))),
    )


def _due(session: Session, platforms: Collection[str], most: int) -> list[tuple[str, str]]:
    """Return what is due, each with its last holder."""
    due = and_(_is_due(session), InboxRow.platform.in_(platforms))
    query = select(InboxRow.key, InboxRow.holder).where(due).order_by(InboxRow.due).limit(most)
    return [(name, holder) for name, holder in session.execute(query)]


def _take_due(session: Session, keys: Sequence[tuple[str, str]], worker: str) -> list[Taken]:
    beat(session, worker)
    # Whoever held it ended over it, perhaps: that was an attempt.
    left = case((InboxRow.state == HELD, 1), else_=0)
    # Of two workers that take it at once, the second finds another holder.
    same = tuple_(InboxRow.key, InboxRow.holder).in_(keys)
    take = (
        update(InboxRow)
        .where(same, _is_due(session))
        .values(state=HELD, holder=worker, attempts=InboxRow.attempts + left)
        .returning(*InboxRow.__table__.columns)
    )
    rows = session.execute(take).mappings().all()
    return [
        Taken(
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
            row["waited"],
        )
        for row in rows
    ]


def _place(said: str) -> Place:
    return "channel" if said == "channel" else "direct" if said == "direct" else "private"
