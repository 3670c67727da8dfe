"""What an answer is shown as, from top to bottom; each channel lays it out its own way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering.model import Answer, AnswerBlock, Source

__all__ = ["Body", "Notice", "Part", "Questions", "ReadAs", "Sources", "outline"]

READ_AS = "Read as"
CHOICES, EXAMPLES, RELATED = "Did you mean", "You could ask", "Related"


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How the question was read, where that is not as it was asked."""

    question: str
    head: str = READ_AS


@dataclass(frozen=True, slots=True)
class Notice:
    """What the bot says of itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """The article's words, and the best sentence in them."""

    blocks: tuple[AnswerBlock, ...]
    highlight: str | None


@dataclass(frozen=True, slots=True)
class Sources:
    """Where they stand."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """What can be asked next, under a head."""

    head: str
    questions: tuple[str, ...]
    to_choose: bool
    """Whether they are readings of this question, one of which was meant."""


Part = ReadAs | Notice | Body | Sources | Questions


def outline(answer: Answer) -> Iterator[Part]:
    """Yield the parts of an answer that are there, from top to bottom."""
    if answer.interpreted_as:
        yield ReadAs(answer.interpreted_as)
    if answer.message:
        yield Notice(answer.message)
    if answer.blocks:
        yield Body(answer.blocks, answer.highlight)
    if answer.sources:
        yield Sources(answer.sources)
    if answer.choices:
        readings = tuple(choice.question for choice in answer.choices)
        yield Questions(CHOICES, readings, to_choose=True)
    if answer.related:
        head = EXAMPLES if answer.status == "no_answer" else RELATED
        yield Questions(head, answer.related, to_choose=False)
