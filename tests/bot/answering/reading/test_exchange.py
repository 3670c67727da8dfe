"""A follow-up that exchanges one thing of the question before it."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.answering.reading.exchange import exchanged, name_in


@pytest.mark.parametrize(
    ("before", "follow_up", "meant"),
    [
        ("What does a data analyst earn?", "and a nurse?", "What does a nurse earn?"),
        ("What does a data analyst earn?", "what about nurses", "What does a nurses earn?"),
        ("What does a nurse earn?", "no, I meant a cook", "What does a cook earn?"),
        ("Is the bar exam hard in California?", "and in New York?",
         "Is the bar exam hard in New York?"),
        ("Which leave do full-time staff get?", "same for part-time?",
         "Which leave do part-time staff get?"),
        ("How long is the first interview?", "Second interview?",
         "How long is the Second interview?"),
        ("What does a nurse earn?", "a cook, i meant", "What does a cook earn?"),
    ],
)  # fmt: skip
def test_a_name_takes_the_place_of_one_like_it(
    guides_answerer: Answerer, before: str, follow_up: str, meant: str
) -> None:
    name = name_in(follow_up)
    assert name is not None
    assert meant in exchanged(before, name, guides_answerer.index.encoder)


@pytest.mark.parametrize(
    "follow_up", ["and how often?", "and is there a gym?", "which of them is best", "and", "?", ""]
)
def test_what_is_more_than_a_name_gives_none(follow_up: str) -> None:
    assert name_in(follow_up) is None


@pytest.mark.parametrize("before", ["and what then?", "", "Is it so?"])
def test_where_nothing_was_named_nothing_is_exchanged(
    guides_answerer: Answerer, before: str
) -> None:
    assert exchanged(before, "nurse", guides_answerer.index.encoder) == []


@pytest.mark.parametrize(
    ("before", "follow_up"),
    [
        ("What does a nurse earn?", "and a pastry cook?"),
        ("What exam do nurses take?", "same for plumbers?"),
        ("How long does it take to become a nurse?", "👍👍"),
        ("How long does it take to become a nurse?", "ok thx bye"),
        ("How long does it take to become a nurse?", "...ok thx"),
    ],
)
def test_what_says_nothing_of_the_name_answers_nothing(
    guides_answerer: Answerer, before: str, follow_up: str
) -> None:
    assert guides_answerer.answer(before).status == "answered"
    assert guides_answerer.answer(follow_up, history=[before]).status != "answered"


@pytest.mark.parametrize("follow_up", ["what about a nurse?", "no, i meant a nurse"])
def test_it_is_answered_as_the_question_that_it_stands_for(
    guides_answerer: Answerer, follow_up: str
) -> None:
    meant = "What does a nurse earn?"
    answer = guides_answerer.answer(follow_up, history=["What does a data analyst earn?"])
    assert answer.interpreted_as == meant
    assert answer.blocks == guides_answerer.answer(meant).blocks


def test_the_name_may_stand_in_the_title_alone(guides_answerer: Answerer) -> None:
    asked = ["What does a nurse earn?"]
    answer = guides_answerer.answer("I meant a project manager", history=asked)
    assert answer.interpreted_as == "What does a project manager earn?"
    assert answer.sources[0].article == "technical-project-manager"
    assert "project manager" not in answer.answer.lower()


def test_so_it_is_behind_another_follow_up(guides_answerer: Answerer) -> None:
    asked = ["Can I become a nurse without a degree?", "and how long does it take?"]
    answer = guides_answerer.answer("and a data analyst?", history=asked)
    assert answer.interpreted_as == "Can I become a data analyst without a degree?"


def test_a_question_of_its_own_is_read_as_it_is(guides_answerer: Answerer) -> None:
    asked = ["What does a nurse earn?"]
    answer = guides_answerer.answer("Should I learn Python or R?", history=asked)
    assert answer.interpreted_as is None
