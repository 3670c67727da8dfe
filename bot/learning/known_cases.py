"""Questions that a change is tried on: those that people asked last."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.reading.limits import QuestionError, trimmed
from bot.database.engine import Database
from bot.database.last_asked import last_asked
from bot.evaluation.question_sets import Case

__all__ = ["asked_cases", "cases_of"]


async def asked_cases(database: Database, count: int) -> list[Case]:
    """Return what people asked last, where anything is kept of that. Raises `DatabaseError`."""
    if not count or not database.exists():
        return []
    return cases_of(await database.run(lambda session: last_asked(session, count)))


def cases_of(questions: Sequence[str]) -> list[Case]:
    """Return questions that people asked as cases."""
    cases = []
    for question in questions:
        try:
            cases.append(Case(trimmed(question), "answerable", "asked"))
        except QuestionError:  # kept before there was this limit
            continue
    return cases
