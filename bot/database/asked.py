"""What was asked, with all that is known of it: read page by page, for the owner alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Row, Select, and_, false, func, null, or_, select, update
from sqlalchemy.orm import Session

from bot.database.engine import Database
from bot.database.tables import FeedbackRow, KeptQuestionRow, SettledRow, with_zone

__all__ = ["AskedQuestion", "keep_vectors", "read_asked", "stamp"]

PAGE = 10_000
"""Rows that are read at once: more would take longer than a piece of work may."""
BATCH = 500
"""Rows that are written at once: more would hold up who writes."""

KEPT = (
    *("answer_id", "question", "asked_at", "status", "confidence", "article", "passage"),
    *("channel", "latency", "small_talk", "asked_again", "vector", "settled"),
)
SAID = ("helpful", "comment", "choice", "person")
"""What is read of each table, by the names of its columns, in the order of the fields below."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that was asked, how it was answered, and what was said of that."""

    answer_id: str
    question: str
    asked_at: datetime
    status: str | None = None
    """None where it was kept with what was said of the answer alone."""
    confidence: float | None = None
    article: str | None = None
    passage: str | None = None
    channel: str | None = None
    latency: float | None = None
    small_talk: bool = False
    asked_again: bool = False
    vector: bytes | None = None
    settled: str | None = None
    helpful: bool | None = None
    comment: str | None = None
    choice: str | None = None
    person: bool | None = None

    @property
    def resolved(self) -> bool:
        """Whether it was answered, and nothing says that this didn't help.

        Of an answer that was unsure itself, somebody has to say that it did.
        """
        against = self.asked_again or self.helpful is False or self.person
        told = self.status == "unsure" and self.helpful is True
        return (self.status == "answered" or told) and not against


async def read_asked(
    database: Database, *, since: datetime | None = None, open_only: bool = False
) -> list[AskedQuestion]:
    """Return what was asked, in no order; `open_only`: without an answer, unsure or voted down.

    Raises `DatabaseError`.
    """
    if not database.exists():
        return []
    found: list[AskedQuestion] = []
    every = (
        (_kept(since, open_only), KeptQuestionRow.answer_id),
        (_rated(since), FeedbackRow.answer_id),
    )
    for query, key in every:
        after = ""
        while True:
            page = query.where(key > after).order_by(key).limit(PAGE)
            rows = await database.run(partial(_rows, query=page))
            found += (_asked(row) for row in rows)
            if len(rows) < PAGE:
                break
            after = rows[-1][0]
    return found


async def keep_vectors(database: Database, vectors: Mapping[str, bytes]) -> None:
    """Keep the vectors of questions that were kept without, by their answer's id."""
    every = list(vectors.items())
    for first in range(0, len(every), BATCH):
        await database.run(partial(_keep_vectors, some=every[first : first + BATCH]))


def stamp(session: Session) -> tuple[Any, ...]:
    """Return what is another one as soon as anything was asked, said or settled."""
    parts = (
        select(func.count(), func.max(KeptQuestionRow.asked_at)).select_from(KeptQuestionRow),
        select(func.count(), func.max(FeedbackRow.changed_at)).select_from(FeedbackRow),
        select(
            func.count(), func.max(SettledRow.settled_at), func.max(SettledRow.undone_at)
        ).select_from(SettledRow),
    )
    return tuple(value for part in parts for value in session.execute(part).one())


def _kept(since: datetime | None, open_only: bool) -> Select[Any]:
    asked, said = KeptQuestionRow, FeedbackRow
    columns: list[Any] = [getattr(asked, name) for name in KEPT]
    columns += [getattr(said, name) for name in SAID]
    query = select(*columns).outerjoin(said, said.answer_id == asked.answer_id)
    if since is not None:
        query = query.where(asked.asked_at >= since)
    if open_only:
        unsaid = or_(said.helpful.is_(None), said.helpful.is_(False))
        unanswered = and_(asked.status != "answered", asked.small_talk.is_(False), unsaid)
        query = query.where(or_(unanswered, said.helpful.is_(False)))
    return query


def _rated(since: datetime | None) -> Select[Any]:
    """What was voted down of questions that weren't kept otherwise."""
    said, asked = FeedbackRow, KeptQuestionRow
    unknown: dict[str, Any] = {name: null() for name in KEPT} | {
        **{"answer_id": said.answer_id, "question": said.question, "asked_at": said.given_at},
        **{"small_talk": false(), "asked_again": false(), "settled": said.settled},
    }
    columns = [*unknown.values(), *(getattr(said, name) for name in SAID)]
    query = (
        select(*columns)
        .outerjoin(asked, said.answer_id == asked.answer_id)
        .where(asked.answer_id.is_(None), said.helpful.is_(False))
        .where(said.question.is_not(None), said.question != "")
    )
    return query if since is None else query.where(said.given_at >= since)


def _keep_vectors(session: Session, some: Sequence[tuple[str, bytes]]) -> None:
    for answer_id, vector in some:
        row = KeptQuestionRow.answer_id == answer_id
        session.execute(update(KeptQuestionRow).where(row).values(vector=vector))


def _rows(session: Session, query: Select[Any]) -> Sequence[Row[Any]]:
    return session.execute(query).all()


def _asked(row: Row[Any]) -> AskedQuestion:
    answer_id, question, at, *others = tuple(row)
    return AskedQuestion(answer_id, question, with_zone(at), *others)
