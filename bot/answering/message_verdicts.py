"""The verdicts on a message: on the whole of it, and on each of what it asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from bot.answering.confidence import Calibration
from bot.answering.model import Answer, Question
from bot.answering.reading.comparison import compares
from bot.answering.reading.follow_up import Leaning, stands_alone
from bot.answering.reading.sub_questions import Message, SubQuestion
from bot.answering.topics import each_at_its_own
from bot.answering.verdict import Verdict, judge, names, of_both
from index.contract import Index
from index.encoding.model import Encoded
from index.known_questions import normalized
from index.search import Ranking, search

__all__ = ["Judging", "searched_in"]


@dataclass(frozen=True, slots=True)
class Judging:
    """What the verdicts on a question's message are made with."""

    question: Question
    vectors: Mapping[str, Encoded]
    """Of all that is searched for, by text."""
    index: Index
    calibration: Calibration
    ask: Callable[[Question], Answer]
    """Answers what was asked before it."""

    def verdicts(self, message: Message) -> list[Verdict]:
        """Return the verdict on the whole message, and on each of its questions."""
        picked = self._picked()
        judged = self._as_meant(message.whole)
        verdicts = [judged(picked=picked)]
        if picked is not None:
            return verdicts
        if not message.parts:
            verdicts = [self._kept(verdicts[0], message.whole)]
        topics = [self._kept(self._as_meant(topic)(), topic) for topic in message.topics]
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
            judged = self._as_meant(part)
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
            return [of_both(message.parts, verdicts[0], self.index, self.calibration)]
        return verdicts

    def _kept(self, verdict: Verdict, asked: SubQuestion) -> Verdict:
        """Return the verdict of the article that a conversation is about, where it answers."""
        question = self.question
        if not question.history:
            return verdict
        # What only a conversation needs isn't imported for one question.
        from bot.answering.same_article import in_same_article, or_by_itself

        def inside(article: str) -> Verdict:
            within = replace(self, question=replace(question, articles=(article,)))
            return within._as_meant(asked)()

        def by_itself() -> Verdict:
            return self._judged(asked)(together=None)

        kept = in_same_article(verdict, question, self.index, self.ask, inside, by_itself)
        return or_by_itself(kept, verdict.question, question, self.index, self.ask, by_itself)

    def _as_meant(self, asked: SubQuestion) -> partial[Verdict]:
        """Return what judges a question: as it is, or as what it seems to ask."""
        surest = self._judged(asked)
        if not asked.meant or self.question.passage:
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
        said = asked.said and self._search(asked.said)
        # A case that names nothing ("what if I'm 62") is one of what was asked before, and "what
        # about nurses?" more likely asks that of them than for what comes first by itself.
        answered, unsure = self.calibration.answered, self.calibration.unsure
        behind = corrects or (case and asked.leaning is Leaning.CLEARLY)
        confidence = unsure if behind else min(as_it_is.confidence, answered)
        for likely in asked.meant:
            found: Verdict | None = None
            for meant in likely:
                judged = self._judged(meant)
                verdict = judged(reading=False)
                has = said or verdict.ranking
                if verdict.confidence > confidence and names(verdict, has, self.index):
                    surest, found, confidence = judged, verdict, verdict.confidence
            if found and found.status == "answered":
                break
        return surest

    def _picked(self) -> int | None:
        """The number of the passage that the asker chose, where it may answer."""
        chosen, articles = self.question.passage, self.question.articles
        passage = self.index.passage(chosen) if chosen else None
        if passage is None or (articles and passage.article not in articles):
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

    def _judged(self, part: SubQuestion) -> partial[Verdict]:
        """Search for a question once, and return what judges it, given what was `said` before."""
        alone, *in_conversation = map(self._search, part.searched)
        return partial(
            judge,
            part,
            alone,
            index=self.index,
            calibration=self.calibration,
            together=in_conversation[0] if in_conversation else None,
            articles=self.question.articles,
        )

    def _search(self, text: str) -> Ranking:
        return search(text, self.vectors[text], self.index, articles=self.question.articles)


def searched_in(message: Message) -> list[str]:
    """Return what is searched for to answer a message."""
    texts: list[str] = []
    for asked in (message.whole, *message.parts, *message.topics):
        for each in (asked, *chain(*asked.meant)):
            texts += each.searched
        texts += [asked.said] if asked.said else []
    return texts
