"""How one of several workers takes a question from the database, where they try it at once."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Float,
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
from sqlalchemy.orm import Session

from bot.channels.heartbeats import beat
from bot.channels.incoming import Audience, IncomingQuestion
from bot.database.tables import (
    FAILED,
    HELD,
    WAITING,
    QueuedQuestionRow,
    WorkerRow,
    insert_into,
)

__all__ = ["TakenQuestion", "clock", "due_keys", "take", "take_due"]

LONGEST_PAUSE = 20 * 60.0
"""Seconds that a question waits at most; one that seems to wait longer, after the clock was set
back, is due."""


@dataclass(frozen=True, slots=True)
class TakenQuestion:
    """A question to answer, and what was tried before."""

    incoming: IncomingQuestion
    attempts: int = 0
    waited: float = 0.0
    """Seconds since the first attempt."""


def clock(session: Session) -> ColumnElement[float]:
    """Return the seconds of one clock for all workers: the database's, or this machine's."""
    if session.get_bind().dialect.name == "postgresql":
        return cast(extract("epoch", func.clock_timestamp()), Float)
    return literal(time.time(), Float)


def take(session: Session, incoming: IncomingQuestion, worker: str) -> str | None:
    """Write a question down for a worker, as `QuestionQueue.take` does."""
    key, event, now = incoming.key, incoming.event, time.time()
    beat(session, worker)
    # One statement each: of two workers that take the same question at once, one gets it.
    new = (
        insert_into(session, QueuedQuestionRow)
        .values(
            key=key,
            event=event,
            platform=incoming.platform,
            conversation=incoming.conversation,
            question=incoming.question,
            passage=incoming.passage,
            place=incoming.audience,
            addressed=incoming.addressed,
            position=incoming.position,
            reply=json.dumps(incoming.reply),
            received=now,
            state=HELD,
            due=now,
            attempts=0,
            holder=worker,
        )
        .on_conflict_do_nothing()
        .returning(QueuedQuestionRow.key)
    )
    if taken := session.scalars(new).first():
        return taken
    same = QueuedQuestionRow.key == key if event is None else _either(key, event)
    again = (
        update(QueuedQuestionRow)
        .where(same, QueuedQuestionRow.state.in_((WAITING, FAILED)))
        .values(
            state=HELD,
            holder=worker,
            received=now,
            attempts=0,
            waited=0.0,
            reply=json.dumps(incoming.reply),
        )
        .returning(QueuedQuestionRow.key)
    )
    return session.scalars(again).first()


def _either(key: str, event: str) -> ColumnElement[bool]:
    return or_(QueuedQuestionRow.key == key, QueuedQuestionRow.event == event)


def _is_due(session: Session) -> ColumnElement[bool]:
    now = clock(session)
    over = or_(QueuedQuestionRow.due <= now, QueuedQuestionRow.due > now + LONGEST_PAUSE)
    return or_(
        and_(QueuedQuestionRow.state == WAITING, over),
        and_(
            QueuedQuestionRow.state == HELD, QueuedQuestionRow.holder.not_in(select(WorkerRow.name))
        ),
    )


def due_keys(session: Session, platforms: Collection[str], most: int) -> list[tuple[str, str]]:
    """Return the keys of what is due, each with its last holder."""
    wanted = and_(_is_due(session), QueuedQuestionRow.platform.in_(platforms))
    query = (
        select(QueuedQuestionRow.key, QueuedQuestionRow.holder)
        .where(wanted)
        .order_by(QueuedQuestionRow.due)
        .limit(most)
    )
    return [(key, holder) for key, holder in session.execute(query)]


def take_due(session: Session, keys: Sequence[tuple[str, str]], worker: str) -> list[TakenQuestion]:
    """Take for a worker what is still due and still has the holder that it was seen with."""
    beat(session, worker)
    # Whoever held it ended over it, perhaps: that was an attempt.
    left = case((QueuedQuestionRow.state == HELD, 1), else_=0)
    # Of two workers that take it at once, the second finds another holder.
    same = tuple_(QueuedQuestionRow.key, QueuedQuestionRow.holder).in_(keys)
    taking = (
        update(QueuedQuestionRow)
        .where(same, _is_due(session))
        .values(state=HELD, holder=worker, attempts=QueuedQuestionRow.attempts + left)
        .returning(*QueuedQuestionRow.__table__.columns)
    )
    rows = session.execute(taking).mappings().all()
    return [
        TakenQuestion(
            IncomingQuestion(
                key=row["key"],
                event=row["event"],
                platform=row["platform"],
                conversation=row["conversation"],
                question=row["question"],
                passage=row["passage"],
                audience=_audience(row["place"]),
                addressed=row["addressed"],
                position=row["position"],
                reply=json.loads(row["reply"]),
            ),
            row["attempts"],
            row["waited"],
        )
        for row in rows
    ]


def _audience(kept: str) -> Audience:
    return "channel" if kept == "channel" else "direct" if kept == "direct" else "private"
