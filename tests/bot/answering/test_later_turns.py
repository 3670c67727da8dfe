"""Later turns of a conversation: what they say of the asker, and what they ask for themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Heading

BATHS = {
    "pool.md": """# The pool

## Opening hours

The pool is open from 7 in the morning until 9 in the evening.

## Lessons

Swimming lessons for beginners are given on Mondays and Thursdays at five.

## Showers

There are warm showers and lockers beside the changing rooms.

## Admission

Adults pay $6, seniors from 65 years on $4, and children under 12 swim for free.

## Never swum before

Never swum before? No problem, our trainers help everybody into the water.
""",
    "hall.md": """# The sports hall

## Renting

Clubs rent the sports hall by the hour, two weeks ahead.

## Seniors

For those over 65 the hall has a gymnastics course.
""",
}


@pytest.fixture(scope="module")
def baths(answerer_of: Callable[[dict[str, str]], Answerer]) -> Answerer:
    return answerer_of(BATHS)


def test_what_somebody_is_belongs_to_what_was_asked(baths: Answerer) -> None:
    asked = "how much do adults pay to swim"
    answer = baths.answer("i'm 70", history=[asked])
    assert answer.status == "answered"
    assert answer.interpreted_as == f"{asked}? i'm 70"
    assert "seniors from 65" in answer.answer


@pytest.mark.parametrize(
    ("asked", "turn"),
    [
        # The page has no such thing,
        ("do you have warm showers", "and a sauna"),
        # nor an amount for this.
        ("can i get swimming lessons as a beginner", "how much"),
    ],
)
def test_what_only_the_question_before_is_answered_by_is_no_sure_answer(
    baths: Answerer, asked: str, turn: str
) -> None:
    assert baths.answer(asked).status == "answered"
    assert baths.answer(turn, history=[asked]).status == "unsure"


@pytest.mark.parametrize(
    ("asked", "turn"),
    [("do you have warm showers", "and lockers"), ("what do adults pay", "and children?")],
)
def test_what_the_page_has_is_answered(baths: Answerer, asked: str, turn: str) -> None:
    assert baths.answer(turn, history=[asked]).status == "answered"


def test_what_the_page_answers_by_itself_is_not_what_was_asked_before(baths: Answerer) -> None:
    answer = baths.answer("when are you open", history=["i have never swum before"])
    assert answer.interpreted_as is None
    assert answer.answer.startswith("The pool is open")


def test_an_answer_that_was_unsure_is_gone_on_from(baths: Answerer) -> None:
    asked = "entry fee"
    assert baths.answer(asked).status == "unsure"
    assert baths.answer("seniors").sources[0].article == "hall"
    assert baths.answer("seniors", history=[asked]).sources[0].article == "pool"


def test_what_answers_two_of_three_questions_is_shown_once(baths: Answerer) -> None:
    asked = ["When is the pool open?", "Who rents the sports hall?", "What are the opening hours?"]
    answer = baths.answer(" ".join(asked))
    shown = [block.text for block in answer.blocks if isinstance(block, Heading) and block.asked]
    assert shown == [asked[0], asked[2], asked[1]]
    assert answer.answer.count("open from 7 in the morning") == 1
