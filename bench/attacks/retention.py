"""Old words of people in the database, and no channel set up: how many stay once it has started.

A service that never used the database makes its tables; then rows of two years ago and of today are
put into each, the service starts again, and is given half a minute.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from bench.attacks import Figure, serving

ROWS = 10_000
LONG = timedelta(days=730)
PATIENCE = 30
TABLES = ("asked", "feedback", "inbox")


def attack(checkout: Path) -> Iterator[Figure]:
    """Count what is left of old rows, and of new ones."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "careerbot.db"
        settings = {"CAREERBOT_DATABASE_URL": f"sqlite:///{file}"}
        with serving(checkout, settings) as target:
            said = {"answer_id": "today", "helpful": True}
            httpx.post(f"{target.url}/api/feedback", json=said, timeout=20).raise_for_status()
        _fill(file)
        with serving(checkout, settings) as target:
            started = time.monotonic()
            while any(_old(file).values()) and time.monotonic() - started < PATIENCE:
                time.sleep(0.2)
            took = time.monotonic() - started
            slowest = _slowest(target.url)
        for table, count in _old(file).items():
            measure = f"{table}: old rows left of {ROWS:,}, {min(took, PATIENCE):.0f} s after start"
            yield Figure("retention", measure, f"{count:,}")
        yield Figure("retention", "rows of today left", f"{_new(file)} of {len(TABLES)}")
        yield Figure("retention", "slowest of 20 answers after", f"{slowest * 1e3:.0f} ms")


def _slowest(url: str) -> float:
    question = {"question": "What does a nurse earn?"}
    slowest = 0.0
    for _ in range(20):
        started = time.monotonic()
        httpx.post(f"{url}/api/ask", json=question, timeout=20).raise_for_status()
        slowest = max(slowest, time.monotonic() - started)
    return slowest


def _fill(file: Path) -> None:
    old = datetime.now(UTC) - LONG
    with closing(sqlite3.connect(file, timeout=20)) as database, database:
        for at, names in ((old, [f"old-{n}" for n in range(ROWS)]), (datetime.now(UTC), ["new"])):
            day, seconds = at.strftime("%Y-%m-%d %H:%M:%S.%f"), at.timestamp()
            asked = [(name, "What?", "answered", 0.9, None, day) for name in names]
            database.executemany("INSERT INTO asked VALUES (?, ?, ?, ?, ?, ?)", asked)
            database.executemany(
                "INSERT INTO feedback (answer_id, comment, given_at, changed_at) "
                "VALUES (?, 'Hm', ?, ?)",
                [(name, day, day) for name in names],
            )
            database.executemany(
                "INSERT INTO inbox (key, platform, conversation, question, place, addressed, "
                "position, reply, received, state, due, attempts) "
                "VALUES (?, 'slack', '', 'What?', 'channel', 1, ?, '{}', ?, 'done', ?, 0)",
                [(name, seconds, seconds, seconds) for name in names],
            )


def _old(file: Path) -> dict[str, int]:
    return {table: _count(file, table, "old-%") for table in TABLES}


def _new(file: Path) -> int:
    return sum(_count(file, table, "new") for table in TABLES)


def _count(file: Path, table: str, like: str) -> int:
    key = "key" if table == "inbox" else "answer_id"
    query = f"SELECT count(*) FROM {table} WHERE {key} LIKE ?"  # noqa: S608 - names of ours
    with closing(sqlite3.connect(file, timeout=20)) as database:
        (count,) = database.execute(query, (like,)).fetchone()
        return int(count)
