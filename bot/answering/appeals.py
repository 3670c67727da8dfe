"""What is answered to what people say to the bot itself: the way to a person, or where to look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answering.answer_object import other_readings
from bot.answering.contact import has_contact
from bot.answering.message_catalog import Voice, catalog_language, main_language
from bot.answering.model import Answer, Question
from bot.answering.reading.appeal import Appeal
from bot.answering.verdict import Verdict
from index.contract import Index

__all__ = ["HOW_TO_CONTACT", "answer_to"]

HOW_TO_CONTACT = {
    "en": "How can I contact you by phone or e-mail?",
    "es": "¿Cómo puedo contactar por teléfono o correo electrónico?",
    "fr": "Comment vous contacter par téléphone ou par e-mail ?",
    "de": "Wie kann ich Sie per Telefon oder E-Mail erreichen?",
}
"""What the articles are asked for who wants a person, by the language that they are in."""


def answer_to(
    appeal: Appeal,
    question: Question,
    index: Index,
    voice: Voice,
    ask: Callable[[Question], Answer],
    judge: Callable[[Question], Sequence[Verdict]],
) -> Answer:
    """Answer what is said to the bot itself; `question.history` ends with the last real question.

    `ask` answers a question, and `judge` returns the verdicts on it.
    """
    main = main_language(index.languages)
    language = catalog_language(question.language) or main
    messages, way = voice.messages[language], voice.way_to_a_person(language)
    if appeal is Appeal.NOT_HELPED:
        return _not_helped(question, index, voice, ask, judge)
    said = Answer.saying(messages.program, language)
    if appeal is Appeal.PERSON and way is None:
        asked = replace(question, question=HOW_TO_CONTACT[main], history=())
        found = ask(asked)
        # What is about "contact" needn't say how: "contact lenses", "Stay in touch".
        if not _says_how(found):
            others = (index.passage_at(each) for verdict in judge(asked) for each in verdict.more)
            those = (each.id for each in others if has_contact(each.text))
            found = next((ask(replace(asked, passage=each)) for each in those), found)
        if _says_how(found):
            return replace(found, question=question.question, interpreted_as=asked.question)
        said = replace(said, related=found.related)
    # An owner who named nobody may want to know that somebody was asked for.
    small_talk = appeal is Appeal.PROGRAM or way is not None
    return replace(
        said,
        question=question.question,
        contact=way,
        index_version=index.version,
        small_talk=small_talk,
    )


def _says_how(answer: Answer) -> bool:
    """Whether an answer has a mail address or phone number."""
    return any(has_contact(source.quote) for source in answer.sources)


def _not_helped(
    question: Question,
    index: Index,
    voice: Voice,
    ask: Callable[[Question], Answer],
    judge: Callable[[Question], Sequence[Verdict]],
) -> Answer:
    """Offer the other places that may answer the last question, and the way to a person."""
    *history, asked = question.history or ("",)
    last = replace(question, question=asked, history=tuple(history))
    before = ask(last)
    readings = [
        each
        for verdict in (judge(last) if asked else ())
        for each in other_readings(verdict, index)
    ]
    messages = voice.messages[before.language]
    return replace(
        Answer.saying(messages.not_helped if readings else messages.rephrase, before.language),
        question=question.question,
        choices=tuple(readings),
        related=() if readings else before.related,
        contact=voice.way_to_a_person(before.language),
        index_version=index.version,
        small_talk=True,
    )
