"""Which workers are there, told without a clock that anybody sets."""

from __future__ import annotations

import time
from collections.abc import Mapping

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from bot.database.tables import WorkerRow, insert_into

__all__ = ["LEASE", "Heartbeats", "beat", "leave"]

LEASE = 30.0
"""Seconds in which a worker that is there raises its count, several times."""
LONGEST_LOOK = 5.0
"""Seconds that one look counts for at most: while nobody could look, none could be seen alive."""


def beat(session: Session, worker: str) -> None:
    """Raise a worker's count."""
    session.execute(
        insert_into(session, WorkerRow)
        .values(name=worker, count=0)
        .on_conflict_do_update(index_elements=["name"], set_={"count": WorkerRow.count + 1})
    )


def leave(session: Session, worker: str) -> None:
    """Take a worker off the list."""
    session.execute(delete(WorkerRow).where(WorkerRow.name == worker))


class Heartbeats:
    """Looks at the others' counts, and tells who is gone."""

    def __init__(self, me: str) -> None:
        self._me = me
        self._seen: dict[str, tuple[int, float]] = {}  # the count, and how long it stood still
        self._looked = time.monotonic()

    def read(self, session: Session) -> dict[str, int]:
        """Return the counts of the other workers."""
        rows = session.execute(select(WorkerRow.name, WorkerRow.count))
        return {name: count for name, count in rows if name != self._me}

    def gone(self, counts: Mapping[str, int]) -> dict[str, int]:
        """Return those whose count has stood still through a lease of looks."""
        now = time.monotonic()
        passed = min(now - self._looked, LONGEST_LOOK)
        self._looked = now
        seen: dict[str, tuple[int, float]] = {}
        for name, count in counts.items():
            before, still = self._seen.get(name, (None, 0.0))
            seen[name] = (count, still + passed if count == before else 0.0)
        self._seen = seen
        return {name: count for name, (count, still) in seen.items() if still >= LEASE}

    def forget(self, session: Session, gone: Mapping[str, int]) -> None:
        """Take workers off the list, so that what they have is anybody's; not who is back."""
        same = [
            and_(WorkerRow.name == name, WorkerRow.count == count) for name, count in gone.items()
        ]
        session.execute(delete(WorkerRow).where(or_(*same)))
