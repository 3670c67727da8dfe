"""A message that lists topics without a sentence for each: answered by one place, or one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Answer, Heading

AnswererOf = Callable[[dict[str, str]], Answerer]

HARBOUR = """# The harbour museum

## Opening hours

We are open from Tuesday to Sunday, from 10 to 17.

## Prices

Adults pay 8 crowns and children 3.

## Lamps and ropes

Lamps and ropes can be borrowed at the desk, for an hour.

## Rope course

The course takes 6 evenings and costs 90 crowns.

## Dogs

Dogs may come in on a lead.

## How long can I borrow a lamp?

For one hour.

## How many lamps can I borrow?

Two for each visitor.

## The shop

The shop sells maps, soap and tin boats.
"""


@pytest.fixture(scope="module")
def harbour(answerer_of: AnswererOf) -> Answerer:
    return answerer_of({"harbour.md": HARBOUR})


def asked(answer: Answer) -> list[str]:
    return [block.text for block in answer.blocks if isinstance(block, Heading) and block.asked]


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("opening hours, prices and dogs?", ["opening hours", "prices", "dogs"]),
        ("prices / dogs / the shop", ["prices", "dogs", "the shop"]),
        ("what are the opening hours, the prices and the rules on dogs?",
         ["the opening hours", "the prices", "the rules on dogs"]),
        ("dogs? prices?", ["dogs", "prices"]),
    ],
)  # fmt: skip
def test_topics_at_different_places_are_answered_each_under_its_words(
    harbour: Answerer, message: str, names: list[str]
) -> None:
    answer = harbour.answer(message)
    assert asked(answer) == names
    assert (answer.status, answer.not_found, answer.message) == ("answered", None, None)
    assert answer.interpreted_as is None
    assert len(answer.sources) == len(names)


def test_what_no_article_has_is_said_once(harbour: Answerer) -> None:
    answer = harbour.answer("prices, parking and dogs?")
    assert asked(answer) == ["prices", "dogs"]
    assert answer.not_found == "I found no answer to “parking”."


@pytest.mark.parametrize(
    "message",
    [
        "lamps and ropes",
        "ropes & lamps",
        "cost and duration of the rope course",
        "how long and how much is the rope course?",
        "do you sell maps, soap or tin boats?",
    ],
)
def test_what_one_place_answers_is_one_question(harbour: Answerer, message: str) -> None:
    answer = harbour.answer(message)
    assert asked(answer) == []
    assert answer.status == "answered"
    assert len(answer.sources) == 1


def test_two_question_words_of_one_clause_ask_two_questions(harbour: Answerer) -> None:
    answer = harbour.answer("how long and how many lamps can I borrow?")
    assert "For one hour." in answer.answer
    assert "Two for each visitor." in answer.answer


def test_where_nothing_is_answered_there_is_no_answer(harbour: Answerer) -> None:
    answer = harbour.answer("sauna, bowling and karaoke?")
    assert (answer.status, answer.answer, answer.not_found) == ("no_answer", "", None)


def test_in_a_conversation_each_is_of_the_article_that_is_talked_of(
    answerer_of: AnswererOf,
) -> None:
    tower = "# The tower\n\n## The tower's prices\n\nIt costs 4 crowns.\n\n## Dogs\n\nNo dogs.\n"
    both = answerer_of({"harbour.md": HARBOUR, "tower.md": tower})
    answer = both.answer("dogs and prices?", history=["can I borrow a lamp at the museum"])
    assert asked(answer) == ["dogs", "prices"]
    assert {source.article for source in answer.sources} == {"harbour"}


def test_a_typo_in_a_topic_is_repaired(harbour: Answerer) -> None:
    answer = harbour.answer("openning hours, prices and dogs?")
    assert asked(answer) == ["openning hours", "prices", "dogs"]
    assert answer.interpreted_as == "opening hours"


def test_what_is_no_list_is_encoded_by_itself(
    harbour: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder, texts = harbour.index.encoder, []
    encode = encoder.encode

    def counted(each: list[str], *, query: bool = False) -> object:
        texts.append(each)
        return encode(each, query=query)

    monkeypatch.setattr(encoder, "encode", counted)
    harbour.answer("may I come in with my dog?")
    harbour.answer("dogs, maps and opening hours")
    assert [len(each) for each in texts] == [1, 4]
