"""A conversation: what was asked, what was answered last, and what can be asked by its number."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.answerer import Answerer
from bot.answering.message_catalog import LABELS, Labels, Messages
from bot.answering.model import Answer
from bot.answering.reading.appeal import appeal_in
from bot.answering.reading.courtesy import asks_nothing, bare_reply
from bot.answering.reading.limits import EARLIER
from bot.answering.reading.reply import Reply, reply_in

__all__ = ["Conversation", "NumberError"]

OPENINGS = 4


class NumberError(ValueError):
    """A number that nothing is offered under; the text says which there are."""


class Conversation:
    """Questions that are read in the light of the ones before them."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._history: list[str] = []
        self.answer: Answer | None = None
        """The last answer."""
        self.offered: tuple[str, ...] = ()
        """Questions to go on with, the answer's choices before what is related; the first is 1."""
        self.restart()

    @property
    def messages(self) -> Messages:
        """What the bot says of itself."""
        return self._answerer.messages()

    @property
    def labels(self) -> Labels:
        """What stands above what it offers."""
        return LABELS[self._answerer.language]

    def ask(self, question: str) -> Answer:
        """Answer a question, and offer its choices and what is related to it.

        What asks nothing, such as a bare no or thanks, leaves the conversation where it was.
        """
        choices = self.answer.choices if self.answer else ()
        picked = {choice.question: choice.passage_id for choice in choices}.get(question)
        answer = self._answerer.answer(question, history=self._history, passage=picked)
        reply = reply_in(question)
        nothing = asks_nothing(question) if reply is None else reply is Reply.HEARD
        # What is said to the bot may be answered with places to choose from.
        if appeal_in(question) is None and (nothing or (reply and not self._history)):
            if reply or bare_reply(question) is not None:
                return replace(answer, related=())
            self.offered = answer.related
            return answer
        self.answer = answer
        self._history = [*self._history, question][-EARLIER:]
        readings = tuple(choice.question for choice in answer.choices)
        self.offered = (*readings, *(ask for ask in answer.related if ask not in readings))
        return self.answer

    def meant(self, reply: str) -> str | None:
        """Return the question that a yes means, None where it isn't one after "did you mean".

        Raises NumberError where it may mean several.
        """
        choices = self.answer.choices if self.answer else ()
        if not bare_reply(reply) or not choices:
            return None
        if len(choices) > 1:
            raise NumberError(f"Which of them: 1 to {len(choices)}?")
        return choices[0].question

    def numbered(self, number: int) -> str:
        """Return the question that is offered under a number. Raises NumberError."""
        count = len(self.offered)
        if 1 <= number <= count:
            return self.offered[number - 1]
        way_out = {0: "", 1: "choose 1, or "}.get(count, f"choose 1 to {count}, or ")
        raise NumberError(f"There is no {number} here: {way_out}ask in your own words.")

    def restart(self) -> None:
        """Forget what was asked, and offer questions to open with."""
        self._history = []
        self.answer = None
        self.offered = tuple(self._answerer.suggestions(OPENINGS))
