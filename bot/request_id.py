"""The id of the request that is being answered: in every line of the log, and in the response."""

from __future__ import annotations

from contextvars import ContextVar

__all__ = ["request_id"]

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""None where no request is being answered."""
