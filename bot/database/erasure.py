"""What was kept of what people said is deleted when somebody asks for that."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.database.engine import Base, Database
from bot.database.retention import wipe
from bot.database.tables import (
    DONE,
    FeedbackRow,
    KeptQuestionRow,
    QueuedQuestionRow,
    SettledRow,
    storable,
)
from corpus.white_space import collapse

__all__ = ["Erased", "Wanted", "erase"]

PAGE = 500
"""Rows of one transaction: a longer one holds up who writes, and is ended by a deadline."""

Words = tuple[InstrumentedAttribute[Any], ...]
WORDS: dict[type[Base], Words] = {
    KeptQuestionRow: (KeptQuestionRow.question,),
    FeedbackRow: (FeedbackRow.question, FeedbackRow.comment, FeedbackRow.choice),
    QueuedQuestionRow: (QueuedQuestionRow.question,),
    SettledRow: (SettledRow.question, SettledRow.edit),
}
"""The columns of each table in which people's words stand."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be deleted: of some answers, what contains a text, or everything."""

    answers: Collection[str] = ()
    containing: str | None = None
    """Looked for in every word that is kept, whatever its case and its white space."""
    everything: bool = False

    def takes(self, table: type[Base], key: str, words: Sequence[str | None]) -> bool:
        """Tell whether a row is to be deleted."""
        if table is QueuedQuestionRow and not any(words):  # nothing of a person's is left in it
            return False
        if self.everything or (table is not QueuedQuestionRow and key in self.answers):
            return True
        if not self.containing:
            return False
        text = _folded(self.containing)
        return any(text in _folded(each) for each in words if each)


@dataclass(frozen=True, slots=True)
class Erased:
    """How many of each were deleted."""

    questions: int = 0
    feedback: int = 0
    messages: int = 0
    """Questions of channels, which are remembered for some days whatever the settings."""


async def erase(database: Database, wanted: Wanted) -> Erased:
    """Delete what is wanted. Raises `DatabaseError`."""
    if not database.exists():
        return Erased()
    counts = dict.fromkeys(WORDS, 0)
    for table in WORDS:
        page: Sequence[Row[Any]] = await database.run(partial(_page, table=table, after=""))
        while page:
            keys = [row[0] for row in page if wanted.takes(table, row[0], row[1:])]
            if keys:
                counts[table] += await database.run(partial(_erase, table=table, keys=keys))
            after = page[-1][0]
            page = await database.run(partial(_page, table=table, after=after))
    if any(counts.values()):
        await database.run(wipe)
    return Erased(counts[KeptQuestionRow], counts[FeedbackRow], counts[QueuedQuestionRow])


def _page(session: Session, table: type[Base], after: str) -> Sequence[Row[Any]]:
    # Read and looked through here: databases disagree about which letters are the same.
    (key,) = table.__table__.primary_key
    query = select(key, *WORDS[table]).where(key > after).order_by(key).limit(PAGE)
    return session.execute(query).all()


def _erase(session: Session, table: type[Base], keys: Sequence[str]) -> int:
    (key,) = table.__table__.primary_key
    these: list[ColumnElement[bool]] = [key.in_(keys)]
    erased = 0
    if table is QueuedQuestionRow:
        # That it was answered stays known: a platform may still deliver it again.
        done = update(QueuedQuestionRow).where(*these, QueuedQuestionRow.state == DONE)
        done = done.values(question="", conversation="").returning(key)
        erased = len(session.execute(done).all())
        these.append(QueuedQuestionRow.state != DONE)
    return erased + len(session.execute(delete(table).where(*these).returning(key)).all())


def _folded(text: str) -> str:
    return collapse(unicodedata.normalize("NFKC", storable(text)).casefold())
