"""What is remembered with a kept question, in SQLite and in PostgreSQL."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import create_engine, text

from bot.answering.trace import Trace
from bot.commands.database import with_database
from bot.database.engine import Database
from bot.database.feedback import FeedbackStore, Seen
from bot.database.tables import KeptQuestionRow
from bot.settings import Settings
from tests.bot.database.test_feedback import ANSWER, rows

EARLIER = (
    "CREATE TABLE asked (answer_id VARCHAR(100) PRIMARY KEY, question TEXT NOT NULL, "
    "status VARCHAR(20) NOT NULL, confidence FLOAT NOT NULL, article TEXT, "
    "asked_at TIMESTAMP NOT NULL)",
    "INSERT INTO asked VALUES ('old', 'What is it?', 'answered', 0.9, NULL, '2026-01-01 00:00:00')",
)


def seen(*numbers: float, before: str | None = None) -> Seen:
    vector = np.asarray(numbers, np.float16)
    return Seen(Trace(vector / np.linalg.norm(vector), "p-1"), 12.5, before)


async def note(database: Database, *noted: tuple[str, str, Seen]) -> None:
    store = FeedbackStore(database, keep_questions=True)
    for answer_id, question, each in noted:
        answer = replace(ANSWER, answer_id=answer_id, question=question, index_version="v1")
        store.note(answer, "slack", each)
        while not await asyncio.to_thread(noted_already, database, answer_id):
            await asyncio.sleep(0.01)


def noted_already(database: Database, answer_id: str) -> bool:
    work = database.submit(lambda session: session.get(KeptQuestionRow, answer_id) is not None)
    return work.result(10)


def test_a_database_of_an_earlier_version_takes_it(settings: Settings) -> None:
    settings.data_dir.mkdir()
    url = settings.database_url or f"sqlite:///{settings.data_dir / 'careerbot.db'}"
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        for statement in EARLIER:
            connection.execute(text(statement))
    engine.dispose()
    with_database(settings, lambda database: note(database, ("a-1", "What pays?", seen(1, 0))))
    old, new = sorted(rows(settings, KeptQuestionRow), key=lambda row: str(row["asked_at"]))
    assert (old["answer_id"], old["asked_again"], old["vector"]) == ("old", False, None)
    told = {"channel": "slack", "passage": "p-1", "index_version": "v1", "latency": 12.5}
    assert {name: new[name] for name in told} == told
    assert np.frombuffer(new["vector"], np.float16).tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    ("second", "again"),
    [
        (seen(1, 0.5, before="What pays?"), True),
        (seen(0.2, 1, before="What pays?"), False),
        (seen(1, 0, before="Something else?"), False),
        (seen(1, 0, 0, before="What pays?"), False),
        (seen(1, 0), False),
    ],
    ids=["alike", "another question", "of another conversation", "another model", "a beginning"],
)
def test_who_asks_again_was_not_helped(second: Seen, again: bool, settings: Settings) -> None:
    noted = ("a-1", "What pays?", seen(1, 0)), ("a-2", "And what pays?", second)
    with_database(settings, lambda database: note(database, *noted))
    marked = {row["answer_id"]: row["asked_again"] for row in rows(settings, KeptQuestionRow)}
    assert marked == {"a-1": again, "a-2": False}
