"""Several questions in one message."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Heading
from bot.answering.reading.split import questions_in


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("What do they earn? How long is school?", ["What do they earn?", "How long is school?"]),
        ("What do nurses earn? And how long is school?",
         ["What do nurses earn?", "And how long is school?"]),
        ("what do nurses earn and how long is nursing school",
         ["what do nurses earn", "how long is nursing school"]),
        ("Is it hard? Is it long? Is it dear?", ["Is it hard?", "Is it long?", "Is it dear?"]),
    ],
)  # fmt: skip
def test_several(message: str, questions: list[str]) -> None:
    assert questions_in(message) == questions


@pytest.mark.parametrize(
    "message",
    [
        "",
        "??",
        "What do nurses earn?",
        "I have two years of QA. Is that enough?",
        "Is it hard? I am 40.",
        "skills and what not",
        "what do nurses do and earn",
        "What is the difference between an RN and a BSN?",
        "a? b? c? d? e?",
        "Is it A? Is it B? Is it C? Is it D?",
    ],
)
def test_one(message: str) -> None:
    assert questions_in(message) == [message]


def test_both_are_answered_in_order(guides_answerer: Answerer) -> None:
    one = "How long does it take to become a registered nurse?"
    other = "Is the PMP certification required?"
    first, second = guides_answerer.answer(one), guides_answerer.answer(other)
    answer = guides_answerer.answer(f"{one} {other}", top=3)
    assert answer.answer == f"{first.answer}\n\n{second.answer}"
    assert answer.blocks == (
        Heading(one, asked=True),
        *first.blocks,
        Heading(other, asked=True),
        *second.blocks,
    )
    assert answer.status == "answered"
    assert [source.n for source in answer.sources] == list(range(1, len(answer.sources) + 1))
    quotes = [source.quote for source in (*first.sources, *second.sources)]
    assert [source.quote for source in answer.sources] == quotes
    assert answer.confidence == min(first.confidence, second.confidence)
    assert answer.message is None
    assert answer.candidates is not None
    assert len(answer.candidates) <= 3


def test_the_one_without_an_answer_is_named(guides_answerer: Answerer) -> None:
    one = "How long does it take to become a registered nurse?"
    other = "Where is the best pizza in Chicago?"
    answer = guides_answerer.answer(f"{one} {other}")
    assert answer.answer == guides_answerer.answer(one).answer
    assert answer.message is None
    assert answer.not_found is not None
    assert f"“{other}”" in answer.not_found


def test_where_neither_has_one_there_is_none(guides_answerer: Answerer) -> None:
    answer = guides_answerer.answer("Where is the best pizza? How tall is mount everest?")
    assert (answer.status, answer.answer, answer.sources) == ("no_answer", "", ())
