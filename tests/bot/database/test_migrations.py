"""The tables are brought up to date, whatever made them, and nothing in them is lost."""

from __future__ import annotations

import logging
import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.cli import main
from bot.commands.database import with_database
from bot.database import schema
from bot.database.engine import Base, DatabaseError, engine_of
from bot.database.feedback import Feedback, FeedbackStore
from bot.database.tables import FeedbackRow
from bot.settings import Settings
from tests.bot.database.processes import give_in_process
from tests.bot.database.test_feedback import rows

KEPT = {
    "asked": "INSERT INTO asked (answer_id, question, status, confidence, asked_at) "
    "VALUES ('a-1', 'What pays?', 'answered', 0.9, '2026-01-01 00:00:00')",
    "feedback": "INSERT INTO feedback (answer_id, helpful, comment, given_at, changed_at) "
    "VALUES ('a-1', true, 'Thanks', '2026-01-01 00:00:00', '2026-01-01 00:00:00')",
    "settled": "INSERT INTO settled (key, how, question, settled_at) "
    "VALUES ('k', 'dismissed', 'What pays?', '2026-01-01 00:00:00')",
    "inbox": "INSERT INTO inbox (key, platform, conversation, question, place, addressed, "
    "position, reply, received, state, due, attempts) "
    "VALUES ('m', 'slack', 'c', 'What pays?', 'channel', true, 1, '{}', 1, 'waiting', 1, 0)",
}
"""A row of each table, as it is written without what has a default."""


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    settings.data_dir.mkdir()
    engine = engine_of(settings)
    yield engine
    engine.dispose()


def used(settings: Settings) -> None:
    with_database(settings, lambda database: FeedbackStore(database).give(Feedback("a-2")))


def schema_version(session: Session) -> str | None:
    return schema.version_of(session.connection())


def found(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))]
        for name in KEPT
    }


def test_the_revisions_make_the_tables_that_the_code_has(
    settings: Settings, engine: Engine
) -> None:
    used(settings)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
        assert differences == [], "write a revision: CONTRIBUTING.md says how"
        assert schema.version_of(connection) == schema.CURRENT


def test_the_current_version_is_that_of_the_last_revision() -> None:
    config = Config()
    config.set_main_option("script_location", "bot.database:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.CURRENT


def test_a_database_made_without_alembic_is_taken_over_with_all_that_is_in_it(
    settings: Settings, engine: Engine
) -> None:
    with engine.begin() as connection:
        for table in Base.metadata.sorted_tables:  # as 0.4.0 made them
            connection.execute(CreateTable(table))
            for index in table.indexes:
                connection.execute(CreateIndex(index))
        for statement in KEPT.values():
            connection.execute(text(statement))
        before = found(connection)
    with_database(settings, lambda database: database.run(schema_version))
    with engine.connect() as connection:
        assert found(connection) == before
        assert schema.version_of(connection) == schema.CURRENT


def test_a_database_of_the_first_revision_is_brought_up_to_date(
    settings: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "CURRENT", "0001")
        with_database(settings, lambda database: database.run(schema_version))
    with engine.begin() as connection:
        assert schema.version_of(connection) == "0001"
        for statement in KEPT.values():
            connection.execute(text(statement))
        before = found(connection)
    used(settings)
    with engine.connect() as connection:
        assert schema.version_of(connection) == schema.CURRENT
        assert found(connection)["inbox"] == [(*row, None) for row in before["inbox"]]


def test_a_change_that_fails_leaves_all_as_it_was(
    settings: Settings, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with engine.begin() as connection:
        # What is in the way of the last table that is made.
        connection.execute(text("CREATE TABLE x (n INTEGER)"))
        connection.execute(text("CREATE VIEW inbox_workers AS SELECT n FROM x"))
    with pytest.raises(DatabaseError, match="can't be used now"):
        used(settings)
    assert "inbox_workers" in caplog.text
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["x"]
    with engine.begin() as connection:
        connection.execute(text("DROP VIEW inbox_workers"))
        connection.execute(text("DROP TABLE x"))
    used(settings)
    assert len(rows(settings, FeedbackRow)) == 1


def test_workers_that_start_at_once_change_it_once(settings: Settings, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE feedback (answer_id VARCHAR(100) PRIMARY KEY)"))
        connection.execute(text("INSERT INTO feedback VALUES ('old')"))
        for column in ("given_at", "changed_at"):  # which a worker writes, of whatever version
            connection.execute(text(f"ALTER TABLE feedback ADD COLUMN {column} TIMESTAMP"))
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=give_in_process, args=(settings, n)) for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM feedback")) == 61


def test_tables_of_a_later_version_are_used_and_left_as_they_are(
    settings: Settings,
    engine: Engine,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    used(settings)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE feedback ADD COLUMN later TEXT DEFAULT 'x'"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with caplog.at_level(logging.WARNING):
        used(settings)
    assert "of version 9999, later than this one's" in caplog.text
    with engine.connect() as connection:
        assert schema.version_of(connection) == "9999"
    monkeypatch.setenv("CAREERBOT_DATA_DIR", str(settings.data_dir))
    if settings.database_url:
        monkeypatch.setenv("CAREERBOT_DATABASE_URL", settings.database_url)
    main(["doctor"])
    assert "better database: its tables are of version 9999" in capsys.readouterr().out


def test_alembic_is_not_imported_where_nothing_is_to_change(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    used(settings)
    code = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from bot.database.engine import Database\n"
        "from bot.settings import Settings\n"
        f"database = Database(Settings(data_dir=Path({str(tmp_path)!r})))\n"
        "asyncio.run(database.run(lambda session: None))\n"
        "sys.exit('alembic' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_alembics_own_command_works_on_the_database_of_the_settings(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    used(settings)
    monkeypatch.setenv("CAREERBOT_DATA_DIR", str(settings.data_dir))
    if settings.database_url:
        monkeypatch.setenv("CAREERBOT_DATABASE_URL", settings.database_url)
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "check"],
        cwd=Path(__file__).parents[3], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "No new upgrade operations" in done.stdout) == (0, True), done.stderr
