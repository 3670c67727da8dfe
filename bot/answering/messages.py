"""What the bot says of itself; everything else it says, an article said."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.message_catalog import Messages
from index.store.manifest import ArticleInfo

__all__ = [
    "greeting_message",
    "no_answer_message",
    "not_found_message",
    "not_read_message",
    "unsure_message",
    "unsure_of_message",
]

_TITLES = 3


def greeting_message(messages: Messages, articles: Sequence[ArticleInfo]) -> str:
    """Say who it is that answers, and what the articles hold.

    Questions that they do answer stand in the answer's `related`, as every channel shows them.
    """
    return f"{messages.greeting} {_topics(messages, articles)}".strip()


def no_answer_message(messages: Messages, articles: Sequence[ArticleInfo]) -> str:
    """Say that the articles don't answer, and what they hold."""
    return f"{messages.no_answer} {_topics(messages, articles)}".strip()


def unsure_message(messages: Messages, nowhere: str | None, title: str | None) -> str:
    """Say that the answer may be none, and why, where that is known.

    That is a name in the question that stands in no article, or the `title` of what it is the
    answer for, where others answer for themselves.
    """
    if nowhere:
        return messages.nowhere.replace("{name}", nowhere)
    return messages.depends.replace("{title}", title) if title else messages.unsure


def unsure_of_message(messages: Messages, question: str) -> str:
    """Say that the answer to one of a message's questions may be none."""
    return messages.unsure_of.replace("{question}", question)


def not_found_message(messages: Messages, question: str) -> str:
    """Say that one of a message's questions has no answer."""
    return messages.not_found.replace("{question}", question)


def not_read_message(messages: Messages, question: str) -> str:
    """Say from which of a message's questions on they were too many."""
    return messages.not_read.replace("{question}", question)


def _topics(messages: Messages, articles: Sequence[ArticleInfo]) -> str:
    # What only a question without an answer needs isn't imported for another.
    from corpus.furniture.headings import is_only_faq

    # "You can ask me what stands in “FAQ”" names nothing.
    named = [each for each in articles if not is_only_faq(each.title)]
    # The name of one more is as short as that there is one, which is no plural in any language.
    most = _TITLES + (len(named) == _TITLES + 1)
    titles = [messages.topic.replace("{title}", each.title) for each in named[:most]]
    more = len(articles) - len(titles)
    if titles and more > 1:
        titles.append(messages.more_topics.replace("{count}", f"{more:,}"))
    if not titles:
        return ""
    *first, last = titles
    if first:
        joined = messages.last_topic.replace("{titles}", ", ".join(first))
        last = joined.replace("{last}", last)
    return messages.topics.replace("{titles}", last)
