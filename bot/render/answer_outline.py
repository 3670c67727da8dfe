"""What an answer is shown as, from top to bottom; each channel lays it out its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.answering.message_catalog import LABELS, Labels
from bot.answering.model import (
    Answer,
    AnswerBlock,
    Contact,
    List,
    Paragraph,
    Source,
    SourceReference,
    Table,
)
from bot.answering.suggestions import is_question

__all__ = [
    "Body",
    "More",
    "Notice",
    "Part",
    "Place",
    "Questions",
    "ReadAs",
    "Sources",
    "WayToAPerson",
    "left_out",
    "outline",
    "paragraph_text",
    "source_places",
]


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How the question was read, where that is not as it was asked."""

    question: str
    head: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What the bot says of itself."""

    text: str


@dataclass(frozen=True, slots=True)
class WayToAPerson:
    """Where a person helps, whom the owner named."""

    contact: Contact


@dataclass(frozen=True, slots=True)
class Body:
    """The article's words, and the best sentence in them."""

    blocks: tuple[AnswerBlock, ...]
    highlight: str | None
    labels: Labels


@dataclass(frozen=True, slots=True)
class Place:
    """A section that words of the answer stand in: all sources of it, as one."""

    sources: tuple[Source, ...]
    path: str
    """Title › heading path."""
    lines: str
    updated: str | None
    references: tuple[SourceReference, ...]
    """What the article refers to there, as far as it says what that is, and no place before did."""

    @property
    def url(self) -> str | None:
        """The link to the first sentence."""
        return self.sources[0].url


@dataclass(frozen=True, slots=True)
class Sources:
    """Where they stand, section by section."""

    places: tuple[Place, ...]
    head: str


@dataclass(frozen=True, slots=True)
class More:
    """Where else something stands that may help, section by section."""

    places: tuple[Place, ...]
    head: str


@dataclass(frozen=True, slots=True)
class Questions:
    """What can be asked next, under a head."""

    head: str
    questions: tuple[str, ...]
    to_choose: bool
    """Whether they are readings of this question, one of which was meant."""
    passages: tuple[str | None, ...]
    """Ids of the passages that they lead to; None of what is asked by its words."""


Part = ReadAs | Notice | WayToAPerson | Body | Sources | More | Questions


def outline(answer: Answer) -> Iterator[Part]:
    """Yield the parts of an answer that are there, from top to bottom."""
    labels = LABELS[answer.language]
    if answer.interpreted_as:
        yield ReadAs(answer.interpreted_as, labels.read_as)
    if answer.message:
        yield Notice(answer.message)
    if answer.contact:
        yield WayToAPerson(answer.contact)
    if answer.blocks:
        yield Body(answer.blocks, answer.highlight, labels)
    if answer.not_found:
        yield Notice(answer.not_found)
    if answer.sources:
        yield Sources(source_places(answer), labels.source)
    if answer.more:
        yield More(_places(answer.more, labels), labels.more)
    if answer.choices:
        readings = tuple(choice.question for choice in answer.choices)
        passages = tuple(choice.passage_id for choice in answer.choices)
        yield Questions(labels.choices, readings, to_choose=True, passages=passages)
    if answer.related:
        head = labels.examples if answer.status == "no_answer" else labels.related
        if not any(map(is_question, answer.related)):
            head = labels.topics
        nowhere = (None,) * len(answer.related)
        yield Questions(head, answer.related, to_choose=False, passages=nowhere)


def source_places(answer: Answer) -> tuple[Place, ...]:
    """Return the sections that an answer's sources stand in, that of the first source first."""
    return _places(answer.sources, LABELS[answer.language])


def paragraph_text(block: Paragraph) -> str:
    """Return a paragraph's text, an ellipsis where it is cut."""
    return f"{'… ' * block.cut_before}{block.text}{' …' * block.cut_after}"


def left_out(block: AnswerBlock, labels: Labels) -> str | None:
    """Return how much of a list or table is shown, "2 of 9"; None where all of it is."""
    if not isinstance(block, List | Table) or block.of is None:
        return None
    shown = len(block.items if isinstance(block, List) else block.rows)
    return labels.part.replace("{shown}", f"{shown}").replace("{of}", f"{block.of}")


def _places(sources: Iterable[Source], labels: Labels) -> tuple[Place, ...]:
    sections: dict[tuple[str, ...], list[Source]] = {}
    for source in sources:
        sections.setdefault((source.article, *source.heading), []).append(source)
    told: set[tuple[str, SourceReference]] = set()
    return tuple(_place(each, told, labels) for each in sections.values())


def _place(sources: list[Source], told: set[tuple[str, SourceReference]], labels: Labels) -> Place:
    first = sources[0]
    every = dict.fromkeys(each for source in sources for each in source.references)
    references = tuple(
        each for each in every if (each.title or each.url) and (first.article, each) not in told
    )
    told.update((first.article, each) for each in references)
    return Place(
        tuple(sources),
        path=" › ".join((first.title, *first.heading)),
        lines=", ".join(_lines(source, labels) for source in sources),
        updated=first.updated and labels.updated.replace("{date}", first.updated),
        references=references,
    )


def _lines(source: Source, labels: Labels) -> str:
    if source.page is not None:
        return labels.page.replace("{page}", f"{source.page}")
    last = source.last_line or source.line + source.quote.rstrip().count("\n")
    text = labels.line if last == source.line else labels.lines
    return text.replace("{first}", f"{source.line}").replace("{last}", f"{last}")
