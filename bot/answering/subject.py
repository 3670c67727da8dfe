"""The article that a conversation is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answering.model import Answer, Question
from bot.answering.reading.limits import HISTORY
from bot.answering.reading.reply import says_nothing

__all__ = ["subject_of"]


def subject_of(question: Question, ask: Callable[[Question], Answer]) -> str | None:
    """Return the id of the article that answered before, the last time that one did; else None.

    `ask` answers the earlier questions, each behind the one before it.
    """
    history = [each for each in question.history if not says_nothing(each)]
    for last in range(len(history) - 1, max(len(history) - HISTORY, 0) - 1, -1):
        before = tuple(history[max(last - 1, 0) : last])
        answer = ask(replace(question, question=history[last], history=before))
        if answer.sources:
            return answer.sources[0].article
    return None
