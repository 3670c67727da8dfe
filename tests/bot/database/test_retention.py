"""What people said is forgotten in time, and when somebody asks for that."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import insert, select, text

from bot.api import create_app
from bot.channels.incoming import hashed_key
from bot.channels.mattermost import _conversation
from bot.channels.slack.events import press
from bot.cli import main
from bot.commands.database import with_database
from bot.database import retention
from bot.database.engine import Base, Database, engine_of
from bot.database.retention import BATCH, QUEUE_KEPT, sweep
from bot.database.tables import (
    DONE,
    FAILED,
    HELD,
    WAITING,
    FeedbackRow,
    KeptQuestionRow,
    QueuedQuestionRow,
)
from bot.settings import Settings
from tests.bot.database.processes import sweep_in_process

DAY = 24 * 3600


@pytest.fixture
def sqlite_settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


def keep(settings: Settings, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    async def write(database: Database) -> None:
        await database.run(lambda session: session.execute(insert(table), list(rows)))

    with_database(settings, write)


def kept(settings: Settings, table: type[Base]) -> list[str]:
    """The keys of a table's rows, in order."""
    (key,) = table.__table__.primary_key

    async def read(database: Database) -> list[str]:
        return await database.run(lambda session: list(session.scalars(select(key).order_by(key))))

    return with_database(settings, read)


def question(name: str, days: float = 0, said: str = "What does it pay?") -> dict[str, Any]:
    at = datetime.now(UTC) - timedelta(days=days)
    return {
        "answer_id": name, "question": said, "status": "answered", "confidence": 0.9,
        "article": "guide", "asked_at": at,
    }  # fmt: skip


def feedback(name: str, days: float = 0, **said: str | None) -> dict[str, Any]:
    at = datetime.now(UTC) - timedelta(days=days)
    words = {"comment": None, "choice": None, "question": None} | said
    return {"answer_id": name, "helpful": True, "given_at": at, "changed_at": at, **words}


def message(name: str, days: float = 0, state: str = DONE, said: str = "What?") -> dict[str, Any]:
    at = time.time() - days * DAY
    return {
        "key": name, "event": None, "platform": "slack", "conversation": "c", "question": said,
        "place": "channel", "addressed": True, "position": at, "reply": "{}", "received": at,
        "state": state, "due": at, "attempts": 0,
    }  # fmt: skip


def test_each_is_kept_for_as_long_as_its_setting_says(settings: Settings) -> None:
    for table, row in ((KeptQuestionRow, question), (FeedbackRow, feedback)):
        keep(settings, table, [row(f"a-{days}", days - 0.01) for days in (0, 30, 31, 90, 91, 366)])
    days = QUEUE_KEPT / DAY
    states = (HELD, WAITING, DONE, FAILED)
    keep(
        settings, QueuedQuestionRow, [message(f"new-{each}", days - 0.01, each) for each in states]
    )
    keep(
        settings, QueuedQuestionRow, [message(f"old-{each}", days + 0.01, each) for each in states]
    )
    with_database(settings, lambda database: sweep(settings, database))
    assert kept(settings, KeptQuestionRow) == ["a-0", "a-30", "a-31", "a-90"]
    assert kept(settings, FeedbackRow) == ["a-0", "a-30", "a-31", "a-90", "a-91"]
    assert kept(settings, QueuedQuestionRow) == sorted(f"new-{each}" for each in states)
    shorter = Settings(
        data_dir=settings.data_dir,
        database_url=settings.database_url,
        keep_questions_days=30,
        keep_feedback_days=31,
    )
    with_database(shorter, lambda database: sweep(shorter, database))
    assert kept(settings, KeptQuestionRow) == ["a-0", "a-30"]
    assert kept(settings, FeedbackRow) == ["a-0", "a-30", "a-31"]


def test_what_is_said_anew_is_kept_from_then_on(settings: Settings) -> None:
    row = feedback("a", 400) | {"changed_at": datetime.now(UTC)}
    keep(settings, FeedbackRow, [row])
    with_database(settings, lambda database: sweep(settings, database))
    assert kept(settings, FeedbackRow) == ["a"]


def test_it_is_swept_when_the_service_starts_without_a_channel(
    settings: Settings, guides_index: Path
) -> None:
    keep(settings, KeptQuestionRow, [question("old", 91), question("new")])
    keep(settings, FeedbackRow, [feedback("old", 366), feedback("new")])
    keep(settings, QueuedQuestionRow, [message("old", 8), message("new")])
    serving = Settings(
        index=guides_index, data_dir=settings.data_dir, database_url=settings.database_url
    )
    tables = (KeptQuestionRow, FeedbackRow, QueuedQuestionRow)
    with TestClient(create_app(serving)):
        deadline = time.monotonic() + 60
        while [kept(settings, table) for table in tables] != [["new"]] * 3:
            assert time.monotonic() < deadline, [kept(settings, table) for table in tables]
            time.sleep(0.05)


def test_it_is_swept_again_and_a_database_that_fails_ends_nothing(
    sqlite_settings: Settings, guides_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "DAY", 0.05)
    monkeypatch.setattr(retention, "HOUR", 0.05)
    sqlite_settings.data_dir.mkdir()
    file = sqlite_settings.data_dir / "careerbot.db"
    file.write_bytes(b"no database at all, but long enough to be looked at as one" * 20)
    with TestClient(create_app(Settings(index=guides_index, data_dir=sqlite_settings.data_dir))):
        time.sleep(0.2)
        file.unlink()
        for n in range(2):
            keep(sqlite_settings, KeptQuestionRow, [question(f"old-{n}", 91)])
            deadline = time.monotonic() + 60
            while kept(sqlite_settings, KeptQuestionRow):
                assert time.monotonic() < deadline
                time.sleep(0.05)


def test_a_database_that_was_never_used_is_not_made(sqlite_settings: Settings) -> None:
    assert with_database(sqlite_settings, lambda database: sweep(sqlite_settings, database)) == 0
    assert not sqlite_settings.data_dir.exists()


def test_workers_sweep_at_once_and_count_each_row_once(settings: Settings) -> None:
    many = 5 * BATCH + 7
    keep(settings, KeptQuestionRow, [question(f"old-{n}", 91) for n in range(many)])
    keep(settings, KeptQuestionRow, [question(f"new-{n}") for n in range(3)])
    context = multiprocessing.get_context("spawn")
    found = context.Queue()
    workers = [context.Process(target=sweep_in_process, args=(settings, found)) for _ in range(3)]
    for worker in workers:
        worker.start()
    counts = [found.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join(60)
    # A row that another worker is at is left to that one.
    assert sum(counts) == many
    assert kept(settings, KeptQuestionRow) == ["new-0", "new-1", "new-2"]


def test_no_transaction_of_a_sweep_is_long(sqlite_settings: Settings) -> None:
    keep(sqlite_settings, KeptQuestionRow, [question(f"{n}", 91) for n in range(3 * BATCH)])
    database = Database(sqlite_settings)
    transactions: list[int] = []
    original = database.run

    async def counted(work: Callable[[Any], Any]) -> Any:  # noqa: ANN401
        found = await original(work)
        transactions.append(found or 0)
        return found

    database.run = counted  # type: ignore[method-assign]
    try:
        assert asyncio.run(sweep(sqlite_settings, database)) == 3 * BATCH
    finally:
        database.close()
    assert max(transactions) == BATCH


def test_of_what_is_forgotten_no_byte_stays_in_the_file(sqlite_settings: Settings) -> None:
    secret = "an unusual word: rhododendron"
    keep(
        sqlite_settings,
        KeptQuestionRow,
        [question(f"{n}", 91, f"{n} {secret}") for n in range(300)],
    )
    keep(sqlite_settings, KeptQuestionRow, [question("new")])
    reader = sqlite3.connect(sqlite_settings.data_dir / "careerbot.db")  # so that the log stays
    assert reader.execute("SELECT count(*) FROM asked").fetchone() == (301,)
    with_database(sqlite_settings, lambda database: sweep(sqlite_settings, database))
    left = b"".join(each.read_bytes() for each in sqlite_settings.data_dir.iterdir())
    reader.close()
    assert b"What does it pay?" in left
    assert b"rhododendron" not in left


@pytest.mark.parametrize("name", ["KEEP_QUESTIONS_DAYS", "KEEP_FEEDBACK_DAYS"])
@pytest.mark.parametrize("value", ["0", "-1", "36501", "ever", "1.5"])
def test_days_that_are_none_are_one_line(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(f"CAREERBOT_{name}", value)
    assert main(["forget", "--all"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"careerbot: CAREERBOT_{name}='{value}': ")
    assert said.count("\n") == 1


@pytest.fixture
def full(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings whose database holds something of everything, as the command line reads them."""
    return filled(settings, monkeypatch)


def filled(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("CAREERBOT_DATA_DIR", str(settings.data_dir))
    if settings.database_url:
        monkeypatch.setenv("CAREERBOT_DATABASE_URL", settings.database_url)
    keep(settings, KeptQuestionRow, [question("a-1", said="I am Zoë  MÜLLER"), question("a-2")])
    rows = [
        feedback("a-1", question="I am Zoë  MÜLLER"),
        feedback("a-2", comment="Write to zoë mu\u0308ller, please"),
        feedback("a-3", choice="% of all"),
    ]
    keep(settings, FeedbackRow, rows)
    keep(settings, QueuedQuestionRow, [message("m-1", said="zoë müller?"), message("m-2")])
    keep(settings, QueuedQuestionRow, [message("m-3", state=FAILED, said="Zoë Müller")])
    return settings


def all_kept(settings: Settings) -> list[list[str]]:
    return [kept(settings, table) for table in (KeptQuestionRow, FeedbackRow, QueuedQuestionRow)]


def test_forgetting_by_answer(full: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "--answer", "a-2", "--answer", "a-3", "--answer", "m-2"]) == 0
    assert capsys.readouterr().out == "Forgotten: 1 question, 2 pieces of feedback.\n"
    assert all_kept(full) == [["a-1"], ["a-1"], ["m-1", "m-2", "m-3"]]


def test_forgetting_what_contains_a_text(
    full: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forget", "--containing", "zoë Müller"]) == 0
    said = "Forgotten: 1 question, 2 questions of a chat, 2 pieces of feedback.\n"
    assert capsys.readouterr().out == said
    # What was answered in a chat stays known by its message alone, so that it isn't said twice.
    assert all_kept(full) == [["a-2"], ["a-3"], ["m-1", "m-2"]]
    assert main(["forget", "--containing", "zoë Müller"]) == 0
    assert capsys.readouterr().out == "Nothing of that was kept.\n"
    assert main(["forget", "--containing", "%"]) == 0
    assert capsys.readouterr().out == "Forgotten: 1 piece of feedback.\n"


def test_forgetting_everything(full: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    keep(full, KeptQuestionRow, [question(f"more-{n}") for n in range(1_200)])
    assert main(["forget", "--all"]) == 0
    said = "Forgotten: 1,202 questions, 3 questions of a chat, 3 pieces of feedback.\n"
    assert capsys.readouterr().out == said

    async def words(database: Database) -> list[str]:
        return await database.run(
            lambda session: list(session.scalars(select(QueuedQuestionRow.question)))
        )

    assert all_kept(full) == [[], [], ["m-1", "m-2"]]
    assert with_database(full, words) == ["", ""]
    assert main(["forget", "--all"]) == 0
    assert capsys.readouterr().out == "Nothing of that was kept.\n"


@pytest.mark.parametrize("arguments", [[], ["--containing", " "]])
def test_nothing_named_is_wrong_use(
    arguments: list[str], full: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    before = all_kept(full)
    assert main(["forget", *arguments]) == 2
    said = capsys.readouterr()
    assert (said.out + said.err).count("\n") == 1
    assert all_kept(full) == before


def test_where_nothing_was_ever_kept_forgetting_makes_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["forget", "--all"]) == 0
    assert capsys.readouterr().out == "Nothing of that was kept.\n"
    assert not Path(os.environ["CAREERBOT_DATA_DIR"]).exists()


def test_who_asked_can_not_be_read_out_of_what_is_kept() -> None:
    payload = {
        "type": "block_actions",
        "user": {"id": "U0PERSON"},
        "response_url": "https://hooks.slack.com/x",
        "actions": [{"action_id": "ask0", "value": "What?", "action_ts": "1700000000.1"}],
    }
    asked, again = press(payload), press(payload)
    assert asked is not None
    assert again is not None
    assert "U0PERSON" not in f"{asked}"
    assert asked.key == again.key  # type: ignore[union-attr]
    conversation = _conversation({"channel_id": "channel", "user_id": "person"})
    assert conversation == hashed_key("mattermost", "channel", "person")
    assert "person" not in conversation


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_a_busy_database_is_tried_again_until_it_is_free(
    sqlite_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full = filled(sqlite_settings, monkeypatch)
    monkeypatch.setattr("bot.database.engine.PATIENCE", 0.1)
    monkeypatch.setattr("bot.database.erasure.PAUSE", 0.1)
    lock = sqlite3.connect(
        full.data_dir / "careerbot.db", isolation_level=None, check_same_thread=False
    )
    lock.execute("BEGIN IMMEDIATE")
    before = all_kept_of(lock)
    assert main(["forget", "--all"]) == 1
    said = one_line(capsys)
    assert "nothing was forgotten, as the database can't be used now (database is locked)" in said
    assert all_kept_of(lock) == before
    monkeypatch.setattr("bot.database.erasure.TRIES", 100)
    timer = threading.Timer(0.5, lock.execute, ["ROLLBACK"])
    timer.start()
    assert main(["forget", "--all"]) == 0
    timer.join()
    lock.close()
    said = "Forgotten: 2 questions, 3 questions of a chat, 3 pieces of feedback.\n"
    assert capsys.readouterr().out == said


def all_kept_of(connection: sqlite3.Connection) -> list[int]:
    tables = ("asked", "feedback", "inbox")
    return [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables]


def test_where_deleting_fails_on_the_way_nothing_is_deleted(
    full: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.database.erasure.PAUSE", 0.01)
    engine = engine_of(full)
    with engine.begin() as connection:  # one row of the last table can't be deleted
        connection.execute(text("CREATE TABLE keeps (key VARCHAR(255) REFERENCES inbox (key))"))
        connection.execute(text("INSERT INTO keeps VALUES ('m-3')"))
    if not full.database_url:
        with engine.begin() as connection:
            connection.execute(
                text(
                    "CREATE TRIGGER keeping BEFORE DELETE ON inbox "
                    "BEGIN SELECT RAISE(ABORT, 'm-3 is kept'); END"
                )
            )
    before = all_kept(full)
    assert main(["forget", "--all"]) == 1
    assert "nothing was forgotten" in one_line(capsys)
    assert all_kept(full) == before
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE keeps"))
    engine.dispose()


def test_a_database_that_is_away_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.database.erasure.PAUSE", 0.01)
    url = f"postgresql://owner:secret@/careerbot?host={tmp_path}"
    monkeypatch.setenv("CAREERBOT_DATABASE_URL", url)
    assert main(["forget", "--all"]) == 1
    said = one_line(capsys)
    assert "nothing was forgotten" in said
    assert "try again, or see CAREERBOT_DATABASE_URL" in said
    assert "secret" not in said
