"""What Alembic runs: the revisions, on the connection that it is given.

Where none is given, as by Alembic's own command, on the database of the settings.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from bot.database.engine import Base, engine_of
from bot.database.tables import FeedbackRow  # noqa: F401 - with it come all tables
from bot.settings import Settings


def run(connection: Connection) -> None:
    """Run them, in the connection's transaction."""
    # Both databases take back what a transaction changed of their tables.
    context.configure(connection, target_metadata=Base.metadata, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with engine_of(Settings.read()).begin() as own:
        run(own)
