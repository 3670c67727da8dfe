"""What the bot says of itself; everything else it says, an article said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.model import Answer
from index.load import Index

__all__ = ["UNSURE_MESSAGE", "join", "no_answer_message"]

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


def join(answers: Sequence[Answer], missing: Sequence[str]) -> Answer:
    """Join the answers to the questions of one message, in order, and name those without one."""
    first = answers[0]
    sources = [source for answer in answers for source in answer.sources]
    notes = [f"I found no answer to “{question}”." for question in missing]
    if any(answer.status == "unsure" for answer in answers):
        notes.insert(0, UNSURE_MESSAGE)
    related = list(dict.fromkeys(one for answer in answers for one in answer.related))
    candidates = [one for answer in answers for one in answer.candidates or ()]
    candidates.sort(key=lambda one: -one.confidence)
    return replace(
        first,
        status="answered" if all(a.status == "answered" for a in answers) else "unsure",
        confidence=min(answer.confidence for answer in answers),
        answer="\n\n".join(answer.answer for answer in answers),
        blocks=tuple(block for answer in answers for block in answer.blocks),
        message=" ".join(notes) or None,
        sources=tuple(replace(source, n=n) for n, source in enumerate(sources, 1)),
        choices=(),
        related=tuple(related[:3]),
        candidates=None if first.candidates is None else tuple(candidates[: len(first.candidates)]),
    )
