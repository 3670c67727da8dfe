"""The version of the tables: brought up to date by Alembic, which is imported only for that."""

from __future__ import annotations

import logging
import threading

from sqlalchemy import Connection, Engine, inspect, text

__all__ = ["CURRENT", "bring_up_to_date", "version_of"]

log = logging.getLogger(__name__)

CURRENT = "0002"
"""The last revision in `migrations/versions`; a test holds it to that."""
KEPT_IN = "alembic_version"
"""The table that Alembic keeps the version in."""
LOCK = 0x6361726565726274
"""Held in PostgreSQL while the tables are changed; the number says nothing ("careerbt")."""
_one = threading.Lock()
"""Alembic has what it works on in its modules: one thread at a time."""


def bring_up_to_date(engine: Engine) -> None:
    """Make the tables, or change those of an earlier version; all of it or nothing.

    Several workers may do so at once: one does, and the others wait. Tables of a later version
    are left as they are, as what is added has defaults. Raises what SQLAlchemy raises.
    """
    with engine.connect() as connection:
        found = version_of(connection)
    if found != CURRENT and not _is_later(found):
        with _one, engine.begin() as connection:
            _lock(connection)
            # Another worker may have done it meanwhile, of this version or of a later one.
            found = version_of(connection)
            if found != CURRENT and not _is_later(found):
                _upgrade(connection)
                found = CURRENT
    if _is_later(found):
        log.warning("the database is of version %s, later than this one's %s", found, CURRENT)


def version_of(connection: Connection) -> str | None:
    """Return the version of the tables; None of what is empty, or was made before 0.4.0."""
    if not inspect(connection).has_table(KEPT_IN):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {KEPT_IN}")).scalar()  # noqa: S608 - a constant
    return found


def _is_later(version: str | None) -> bool:
    return version is not None and version > CURRENT


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.database:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, CURRENT)
