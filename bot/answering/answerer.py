"""A question becomes an answer: read, searched for, judged, composed; each step once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from uuid import uuid4

import numpy as np

from bot.answering.answer_object import answer_object
from bot.answering.cache import AnswerCache
from bot.answering.confidence import calibration
from bot.answering.message_catalog import VOICE, Messages, Voice, main_language
from bot.answering.message_verdicts import Judging, searched_in
from bot.answering.model import Answer, Question
from bot.answering.reading.appeal import appeal_in
from bot.answering.reading.sub_questions import Message, read_message
from bot.answering.suggestions import openings
from bot.answering.trace import Trace
from bot.answering.verdict import Verdict
from corpus.errors import CareerbotError
from index.contract import Index
from index.encoding.model import Encoded
from index.text.words import encodable

__all__ = ["Answerer", "Step", "UnknownArticleError"]

Step = Callable[[str], AbstractContextManager[object]]
"""What a step of the way to an answer is done in, by its name: nothing, or what times it."""

NAMED = 10
"""How many of the articles that there are an error names."""


class UnknownArticleError(CareerbotError):
    """An article id that the index doesn't have; the text names those it has."""


class Answerer:
    """Answers questions from one open index; safe to call from several threads."""

    def __init__(
        self,
        index: Index,
        *,
        answered: float | None = None,
        unsure: float | None = None,
        voice: Voice = VOICE,
    ) -> None:
        """Answer from `index`; the thresholds of the confidence are the calibrated ones if None."""
        self.index = index
        self.language = main_language(index.languages)
        """What the bot speaks of itself in, where nothing says more."""
        self._voice = voice
        self._calibration = calibration().with_thresholds(answered, unsure)
        self._cache = AnswerCache()
        self.step: Step = nullcontext
        """What each step of the way to an answer is done in."""

    @property
    def thresholds(self) -> tuple[float, float]:
        """Confidence from which an answer is `answered`, and from which it is `unsure`."""
        return self._calibration.answered, self._calibration.unsure

    def answer(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        articles: Sequence[str] | None = None,
        top: int | None = None,
        passage: str | None = None,
    ) -> Answer:
        """Answer one question. Raises UnknownArticleError for an article the index hasn't."""
        chosen = None if articles is None else tuple(articles)
        asked = Question(question, tuple(history), chosen, top, passage=passage)
        return self.answer_many([asked])[0]

    def answer_many(self, questions: Sequence[Question]) -> list[Answer]:
        """Answer several questions, encoded together; the answers are those of each alone."""
        for question in questions:
            self._check_articles(question.articles)
        return [replace(answer, answer_id=uuid4().hex) for answer in self._answered(questions)]

    def _answered(self, questions: Sequence[Question]) -> list[Answer]:
        """Return the answers to questions, those that are remembered as they were given."""
        answers = {
            question: self._cache.get(question) or self._reply(question) for question in questions
        }
        with self.step("read"):
            messages = {
                question: read_message(question.question, question.history, self.index)
                for question, answer in answers.items()
                if answer is None
            }
        with self.step("encode"):
            vectors = self._encode(
                [text for message in messages.values() for text in searched_in(message)]
            )
        for question, message in messages.items():
            with self.step("search"):
                verdicts = self._verdicts(question, message, vectors)
            with self.step("compose"):
                about = self._subject(question, verdicts[0])
                answer = answer_object(
                    question, verdicts, self.index, self._voice, message.left, about
                )
            self._cache.keep(question, answer, self._trace(message, verdicts[0], vectors))
            answers[question] = answer
        found = [answers[question] for question in questions]
        return [answer for answer in found if answer is not None]

    def _answer(self, question: Question) -> Answer:
        return self._answered([question])[0]

    def _reply(self, question: Question) -> Answer | None:
        """Return the answer to what says something of the answer before it, or to the bot."""
        if not question.history and appeal_in(question.question) is None:
            return None
        # What only a conversation needs isn't imported for one question.
        from bot.answering.replies import reply_to

        def judge(asked: Question) -> list[Verdict]:
            message = read_message(asked.question, asked.history, self.index)
            verdicts = self._verdicts(asked, message, self._encode(searched_in(message)))
            return verdicts[1:] or verdicts

        return reply_to(question, self.index, self._voice, self._answer, judge)

    def _subject(self, question: Question, verdict: Verdict) -> str | None:
        """The id of the article that a conversation without an answer is about; None elsewhere."""
        if not question.history or verdict.status != "no_answer":
            return None
        # What only a conversation needs isn't imported for one question.
        from bot.answering.subject import answered_before

        earlier = answered_before(question, self.index, self._answer)
        return next((article for article, _ in earlier), None)

    def trace(self, question: Question) -> Trace | None:
        """Return what was seen on the way to one of the last answers; None of one forgotten."""
        return self._cache.trace(question)

    def suggestions(
        self,
        count: int = 4,
        articles: Sequence[str] | None = None,
        language: str | None = None,
    ) -> list[str]:
        """Return questions to open a conversation with, taken from the articles in turn.

        They are of articles in the asker's `language`, where there are any.

        Raises UnknownArticleError for an article the index hasn't.
        """
        self._check_articles(articles)
        return openings(self.index, count, articles, language)

    def messages(self, language: str | None = None) -> Messages:
        """Return what the bot says of itself, in a language of the catalog or its articles'."""
        return self._voice.messages[language or self.language]

    def _trace(self, message: Message, verdict: Verdict, vectors: Mapping[str, Encoded]) -> Trace:
        best = (
            verdict.selection.best
            if verdict.selection
            else next(iter(verdict.ranking.passages), None)
        )
        passage = None if best is None else self.index.passage_at(best).id
        vector = vectors[message.whole.alone.searched].dense.astype(np.float16)
        return Trace(vector, passage)

    def _check_articles(self, articles: Sequence[str] | None) -> None:
        if articles is None:
            return
        have = {article.id: None for article in self.index.articles}
        for article in articles:
            if article not in have:
                shown = ", ".join(list(have)[:NAMED]) + (" …" if len(have) > NAMED else "")
                raise UnknownArticleError(f"No article {article!r}: there is {shown}")

    def _verdicts(
        self, question: Question, message: Message, vectors: Mapping[str, Encoded]
    ) -> list[Verdict]:
        judging = Judging(question, vectors, self.index, self._calibration, self._answer)
        return judging.verdicts(message)

    def _encode(self, texts: Sequence[str]) -> Mapping[str, Encoded]:
        """Encode texts together, by text."""
        if not texts:
            return {}
        taken = list(map(encodable, texts))
        return dict(zip(texts, self.index.encoder.encode(taken, query=True), strict=True))
