"""Verdicts on a message's questions become the answer object, of one of them or of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import takewhile

from bot.answering.compose import Composed, beside, compose, compose_more
from bot.answering.elsewhere import told_of
from bot.answering.message_catalog import Voice, catalog_language, main_language
from bot.answering.messages import (
    greeting_message,
    no_answer_message,
    not_found_message,
    not_read_message,
    unsure_message,
    unsure_of_message,
)
from bot.answering.model import Answer, Candidate, Choice, Heading, Question
from bot.answering.reading.appeal import asks_for_person
from bot.answering.reading.comparison import asks_which
from bot.answering.reading.courtesy import bare_reply, only_politeness
from bot.answering.reading.follow_up import Leaning
from bot.answering.suggestions import MOST_RELATED, choices, choices_of, examples, related
from bot.answering.verdict import Verdict
from index.contract import Index
from index.search import Ranking, of_words
from index.store.manifest import ArticleInfo
from index.text.words import encodable

__all__ = ["answer_object", "other_readings"]

UNCLEAR = 0.1
"""Part of the best reading's share from which another one is offered beside it."""
DECIMALS = 4
"""To which a confidence is told."""


def answer_object(
    question: Question,
    verdicts: Sequence[Verdict],
    index: Index,
    voice: Voice,
    left: Sequence[str] = (),
    about: str | None = None,
) -> Answer:
    """Return the answer to a message, without an id: to the whole, or to its parts in order.

    `verdicts` are those on the whole message and, where it asks several questions, on each;
    those in `left` were not looked for. `about` is the id of the article that the conversation is
    about, where there is no answer.
    """
    answer = _to_all(question, verdicts, index, voice, about)
    if asks_for_person(question.question):
        answer = replace(answer, contact=voice.way_to_a_person(answer.language))
    if not left:
        return answer
    rest = not_read_message(voice.messages[answer.language], left[0])
    return replace(answer, not_found=" ".join(filter(None, (answer.not_found, rest))))


def _to_all(
    question: Question,
    verdicts: Sequence[Verdict],
    index: Index,
    voice: Voice,
    about: str | None,
) -> Answer:
    whole, *parts = verdicts
    answered = [part for part in parts if part.status != "no_answer"]
    shown = {frozenset(part.selection.shown) for part in answered if part.selection}
    if not answered or (len(answered) == len(parts) and len(shown) == 1):
        return _answer(question, whole, index, voice, about=about)
    together = frozenset[int]().union(*shown)
    alike = _alike(answered)
    answers = [_answer(question, first, index, voice, together) for first, *_ in alike]
    messages = voice.messages[answers[0].language]
    of = {
        status: [part.question.alone.shown for part in parts if part.status == status]
        for status in ("unsure", "no_answer")
    }
    joined = _joined(
        _headed(answers, [[part.question.reading.asked for part in each] for each in alike]),
        min(answered, key=lambda part: part.confidence),
        unsure=" ".join(unsure_of_message(messages, one) for one in of["unsure"]) or None,
        not_found=" ".join(not_found_message(messages, one) for one in of["no_answer"]) or None,
    )
    # The later ones are read after those before them, which stand in the message.
    return joined if answered[0] is parts[0] else replace(joined, interpreted_as=None)


def _alike(parts: Sequence[Verdict]) -> list[list[Verdict]]:
    """The questions of one message, each with those behind it that nothing more is shown for."""
    found: list[list[Verdict]] = []
    for part in parts:
        shown = frozenset(part.selection.shown if part.selection else ())
        same = (
            each for each in found if each[0].selection and shown <= set(each[0].selection.shown)
        )
        told = next(same, None)
        if told is None:
            found.append([part])
        else:
            told.append(part)
    return found


def _headed(answers: Sequence[Answer], asked: Sequence[Sequence[str]]) -> list[Answer]:
    """The answers to several questions, each under its own words, or those of several alike.

    Headings that all stand under come once, above the first.
    """
    above = [
        list(takewhile(lambda block: isinstance(block, Heading), answer.blocks))
        for answer in answers
    ]
    same = [each[0] for each in zip(*above, strict=False)] if len(answers) > 1 else []
    while any(each[: len(same)] != same for each in above):
        same.pop()
    headed: list[Answer] = []
    for answer, questions in zip(answers, asked, strict=True):
        words = (Heading(question, asked=True) for question in questions)
        own = (*words, *answer.blocks[len(same) :])
        headed.append(replace(answer, blocks=own if headed else (*same, *own)))
    return headed


def _answer(
    question: Question,
    verdict: Verdict,
    index: Index,
    voice: Voice,
    together: Collection[int] = (),
    about: str | None = None,
) -> Answer:
    """Return the answer to one question; `together` are all passages shown with it."""
    language = _language(question, verdict, index)
    messages = voice.messages[language]
    answer = Answer(
        answer_id="",
        question=question.question,
        status=verdict.status,
        confidence=round(verdict.confidence, DECIMALS),
        interpreted_as=verdict.read if verdict.read != verdict.question.reading.core else None,
        index_version=index.version,
        language=language,
    )
    if verdict.status == "no_answer" or verdict.selection is None:
        small_talk = only_politeness(question.question)
        if bare_reply(question.question) is not None or _replies(question.question):
            message = messages.rephrase
        else:
            articles = _articles(question, index, None if small_talk else verdict.ranking, about)
            say = greeting_message if small_talk else no_answer_message
            message = say(messages, articles)
        return replace(
            answer,
            # "Guten tag" isn't answered as it would be repaired.
            interpreted_as=None if small_talk else answer.interpreted_as,
            message=message,
            contact=None if small_talk else voice.way_to_a_person(language),
            small_talk=small_talk,
            related=examples(
                verdict.ranking,
                index,
                question.language,
                about=about,
                anew=verdict.question.leaning is Leaning.NOT,
            ),
            candidates=_candidates(question, verdict, None, index),
        )
    composed = compose(
        verdict.selection,
        verdict.ranking,
        index,
        _of_turn(verdict, index),
        asked=verdict.question.alone.searched,
    )
    unsure, of = verdict.status == "unsure", told_of(verdict.selection, verdict.elsewhere, index)
    # Other readings of the question, where it is unclear which was meant.
    offered = other_readings(verdict, index, UNCLEAR) if unsure else ()
    asked = [question.question, verdict.read, *(choice.question for choice in offered)]
    best, shown = verdict.selection.best, together or verdict.selection.shown
    # What can be pressed isn't listed beside it.
    unoffered = [number for number in verdict.more if number not in verdict.elsewhere]
    return replace(
        answer,
        answer=composed.text,
        blocks=composed.blocks,
        highlight=None if _compares_parts(verdict, index) else composed.highlight,
        message=unsure_message(messages, verdict.nowhere, of) if unsure else None,
        depends=bool(verdict.elsewhere),
        sources=composed.sources,
        more=compose_more(unoffered, composed.sources, index),
        choices=offered,
        related=related(best, shown, asked, verdict.ranking, index),
        candidates=_candidates(question, verdict, composed, index),
    )


def _of_turn(verdict: Verdict, index: Index) -> Ranking | None:
    """The ranking as for the last turn's own words, where it is that of its conversation."""
    asked = verdict.question
    if asked.in_conversation is None or verdict.read != asked.in_conversation.shown:
        return None
    text = encodable(asked.alone.searched)
    [encoded] = index.encoder.encode([text], query=True)
    question = of_words(text, encoded)
    weights = index.token_weights(question.ids)
    return replace(verdict.ranking, question=question, token_weights=weights)


def _compares_parts(verdict: Verdict, index: Index) -> bool:
    """Whether the question is which of several ("which is cheaper?"), and a list or table answers.

    Which of its parts that is, their words don't tell.
    """
    if verdict.selection is None or not asks_which(verdict.question.reading.core):
        return False
    return index.passage_at(verdict.selection.best).kind in ("item", "row")


def _replies(text: str) -> bool:
    """Whether a text says something of an answer, though there was none."""
    from bot.answering.reading.reply import Reply, reply_in

    return reply_in(text) in (Reply.MORE, Reply.WHERE)


def other_readings(verdict: Verdict, index: Index, least_share: float = 0) -> tuple[Choice, ...]:
    """Return the other places that may answer a question, nearest first, as what it may mean."""
    if verdict.selection is None or verdict.status == "no_answer":
        return ()
    if verdict.elsewhere:
        return choices_of(verdict.elsewhere, index)
    return choices(verdict.selection.shown, verdict.ranking, index, least_share)


def _candidates(
    question: Question, verdict: Verdict, composed: Composed | None, index: Index
) -> tuple[Candidate, ...] | None:
    """The answer, and the next best passages that are not in it; None where not asked for."""
    if question.top is None:
        return None
    candidates = []
    selection = verdict.selection
    if selection is not None and composed is not None:
        best = index.passage_at(selection.best)
        sure = round(verdict.confidence, DECIMALS)
        candidates.append(Candidate(best.id, composed.text, best.heading, sure))
    shares = verdict.ranking.shares()
    for number, share in zip(verdict.ranking.passages.tolist(), shares.tolist(), strict=True):
        if len(candidates) >= question.top:
            break
        if composed is None or selection is None or number not in selection.shown:
            passage = index.passage_at(number)
            sure = round(float(verdict.confidence * share / shares[0]), DECIMALS)
            candidates.append(Candidate(passage.id, passage.text, passage.heading, sure))
    return tuple(candidates[: question.top])


def _language(question: Question, verdict: Verdict, index: Index) -> str:
    """The language of the asker's interface, else of the article that answers, else of most."""
    asked = catalog_language(question.language)
    if asked is None and verdict.status != "no_answer" and verdict.selection is not None:
        article = index.articles[int(index.article_of[verdict.selection.best])]
        asked = catalog_language(article.language)
    if asked is None and question.articles is None:
        return main_language(index.languages)
    return asked or main_language(Counter(each.language for each in _articles(question, index)))


def _articles(
    question: Question,
    index: Index,
    ranking: Ranking | None = None,
    about: str | None = None,
) -> Sequence[ArticleInfo]:
    """The articles that were asked: the one talked of, those nearest in a ranking, all others."""
    chosen = question.articles
    asked = [each for each in index.articles if chosen is None or each.id in chosen]
    numbers = [] if ranking is None else index.article_of[ranking.passages].tolist()
    nearest = {index.articles[number].id: at for at, number in enumerate(reversed(numbers))}
    asked.sort(key=lambda each: (each.id != about, -nearest.get(each.id, -1)))
    return asked


def _joined(
    answers: Sequence[Answer], least: Verdict, unsure: str | None, not_found: str | None
) -> Answer:
    """Join the answers to the questions of one message, in order.

    `least` is the verdict on the one that is least sure; `unsure` and `not_found` name those whose
    answer may be none, and those without one.
    """
    first = answers[0]
    sources = [source for answer in answers for source in answer.sources]
    more = {(each.article, each.heading): each for answer in answers for each in answer.more}
    asks = list(dict.fromkeys(ask for answer in answers for ask in answer.related))
    candidates = [each for answer in answers for each in answer.candidates or ()]
    candidates.sort(key=lambda candidate: -candidate.confidence)
    return replace(
        first,
        status=least.status,
        confidence=round(least.confidence, DECIMALS),
        answer="\n\n".join(answer.answer for answer in answers),
        blocks=tuple(block for answer in answers for block in answer.blocks),
        message=unsure,
        not_found=not_found,
        sources=tuple(replace(source, n=n) for n, source in enumerate(sources, 1)),
        more=beside(more.values(), sources),
        choices=(),
        related=tuple(asks[:MOST_RELATED]),
        candidates=None if first.candidates is None else tuple(candidates[: len(first.candidates)]),
    )
