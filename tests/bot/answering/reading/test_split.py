"""Several questions in one message."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Heading
from bot.answering.reading.split import asking, asking_sentence, questions_in


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("What do they earn? How long is school?", ["What do they earn?", "How long is school?"]),
        ("What do nurses earn? And how long is school?",
         ["What do nurses earn?", "And how long is school?"]),
        ("what do nurses earn and how long is nursing school",
         ["what do nurses earn", "how long is nursing school"]),
        ("Is it hard? Is it long? Is it dear?", ["Is it hard?", "Is it long?", "Is it dear?"]),
        ("a nurse's pay? and how long is school?", ["a nurse's pay?", "and how long is school?"]),
        ("the pay of nurses, and how long is school",
         ["the pay of nurses", "how long is school"]),
        ("Is it hard? I am 40. How long does it take?",
         ["Is it hard?", "I am 40. How long does it take?"]),
        ("What does it cost, when do I start, is it hard?",
         ["What does it cost", "when do I start", "is it hard?"]),
        ("Is it hard? It looks so. Is it long? I have time.",
         ["Is it hard?", "It looks so. Is it long? I have time."]),
        ("I am 40. What does it cost and how long does it take? Thank you",
         ["I am 40. What does it cost", "how long does it take? Thank you"]),
        ("1) what does it cost 2) Is it hard? 3) the way in",
         ["what does it cost", "Is it hard?", "the way in"]),
        ("a. the pay\nb. how long is school", ["the pay", "how long is school"]),
        ("- the pay\n- the school", ["the pay", "the school"]),
        ("what does it cost\nhow long is it", ["what does it cost", "how long is it"]),
        ("How long does it take\nto become a nurse?\nIs it hard?",
         ["How long does it take to become a nurse?", "Is it hard?"]),
        ("Was kostet das? Wie lange dauert es?", ["Was kostet das?", "Wie lange dauert es?"]),
        ("Is it A? Is it B? Is it C? Is it D?", ["Is it A?", "Is it B?", "Is it C?", "Is it D?"]),
    ],
)  # fmt: skip
def test_several(message: str, questions: list[str]) -> None:
    assert questions_in(message).each == questions


@pytest.mark.parametrize(
    "message",
    [
        "",
        "??",
        "the pay of nurses",
        "I moved here in May and have no papers",
        "My daughter is away and would like to help. What can she do?",
        "What do nurses earn?",
        "I have two years of QA. Is that enough?",
        "Is it hard? I am 40.",
        "skills and what not",
        "what do nurses do and earn",
        "What is the difference between an RN and a BSN?",
        "a? b? c? d? e?",
        "It is hard, right? ok?",
        "Is the test, which is long, hard?",
        "If I am a nurse, can I become a manager?",
        "When I am a nurse, can I become a manager?",
        "What happens when I fail, when I have paid?",
        "Is it better to a) study for long or b) start to work?",
        "I have 1) a degree 2) two years of work",
        "How long does it take\nwhen I study in the evening?",
        "advice for people who are nurses and who want to move",
        "the difference between what nurses do and what doctors do",
    ],
)
def test_one(message: str) -> None:
    assert questions_in(message) == ([message], "")


def test_what_stands_before_a_list_is_no_question_of_it() -> None:
    message = "About the evening course: 1) what does it cost? 2) how long is it?"
    assert questions_in(message) == (
        ["what does it cost?", "how long is it?"],
        "About the evening course:",
    )


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


def test_what_is_too_much_at_once_is_named(guides_answerer: Answerer) -> None:
    nursing = ["How long does it take to become a registered nurse?", "Is it stressful?"]
    asked = [*nursing, "Do I need a BSN?", "Is the PMP required?", "Should I learn Python or R?"]
    assert guides_answerer.answer(" ".join(asked)).not_found is None
    more = ["What does a nurse earn?", "How hard is the NCLEX?"]
    answer = guides_answerer.answer("\n".join(f"- {each}" for each in asked + more))
    shown = [block.text for block in answer.blocks if isinstance(block, Heading) and block.asked]
    assert shown == asked
    assert answer.not_found is not None
    assert f"“{more[0]}”" in answer.not_found


def test_a_question_is_read_with_the_next_where_that_says_what_it_is_about(
    guides_answerer: Answerer,
) -> None:
    answer = guides_answerer.answer("how long does it take and is it hard to become a nurse")
    alone = guides_answerer.answer("How long does it take to become a nurse?")
    assert answer.answer.startswith(alone.answer)


def test_all_of_a_message_is_about_what_its_first_question_names(
    guides_answerer: Answerer,
) -> None:
    answer = guides_answerer.answer("What does a nurse earn? how long is school? is it stressful?")
    # Another guide says how stressful its own career is.
    assert answer.message is not None
    assert "“is it stressful?”" in answer.message


def test_where_neither_has_one_there_is_none(guides_answerer: Answerer) -> None:
    answer = guides_answerer.answer("Where is the best pizza? How tall is mount everest?")
    assert (answer.status, answer.answer, answer.sources) == ("no_answer", "", ())


@pytest.mark.parametrize(
    ("message", "asks"),
    [
        ("it has two wheels, do I pay less", ["do I pay less"]),
        ("and how long is it", ["and how long is it"]),
        ("I ate it already", []),
    ],
)
def test_which_clauses_ask(message: str, asks: list[str]) -> None:
    assert [message[start:end] for start, end in asking(message)] == asks


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("We are new here. My son is four! What does a place cost?", "What does a place cost?"),
        ("we are new here. what does a place cost. thanks", "what does a place cost."),
        ("Is it far? And what does it cost?", "And what does it cost?"),
        ("my son is four, what does a place cost", "my son is four, what does a place cost"),
        ("My son is four. He is tall.", "My son is four. He is tall."),
        ("", ""),
    ],
)
def test_the_sentence_that_asks(message: str, sentence: str) -> None:
    assert asking_sentence(message) == sentence
