"""What the API takes and gives, beside the answer object and the errors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    model_validator,
)

from bot.answering.model import Question
from bot.answering.reading.limits import EARLIER, LONGEST_QUESTION
from bot.database.feedback import Feedback
from bot.index_on_disk import OnDisk
from bot.web.request_body import RequestBody
from index.contract import Index, StoredPassage

__all__ = [
    "Articles",
    "AskRequest",
    "FeedbackRequest",
    "HandoffRequest",
    "Health",
    "Language",
    "Passage",
    "Readiness",
    "Suggestions",
]


def _last(history: list[str] | None) -> list[str]:
    return [each[:LONGEST_QUESTION] for each in (history or [])[-EARLIER:]]


def _text(longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, max_length=longest)


Earlier = Annotated[str, StringConstraints(strip_whitespace=True)]
"""Trimmed as the question is; of an unconstrained text, pydantic takes half a character, too."""


WEB_ADDRESS = r"^https?://[^\s\x00-\x1f\x7f]+$"
ONE_LINE = r"^[^\x00-\x1f\x7f\u2028\u2029]+$"
"""What may stand in the header of a mail that somebody makes of it."""


def _whole(number: object) -> object:
    # To JSON, 3.0 is the same number as 3; a text or true is none.
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _agreed(value: object) -> object:
    if value is not True:
        raise ValueError("nothing is sent to a person without it: ask, and then send true")
    return value


Language = Annotated[
    str | None,
    Field(
        max_length=35,
        pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$",
        description="Tag of the language that the bot speaks of itself in, such as `fr-CA`: "
        "English, Spanish, French or German. By default, and for others, that of the articles. "
        "What it suggests to ask is of articles in this language, where there are any.",
    ),
]


class AskRequest(RequestBody):
    """A question, and what it is asked of."""

    question: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_QUESTION),
        Field(description="The question; 1 to 2,000 characters after trimming."),
    ]
    history: Annotated[
        list[Earlier] | None,
        AfterValidator(_last),
        Field(description="Earlier questions of the conversation, oldest first; the last count."),
    ] = None
    articles: Annotated[
        list[str] | None,
        Field(min_length=1, description="Ids of the articles to answer from; by default all."),
    ] = None
    top: Annotated[
        Annotated[int, Field(ge=1, le=20, strict=True), BeforeValidator(_whole)] | None,
        Field(description="Add the best passages, as `candidates`."),
    ] = None
    language: Language = None
    passage: Annotated[
        str | None,
        Field(
            max_length=100,
            description="The `passage_id` of the choice that was picked: the answer is that "
            "passage. The question alone counts where the articles haven't got it any more.",
        ),
    ] = None

    def asked(self) -> Question:
        """Return what is to be answered."""
        return Question(
            question=self.question,
            history=tuple(self.history or ()),
            articles=None if self.articles is None else tuple(self.articles),
            top=self.top,
            language=self.language,
            passage=self.passage,
        )


TAKEN: dict[str, JsonValue] = {"required": ["person"], "properties": {"person": {"const": True}}}
"""What JSON Schema says of feedback that the way to a person was taken."""


def _has(name: str) -> dict[str, JsonValue]:
    """Return what JSON Schema says of an object whose text of this name isn't empty."""
    return {"required": [name], "properties": {name: {"type": "string", "pattern": "\\S"}}}


class FeedbackRequest(RequestBody):
    """What a person says of an answer: at least one of helpful, comment, choice and person.

    `helpful` alone, and null, takes back what was said of it before.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "answer_id": "e1a003cd27044f50931cb8805c98c58f",
                    "helpful": False,
                    "comment": "Is that with a degree?",
                }
            ],
            "anyOf": [{"required": ["helpful"]}, _has("comment"), _has("choice"), TAKEN],
        }
    )

    answer_id: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    helpful: Annotated[
        bool | None,
        Field(strict=True, description="Whether the answer helped; null takes that back."),
    ] = None
    comment: Annotated[str | None, _text(1_000), Field(description="A word why.")] = None
    choice: Annotated[
        str | None, _text(500), Field(description="The “did you mean” that was picked.")
    ] = None
    question: Annotated[
        str | None, _text(2_000), Field(description="What was asked, for the owner to read.")
    ] = None
    person: Annotated[
        bool | None,
        Field(strict=True, description="Whether the way to a person (`contact`) was taken."),
    ] = None

    @model_validator(mode="after")
    def _says_something(self) -> FeedbackRequest:
        if "helpful" not in self.model_fields_set and not self._otherwise:
            raise ValueError("give helpful (true, false or null), comment or choice")
        return self

    @property
    def takes_back(self) -> bool:
        """Whether an earlier word on the answer is to be forgotten, and nothing else said."""
        return self.helpful is None and not self._otherwise and "helpful" in self.model_fields_set

    @property
    def _otherwise(self) -> bool:
        """Whether anything beside the thumb is said."""
        return bool(self.comment or self.choice or self.person)

    def said(self) -> Feedback:
        """Return what is to be kept."""
        return Feedback(
            self.answer_id,
            self.helpful,
            self.comment or None,
            self.choice or None,
            self.question,
            self.person or None,
        )


class HandoffRequest(RequestBody):
    """A question that a person is to answer, and where to; only with the consent of who asks."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "answer_id": "e1a003cd27044f50931cb8805c98c58f",
                    "question": "Do you pay for the exam?",
                    "page": "https://www.example.org/careers",
                    "contact": "jane@example.org",
                    "consent": True,
                }
            ]
        }
    )

    answer_id: Annotated[str | None, _text(100), Field(description="The answer it got here.")] = (
        None
    )
    question: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_QUESTION),
        Field(description="What is to be answered."),
    ]
    page: Annotated[
        str | None,
        StringConstraints(max_length=2_000, pattern=WEB_ADDRESS),
        Field(description="Address of the page where it was asked."),
    ] = None
    contact: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=ONE_LINE),
        Field(description="Where the answer is to go: a mail address, a phone number."),
    ]
    consent: Annotated[
        Literal[True],
        BeforeValidator(_agreed),
        Field(description="That who asks agreed to all of it being sent to a person."),
    ]


class Article(BaseModel):
    """An article that answers come from."""

    id: str
    title: str
    url: str | None
    author: str | None
    updated: str | None = Field(description="ISO date.")
    language: str
    passages: int = Field(description="How many passages it has.")


class Articles(BaseModel):
    """The articles of the index."""

    articles: list[Article]
    index_version: str

    @classmethod
    def of(cls, index: Index) -> Articles:
        """Return those of an open index."""
        articles = [Article.model_validate(each, from_attributes=True) for each in index.articles]
        return cls(articles=articles, index_version=index.version)


class Passage(BaseModel):
    """A passage; `quote` stands in the article's source from `start` to `end`."""

    passage_id: str
    article: str
    title: str
    heading: list[str]
    text: str
    quote: str
    start: int
    end: int
    line: int
    url: str | None
    updated: str | None

    @classmethod
    def of(cls, passage: StoredPassage, index: Index) -> Passage:
        """Return a passage of an open index, with its quote."""
        article = index.article(passage.article)
        return cls(
            passage_id=passage.id,
            article=article.id,
            title=article.title,
            heading=list(passage.heading),
            text=passage.text,
            quote=passage.quote,
            start=passage.start,
            end=passage.end,
            line=passage.line,
            url=article.url,
            updated=article.updated,
        )


class Suggestions(BaseModel):
    """What a conversation opens with: a greeting, and questions that the articles answer."""

    suggestions: list[str] = Field(examples=[["Should I learn Python or R?"]])
    greeting: str = Field(description="What the bot says before anything was asked.")
    language: str = Field(description="Tag of the language that most of the articles are in.")
    handoff: bool = Field(description="Whether `/api/handoff` hands a question on to a person.")


class Health(BaseModel):
    """The service is up."""

    status: str


class Readiness(BaseModel):
    """The service has its index open; what is on disk may be another one by now."""

    status: str
    index_version: str
    articles: int
    on_disk: OnDisk = Field(
        description="Whether the folder of the index holds the one that answers: the `same`, "
        "`other` (it will be taken if it can be opened), `damaged`, or `missing`."
    )
    warning: str | None = Field(description="What is wrong with it, and what mends it.")
