"""The service's database: SQLite in the data folder, or PostgreSQL by its URL.

Nothing in it is needed to answer. It has threads of its own, so that a database that hangs holds
up nobody but those who wait for it, and those for some seconds.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session

from bot.database.schema import bring_up_to_date
from bot.database.threads import Threads
from bot.settings import PREFIX, Settings, SettingsError
from corpus.errors import CareerbotError
from index.extras import to_install

__all__ = ["TOO_SLOW", "Base", "Database", "DatabaseError", "engine_of"]

log = logging.getLogger(__name__)

T = TypeVar("T")

FILE = "careerbot.db"
THREADS = 4
LONGEST_QUEUE = 1_000
"""Pieces of work that may wait for the database; one more is refused at once."""
PATIENCE = 2
"""Seconds that a locked or distant database is waited for; Slack listens for three."""
DEADLINE = 5.0
"""Seconds after which nobody waits for a piece of work any more, whatever it hangs in."""
CLOSING = 10.0
"""Seconds that what is still to be written gets when the service ends."""
TOO_SLOW = "The database is too slow now; it has been logged."


class DatabaseError(CareerbotError):
    """The database can't be used now."""


class Base(DeclarativeBase):
    """Every table of the database."""


class Database:
    """Runs work on the database, in threads of its own; makes the tables when first used."""

    def __init__(self, settings: Settings) -> None:
        """Read the URL; nothing is opened yet. Raises `SettingsError`."""
        self._url = _url(settings)
        self._engine = _engine(self._url)
        self._threads = Threads(THREADS, "database")
        self._room = threading.BoundedSemaphore(LONGEST_QUEUE)
        self._made = False
        self._making = threading.Lock()
        self.on_error: list[Callable[[str], None]] = []
        """Told of all that failed: `failed`, `timeout` or `refused`."""

    async def run(self, work: Callable[[Session], T]) -> T:
        """Return what `work` returns, done in one transaction.

        Raises `DatabaseError` where the database can't be used, too much waits for it, or it
        hangs; it may do the work all the same where it had begun.
        """
        try:
            async with asyncio.timeout(DEADLINE):
                return await asyncio.wrap_future(self.submit(work))
        except TimeoutError:
            log.warning("the database %s hangs: nothing within %g s", self._shown, DEADLINE)
            self._tell("timeout")
            raise DatabaseError(TOO_SLOW) from None

    def submit(self, work: Callable[[Session], T]) -> Future[T]:
        """Start `work` in one transaction, for those who don't wait for it. Raises as `run`."""
        if not self._room.acquire(blocking=False):
            self._tell("refused")
            raise DatabaseError("The database is too slow for all that waits for it.")
        try:
            future = self._threads.submit(self._transaction, work)
        except RuntimeError as error:  # the service has ended
            self._room.release()
            raise DatabaseError("The database is closed.") from error
        future.add_done_callback(lambda _: self._room.release())
        return future

    def exists(self) -> bool:
        """Tell whether anything may be kept: SQLite's file is made when it is first used."""
        name = self._url.database
        return self._engine.dialect.name != "sqlite" or not name or Path(name).exists()

    def close(self) -> None:
        """Finish what waits, where the database takes it, then close; waits for no hung one."""
        if dropped := self._threads.close(CLOSING):
            log.warning("the database %s didn't take the last %d writes", self._shown, dropped)
        self._engine.dispose()

    @property
    def _shown(self) -> str:
        return self._url.render_as_string(hide_password=True)

    def _tell(self, kind: str) -> None:
        for told in self.on_error:
            told(kind)

    def _transaction(self, work: Callable[[Session], T]) -> T:
        try:
            self._make_tables()
            with Session(self._engine, expire_on_commit=False) as session, session.begin():
                return work(session)
        except (SQLAlchemyError, OSError) as error:
            log.warning("the database %s: %s", self._shown, error)
            self._tell("failed")
            raise DatabaseError("The database can't be used now; it has been logged.") from error

    def _make_tables(self) -> None:
        with self._making:
            if self._made:
                return
            if self._url.database and self._engine.dialect.name == "sqlite":
                _make_file(Path(self._url.database))
            bring_up_to_date(self._engine)
            self._made = True


def _url(settings: Settings) -> URL:
    if settings.database_url is None:
        return URL.create("sqlite", database=str(settings.data_dir / FILE))
    way_out = "give sqlite:////folder/file.db or postgresql://USER:PASSWORD@HOST/NAME"
    try:
        url = make_url(settings.database_url)
    except ArgumentError:
        raise SettingsError(
            f"{PREFIX}DATABASE_URL is no address of a database: {way_out}"
        ) from None
    name = url.drivername
    if name == "sqlite" and url.database and url.database != ":memory:":
        return url
    if name in ("postgres", "postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    raise SettingsError(f"{PREFIX}DATABASE_URL is of {name!r}, which isn't kept: {way_out}")


def engine_of(settings: Settings) -> Engine:
    """Return what opens the database of the settings. Raises `SettingsError`."""
    return _engine(_url(settings))


def _engine(url: URL) -> Engine:
    # An error is logged, and its parameters are what people said: they are left out.
    if url.drivername == "sqlite":
        engine = create_engine(url, connect_args={"timeout": PATIENCE}, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        return engine
    try:
        from bot.database.postgresql import connect, parameters

        engine = create_engine(
            url,
            connect_args=parameters(PATIENCE),
            pool_pre_ping=True,
            pool_timeout=PATIENCE,
            hide_parameters=True,
        )
    except ModuleNotFoundError:
        raise SettingsError(
            f"{PREFIX}DATABASE_URL is PostgreSQL, and its client isn't installed: "
            f"{to_install('postgres')}"
        ) from None
    event.listen(engine, "do_connect", connect)
    return engine


def _set_up_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own
    # Readers and a writer at once, from several workers; safe against a kill.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    # What is deleted is overwritten: people's words don't stay behind in the file.
    connection.execute("PRAGMA secure_delete=ON")


def _make_file(path: Path) -> None:
    """Make the file, for its owner's eyes only: people's questions stand in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
