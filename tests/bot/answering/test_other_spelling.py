"""What a page writes and a visitor types otherwise: numbers, names, initials, nothing to pay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer

SURVEY = """# The Coastal Survey Year (CSY)

## 1. Money

CSYs get 900 euros a month and a room near the station.

## 2) Who can come?

We look at every letter in March. Write one page about yourself, and send it by post.

## 3 What is left of it?

A CSY counts birds at low tide, enters them in Tide Base and writes down what was seen.

## Afterwards

Half of those who were with us study biology later. The boat camp in June is free of charge.
"""


@pytest.fixture(scope="module")
def survey(answerer_of: Callable[[dict[str, str]], Answerer]) -> Answerer:
    return answerer_of({"survey.md": SURVEY})


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who can come?", "We look at every letter"),
        ("What is left of it?", "A CSY counts birds"),
        ("3 What is left of it?", "A CSY counts birds"),
    ],
)
def test_a_heading_is_known_without_its_number(
    survey: Answerer, question: str, answer: str
) -> None:
    found = survey.answer(question)
    assert found.answer.startswith(answer)
    assert found.status == "answered"


def test_it_is_offered_without_its_number(survey: Answerer) -> None:
    assert survey.suggestions(2) == ["Who can come?", "What is left of it?"]


def test_what_only_the_title_defines_is_written_out(survey: Answerer) -> None:
    found = survey.answer("what does somebody in the coastal survey year earn")
    assert found.answer.startswith("CSYs get 900 euros")
    assert found.status == "answered"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("do I need TideBase", "do I need Tide Base"),
        ("tidebase entries", "tide base entries"),
        ("when is the boatcamp", "when is the boat camp"),
        # Not beside each other there, or no name of theirs:
        ("do I need TideBoat", None),
        ("do you use StationQK", None),
        ("StationQK", None),
        ("stationqk", None),
    ],
)
def test_words_typed_as_one_are_read_apart_where_the_page_has_them_side_by_side(
    survey: Answerer, typed: str, meant: str | None
) -> None:
    assert survey.answer(typed).interpreted_as == meant


def test_nothing_to_pay_is_an_answer_to_what_it_costs(survey: Answerer) -> None:
    found = survey.answer("how much is the boat camp")
    assert "free of charge" in found.answer
    assert found.status == "answered"


CREW = """# Joining a crew

## Who may sail

You have to live in the United Kingdom, and need a passport of the EU or a letter that we send.
Whoever comes from the U.S. writes to the harbour office first.

## What to bring

Boots and a coat for the days from September on. Breakfast is at eight, and whoever is late eats
with us at noon.
"""


@pytest.fixture(scope="module")
def crew(answerer_of: Callable[[dict[str, str]], Answerer]) -> Answerer:
    return answerer_of({"crew.md": CREW})


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Do I have to live in the United Kingdom?", None),
        ("Do I have to live in the UK?", None),
        ("Do I need a passport of the European Union?", None),
        ("Must I live in the UAE to sail?", "UAE"),
        ("Do I have to live in the United States?", None),
        ("Do I need a passport of the Faroe Islands?", "Faroe"),
    ],
)
def test_a_name_is_met_by_its_initials_and_they_by_it(
    crew: Answerer, question: str, missing: str | None
) -> None:
    found = crew.answer(question)
    assert found.answer.startswith("You have to live in the United Kingdom")
    assert found.status == ("unsure" if missing else "answered")
    assert (f"“{missing}”" in str(found.message)) == (missing is not None)


@pytest.mark.parametrize("month", ["Sept", "September"])
def test_a_month_may_be_cut_short(crew: Answerer, month: str) -> None:
    of_page = crew.answer(f"Do I need a coat in {month}?")
    of_another = crew.answer("Do I need a coat in Aug?")
    assert of_page.confidence > 0.8 > of_another.confidence + 0.1


@pytest.mark.parametrize("typed", ["elist", "elists", "Elist"])
def test_a_hyphen_may_be_left_out_behind_a_letter(
    answerer_of: Callable[[dict[str, str]], Answerer], typed: str
) -> None:
    article = (
        "# Getting hired\n\n## Afterwards\n\nMore posts may come up. E-lists are active between "
        "three and eighteen months.\n\n## Interviews\n\nThree people ask questions for an hour.\n"
    )
    answer = answerer_of({"hired.md": article}).answer(f"{typed} how long valid")
    assert "eighteen months" in answer.answer
    assert answer.interpreted_as == f"{typed[0]} {typed[1:]} how long valid"
