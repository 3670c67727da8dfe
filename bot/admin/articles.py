"""The articles, as their owner may want to look at them: by age, by use, and against each other."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.database.engine import Database
from bot.database.tables import FeedbackRow, KeptQuestionRow
from index.agreement import Pair, pairs
from index.contract import Index, StoredPassage
from index.store.manifest import ArticleInfo
from index.stored_articles import articles_in

__all__ = ["Shelf", "Shown", "Used"]

LISTED = 100
"""Passages that never came first, and pairs, that are shown."""


@dataclass(frozen=True, slots=True)
class Used:
    """An article, and how often it answered."""

    article: ArticleInfo
    shown: int
    voted_down: int


@dataclass(frozen=True, slots=True)
class Shown:
    """All that is to be said of the articles."""

    articles: tuple[Used, ...]
    """The oldest first, those without a date before them."""
    idle: tuple[StoredPassage, ...]
    """Passages that came first for no question."""
    idle_count: int
    pairs: tuple[Pair, ...] | None
    """What is said twice, or with other numbers; None while it is looked for."""


class Shelf:
    """Looks at the articles of an index; what takes long is done once for each."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version: str | None = None
        self._pairs: tuple[Pair, ...] | None = None
        self._looking: asyncio.Task[None] | None = None

    async def shown(self, index: Index) -> Shown:
        """Return what there is to see. Raises `DatabaseError`."""
        rows = await self._database.run(_used) if self._database.exists() else []
        times = {article: (shown, down) for article, shown, down in rows}
        used = [Used(each, *times.get(each.id, (0, 0))) for each in index.articles]
        used.sort(key=lambda each: each.article.updated or "")
        first = await self._database.run(_first) if self._database.exists() else set()

        def not_first() -> list[StoredPassage]:
            every = map(index.passage_at, range(len(index)))
            return [each for each in every if each.id not in first]

        idle = await asyncio.to_thread(not_first)  # each may have to be fetched
        if index.version != self._version and (self._looking is None or self._looking.done()):
            self._version, self._pairs = index.version, None
            self._looking = asyncio.create_task(self._look(index))
        return Shown(tuple(used), tuple(idle[:LISTED]), len(idle), self._pairs)

    async def _look(self, index: Index) -> None:
        def look() -> tuple[Pair, ...]:
            articles = list(articles_in(index))
            return tuple(pairs(articles, index.encoder)[:LISTED])

        self._pairs = await asyncio.to_thread(look)


def _used(session: Session) -> Sequence[tuple[Any, ...]]:
    asked, said = KeptQuestionRow, FeedbackRow
    query = (
        select(asked.article, func.count(), func.count(said.answer_id))
        .outerjoin(said, (said.answer_id == asked.answer_id) & said.helpful.is_(False))
        .where(asked.article.is_not(None))
        .group_by(asked.article)
    )
    return [tuple(row) for row in session.execute(query)]


def _first(session: Session) -> set[str]:
    return {each for each in session.scalars(select(KeptQuestionRow.passage).distinct()) if each}
