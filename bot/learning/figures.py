"""The report's figures: what was asked, how it was answered, and whether that helped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from bot.database.asked import AskedQuestion, read_asked
from bot.database.engine import Database
from bot.learning.grouping import wording
from bot.learning.inbox import Group, asked_groups

__all__ = ["Counted", "Figures", "figures", "figures_of"]

GROUPS = 10
"""Groups that are named."""
ROWS = 20
"""Articles that are named."""
PERCENTILES = (50, 90, 99)


@dataclass(frozen=True, slots=True)
class Counted:
    """Questions of one kind, and what became of them."""

    name: str
    asked: int
    answered: int
    unsure: int
    no_answer: int
    resolved: int
    """Answered, without a thumb down, a second question alike, or a person asked for."""
    voted_up: int
    voted_down: int

    @property
    def answer_rate(self) -> float:
        """The share that got an answer, 0 to 1; an unsure one counts as none."""
        return self.answered / self.asked if self.asked else 0.0

    @property
    def resolution_rate(self) -> float:
        """The share that was resolved, 0 to 1."""
        return self.resolved / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some days, both included."""

    first: date
    last: date
    all: Counted
    days: tuple[Counted, ...]
    articles: tuple[Counted, ...]
    channels: tuple[Counted, ...]
    asked_again: int
    persons: int
    latency: tuple[tuple[int, float], ...]
    """Percentiles of the milliseconds to an answer."""
    groups: tuple[Group, ...]
    """What was asked most."""
    gaps: tuple[Group, ...]
    """What had no answer, the most asked first."""
    worst: tuple[Counted, ...]
    """Questions that were voted down most."""


async def figures(database: Database, since: date, now: datetime, dimensions: int) -> Figures:
    """Return the figures since a day. Raises `DatabaseError`."""
    import asyncio

    begin = datetime(since.year, since.month, since.day, tzinfo=UTC)
    asked = await read_asked(database, since=begin)
    return await asyncio.to_thread(figures_of, asked, since, now, dimensions)


def figures_of(
    asked: Sequence[AskedQuestion], since: date, now: datetime, dimensions: int
) -> Figures:
    """Return the figures of what was asked; greetings and thanks are no questions."""
    some = [each for each in asked if each.status is not None and not each.small_talk]
    by_day: dict[date, list[AskedQuestion]] = {day: [] for day in _days(since, now.date())}
    articles: dict[str, list[AskedQuestion]] = {}
    channels: dict[str, list[AskedQuestion]] = {}
    worded: dict[str, list[AskedQuestion]] = {}
    for each in some:
        by_day.setdefault(each.asked_at.date(), []).append(each)
        channels.setdefault(each.channel or "unknown", []).append(each)
        if each.article:
            articles.setdefault(each.article, []).append(each)
        if each.helpful is False:
            worded.setdefault(wording(each.question), []).append(each)
    took = [each.latency for each in some if each.latency is not None]
    gaps = [each for each in some if each.status == "no_answer"]
    return Figures(
        since,
        now.date(),
        _counted("all", some),
        tuple(_counted(day.isoformat(), own) for day, own in sorted(by_day.items())),
        _ranked(articles)[:ROWS],
        _ranked(channels),
        sum(each.asked_again for each in some),
        sum(bool(each.person) for each in some),
        tuple(zip(PERCENTILES, np.percentile(took, PERCENTILES).tolist(), strict=True))
        if took
        else (),
        tuple(asked_groups(some, dimensions, GROUPS, now)),
        tuple(asked_groups(gaps, dimensions, GROUPS, now)),
        _ranked({own[0].question: own for own in worded.values()})[:GROUPS],
    )


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _ranked(named: dict[str, list[AskedQuestion]]) -> tuple[Counted, ...]:
    """What is named, the most asked first."""
    counted = [_counted(name, own) for name, own in named.items()]
    return tuple(sorted(counted, key=lambda each: (-each.asked, each.name)))


def _counted(name: str, asked: Sequence[AskedQuestion]) -> Counted:
    by_status = Counter(each.status for each in asked)
    return Counted(
        name,
        len(asked),
        by_status["answered"],
        by_status["unsure"],
        by_status["no_answer"],
        sum(each.resolved for each in asked),
        sum(each.helpful is True for each in asked),
        sum(each.helpful is False for each in asked),
    )
