"""A number in a question is met by the part of a list whose range has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.open_index import open_answerer
from bot.settings import Settings
from index.build import build

LAKE = """# Lakeside boats

## Deposit

- For up to three canoes we take a deposit of 40 euros per canoe.
- For four canoes or more we take a fifth of the price as a deposit.

## Cancelling a trip

| You cancel | We refund |
|---|---|
| Less than 2 days before | nothing |
| 2-6 days before | half of the price |
| 7+ days before | all of the price |

## Tickets for the ferry

| Passenger | Fare |
|---|---|
| Under 4 | free |
| 4 - 15 | 2 euros |
| 16+ | 5 euros |

## What may be left in the boat house

- Bags may be left for up to 3 days.
- Bicycles may be left for up to 9 days.
"""


JETTY = """# At the jetty

## When the jetty is open

- Monday: closed
- Tuesday – Thursday: 10am – 5.30pm
- Friday: 10am – 9pm
- Saturday: 9am – 6pm

## When a lesson on the lake falls out

- Lessons that are put off with more than 48 hours notice will be credited.
- Lessons that are put off with less than 48 hours notice will be lost.

## Rowing parties

| Party | Children | Price per child |
|---|---|---|
| Duck | 6 to 8 | 16 euros |
| Swan | 9 to 12 | 19 euros |
| Heron | 13 to 16 | 24 euros |

## Asking for a berth

Ask for a berth in writing. A berth of up to 3 days must be asked for a week before. A berth of
4 days or more must be asked for in the spring.

## Souvenirs

| Souvenir | Price |
|---|---|
| Model of a canoe | £25 |
| Paddle | £32 |
| Mug with a swan | £9 |
"""


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer(tmp_path_factory.mktemp("lake"), LAKE)


@pytest.fixture(scope="module")
def jetty(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer(tmp_path_factory.mktemp("jetty"), JETTY)


def answerer(folder: Path, text: str) -> Answerer:
    (folder / "lake.md").write_text(text, "utf-8")
    settings = Settings(index=folder / "index")
    build([folder / "lake.md"], settings.index, cache=Settings.read().cache_dir)
    return open_answerer(settings)


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("what is the deposit for five canoes", "For four canoes or more"),
        ("deposit for 2 canoes", "For up to three canoes"),
        ("what do you refund if I cancel 1 day before", "Less than 2 days"),
        ("what do you refund if I cancel two weeks before", "7+ days"),
        ("ferry ticket for my 9 year old", "4 - 15"),
        ("I'm 70, what is the fare of the ferry", "16+"),
    ],
)
def test_what_has_the_number_in_its_range_is_marked(
    lake: Answerer, question: str, marked: str
) -> None:
    answer = lake.answer(question)
    assert answer.highlight is not None
    assert answer.highlight.startswith(marked)


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("may bags be left for 5 days", "Bags"),  # bicycles may, but nobody asks that
        ("what is the deposit for canoes in 7 days", "For up to three canoes"),
    ],
)
def test_nothing_else_is_marked_where_the_ranges_are_of_other_things(
    lake: Answerer, question: str, marked: str
) -> None:
    answer = lake.answer(question)
    assert (answer.highlight or marked).startswith(marked)


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("can i come to the jetty at 5pm on wednesday", "Tuesday – Thursday"),
        ("is the jetty open on monday", "Monday: closed"),
        ("I gave a week's notice, is my lesson lost", "Lessons that are put off with more"),
        ("I gave a day's notice, will my lesson be credited", "Lessons that are put off with less"),
        ("my daughter turns 7, a rowing party with 10 kids", "Swan"),
        ("I want a berth for six days, how do I ask for it", "A berth of 4 days"),
    ],
)
def test_so_is_what_has_the_day_or_the_notice_in_it(
    jetty: Answerer, question: str, marked: str
) -> None:
    answer = jetty.answer(question)
    assert answer.highlight is not None
    assert answer.highlight.startswith(marked)


@pytest.mark.parametrize(
    "question",
    [
        "is the jetty open on sunday",
        "a berth for two days, is five days of notice enough",
        "which souvenir is under 15 dollars",
    ],
)
def test_nothing_is_marked_that_has_not_what_is_asked_about(jetty: Answerer, question: str) -> None:
    answer = jetty.answer(question)
    assert answer.status != "no_answer"
    assert answer.highlight is None


def test_of_prices_one_is_marked_that_is_low_enough(jetty: Answerer) -> None:
    assert jetty.answer("which souvenir costs less than £15").highlight == "Mug with a swan | £9"


@pytest.mark.parametrize(
    ("before", "question", "marked"),
    [
        ("what is the fare of the ferry", "and for a 9 year old?", "4 - 15"),
        ("what do you refund if I cancel", "it is 3 days before", "2-6 days"),
    ],
)
def test_so_is_what_a_later_turn_has_in_it(
    lake: Answerer, before: str, question: str, marked: str
) -> None:
    answer = lake.answer(question, history=[before])
    assert answer.highlight is not None
    assert answer.highlight.startswith(marked)


def test_an_answer_is_no_less_sure_for_it(lake: Answerer) -> None:
    two, five = (lake.answer(f"what is the deposit for {n} canoes") for n in ("two", "five"))
    assert five.confidence == pytest.approx(two.confidence, abs=0.05)
