"""What a conversation is about: the articles that answered what was asked before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.answering.model import Answer, Question
from bot.answering.named_articles import named_articles
from bot.answering.reading.limits import HISTORY
from bot.answering.reading.reply import says_nothing
from index.contract import Index

__all__ = ["answered_before"]


def answered_before(
    question: Question, index: Index, ask: Callable[[Question], Answer]
) -> Iterator[tuple[str, Question]]:
    """Yield the earlier questions that got an answer, the last first, each behind its article's id.

    Each is asked with the one before it: so this takes no longer however long the conversation is,
    and doesn't depend on what is still remembered of it. What only names an article is said of the
    question before it. `ask` answers them.
    """
    history = [each for each in question.history if not says_nothing(each)]
    for last in range(len(history) - 1, max(len(history) - HISTORY, 0) - 1, -1):
        first = max(last - 1, 0)
        while first > max(last - HISTORY, 0) and named_articles(history[first], index):
            first -= 1
        asked = replace(question, question=history[last], history=tuple(history[first:last]))
        answer = ask(asked)
        # One that was shown as unsure is what the asker goes on from as well, but not one of many.
        if answer.sources and not answer.depends:
            yield answer.sources[0].article, asked
