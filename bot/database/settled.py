"""What the owner made of groups of questions: repaired, or dismissed; and how that is undone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.database.engine import Database
from bot.database.tables import (
    FeedbackRow,
    KeptQuestionRow,
    SettledRow,
    storable,
    utc_now,
    with_zone,
)

__all__ = ["DISMISSED", "Settled", "read_settled", "settle", "unsettle"]

DISMISSED = "dismissed"
BATCH = 500
"""Rows of one statement."""
MOST = 1_000
"""Of what was settled, the latest that is read."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A group that was settled."""

    key: str
    how: str
    """`dismissed`, `phrasing` or `faq`."""
    question: str
    vector: bytes | None = None
    settled_at: datetime | None = None
    until: datetime | None = None
    undone_at: datetime | None = None
    edit: dict[str, Any] | None = None
    before: str | None = None
    after: str | None = None

    def holds(self, now: datetime) -> bool:
        """Tell whether the questions that it was about are settled now."""
        return self.undone_at is None and (self.until is None or now < self.until)

    @property
    def for_good(self) -> bool:
        """Whether what is alike and asked later is dismissed as well."""
        return self.how == DISMISSED and self.until is None and self.undone_at is None


async def read_settled(database: Database) -> list[Settled]:
    """Return what was settled, the latest first. Raises `DatabaseError`."""
    return await database.run(_read) if database.exists() else []


async def settle(database: Database, settled: Settled, answer_ids: Sequence[str]) -> None:
    """Keep that a group is settled, whose questions have these answers. Raises `DatabaseError`."""
    await database.run(partial(_add, settled=settled))
    for first in range(0, len(answer_ids), BATCH):
        some = answer_ids[first : first + BATCH]
        await database.run(partial(_mark, ids=some, key=settled.key))


async def unsettle(database: Database, key: str) -> None:
    """Let the questions of a group be open again. Raises `DatabaseError`."""

    def undo(session: Session) -> None:
        row = SettledRow.key == key
        session.execute(update(SettledRow).where(row).values(undone_at=utc_now()))

    await database.run(undo)


def _read(session: Session) -> list[Settled]:
    rows = session.scalars(select(SettledRow).order_by(SettledRow.settled_at.desc()).limit(MOST))
    return [
        Settled(
            row.key,
            row.how,
            row.question,
            row.vector,
            with_zone(row.settled_at),
            row.until and with_zone(row.until),
            row.undone_at and with_zone(row.undone_at),
            json.loads(row.edit) if row.edit else None,
            row.before,
            row.after,
        )
        for row in rows
    ]


def _add(session: Session, settled: Settled) -> None:
    session.add(
        SettledRow(
            key=settled.key,
            how=settled.how,
            question=storable(settled.question),
            vector=settled.vector,
            until=settled.until,
            edit=json.dumps(settled.edit) if settled.edit else None,
            before=settled.before,
            after=settled.after,
        )
    )


def _mark(session: Session, ids: Sequence[str], key: str) -> None:
    for table in (KeptQuestionRow, FeedbackRow):
        session.execute(update(table).where(table.answer_id.in_(ids)).values(settled=key))
