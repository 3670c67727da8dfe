"""What was asked, and whether it helped."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, delete, update
from sqlalchemy.orm import Session

from bot.answering.model import Answer
from bot.database.engine import Database, DatabaseError
from bot.database.masking import masked
from bot.database.tables import FeedbackRow, KeptQuestionRow, insert_into, storable, utc_now

__all__ = ["Feedback", "FeedbackStore"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person said of an answer; None: nothing of that kind."""

    answer_id: str
    helpful: bool | None = None
    comment: str | None = None
    choice: str | None = None
    """The reading of the question that the person picked."""
    question: str | None = None


class FeedbackStore:
    """Keeps feedback, and the questions where the owner wants them kept."""

    def __init__(self, database: Database, *, keep_questions: bool = False) -> None:
        self._database = database
        self._keep_questions = keep_questions

    async def give(self, feedback: Feedback) -> None:
        """Keep what was said of an answer; what was said before and isn't now stays.

        But a comment goes with its thumb: it doesn't stay where that is turned.

        Raises `DatabaseError`.
        """
        await self._database.run(lambda session: _give(session, feedback))

    async def take_back(self, answer_id: str) -> None:
        """Forget whether an answer helped and what was said of it, not what was picked.

        Raises `DatabaseError`.
        """
        await self._database.run(lambda session: _take_back(session, storable(answer_id)))

    def note(self, answer: Answer) -> None:
        """Keep the question, where the owner wants that; returns at once, and never fails."""
        if not self._keep_questions:
            return
        try:
            self._database.submit(lambda session: session.add(_kept(answer)))
        except DatabaseError as error:
            log.warning("a question was not kept: %s", error)


def _kept(answer: Answer) -> KeptQuestionRow:
    return KeptQuestionRow(
        answer_id=answer.answer_id,
        question=masked(storable(answer.question)),
        status=answer.status,
        confidence=answer.confidence,
        article=answer.sources[0].article if answer.sources else None,
    )


def _take_back(session: Session, answer_id: str) -> None:
    row = FeedbackRow.answer_id == answer_id
    session.execute(update(FeedbackRow).where(row).values(helpful=None, comment=None))
    session.execute(delete(FeedbackRow).where(row, FeedbackRow.choice.is_(None)))


def _give(session: Session, feedback: Feedback) -> None:
    said = {
        name: masked(storable(value)) if isinstance(value, str) else value
        for name in ("helpful", "comment", "choice", "question")
        if (value := getattr(feedback, name)) is not None
    }
    changed: dict[str, Any] = {**said, "changed_at": utc_now()}
    if "helpful" in said and "comment" not in said:
        turned = FeedbackRow.helpful != said["helpful"]
        changed["comment"] = case((turned, None), else_=FeedbackRow.comment)
    # One statement, so that two that say something of the same answer at once both count.
    session.execute(
        insert_into(session, FeedbackRow)
        .values(answer_id=storable(feedback.answer_id), **said)
        .on_conflict_do_update(index_elements=["answer_id"], set_=changed)
    )
