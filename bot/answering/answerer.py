"""A question becomes an answer: read, ranked, weighed, composed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from bot.answering.compose import Composed, compose
from bot.answering.confidence import Calibration, calibration
from bot.answering.evidence import EVIDENCE, evidence
from bot.answering.messages import UNSURE_MESSAGE, join, no_answer_message
from bot.answering.model import Answer, Candidate, Choice, Status
from bot.answering.reading.courtesy import only_politeness
from bot.answering.reading.follow_up import LONGEST_HISTORY, Leaning
from bot.answering.reading.sub_questions import Part, plan
from bot.answering.selection import Selection, select, select_known
from bot.answering.suggestions import choices, examples, openings, related
from bot.open_index import open_index
from bot.settings import Settings
from corpus.errors import CareerbotError
from index.encoding.onnx import Encoded
from index.known_questions import Known
from index.load import Index
from index.search import Ranking, search, together, without

__all__ = ["Answerer", "Question", "UnknownArticleError"]

KNOWN_CONFIDENCE = {Known.FAQ: 0.99, Known.PHRASING: 0.99, Known.HEADING: 0.97, Known.LABEL: 0.97}
CLOSE = 0.75
"""Share of the best reading from which a second one is offered as a choice beside it."""
STRANGE = 0.3
"""Weight of a word without its like in any article, from which a conversation is about another
subject."""
UNCLEAR = 0.1
"""The same where the best reading is itself unsure."""
CACHED = 1024
LONGEST_CACHED = 2_000
"""Characters of a question, with its history and articles, up to which its answer is kept."""
CONTEXT = 0.5
"""What a passage's score for the conversation counts beside that for the question alone."""


class UnknownArticleError(CareerbotError):
    """An article id that the index doesn't have; the text names those it has."""


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

    def __len__(self) -> int:
        """Characters that are read to answer it."""
        return len(self.question) + min(sum(map(len, self.history)), LONGEST_HISTORY)


class Answerer:
    """Answers questions from one open index; safe to call from several threads."""

    def __init__(self, index: Index, settings: Settings) -> None:
        self.index = index
        fitted = calibration()
        answered, unsure = settings.answered_threshold, settings.unsure_threshold
        self._calibration: Calibration = replace(
            fitted,
            answered=fitted.answered if answered is None else answered,
            unsure=min(fitted.unsure, fitted.answered if answered is None else answered)
            if unsure is None
            else unsure,
        )
        self._cache: OrderedDict[Question, Answer] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls,
        settings: Settings,
        notice: Callable[[str], None] = lambda _: None,
        *,
        lasting: bool = False,
    ) -> Answerer:
        """Open the index of the settings; see `open_index`."""
        return cls(open_index(settings, notice, lasting=lasting), settings)

    def answer(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        articles: Sequence[str] | None = None,
        top: int | None = None,
    ) -> Answer:
        """Answer one question. Raises UnknownArticleError for an article the index hasn't."""
        chosen = None if articles is None else tuple(articles)
        return self.answer_many([Question(question, tuple(history), chosen, top)])[0]

    def answer_many(self, questions: Sequence[Question]) -> list[Answer]:
        """Answer several questions, encoded together; the answers are those of each alone."""
        for question in questions:
            self._check_articles(question.articles)
        answers = {question: self._cached(question) for question in questions}
        plans = {
            question: plan(question.question, question.history, self.index)
            for question, answer in answers.items()
            if answer is None
        }
        texts = [text for parts in plans.values() for part in parts for text in part.texts]
        # A half of a surrogate pair, which no tokenizer takes, becomes a question mark.
        texts = [text.encode("utf-8", "replace").decode() for text in texts]
        encoded = iter(self.index.encoder.encode(texts, query=True) if texts else [])
        for question, parts in plans.items():
            made: list[_Made] = []
            for part in parts:
                # The second question of a message asks for what the first didn't.
                said = {n for one in made[1:] if one.selection for n in one.selection.shown}
                made.append(self._part(part, question, encoded, said))
            answers[question] = self._remember(question, self._joined(question, made))
        return [_with_new_id(answers[question]) for question in questions]

    @property
    def thresholds(self) -> tuple[float, float]:
        """Confidence from which an answer is `answered`, and from which it is `unsure`."""
        return self._calibration.answered, self._calibration.unsure

    def suggestions(self, count: int = 4, articles: Sequence[str] | None = None) -> list[str]:
        """Return questions to open a conversation with, taken from the articles in turn.

        Raises UnknownArticleError for an article the index hasn't.
        """
        self._check_articles(articles)
        return openings(self.index, count, articles)

    def _cached(self, question: Question) -> Answer | None:
        with self._lock:
            if (answer := self._cache.get(question)) is not None:
                self._cache.move_to_end(question)
            return answer

    def _remember(self, question: Question, answer: Answer) -> Answer:
        said = (question.question, *question.history, *(question.articles or ()))
        if sum(map(len, said)) > LONGEST_CACHED:  # nobody asks it again
            return answer
        with self._lock:
            self._cache[question] = answer
            if len(self._cache) > CACHED:
                self._cache.popitem(last=False)
        return answer

    def _check_articles(self, articles: Sequence[str] | None) -> None:
        if articles is None:
            return
        have = {article.id: None for article in self.index.articles}
        for article in articles:
            if article not in have:
                names = list(have)
                shown = ", ".join(names[:10]) + (" …" if len(names) > 10 else "")
                raise UnknownArticleError(f"No article {article!r}: there is {shown}")

    def _part(
        self, part: Part, question: Question, encoded: Iterator[Encoded], said: set[int]
    ) -> _Made:
        """Rank, weigh and choose for one part of a message; `said` is shown already."""
        rankings = [
            search(text, next(encoded), self.index, articles=question.articles)
            for text in part.texts
        ]
        ranking, read = rankings[0], part.read[0]
        known = self._known(part, question)
        if known is not None:
            kind, target = known
            selection = select_known(kind, target, ranking, self.index)
            return _Made(part, read, ranking, KNOWN_CONFIDENCE[kind], selection)
        if part.empty or not len(ranking):
            return _Made(part, read, ranking, 0.0, None)
        selection = select(ranking, self.index)
        facts = evidence(part.texts[0], ranking, selection, self.index)
        confidence = self._calibration.confidence(facts)
        if len(rankings) > 1 and len(both := without(_in_context(*rankings), said)):
            led = select(both, self.index)
            facts = evidence(part.texts[1], both, led, self.index)
            inside = self._calibration.confidence(facts)
            if part.leaning is Leaning.CLEARLY or inside > confidence:
                # What stands first all the same is no less sure for the conversation, unless
                # that is about something that no article knows.
                same = both.passages[0] == ranking.passages[0]
                strange = facts[EVIDENCE.index("absent_most")] > STRANGE
                confidence = max(confidence, inside) if same and not strange else inside
                ranking, selection, read = both, led, part.read[1]
        return _Made(part, read, ranking, confidence, selection)

    def _known(self, part: Part, question: Question) -> tuple[Known, int] | None:
        for kind, target in part.known:
            if kind is Known.LABEL:
                article = int(self.index.article_of[target])
            else:
                article = self.index.section(target).article
            if question.articles is None or self.index.articles[article].id in question.articles:
                return kind, target
        return None

    def _status(self, made: _Made) -> Status:
        if made.selection is None or made.confidence < self._calibration.unsure:
            return "no_answer"
        return "answered" if made.confidence >= self._calibration.answered else "unsure"

    def _joined(self, question: Question, made: list[_Made]) -> Answer:
        """One answer to a message: of its only part, of the whole, or of its parts in order."""
        whole, *parts = made
        found = [part for part in parts if self._status(part) != "no_answer"]
        shown = {frozenset(part.selection.shown) for part in found if part.selection}
        if not found or (len(found) == len(parts) and len(shown) == 1):
            return self._answer(question, whole)
        answers = [self._answer(question, part) for part in found]
        return join(answers, [part.read for part in parts if part not in found])

    def _answer(self, question: Question, made: _Made) -> Answer:
        status, ranking = self._status(made), made.ranking
        answer = Answer(
            answer_id="",
            question=question.question,
            status=status,
            confidence=round(made.confidence, 4),
            answer="",
            blocks=(),
            highlight=None,
            message=None,
            sources=(),
            interpreted_as=made.read if made.read != made.part.reading.core else None,
            index_version=self.index.version,
        )
        if status == "no_answer" or made.selection is None:
            nearest = examples(ranking, self.index)
            small_talk = only_politeness(question.question)
            return replace(
                answer,
                message=no_answer_message(self.index, small_talk=small_talk),
                small_talk=small_talk,
                related=nearest,
                candidates=self._candidates(question, made, None),
            )
        composed = compose(made.selection, ranking, self.index)
        offered = self._choices(status, made)
        asked = [question.question, made.read, *(one.question for one in offered)]
        return replace(
            answer,
            answer=composed.text,
            blocks=composed.blocks,
            highlight=composed.highlight,
            message=UNSURE_MESSAGE if status == "unsure" else None,
            sources=composed.sources,
            choices=offered,
            related=related(made.selection.best, made.selection.shown, asked, ranking, self.index),
            candidates=self._candidates(question, made, composed),
        )

    def _choices(self, status: Status, made: _Made) -> tuple[Choice, ...]:
        """Other readings of the question, where it is unclear which was meant."""
        if made.selection is None or made.confidence >= min(KNOWN_CONFIDENCE.values()):
            return ()
        shown = made.selection.shown
        if status == "answered":
            return choices(shown, made.ranking, self.index, CLOSE)
        return choices(shown, made.ranking, self.index, UNCLEAR, least=2)

    def _candidates(
        self, question: Question, made: _Made, composed: Composed | None
    ) -> tuple[Candidate, ...] | None:
        """The answer, and the next best passages that are not in it."""
        if question.top is None:
            return None
        found = []
        selection = made.selection
        if selection is not None and composed is not None:
            best = self.index.passage_at(selection.best)
            found.append(Candidate(best.id, composed.text, best.heading, round(made.confidence, 4)))
        share = made.ranking.shares()
        for number, one in zip(made.ranking.passages.tolist(), share.tolist(), strict=True):
            if len(found) >= question.top:
                break
            if composed is None or selection is None or number not in selection.shown:
                passage = self.index.passage_at(number)
                part = round(made.confidence * one / share[0], 4)
                found.append(Candidate(passage.id, passage.text, passage.heading, part))
        return tuple(found[: question.top])


def _in_context(alone: Ranking, context: Ranking) -> Ranking:
    """The ranking for a question in its conversation; "what about them?" asks nothing alone."""
    return together(alone, context, CONTEXT) if alone.terms else context


@dataclass(frozen=True, slots=True)
class _Made:
    """What was found for one part of a message."""

    part: Part
    read: str
    ranking: Ranking
    confidence: float
    selection: Selection | None


def _with_new_id(answer: Answer | None) -> Answer:
    assert answer is not None
    return replace(answer, answer_id=uuid4().hex)
