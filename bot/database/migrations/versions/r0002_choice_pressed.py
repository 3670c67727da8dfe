"""The passage that a choice leads to, pressed in a channel."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column, unless the tables were made by a version that had it, without Alembic."""
    columns = sa.inspect(op.get_bind()).get_columns("inbox")
    if "passage" not in {column["name"] for column in columns}:
        op.add_column("inbox", sa.Column("passage", sa.String(40)))
