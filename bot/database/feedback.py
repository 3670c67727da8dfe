"""What was asked, and whether it helped."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import case, delete, select, update
from sqlalchemy.orm import Session

from bot.answering.model import Answer
from bot.answering.trace import Trace
from bot.database.engine import Database, DatabaseError
from bot.database.masking import masked
from bot.database.tables import FeedbackRow, KeptQuestionRow, insert_into, storable, utc_now

__all__ = ["Feedback", "FeedbackStore", "Seen"]

log = logging.getLogger(__name__)


AGAIN = 0.6
"""Cosine from which a question asks again what the one before it asked."""
CONVERSATION = timedelta(hours=1)
"""How long a question may be followed by one that asks for the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What is kept of an answer that the answer itself doesn't say."""

    trace: Trace | None
    latency: float
    """Milliseconds from the question's arrival to its answer."""
    before: str | None = None
    """What was asked before it in its conversation."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person said of an answer; None: nothing of that kind."""

    answer_id: str
    helpful: bool | None = None
    comment: str | None = None
    choice: str | None = None
    """The reading of the question that the person picked."""
    question: str | None = None
    person: bool | None = None
    """Whether the person took the way to another person."""


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

    def note_person(self, answer_id: str) -> None:
        """Keep that a person was asked after this answer; returns at once, and never fails."""
        said = Feedback(answer_id, person=True)
        self._submit(lambda session: _give(session, said), "that a person was asked")

    def note(self, answer: Answer, channel: str | None = None, seen: Seen | None = None) -> None:
        """Keep the question, where the owner wants that; returns at once, and never fails."""
        if self._keep_questions:
            now = utc_now()  # not when the database gets to it: threads pass each other there
            self._submit(lambda session: _keep(session, answer, channel, seen, now), "a question")

    def _submit(self, work: Callable[[Session], None], what: str) -> None:
        try:
            self._database.submit(work)
        except DatabaseError as error:
            log.warning("%s was not kept: %s", what, error)


def _keep(
    session: Session, answer: Answer, channel: str | None, seen: Seen | None, asked_at: datetime
) -> None:
    trace = seen and seen.trace
    if seen and seen.before and trace:
        _note_asked_again(session, seen.before, trace)
    row = KeptQuestionRow(
        answer_id=answer.answer_id,
        question=masked(storable(answer.question)),
        status=answer.status,
        confidence=answer.confidence,
        article=answer.sources[0].article if answer.sources else None,
        asked_at=asked_at,
        index_version=answer.index_version or None,
        passage=trace and trace.passage,
        channel=channel,
        latency=seen and seen.latency,
        small_talk=answer.small_talk,
        vector=trace and trace.vector.tobytes(),
    )
    session.add(row)


def _note_asked_again(session: Session, before: str, trace: Trace) -> None:
    """Mark the question before, where this one asks the same: its answer wasn't enough.

    Nobody's name is kept: it is found by its words and its time.
    """
    asked = KeptQuestionRow
    same = (asked.question == masked(storable(before)), asked.asked_at > utc_now() - CONVERSATION)
    latest = select(asked.answer_id, asked.vector).where(*same, asked.vector.is_not(None))
    found = session.execute(latest.order_by(asked.asked_at.desc()).limit(1)).first()
    if found is None or len(found.vector) != trace.vector.nbytes:  # of another model
        return
    vector = np.frombuffer(found.vector, np.float16).astype(np.float32)
    if float(vector @ trace.vector.astype(np.float32)) >= AGAIN:
        row = asked.answer_id == found.answer_id
        session.execute(update(asked).where(row).values(asked_again=True))


def _take_back(session: Session, answer_id: str) -> None:
    row = FeedbackRow.answer_id == answer_id
    session.execute(update(FeedbackRow).where(row).values(helpful=None, comment=None))
    nothing_else = FeedbackRow.choice.is_(None), FeedbackRow.person.is_(None)
    session.execute(delete(FeedbackRow).where(row, *nothing_else))


def _give(session: Session, feedback: Feedback) -> None:
    said = {
        name: masked(storable(value)) if isinstance(value, str) else value
        for name in ("helpful", "comment", "choice", "question", "person")
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
