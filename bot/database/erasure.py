"""What was kept of what people said is deleted when somebody asks for that."""

from __future__ import annotations

import asyncio
import logging
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.database.engine import Base, Database, DatabaseError
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

log = logging.getLogger(__name__)

T = TypeVar("T")

PAGE = 500
"""Rows of one statement: a longer one is ended by a server's deadline."""
TRIES = 5
"""How often a database that is busy or away is tried; each waits for it by itself, too."""
PAUSE = 1.0
"""Seconds between two of them."""

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
    """Delete what is wanted, all of it or nothing; a database that is busy is tried for a while.

    Raises `DatabaseError`.
    """
    if not database.exists():
        return Erased()
    keys = {table: await _keys(database, wanted, table) for table in WORDS}
    if not any(keys.values()):
        return Erased()
    counts = await _insist(database, partial(_erase_all, keys=keys))
    try:
        await _insist(database, wipe)
    except DatabaseError as error:
        log.warning("what was deleted may stand in SQLite's log for a while: %s", error)
    return Erased(counts[KeptQuestionRow], counts[FeedbackRow], counts[QueuedQuestionRow])


async def _keys(database: Database, wanted: Wanted, table: type[Base]) -> list[str]:
    """Return the keys of the rows of a table that are to be deleted."""
    keys: list[str] = []
    after = ""
    while page := await _insist(database, partial(_page, table=table, after=after)):
        keys += [row[0] for row in page if wanted.takes(table, row[0], row[1:])]
        after = page[-1][0]
    return keys


async def _insist(database: Database, work: Callable[[Session], T]) -> T:
    """Return what `work` returns, however long that takes, once the database can be used.

    Raises `DatabaseError` where it can't be, tried several times.
    """
    for _ in range(TRIES - 1):
        try:
            return await asyncio.wrap_future(database.submit(work))
        except DatabaseError:
            await asyncio.sleep(PAUSE)
    return await asyncio.wrap_future(database.submit(work))


def _erase_all(session: Session, keys: Mapping[type[Base], Sequence[str]]) -> dict[type[Base], int]:
    """Delete rows by their keys; return how many of each table these were."""
    counts = dict.fromkeys(keys, 0)
    for table, every in keys.items():
        for first in range(0, len(every), PAGE):
            counts[table] += _erase(session, table, every[first : first + PAGE])
    return counts


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
