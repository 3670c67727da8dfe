"""From a question in a channel to its answer; when to be brief, and when to say nothing."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.answering.model import Answer, Paragraph, Question
from bot.answering.reading.limits import LONGEST_QUESTION
from bot.channels.incoming import Asked
from bot.channels.question_queue import Inbox
from bot.database.engine import DatabaseError
from bot.database.feedback import FeedbackStore
from bot.render.printable import printable
from bot.service import Service

__all__ = ["SORRY", "Clerk"]

log = logging.getLogger(__name__)

GREETING = "Ask me about a career, and I answer from the articles that I have. For example:"
TOO_LONG = f"That question is too long for me: ask it in {LONGEST_QUESTION:,} characters."
SORRY = "Something went wrong here, and it has been logged. Please ask again in a while."
BRIEF = "I'm not sure that this answers your question."
OPENINGS = 3


class Clerk:
    """Answers what was asked, as its place wants it answered."""

    def __init__(self, service: Service, inbox: Inbox, feedback: FeedbackStore) -> None:
        self._service = service
        self._inbox = inbox
        self._feedback = feedback

    async def answer(self, asked: Asked) -> Answer | None:
        """Return the answer, or None where nothing is to be said.

        Raises what the service raises where it can't answer now.
        """
        question = asked.question.strip()
        if not question or question.casefold() == "help":
            return await self._greeting() if asked.addressed else None
        if len(question) > LONGEST_QUESTION:
            return Answer.saying(TOO_LONG) if asked.addressed else None
        answer = await self._service.answer(Question(question, history=await self._history(asked)))
        if answer.status == "no_answer" and not asked.addressed:
            return None
        if answer.status == "unsure" and asked.place == "channel":
            answer = _brief(answer)
        return printable(answer)

    async def answer_now(self, asked: Asked) -> Answer | None:
        """Answer as `answer` does, once for every message, for platforms that wait for it."""
        try:
            if await self._inbox.take(asked) is None:
                return None
        except DatabaseError as error:
            # These platforms send a message once and wait: better answered than remembered.
            # Nor is what was asked before: they would wait for the database once more.
            log.warning("a question is answered without being remembered: %s", error)
            return await self.answer(replace(asked, conversation=""))
        try:
            answer = await self.answer(asked)
        except BaseException:
            await self._noted(self._inbox.failed, asked)
            raise
        await self._noted(self._inbox.done, asked)
        if answer is not None:
            self.note(answer)
        return answer

    def note(self, answer: Answer) -> None:
        """Keep the question of an answer that was given, where the owner wants that."""
        if answer.answer_id:
            self._feedback.note(answer)

    async def _noted(self, note: Callable[[str], Awaitable[None]], asked: Asked) -> None:
        try:
            await note(asked.key)
        except DatabaseError as error:
            log.warning("what became of a question is not remembered: %s", error)

    async def _history(self, asked: Asked) -> tuple[str, ...]:
        try:
            return await self._inbox.history(asked)
        except DatabaseError as error:
            log.warning("a question is answered without what was asked before it: %s", error)
            return ()

    async def _greeting(self) -> Answer:
        answerer = await self._service.answerer()
        return printable(Answer.saying(GREETING, related=tuple(answerer.suggestions(OPENINGS))))


def _brief(answer: Answer) -> Answer:
    """Keep of an unsure answer its best sentence, its source and the choices."""
    text = answer.highlight or answer.answer
    return replace(
        answer,
        message=BRIEF,
        blocks=(Paragraph(text),) if text else (),
        answer=text,
        sources=answer.sources[:1],
    )
