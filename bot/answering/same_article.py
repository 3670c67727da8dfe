"""Which article a conversation is about, where several answer alike what a question says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from bot.answering.evidence import strangest
from bot.answering.model import Answer, Question
from bot.answering.reading.follow_up import Leaning, leaning, points_back
from bot.answering.subject import answered_before
from bot.answering.verdict import STRANGE, Verdict
from index.contract import Index
from index.text.stopwords import FUNCTION_WORDS
from index.text.words import fold, stems, words

__all__ = ["in_same_article"]


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
    earlier = answered_before(question, ask) if len(index.articles) > 1 else iter(())
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
    """Tell whether a question names an article by a word of its title: "and data analysts?"."""
    language = index.article(article).language
    title, own = ({*stems(index.article(each).title, language)} for each in (article, about))
    asked = {
        word.stem
        for word in words(verdict.question.alone.searched, language)
        if fold(word.text) not in FUNCTION_WORDS
    }
    return bool(title & asked - own)
