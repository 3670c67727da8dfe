"""What the bot says of itself; everything else it says, an article said."""

from __future__ import annotations

from index.load import Index

__all__ = ["UNSURE_MESSAGE", "no_answer_message", "not_found_message"]

UNSURE_MESSAGE = "I'm not sure that this answers your question. It is the closest I found:"
_TITLES = 3


def no_answer_message(index: Index, *, small_talk: bool) -> str:
    """Say that the articles don't answer, or who does where nothing was asked, and what they hold.

    Questions that they do answer stand in the answer's `related`, as every channel shows them.
    """
    titles = [f"“{article.title}”" for article in index.articles[:_TITLES]]
    if len(index.articles) > _TITLES:
        titles.append(f"{len(index.articles) - _TITLES} more")
    about = ", ".join(titles[:-1]) + (" and " if titles[1:] else "") + titles[-1]
    first = "My articles don't answer that."
    if small_talk:
        first = "I answer from articles, word for word, and say where each answer stands."
    return f"{first} You can ask me what stands in {about}."


def not_found_message(question: str) -> str:
    """Say that one of a message's questions has no answer."""
    return f"I found no answer to “{question}”."
