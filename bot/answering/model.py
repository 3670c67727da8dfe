"""The question that comes in, and the answer object that every channel gets and lays out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.answering.reading.limits import LONGEST_HISTORY

__all__ = [
    "Answer",
    "AnswerBlock",
    "Candidate",
    "Choice",
    "Contact",
    "Heading",
    "List",
    "Paragraph",
    "Question",
    "Source",
    "SourceReference",
    "Status",
    "Table",
]

Status = Literal["answered", "unsure", "no_answer"]


@dataclass(frozen=True, slots=True)
class Question:
    """One request for an answer."""

    question: str
    history: tuple[str, ...] = ()
    """Earlier questions of the conversation, oldest first."""
    articles: tuple[str, ...] | None = None
    """Ids of the only articles to answer from; None: all."""
    top: int | None = None
    """How many candidates to return with the answer."""
    language: str | None = None
    """Tag of the language that the asker's interface is in, such as `fr-CA`."""
    passage: str | None = None
    """Id of the passage that answers, where a `Choice` was picked; one that the index hasn't any
    more counts as none."""

    def __len__(self) -> int:
        """Characters that are read to answer it."""
        return len(self.question) + min(sum(map(len, self.history)), LONGEST_HISTORY)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the blocks after it belong to: a question or heading of the article, or of the asker."""

    text: str
    asked: bool = False
    """Whether these are the asker's words, where several questions were asked at once."""
    type: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; of a long paragraph, the sentences that answer."""

    text: str
    cut_before: bool = False
    """Whether the paragraph begins before `text`."""
    cut_after: bool = False
    """Whether it goes on after it."""
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class List:
    """A list with the sentence that leads in to it ("" where it has none)."""

    lead: str
    items: tuple[str, ...]
    type: Literal["list"] = "list"
    numbers: tuple[int | None, ...] = ()
    """Those that the article gives the items; empty where it gives none."""
    levels: tuple[int, ...] = ()
    """How deep each item is nested, 0 the outermost; empty where none is."""
    of: int | None = None
    """How many items the article's list has, where these are not all."""

    def marked(self, bullets: str, indent: str = "") -> Iterator[tuple[str, str]]:
        """Return each item behind its number, or behind its level's bullet where it has none.

        `indent` stands before both, once for each level.
        """
        numbers = self.numbers or (None,) * len(self.items)
        levels = self.levels or (0,) * len(self.items)
        for number, level, item in zip(numbers, levels, self.items, strict=True):
            bullet = bullets[min(level, len(bullets) - 1)]
            yield indent * level + (bullet if number is None else f"{number}."), item


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    type: Literal["table"] = "table"
    of: int | None = None
    """How many rows the article's table has, where these are not all."""


AnswerBlock = Heading | Paragraph | List | Table


@dataclass(frozen=True, slots=True)
class SourceReference:
    """A citation mark of the article, with what its reference list says of it."""

    mark: str
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where words of the answer stand: `article_source[start:end] == quote`."""

    n: int
    article: str
    title: str
    heading: tuple[str, ...]
    quote: str
    start: int
    end: int
    line: int
    url: str | None
    """Link to the sentence (`…#heading:~:text=`); None where the article has no URL."""
    updated: str | None
    references: tuple[SourceReference, ...]
    page: int | None = None
    """Page of the file, where it has pages; `line` is then that of its text."""
    element: str | None = None
    """The id in an HTML file that leads there, or to its heading."""
    last_line: int | None = None
    """Line that the quote ends on, where it isn't told by the quote's own lines."""
    language: str = "en"
    """Tag of the article's language."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading of an unclear question, put as a question that a person can pick."""

    question: str
    passage_id: str


@dataclass(frozen=True, slots=True)
class Contact:
    """The owner's way to a person, in a sentence."""

    text: str
    address: str | None
    """The link or mail address inside `text`."""
    url: str | None
    """What it leads to, `mailto:` where it is a mail address."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the best passages for a question."""

    passage_id: str
    text: str
    heading: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, every word of it from an article."""

    answer_id: str
    question: str
    status: Status
    confidence: float
    """Calibrated probability that the answer is right, 0 to 1."""
    answer: str = ""
    """Plain text; empty when there is no answer."""
    blocks: tuple[AnswerBlock, ...] = ()
    highlight: str | None = None
    """The words inside `answer` that answer best, at most 30; None where these are too many."""
    message: str | None = None
    """What the bot says of itself: that it is unsure, or what it can be asked."""
    not_found: str | None = None
    """What it says of those of several questions that have no answer, or that were too many;
    stands behind the others."""
    sources: tuple[Source, ...] = ()
    more: tuple[Source, ...] = ()
    """Where else in the articles something stands that may help, at most three."""
    choices: tuple[Choice, ...] = ()
    related: tuple[str, ...] = ()
    interpreted_as: str | None = None
    """The question as it was read, where typos or the conversation changed it."""
    index_version: str = ""
    depends: bool = False
    """Whether several articles or sections answer, each for itself, and the question names none."""
    small_talk: bool = False
    """Whether nothing was asked of the articles: a greeting, thanks, or who it is that answers."""
    language: str = "en"
    """The language that the bot speaks of itself in: `en`, `es`, `fr` or `de`."""
    contact: Contact | None = None
    """The way to a person whom the owner named: without an answer, or where one is asked for."""
    candidates: tuple[Candidate, ...] | None = field(default=None)
    """The best passages, where the request asked for them with `top`."""

    @classmethod
    def saying(cls, message: str, language: str, related: tuple[str, ...] = ()) -> Answer:
        """Return what the bot says of itself, as an answer that has none and no id."""
        return cls("", "", "no_answer", 0.0, message=message, language=language, related=related)

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object of the answer; `candidates` only where they were asked for."""
        from dataclasses import asdict

        answer = asdict(self)
        if self.candidates is None:
            del answer["candidates"]
        return answer
