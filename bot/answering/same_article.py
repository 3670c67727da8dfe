"""Which article a conversation is about, where several answer alike what a question says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, pairwise

from bot.answering.evidence import shown_text, strangest
from bot.answering.model import Answer, Question
from bot.answering.reading.follow_up import Leaning, asks_owner, leaning, points_back
from bot.answering.reading.sub_questions import SubQuestion
from bot.answering.subject import answered_before
from bot.answering.verdict import STRANGE, Verdict
from index.contract import Index
from index.text.stopwords import FUNCTION_WORDS
from index.text.words import fold, stems, words

__all__ = ["in_same_article", "or_by_itself"]


def in_same_article(
    verdict: Verdict,
    question: Question,
    index: Index,
    ask: Callable[[Question], Answer],
    inside: Callable[[str], Verdict],
    alone: Callable[[], Verdict],
) -> Verdict:
    """Return the verdict of the article that the conversation is about, where it answers.

    "Salary?" behind "What does a nurse do?" is not for the article whose heading is "Salary"; what
    names another one ("and data analysts?"), and what only another one speaks of, is. `ask`
    answers a question, `inside` judges this one within the article of an id, and `alone` without
    what was asked before.
    """
    if verdict.selection is None or question.passage or question.articles:
        return verdict
    other = index.passage_at(verdict.selection.best).article
    earlier = answered_before(question, index, ask) if len(index.articles) > 1 else iter(())
    about, last = next(earlier, (None, question))
    if about is None or (other != about and _names(verdict, other, about, index)):
        return verdict
    core = verdict.question.reading.core
    if other == about:
        # "How many people?" may be in doubt for what other articles say to it, but not "is it
        # far?", which is none of this one's either without what "it" is.
        if verdict.status != "unsure" or points_back(core):
            return verdict
        found = inside(about)
        return found if found.status == "answered" else verdict
    found = inside(about)
    surer = found.status == "answered" and found.confidence > verdict.confidence
    if surer and leaning(core) is Leaning.NOT:
        # That of all articles was found as if nothing had been asked before.
        return found
    # What answers all that was asked before, too, is what the conversation is about as well.
    asked = chain([last], (before for article, before in earlier if article == about))
    again = (ask(replace(each, articles=(other,))).status == "answered" for each in asked)
    strange = strangest(found.ranking, here=True) > STRANGE
    if found.status == "answered" and not strange and not all(again):
        return found
    return _surest(verdict, found, alone) if verdict.status == "answered" else verdict


def or_by_itself(
    verdict: Verdict,
    asked: SubQuestion,
    question: Question,
    index: Index,
    ask: Callable[[Question], Answer],
    alone: Callable[[], Verdict],
) -> Verdict:
    """Return the verdict on what is `asked` alone where the conversation adds nothing to it.

    "Where are you?" is one of its own where all there is to it is what was shown before, and "when
    do you close?" where that doesn't say.
    """
    if verdict.selection is None or question.passage or question.articles:
        return verdict
    if asked.in_conversation is None or verdict.read == asked.alone.shown:
        return verdict
    if asks_owner(asked.reading.core):
        by_itself = alone()
        if _has_nothing_of(by_itself, verdict, index) or _repeats(verdict, question, index, ask):
            return by_itself
    return verdict


def _has_nothing_of(by_itself: Verdict, found: Verdict, index: Index) -> bool:
    """Whether what answers a question in its conversation has no word of its own."""
    own = {term.word.stem for term in by_itself.ranking.terms}
    if found.selection is None or not own:
        return False
    best = index.passage_at(found.selection.best)
    said = " ".join((*best.heading, shown_text(found.selection, index)))
    return own.isdisjoint(stems(said, index.article(best.article).language))


def _repeats(
    verdict: Verdict, question: Question, index: Index, ask: Callable[[Question], Answer]
) -> bool:
    """Whether what answers is what was shown for the question before."""
    if verdict.selection is None:
        return False
    best = index.passage_at(verdict.selection.best)
    last = next((asked for _, asked in answered_before(question, index, ask)), None)
    sources = ask(last).sources if last else ()
    return any(
        source.article == best.article and source.start < best.end and best.start < source.end
        for source in sources
    )


def _surest(verdict: Verdict, found: Verdict, alone: Callable[[], Verdict]) -> Verdict:
    """The verdict of another article than that `found` in, or this where that isn't its own.

    "And for kids?" is no surer there than by itself: what was asked before is of this article.
    """
    by_itself = alone()
    if by_itself.status == "answered":
        return verdict
    no_surer = replace(verdict, confidence=by_itself.confidence, status=by_itself.status)
    return max(found, no_surer, key=lambda each: each.confidence)


def _names(verdict: Verdict, article: str, about: str, index: Index) -> bool:
    """Tell whether a question names an article by its title, by a word or two that stand together.

    So "and data analysts?", and "the green card" where the other one is "The card for green cars".
    """
    language = index.article(article).language
    title, own = (
        {*_together(stems(index.article(each).title, language))} for each in (article, about)
    )
    asked = [
        word.stem
        for word in words(verdict.question.alone.searched, language)
        if fold(word.text) not in FUNCTION_WORDS
    ]
    return bool(title.intersection(_together(asked)) - own)


def _together(said: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Words one by one, and each with the one before it."""
    of = list(said)
    yield from zip(of)
    yield from pairwise(of)
