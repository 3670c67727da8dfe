"""The tables of the service's database.

A database outlives the version that made it: the name of a table or a column never changes, and
what is added has a default.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import DateTime, Float, Index, LargeBinary, String, Text, false
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.database.engine import Base

__all__ = [
    "DONE",
    "FAILED",
    "HELD",
    "LONGEST_ID",
    "WAITING",
    "FeedbackRow",
    "KeptQuestionRow",
    "QueuedQuestionRow",
    "SettledRow",
    "WorkerRow",
    "insert_into",
    "storable",
    "utc_now",
    "with_zone",
]

INSERTS: dict[str, Callable[..., sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
HELD, WAITING, DONE, FAILED = "held", "waiting", "done", "failed"
"""How far a question of a channel is."""
LONGEST_ID = 40
"""Characters of a passage's id at most."""


def utc_now() -> datetime:
    """Return the time, as the tables keep it."""
    return datetime.now(UTC)


def with_zone(at: datetime) -> datetime:
    """Return a time that the tables kept, with its zone, which SQLite leaves out."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


class FeedbackRow(Base):
    """The last that was said of each answer."""

    __tablename__ = "feedback"

    answer_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    helpful: Mapped[bool | None]
    comment: Mapped[str | None] = mapped_column(Text)
    choice: Mapped[str | None] = mapped_column(Text)
    question: Mapped[str | None] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=utc_now)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=utc_now)
    person: Mapped[bool | None]
    """Whether the way to a person was taken."""
    settled: Mapped[str | None] = mapped_column(String(40))
    """What the owner made of it, by its key."""


class KeptQuestionRow(Base):
    """A question and how it was answered; kept only where the owner has it so."""

    __tablename__ = "asked"
    __table_args__ = (Index("asked_at", "asked_at"),)

    answer_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    question: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    confidence: Mapped[float] = mapped_column(Float)
    article: Mapped[str | None] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=utc_now)
    index_version: Mapped[str | None] = mapped_column(String(40))
    passage: Mapped[str | None] = mapped_column(String(LONGEST_ID))
    """The passage that came nearest, also where it wasn't shown."""
    channel: Mapped[str | None] = mapped_column(String(20))
    latency: Mapped[float | None] = mapped_column(Float)
    """Milliseconds from the question's arrival to its answer."""
    small_talk: Mapped[bool] = mapped_column(server_default=false())
    asked_again: Mapped[bool] = mapped_column(server_default=false())
    """Whether the next question of the conversation asked for the same."""
    vector: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The question as it was searched for: half-precision numbers, L2-normalised."""
    settled: Mapped[str | None] = mapped_column(String(40))
    """What the owner made of it, by its key."""


class SettledRow(Base):
    """A group of questions that the owner repaired or dismissed."""

    __tablename__ = "settled"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    how: Mapped[str] = mapped_column(String(20))
    question: Mapped[str] = mapped_column(Text)
    """How it is asked most often."""
    vector: Mapped[bytes | None] = mapped_column(LargeBinary)
    settled_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=utc_now)
    until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When what was dismissed for now is shown again."""
    undone_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    edit: Mapped[str | None] = mapped_column(Text)
    """Of a repair, what was written into which file, as JSON."""
    before: Mapped[str | None] = mapped_column(String(40))
    """The version of the index that it replaced."""
    after: Mapped[str | None] = mapped_column(String(40))


class QueuedQuestionRow(Base):
    """A question of a channel, and how far it is."""

    __tablename__ = "inbox"  # what the queue was called when databases were first made
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
    """The audience, by its first name."""
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
    """How often its answer was or may have been posted."""
    waited: Mapped[float] = mapped_column(Float, server_default="0")
    """Seconds that it was being tried, by clocks that nobody sets."""
    passage: Mapped[str | None] = mapped_column(String(LONGEST_ID))
    """The passage that answers, where a choice was pressed."""


class WorkerRow(Base):
    """A worker, and its count."""

    __tablename__ = "inbox_workers"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int]


def insert_into(session: Session, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Return an insert as the session's database says it, which can settle a conflict."""
    return INSERTS[session.get_bind().dialect.name](table)


def storable(text: str) -> str:
    """Return `text` less what a database doesn't take: NUL and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
