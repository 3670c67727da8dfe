"""What is kept of what people say, in SQLite and in PostgreSQL."""

from __future__ import annotations

import asyncio
import dataclasses
import multiprocessing
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.answering.model import Answer, Paragraph, Source
from bot.commands.database import with_database
from bot.database.engine import LONGEST_QUEUE, Base, Database, DatabaseError
from bot.database.feedback import Feedback, FeedbackStore
from bot.database.tables import FeedbackRow, KeptQuestionRow
from bot.settings import Settings, SettingsError
from tests.bot.database.processes import give_in_process

SOURCE = Source(1, "guide", "Guide", ("Pay",), "It pays.", 0, 8, 1, None, None, ())
ANSWER = Answer(
    "a-1", "What does it pay?", "answered", 0.9, "It pays.", (Paragraph("It pays."),),
    sources=(SOURCE,),
)  # fmt: skip


@pytest.fixture
def sqlite_settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


def rows(settings: Settings, table: type[Base]) -> list[dict[str, Any]]:
    async def read(database: Database) -> list[dict[str, Any]]:
        return await database.run(
            lambda session: [
                dict(row) for row in session.execute(select(table.__table__)).mappings()
            ]
        )

    return with_database(settings, read)


def test_feedback_is_kept_and_the_last_word_counts(settings: Settings) -> None:
    async def give(database: Database) -> None:
        store = FeedbackStore(database)
        await store.give(Feedback("a-1", helpful=True, question="What does it pay?"))
        await store.give(Feedback("a-1", helpful=False))
        await store.give(Feedback("a-1", comment="Where?"))
        await store.give(Feedback("a-1", helpful=False))
        await store.give(Feedback("a-2", choice="passage-7"))

    with_database(settings, give)
    kept = rows(settings, FeedbackRow)
    assert [row["answer_id"] for row in kept] == ["a-1", "a-2"]
    said = {name: kept[0][name] for name in ("helpful", "comment", "choice", "question")}
    assert said == {
        "helpful": False, "comment": "Where?", "choice": None, "question": "What does it pay?",
    }  # fmt: skip
    assert kept[0]["given_at"] < kept[0]["changed_at"]


@pytest.mark.parametrize("said", ["", "naïve ☃ 🙂", "a\0b", "half \ud83d", "'; DROP TABLE x; --"])
def test_any_text_is_kept(settings: Settings, said: str) -> None:
    feedback = Feedback("a", comment=said, question=said)
    with_database(settings, lambda database: FeedbackStore(database).give(feedback))
    (kept,) = rows(settings, FeedbackRow)
    assert kept["comment"] == said.replace("\0", "").replace("\ud83d", "?")


def test_many_at_once_are_all_kept(settings: Settings) -> None:
    async def give(database: Database) -> int:
        store = FeedbackStore(database)
        given = [Feedback(f"a-{n % 50}", helpful=n % 2 == 0) for n in range(200)]
        await asyncio.gather(*(store.give(each) for each in given))
        count = select(func.count()).select_from(FeedbackRow)
        return await database.run(lambda session: session.scalar(count))

    assert with_database(settings, give) == 50


def test_workers_share_one_database_from_the_first_moment(settings: Settings) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=give_in_process, args=(settings, n)) for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert len(rows(settings, FeedbackRow)) == 60


def test_questions_are_kept_only_where_the_owner_wants_that(settings: Settings) -> None:
    async def note(database: Database) -> None:
        FeedbackStore(database).note(ANSWER)
        FeedbackStore(database, keep_questions=True).note(
            dataclasses.replace(ANSWER, answer_id="a-2")
        )

    with_database(settings, note)
    kept = rows(settings, KeptQuestionRow)
    assert [(row["answer_id"], row["question"], row["article"]) for row in kept] == [
        ("a-2", "What does it pay?", "guide")
    ]


def test_the_file_is_its_owners_alone(sqlite_settings: Settings) -> None:
    with_database(sqlite_settings, lambda database: FeedbackStore(database).give(Feedback("a")))
    file = sqlite_settings.data_dir / "careerbot.db"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_is_opened_before_it_is_used(sqlite_settings: Settings) -> None:
    Database(sqlite_settings).close()
    assert not sqlite_settings.data_dir.exists()


def locked(settings: Settings, how: str) -> sqlite3.Connection:
    """Make the database, and hold a lock on it."""
    with_database(settings, lambda database: FeedbackStore(database).give(Feedback("a")))
    lock = sqlite3.connect(settings.data_dir / "careerbot.db", isolation_level=None)
    lock.execute(f"BEGIN {how}")
    return lock


@pytest.mark.timeout(60)  # where each note waited for the lock, it would take minutes
def test_a_locked_database_holds_nobody_up_who_does_not_wait_for_it(
    sqlite_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.database.engine.PATIENCE", 0.5)
    lock = locked(sqlite_settings, "EXCLUSIVE")

    async def note(database: Database) -> None:
        store = FeedbackStore(database, keep_questions=True)
        for n in range(LONGEST_QUEUE + 10):
            store.note(dataclasses.replace(ANSWER, answer_id=str(n)))
        with pytest.raises(DatabaseError, match="too slow"):
            await store.give(Feedback("b"))
        lock.execute("ROLLBACK")

    with_database(sqlite_settings, note)
    lock.close()
    assert len(rows(sqlite_settings, KeptQuestionRow)) >= LONGEST_QUEUE - 8


def test_what_a_locked_database_could_not_keep_is_not_logged(
    sqlite_settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.database.engine.PATIENCE", 0.2)
    lock = locked(sqlite_settings, "IMMEDIATE")

    async def give(database: Database) -> None:
        with pytest.raises(DatabaseError, match="can't be used now"):
            await FeedbackStore(database).give(Feedback("a", comment="a private word"))

    with_database(sqlite_settings, give)
    lock.close()
    assert "database is locked" in caplog.text
    assert "private" not in caplog.text


def test_what_postgresql_refuses_is_not_logged(
    emptied_postgresql: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def give(database: Database) -> None:
        with pytest.raises(DatabaseError, match="can't be used now"):
            await FeedbackStore(database).give(Feedback("a" * 101, comment="a private word"))

    with_database(Settings(database_url=emptied_postgresql), give)
    assert "too long" in caplog.text
    assert "private" not in caplog.text


def test_a_database_that_is_not_there_is_an_error_and_no_crash(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"postgresql://owner:secret@/careerbot?host={tmp_path}"

    async def give(database: Database) -> None:
        with pytest.raises(DatabaseError, match="can't be used now"):
            await FeedbackStore(database).give(Feedback("a"))

    with_database(Settings(database_url=url), give)
    assert caplog.records
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "url", ["mysql://user:secret@host/db", "nonsense", "sqlite://", "sqlite:///:memory:", ""]
)
def test_an_address_that_is_none_is_one_line_without_its_password(url: str) -> None:
    with pytest.raises(SettingsError, match=r"CAREERBOT_DATABASE_URL .*: give sqlite") as raised:
        Database(Settings(database_url=url))
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)
