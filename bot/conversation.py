"""A conversation: what was asked, what was answered last, and what can be asked by its number."""

from __future__ import annotations

from bot.answering.answerer import Answerer
from bot.answering.model import Answer
from bot.answering.reading.limits import HISTORY

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

    def ask(self, question: str) -> Answer:
        """Answer a question, and offer its choices and what is related to it."""
        self.answer = self._answerer.answer(question, history=self._history)
        self._history = [*self._history, question][-HISTORY:]
        choices = tuple(choice.question for choice in self.answer.choices)
        self.offered = (*choices, *(ask for ask in self.answer.related if ask not in choices))
        return self.answer

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
