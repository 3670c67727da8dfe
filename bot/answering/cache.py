"""Answers that were given before: to the same question, from the same index."""

from __future__ import annotations

import threading

from cachetools import LRUCache

from bot.answering.model import Answer, Question
from bot.answering.trace import Trace

__all__ = ["AnswerCache"]

REMEMBERED = 1024
"""Answers that are kept, those asked for last."""
LONGEST = 2_000
"""Characters of a question, with its history and articles, up to which its answer is kept."""


class AnswerCache:
    """The last answers, by their question; safe to use from several threads."""

    def __init__(self) -> None:
        self._answers: LRUCache[Question, tuple[Answer, Trace | None]] = LRUCache(REMEMBERED)
        self._lock = threading.Lock()

    def get(self, question: Question) -> Answer | None:
        """Return the answer to a question, or None where it isn't kept."""
        found = self._find(question)
        return found and found[0]

    def trace(self, question: Question) -> Trace | None:
        """Return what was seen on the way to an answer that is kept."""
        found = self._find(question)
        return found and found[1]

    def keep(self, question: Question, answer: Answer, trace: Trace | None = None) -> None:
        """Keep an answer, in the place of the one that was asked for longest ago."""
        said = (question.question, *question.history, *(question.articles or ()))
        if sum(map(len, said)) > LONGEST:  # nobody asks it again
            return
        with self._lock:
            self._answers[question] = answer, trace

    def _find(self, question: Question) -> tuple[Answer, Trace | None] | None:
        with self._lock:
            return self._answers.get(question)
