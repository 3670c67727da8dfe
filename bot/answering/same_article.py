"""Which article a conversation is about, where several answer alike what a question says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from bot.answering.evidence import strangest
from bot.answering.model import Answer, Question
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
) -> Verdict:
    """Return the verdict of the article that the conversation is about, where it answers.

    "Salary?" behind "What does a nurse do?" is not for the article whose heading is "Salary"; what
    names another one ("and data analysts?"), and what only another one speaks of, is. `ask`
    answers a question, and `inside` judges this one within the article of an id.
    """
    if verdict.selection is None or question.passage or question.articles:
        return verdict
    other = index.passage_at(verdict.selection.best).article
    earlier = answered_before(question, ask) if len(index.articles) > 1 else iter(())
    about, last = next(earlier, (other, question))
    if other == about or _names(verdict, other, about, index):
        return verdict
    # What answers all that was asked before, too, is what the conversation is about as well.
    asked = chain([last], (before for article, before in earlier if article == about))
    again = (ask(replace(each, articles=(other,))).status for each in asked)
    if all(status == "answered" for status in again):
        return verdict
    found = inside(about)
    strange = strangest(found.ranking, here=True) > STRANGE
    return verdict if strange or found.status != "answered" else found


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
