"""What the tools return: answers and passages, each with the place that it stands at."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from bot.answering.model import Answer, Source
from index.contract import Index

__all__ = ["CareerAnswer", "Citation", "FoundPassage", "FoundPassages"]


class Citation(BaseModel):
    """Where words stand: `quote` is the article's own text, character by character."""

    n: int = Field(description="Its number, from 1 on.")
    article: str
    title: str
    heading: list[str] = Field(description="The headings above it, the outermost first.")
    quote: str
    line: int
    url: str | None = Field(description="Link to the sentence, where the article is online.")
    updated: str | None = Field(description="ISO date of the article.")

    @classmethod
    def of(cls, source: Source) -> Citation:
        """Return the citation of a source of an answer."""
        return cls.model_validate(source, from_attributes=True)


class CareerAnswer(BaseModel):
    """An answer, every word of it from an article; `message` is what the bot says of itself."""

    status: Literal["answered", "unsure", "no_answer"] = Field(
        description="`unsure`: these are the closest passages, and they may not answer it."
    )
    confidence: float = Field(description="Calibrated probability that the answer is right.")
    answer: str = Field(description="Verbatim from the articles; empty where none answers.")
    message: str | None
    citations: list[Citation]
    did_you_mean: list[str]
    related: list[str] = Field(description="Questions that the articles answer, too.")
    interpreted_as: str | None = Field(description="The question as it was read, if changed.")

    @classmethod
    def of(cls, answer: Answer) -> CareerAnswer:
        """Return the result of an answer object."""
        return cls(
            status=answer.status,
            confidence=answer.confidence,
            answer=answer.answer,
            message=answer.message,
            citations=[Citation.of(each) for each in answer.sources],
            did_you_mean=[each.question for each in answer.choices],
            related=list(answer.related),
            interpreted_as=answer.interpreted_as,
        )


class FoundPassage(BaseModel):
    """A passage, with how likely it answers, and where it stands."""

    passage_id: str
    confidence: float
    article: str
    title: str
    heading: list[str]
    quote: str
    line: int
    url: str | None
    updated: str | None


class FoundPassages(BaseModel):
    """The passages that fit a question best, best first."""

    passages: list[FoundPassage]

    @classmethod
    def of(cls, answer: Answer, index: Index) -> FoundPassages:
        """Return the candidates of an answer that was asked for them."""
        found = []
        for each in answer.candidates or ():
            passage = index.passage(each.passage_id)
            if passage is None:  # the index was built anew meanwhile
                continue
            article = index.article(passage.article)
            found.append(
                FoundPassage(
                    passage_id=each.passage_id,
                    confidence=each.confidence,
                    article=article.id,
                    title=article.title,
                    heading=list(passage.heading),
                    quote=passage.quote,
                    line=passage.line,
                    url=article.url,
                    updated=article.updated,
                )
            )
        return cls(passages=found)
