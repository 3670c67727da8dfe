"""From a question in a channel to its answer; when to be brief, and when to say nothing."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.answering.model import Answer, Paragraph, Question
from bot.answering.reading.limits import LONGEST_QUESTION
from bot.channels.incoming import IncomingQuestion
from bot.channels.question_queue import QuestionQueue
from bot.database.engine import DatabaseError
from bot.database.feedback import FeedbackStore
from bot.render.printable import printable
from bot.service import Service

__all__ = ["Responder"]

log = logging.getLogger(__name__)

OPENINGS = 3


class Responder:
    """Answers what was asked, as its audience wants it answered."""

    def __init__(self, service: Service, queue: QuestionQueue, feedback: FeedbackStore) -> None:
        self._service = service
        self._queue = queue
        self._feedback = feedback

    async def answer(self, incoming: IncomingQuestion) -> Answer | None:
        """Return the answer, or None where nothing is to be said.

        Raises what the service raises where it can't answer now.
        """
        question = incoming.question.strip()
        if not question or question.casefold() == "help":
            return await self._greeting() if incoming.addressed else None
        if len(question) > LONGEST_QUESTION:
            return self._too_long() if incoming.addressed else None
        answer = await self._service.answer(
            Question(question, await self._history(incoming), passage=incoming.passage)
        )
        if answer.status == "no_answer" and not incoming.addressed:
            return None
        if answer.status == "unsure" and incoming.audience == "channel":
            answer = _brief(answer)
        return printable(answer)

    async def answer_now(self, incoming: IncomingQuestion) -> Answer | None:
        """Answer as `answer` does, once for every message, for platforms that wait for it."""
        try:
            if await self._queue.take(incoming) is None:
                return None
        except DatabaseError as error:
            # These platforms send a message once and wait: better answered than remembered.
            # Nor is what was asked before: they would wait for the database once more.
            log.warning("a question is answered without being remembered: %s", error)
            return await self.answer(replace(incoming, conversation=""))
        try:
            answer = await self.answer(incoming)
        except BaseException:
            await self._noted(self._queue.mark_failed, incoming)
            raise
        await self._noted(self._queue.mark_done, incoming)
        if answer is not None:
            self.note(answer, incoming)
        return answer

    def sorry(self) -> Answer:
        """Return what a person hears of what went wrong, which stands in the log alone."""
        return Answer.saying(self._service.messages.failed, self._service.language)

    def note(self, answer: Answer, incoming: IncomingQuestion) -> None:
        """Keep the question of an answer that was given, where the owner wants that."""
        if answer.answer_id:
            seen = self._service.seen(answer.answer_id)
            self._feedback.note(answer, incoming.platform, seen)

    async def _noted(
        self, note: Callable[[str], Awaitable[None]], incoming: IncomingQuestion
    ) -> None:
        try:
            await note(incoming.key)
        except DatabaseError as error:
            log.warning("what became of a question is not remembered: %s", error)

    async def _history(self, incoming: IncomingQuestion) -> tuple[str, ...]:
        try:
            return await self._queue.history(incoming)
        except DatabaseError as error:
            log.warning("a question is answered without what was asked before it: %s", error)
            return ()

    async def _greeting(self) -> Answer:
        answerer = await self._service.answerer()
        greeting, offered = answerer.messages().greeting, tuple(answerer.suggestions(OPENINGS))
        return printable(Answer.saying(greeting, answerer.language, offered))

    def _too_long(self) -> Answer:
        said = self._service.messages.too_long.replace("{longest}", f"{LONGEST_QUESTION:,}")
        return Answer.saying(said, self._service.language)


def _brief(answer: Answer) -> Answer:
    """Keep of an unsure answer its best sentence, its source and the choices."""
    text = answer.highlight or answer.answer
    return replace(
        answer,
        blocks=(Paragraph(text),) if text else (),
        answer=text,
        sources=answer.sources[:1],
    )
