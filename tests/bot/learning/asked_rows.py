"""Questions as they are kept, made for tests."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from bot.database.engine import Base, Database
from bot.database.tables import KeptQuestionRow
from bot.settings import Settings

__all__ = ["NOW", "keep", "kept"]

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def kept(answer_id: str, question: str, *, days: float = 1, **more: object) -> KeptQuestionRow:
    """Return a question without an answer of some days ago."""
    values: dict[str, Any] = {
        "status": "no_answer", "confidence": 0.1, "passage": "p-1", "channel": "widget",
        "latency": 20.0, **more,
    }  # fmt: skip
    if "vector" in values:
        vector = np.zeros(384, np.float32)
        vector[: len(values["vector"])] = values["vector"]
        values["vector"] = (vector / np.linalg.norm(vector)).astype(np.float16).tobytes()
    at = NOW - timedelta(days=days)
    return KeptQuestionRow(answer_id=answer_id, question=question, asked_at=at, **values)


def keep(settings: Settings, *rows: Base) -> None:
    """Put rows into the database of the settings."""
    database = Database(settings)
    try:
        asyncio.run(database.run(lambda session: session.add_all(rows)))
    finally:
        database.close()
