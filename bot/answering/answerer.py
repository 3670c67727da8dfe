"""A question becomes an answer: read, searched for, judged, composed; each step once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from itertools import chain
from uuid import uuid4

import numpy as np

from bot.answering.answer_object import answer_object
from bot.answering.cache import AnswerCache
from bot.answering.confidence import calibration
from bot.answering.message_catalog import VOICE, Messages, Voice, main_language
from bot.answering.model import Answer, Question
from bot.answering.reading.appeal import appeal_in
from bot.answering.reading.comparison import compares
from bot.answering.reading.follow_up import Leaning, stands_alone
from bot.answering.reading.sub_questions import Message, SubQuestion, read_message
from bot.answering.suggestions import openings
from bot.answering.topics import each_at_its_own
from bot.answering.trace import Trace
from bot.answering.verdict import Verdict, judge, names, of_both
from corpus.errors import CareerbotError
from index.contract import Index
from index.encoding.model import Encoded
from index.known_questions import normalized
from index.search import search
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
                [text for message in messages.values() for text in _searched(message)]
            )
        for question, message in messages.items():
            with self.step("search"):
                verdicts = self._judge(question, message, vectors)
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
            verdicts = self._judge(asked, message, self._encode(_searched(message)))
            return verdicts[1:] or verdicts

        return reply_to(question, self.index, self._voice, self._answer, judge)

    def _subject(self, question: Question, verdict: Verdict) -> str | None:
        """The id of the article that a conversation without an answer is about; None elsewhere."""
        if not question.history or verdict.status != "no_answer":
            return None
        # What only a conversation needs isn't imported for one question.
        from bot.answering.subject import answered_before

        earlier = answered_before(question, self._answer)
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

    def _encode(self, texts: Sequence[str]) -> Mapping[str, Encoded]:
        """Encode texts together, by text."""
        if not texts:
            return {}
        taken = list(map(encodable, texts))
        return dict(zip(texts, self.index.encoder.encode(taken, query=True), strict=True))

    def _judge(
        self, question: Question, message: Message, vectors: Mapping[str, Encoded]
    ) -> list[Verdict]:
        """Return the verdict on the whole message, and on each of its questions."""
        picked = self._picked(question)
        judged = self._as_meant(message.whole, question, vectors)
        verdicts = [judged(picked=picked)]
        if picked is not None:
            return verdicts
        if not message.parts:
            verdicts = [self._kept(verdicts[0], message.whole, question, vectors)]
        topics = [
            self._kept(self._as_meant(topic, question, vectors)(), topic, question, vectors)
            for topic in message.topics
        ]
        apart = message.tells_topics_apart
        if topics and each_at_its_own(verdicts[0], topics, self.index, apart=apart):
            return [*verdicts, *topics]
        for part in message.parts:
            # The second question of a message asks for what the first didn't.
            said = {
                number
                for verdict in verdicts[1:]
                if verdict.selection
                for number in verdict.selection.shown
            }
            judged = self._as_meant(part, question, vectors)
            verdict = judged(said=said)
            if said and verdict.status != "answered":
                # Unless what was shown for the first answers the second, too: by itself, where
                # that says what it is about.
                alone = stands_alone(part.reading.core)
                again = judged(together=None) if alone else judged()
                if again.status == "answered" and again.selection and again.selection.best in said:
                    verdict = again
            verdicts.append(verdict)
        if message.compares and self._compares(message.compares, verdicts):
            return [of_both(message.parts, verdicts[0], self.index, self._calibration)]
        return verdicts

    def _kept(
        self,
        verdict: Verdict,
        asked: SubQuestion,
        question: Question,
        vectors: Mapping[str, Encoded],
    ) -> Verdict:
        """Return the verdict of the article that a conversation is about, where it answers."""
        if not question.history:
            return verdict
        # What only a conversation needs isn't imported for one question.
        from bot.answering.same_article import in_same_article, or_by_itself

        def inside(article: str) -> Verdict:
            within = replace(question, articles=(article,))
            return self._as_meant(asked, within, vectors)()

        def by_itself() -> Verdict:
            return self._judged(asked, question, vectors)(together=None)

        index, ask = self.index, self._answer
        kept = in_same_article(verdict, question, index, ask, inside, by_itself)
        return or_by_itself(kept, verdict.question, question, index, ask, by_itself)

    def _as_meant(
        self, asked: SubQuestion, question: Question, vectors: Mapping[str, Encoded]
    ) -> partial[Verdict]:
        """Return what judges a question: as it is, or as what it seems to ask."""
        surest = self._judged(asked, question, vectors)
        if not asked.meant or question.passage:
            return surest
        corrects = asked.turn is not None and asked.turn.corrects
        case = asked.turn is not None and asked.turn.is_case
        if corrects or case:
            # The conversation has what was taken back, and answers though it lacks the case.
            surest = partial(surest, together=None)
        # Only what it seems to ask is worth the time of the reader.
        as_it_is = surest(reading=False)
        if as_it_is.status == "answered" and asked.leaning is Leaning.NOT:
            return surest
        said = asked.said and search(
            asked.said, vectors[asked.said], self.index, articles=question.articles
        )
        # A case that names nothing ("what if I'm 62") is one of what was asked before, and "what
        # about nurses?" more likely asks that of them than for what comes first by itself.
        answered, unsure = self.thresholds
        behind = corrects or (case and asked.leaning is Leaning.CLEARLY)
        confidence = unsure if behind else min(as_it_is.confidence, answered)
        for likely in asked.meant:
            found: Verdict | None = None
            for meant in likely:
                judged = self._judged(meant, question, vectors)
                verdict = judged(reading=False)
                has = said or verdict.ranking
                if verdict.confidence > confidence and names(verdict, has, self.index):
                    surest, found, confidence = judged, verdict, verdict.confidence
            if found and found.status == "answered":
                break
        return surest

    def _picked(self, question: Question) -> int | None:
        """The number of the passage that the asker chose, where it may answer."""
        passage = self.index.passage(question.passage) if question.passage else None
        if passage is None or (question.articles and passage.article not in question.articles):
            return None
        return passage.number

    def _compares(self, names: tuple[str, str], verdicts: Sequence[Verdict]) -> bool:
        """Tell whether the answer to the whole compares two things, or there is none to each."""
        whole, *parts = verdicts
        if any(part.status != "answered" for part in parts):
            return True
        if whole.status != "answered" or whole.selection is None:
            return False
        best = self.index.passage_at(whole.selection.best)
        # What stands under the name of one of them is about that one, whatever else it mentions.
        about_one = {normalized(name) for name in names} & {normalized(h) for h in best.heading}
        return not about_one and compares(" ".join((*best.heading, best.text)), names)

    def _judged(
        self, part: SubQuestion, question: Question, vectors: Mapping[str, Encoded]
    ) -> partial[Verdict]:
        """Search for a question once, and return what judges it, given what was `said` before."""
        alone, *in_conversation = (
            search(text, vectors[text], self.index, articles=question.articles)
            for text in part.searched
        )
        return partial(
            judge,
            part,
            alone,
            index=self.index,
            calibration=self._calibration,
            together=in_conversation[0] if in_conversation else None,
            articles=question.articles,
        )


def _searched(message: Message) -> list[str]:
    """What is searched for to answer a message."""
    texts: list[str] = []
    for asked in (message.whole, *message.parts, *message.topics):
        for each in (asked, *chain(*asked.meant)):
            texts += each.searched
        texts += [asked.said] if asked.said else []
    return texts
