"""What was asked last: of all that is kept of people's questions, the latest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.database.tables import FeedbackRow, KeptQuestionRow, QueuedQuestionRow

__all__ = ["last_asked"]


def last_asked(session: Session, count: int) -> list[str]:
    """Return up to `count` distinct questions, the latest first."""
    found: list[tuple[float, str]] = []
    every: tuple[tuple[InstrumentedAttribute[Any], InstrumentedAttribute[Any]], ...] = (
        (KeptQuestionRow.question, KeptQuestionRow.asked_at),
        (FeedbackRow.question, FeedbackRow.given_at),
        (QueuedQuestionRow.question, QueuedQuestionRow.received),
    )
    for column, at in every:
        query = select(column, at).where(column.is_not(None), column != "")
        for question, when in session.execute(query.order_by(at.desc()).limit(count)):
            seconds = when.timestamp() if isinstance(when, datetime) else when
            found.append((seconds, question))
    found.sort(key=lambda each: -each[0])
    return list(dict.fromkeys(question for _, question in found))[:count]
