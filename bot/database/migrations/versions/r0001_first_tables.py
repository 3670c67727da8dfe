"""The tables of 0.4.0, and what the databases of earlier versions lack of them.

Those were made without Alembic: what is there stays, with all that is in it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables that aren't there, and the columns that a table lacks."""
    there = sa.inspect(op.get_bind())
    for name, columns in TABLES.items():
        if not there.has_table(name):
            op.create_table(name, *columns)
            continue
        known = {column["name"] for column in there.get_columns(name)}
        for column in columns:
            if column.name not in known:
                op.add_column(name, column)
    for name, table, of in INDEXES:
        op.create_index(name, table, of, if_not_exists=True)


TABLES = {
    "feedback": (
        sa.Column("answer_id", sa.String(100), primary_key=True),
        sa.Column("helpful", sa.Boolean),
        sa.Column("comment", sa.Text),
        sa.Column("choice", sa.Text),
        sa.Column("question", sa.Text),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Boolean),
        sa.Column("settled", sa.String(40)),
    ),
    "asked": (
        sa.Column("answer_id", sa.String(100), primary_key=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("article", sa.Text),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("index_version", sa.String(40)),
        sa.Column("passage", sa.String(40)),
        sa.Column("channel", sa.String(20)),
        sa.Column("latency", sa.Float),
        sa.Column("small_talk", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("asked_again", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("vector", sa.LargeBinary),
        sa.Column("settled", sa.String(40)),
    ),
    "settled": (
        sa.Column("key", sa.String(40), primary_key=True),
        sa.Column("how", sa.String(20), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.Column("edit", sa.Text),
        sa.Column("before", sa.String(40)),
        sa.Column("after", sa.String(40)),
    ),
    "inbox": (
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("event", sa.String(255), unique=True),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("place", sa.String(20), nullable=False),
        sa.Column("addressed", sa.Boolean, nullable=False),
        sa.Column("position", sa.Float, nullable=False),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("received", sa.Float, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("due", sa.Float, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("holder", sa.String(40), nullable=False, server_default=""),
        sa.Column("posts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("waited", sa.Float, nullable=False, server_default="0"),
    ),
    "inbox_workers": (
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    ),
}
INDEXES = (
    ("asked_at", "asked", ["asked_at"]),
    ("inbox_conversation", "inbox", ["conversation", "position"]),
    ("inbox_due", "inbox", ["state", "due"]),
)
