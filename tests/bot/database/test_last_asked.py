"""Of all that is kept of people's questions, the latest."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.database.engine import Database
from bot.database.last_asked import last_asked
from bot.database.tables import FeedbackRow, KeptQuestionRow, QueuedQuestionRow
from bot.settings import Settings

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """A database of either kind, with a question of each table a day."""
    database = Database(settings)
    rows: list[object] = [
        KeptQuestionRow(
            answer_id=str(day), question=question, status="answered", confidence=1.0, asked_at=at
        )
        for day, question in ((1, "first"), (4, "twice"))
        if (at := START + timedelta(days=day))
    ]
    for day, asked in ((2, "of feedback"), (6, None)):
        at = START + timedelta(days=day)
        rows.append(FeedbackRow(answer_id=str(day), question=asked, given_at=at))
    for day, question in ((3, "of a chat"), (5, "twice"), (7, "")):
        received = (START + timedelta(days=day)).timestamp()
        rows.append(
            QueuedQuestionRow(
                key=str(day), platform="slack", conversation="c", question=question,
                place="channel", addressed=True, position=float(day), reply="{}",
                received=received, state="done", due=received, attempts=1,
            )
        )  # fmt: skip
    asyncio.run(database.run(lambda session: session.add_all(rows)))
    yield database
    database.close()


@pytest.mark.parametrize("count", [0, 1, 3, 10])
def test_the_latest_come_first_and_none_twice(count: int, database: Database) -> None:
    found = asyncio.run(database.run(lambda session: last_asked(session, count)))
    assert found == ["twice", "of a chat", "of feedback", "first"][:count]
