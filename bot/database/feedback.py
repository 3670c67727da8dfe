"""What was asked, and whether it helped."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import DateTime, Float, String, Text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.answering.model import Answer
from bot.database.engine import Base, Database, DatabaseError

__all__ = ["AskedRow", "Feedback", "FeedbackRow", "FeedbackStore"]

log = logging.getLogger(__name__)

INSERTS: dict[str, Callable[..., sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person said of an answer; None: nothing of that kind."""

    answer_id: str
    helpful: bool | None = None
    comment: str | None = None
    choice: str | None = None
    """The reading of the question that the person picked."""
    question: str | None = None


class FeedbackRow(Base):
    """The last that was said of each answer."""

    __tablename__ = "feedback"

    answer_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    helpful: Mapped[bool | None]
    comment: Mapped[str | None] = mapped_column(Text)
    choice: Mapped[str | None] = mapped_column(Text)
    question: Mapped[str | None] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=_now)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=_now)


class AskedRow(Base):
    """A question and how it was answered; kept only where the owner has it so."""

    __tablename__ = "asked"

    answer_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    question: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    confidence: Mapped[float] = mapped_column(Float)
    article: Mapped[str | None] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=_now)


class FeedbackStore:
    """Keeps feedback, and the questions where the owner wants them kept."""

    def __init__(self, database: Database, *, keep_questions: bool = False) -> None:
        self._database = database
        self._keep_questions = keep_questions

    async def give(self, feedback: Feedback) -> None:
        """Keep what was said of an answer; what was said before and isn't now stays.

        Raises `DatabaseError`.
        """
        await self._database.run(lambda session: _give(session, feedback))

    def note(self, answer: Answer) -> None:
        """Keep the question, where the owner wants that; returns at once, and never fails."""
        if not self._keep_questions:
            return
        row = AskedRow(
            answer_id=answer.answer_id,
            question=storable(answer.question),
            status=answer.status,
            confidence=answer.confidence,
            article=answer.sources[0].article if answer.sources else None,
        )
        try:
            self._database.submit(lambda session: session.add(row))
        except DatabaseError as error:
            log.warning("a question was not kept: %s", error)

    async def of(self, answer_id: str) -> Feedback | None:
        """Return what was said of an answer. Raises `DatabaseError`."""
        row = await self._database.run(lambda session: session.get(FeedbackRow, answer_id))
        if row is None:
            return None
        return Feedback(row.answer_id, row.helpful, row.comment, row.choice, row.question)


def storable(text: str) -> str:
    """Return `text` less what a database doesn't take: NUL and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _give(session: Session, feedback: Feedback) -> None:
    said = {
        name: storable(value) if isinstance(value, str) else value
        for name in ("helpful", "comment", "choice", "question")
        if (value := getattr(feedback, name)) is not None
    }
    # One statement, so that two that say something of the same answer at once both count.
    insert = INSERTS[session.get_bind().dialect.name]
    session.execute(
        insert(FeedbackRow)
        .values(answer_id=storable(feedback.answer_id), **said)
        .on_conflict_do_update(index_elements=["answer_id"], set_=said | {"changed_at": _now()})
    )
