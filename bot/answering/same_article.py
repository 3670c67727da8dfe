"""Which article a conversation is about, where several answer alike what a question says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answering.evidence import strangest
from bot.answering.model import Answer, Question
from bot.answering.reading.limits import HISTORY
from bot.answering.verdict import STRANGE, Verdict
from index.contract import Index
from index.text.stopwords import FUNCTION_WORDS
from index.text.words import fold, stems, words

__all__ = ["in_same_article"]

Ask = Callable[[Sequence[Question]], list[Answer]]


def in_same_article(
    verdict: Verdict,
    question: Question,
    index: Index,
    ask: Ask,
    inside: Callable[[str], Verdict],
) -> Verdict:
    """Return the verdict of the article that the conversation is about, where it answers.

    "Salary?" behind "What does a nurse do?" is not for the article whose heading is "Salary"; what
    names another one ("and data analysts?"), and what only another one speaks of, is. `ask`
    answers questions, and `inside` judges this one within the article of an id.
    """
    if verdict.selection is None or not question.history or question.passage or question.articles:
        return verdict
    about, asked = _talked_of(question, ask) if len(index.articles) > 1 else (None, [])
    other = index.passage_at(verdict.selection.best).article
    if about is None or other == about or _names(verdict, other, about, index):
        return verdict
    # What answers all that was asked before, too, is what the conversation is about as well.
    again = ask([replace(each, articles=(other,)) for each in asked])
    if all(each.status == "answered" for each in again):
        return verdict
    found = inside(about)
    strange = strangest(found.ranking, here=True) > STRANGE
    return verdict if strange or found.status != "answered" else found


def _talked_of(question: Question, ask: Ask) -> tuple[str | None, list[Question]]:
    """Return the article that the last answer was of, and the earlier questions that it answered.

    None where nothing was answered. Each is asked with the one before it: so this takes no longer
    however long the conversation is, and doesn't depend on what is still remembered of it.
    """
    about, asked = None, []
    history = question.history
    for last in range(len(history) - 1, max(len(history) - HISTORY, 0) - 1, -1):
        before = replace(question, question=history[last], history=history[max(last - 1, 0) : last])
        [answer] = ask([before])
        if answer.status == "answered" and answer.sources:
            about = about or answer.sources[0].article
            if answer.sources[0].article == about:
                asked.append(before)
    return about, asked


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
