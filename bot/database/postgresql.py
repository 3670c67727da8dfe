"""Connections to PostgreSQL that wait for no server longer than it may take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen

__all__ = ["connect", "parameters"]

RV = TypeVar("RV")

LONGEST = 2.5
"""Seconds for one exchange with the server, a little more than it gives a statement itself."""


class BoundConnection(psycopg.Connection[Any]):
    """A connection that is closed where the server says nothing.

    A server that was stopped takes what is sent to it and never answers: its own limits don't
    count then, nor do those of TCP.
    """

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for one exchange. Raises OperationalError where it takes too long."""
        try:
            return super().wait(gen, interval, LONGEST if timeout is None else timeout)
        except psycopg.errors._WaitTimeout:
            if timeout is None:
                self.pgconn.finish()  # what it would still say is the answer to nothing
                raise psycopg.OperationalError(f"no word from it within {LONGEST} s") from None
            raise


def parameters(patience: int) -> dict[str, Any]:
    """Return what the client and the server are told of waiting, of so many seconds."""
    return {
        "connect_timeout": patience,
        "options": f"-c statement_timeout={patience}s",
        # A network that was cut says nothing: unanswered data and silence end the connection.
        "tcp_user_timeout": patience * 1000,
        "keepalives": 1,
        "keepalives_idle": 10,
        "keepalives_interval": patience,
        "keepalives_count": 2,
    }


def connect(_: object, __: object, args: Sequence[Any], named: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Connect, as SQLAlchemy's `do_connect` event does."""
    return BoundConnection.connect(*args, **named)
