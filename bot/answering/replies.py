"""What is answered to what people say of an answer, or to the bot: it again, more, or a word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, takewhile

from bot.answering.answer_object import answer_object
from bot.answering.appeals import answer_to
from bot.answering.elsewhere import same_place
from bot.answering.excerpt import shown_of
from bot.answering.message_catalog import Voice, catalog_language, main_language
from bot.answering.model import Answer, Question
from bot.answering.named_articles import named_articles
from bot.answering.reading.appeal import appeal_in
from bot.answering.reading.reply import Reply, reply_in
from bot.answering.selection import LONGEST, select_known
from bot.answering.verdict import Verdict
from index.contract import Index, StoredPassage
from index.known_questions import Known

__all__ = ["reply_to"]

FARTHEST = 100
"""Passages around an answer that are looked at."""


def reply_to(
    question: Question,
    index: Index,
    voice: Voice,
    ask: Callable[[Question], Answer],
    judge: Callable[[Question], Sequence[Verdict]],
) -> Answer | None:
    """Answer what says no more than something of the answer before it, or to the bot; else None.

    `ask` answers the question that was asked then, and `judge` returns the verdicts on it.
    """
    reply = reply_in(question.question)
    before = list(question.history)
    again = 0
    while before and (appeal_in(before[-1]) or reply_in(before[-1])):
        again += reply_in(before.pop()) is Reply.MORE
    if appeal := appeal_in(question.question):
        last = replace(question, history=tuple(before))
        return answer_to(appeal, last, index, voice, ask, judge)
    if reply is None:
        return _of_named(question, before, index, ask, judge)
    if not before:
        return None
    language = catalog_language(question.language)
    if reply is Reply.HEARD:
        language = language or main_language(index.languages)
        said_of = Answer.saying(voice.messages[language].heard, language)
        return replace(said_of, question=question.question, small_talk=True)
    *history, asked = before
    last = replace(question, question=asked, history=tuple(history))
    answer = ask(last)
    if answer.status != "no_answer":
        messages = voice.messages[answer.language]
        if reply is Reply.WHERE:
            answer = replace(answer, message=answer.message or messages.stands)
        else:
            further = chain.from_iterable(_further(each, index) for each in judge(last))
            found = next(islice(further, again, None), None)
            answer = answer_object(last, [found], index, voice) if found else _no_more(answer)
            answer = replace(answer, message=messages.further if found else messages.no_more)
    return replace(
        answer,
        question=question.question,
        interpreted_as=answer.interpreted_as or asked,
        small_talk=True,
    )


def _of_named(
    question: Question,
    before: Sequence[str],
    index: Index,
    ask: Callable[[Question], Answer],
    judge: Callable[[Question], Sequence[Verdict]],
) -> Answer | None:
    """Answer the question before for the articles that are named.

    That is where the asker was asked to name one, or what answers stands in the same place of them.
    """
    if not before or question.passage or question.articles:
        return None
    articles, asked = named_articles(question.question, index), list(before)
    # "And in York?" behind "In Leeds" is of the same question.
    while articles and asked and named_articles(asked[-1], index):
        asked.pop()
    if not articles or not asked:
        return None
    *history, last = asked
    again = replace(question, question=last, history=tuple(history))
    asked_of = replace(again, articles=articles)
    before_it = judge(again)[0]
    if before_it.selection is None or before_it.status == "no_answer":
        return None
    best = index.passage_at(before_it.selection.best)
    place = best if best.article in articles else None
    if place is None:
        place = same_place(best, judge(asked_of)[0].ranking, index)
    # What was answered by the one that is named already is asked of something else in it.
    if place in (None, best) and not before_it.elsewhere:
        return None
    if place is not None and len(articles) == 1:
        asked_of = replace(asked_of, passage=place.id)
    answer = ask(asked_of)
    if answer.status == "no_answer":
        return None
    if len(articles) == 1:
        last = f"{last} ({index.article(articles[0]).title})"
    return replace(answer, question=question.question, interpreted_as=last)


def _no_more(answer: Answer) -> Answer:
    """An answer without what it says, but with what can be asked next."""
    left = Answer.saying("", answer.language, answer.related)
    return replace(left, index_version=answer.index_version)


def _further(verdict: Verdict, index: Index) -> Iterator[Verdict]:
    """Yield what the articles say beside an answer, a place at a time.

    That is what follows it under its heading, what stands there before it, and then the other
    places that may help too.
    """
    if verdict.selection is None:
        return
    seen = set(verdict.selection.shown)
    best = index.passage_at(verdict.selection.best)
    for number in chain(_under_heading(best, index), verdict.more):
        if number in seen:
            continue
        place = select_known(Known.PASSAGE, number, verdict.ranking, index)
        shown = [each for each in place.shown if each not in seen]
        shown += _room_for(shown, seen, index)
        seen.update(shown)
        beside = replace(place, best=number, shown=tuple(shown))
        yield replace(verdict, selection=beside, more=())


def _under_heading(best: StoredPassage, index: Index) -> Iterator[int]:
    """Yield the passages under the heading of one, those behind it first."""
    behind = takewhile(
        lambda number: _is_under(index.passage_at(number), best),
        range(best.number + 1, min(best.number + FARTHEST, len(index))),
    )
    before = takewhile(
        lambda number: index.passage_at(number).section == best.section,
        range(best.number - 1, max(best.number - FARTHEST, -1), -1),
    )
    return chain(behind, reversed([*before]))


def _is_under(passage: StoredPassage, best: StoredPassage) -> bool:
    inside = passage.heading[: len(best.heading)] == best.heading
    return passage.article == best.article and inside


def _room_for(shown: Sequence[int], seen: Collection[int], index: Index) -> Iterator[int]:
    """Yield the paragraphs behind those shown that there is room for beside them."""
    room = LONGEST - sum(shown_of(index.passage_at(number)) for number in shown)
    last = index.passage_at(shown[-1])
    for number in range(last.number + 1, len(index)):
        passage = index.passage_at(number)
        room -= shown_of(passage)
        same = passage.section == last.section and passage.article == last.article
        if room < 0 or not same or passage.kind != "paragraph" or number in seen:
            break
        yield number
