"""Sites of like pages: what each says for itself, and what all say alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Answer

SHOPS = {
    "Leeds": ("9am to 6pm", "Free, for 30 cars, behind the building.", "Yes, from £80."),
    "York": ("8am to 5pm", "There is none; the Marygate car park is near.", "No, only Leeds does."),
    "Hull": ("10am to 7pm", "Two spaces in front of the door.", "No, only Leeds does."),
    "Ripon": ("11am to 4pm", "On the street, free for two hours.", "No, only Leeds does."),
}


def shop(town: str, hours: str, parking: str, used: str) -> str:
    return f"""---
title: {town} bike workshop
---

You find the workshop at {len(town)} Mill Street, {town}.

## Opening hours

Open Monday to Saturday from {hours}.

## Parking

{parking}

## Do I need an appointment?

No. Bring your bike when you like. A full service is booked a week ahead.

## Do you sell used bikes?

{used}
"""


@pytest.fixture(scope="module")
def shops(answerer_of: Callable[[dict[str, str]], Answerer]) -> Answerer:
    return answerer_of({f"{town}.md": shop(town, *said) for town, said in SHOPS.items()})


def town_of(answer: Answer) -> str:
    return answer.sources[0].title.partition(" ")[0]


@pytest.mark.parametrize(
    "question",
    ["When are you open?", "opening hours", "Where can I park?", "do you sell used bikes",
     "Which street are you in?"],
)  # fmt: skip
def test_what_each_says_for_itself_is_unsure_and_the_others_are_offered(
    shops: Answerer, question: str
) -> None:
    answer = shops.answer(question)
    assert answer.status == "unsure"
    assert answer.message is not None
    assert answer.message.startswith("That depends on which one you mean")
    assert answer.sources[0].title in answer.message
    assert answer.choices
    for choice in answer.choices:
        assert any(town in choice.question for town in SHOPS if town != town_of(answer))
        taken = shops.answer(choice.question, passage=choice.passage_id)
        assert taken.status == "answered"
        assert town_of(taken) in choice.question
    # What can be pressed isn't listed once more.
    assert not answer.more


def test_it_is_said_in_the_language_of_the_asker(shops: Answerer) -> None:
    from bot.answering.model import Question

    [answer] = shops.answer_many([Question("When are you open?", language="de")])
    assert answer.message is not None
    assert answer.message.startswith("Das kommt darauf an, was Sie meinen")


@pytest.mark.parametrize("town", SHOPS)
def test_what_names_one_is_answered_for_it(shops: Answerer, town: str) -> None:
    for question in (f"When are you open in {town}?", f"parking {town.lower()}"):
        answer = shops.answer(question)
        assert answer.status == "answered"
        assert town_of(answer) == town
        assert not answer.choices


def test_what_was_asked_of_one_article_is_answered_by_it(shops: Answerer) -> None:
    answer = shops.answer("Where can I park?", articles=["hull"])
    assert answer.status == "answered"
    assert answer.answer == SHOPS["Hull"][1]


@pytest.mark.parametrize("question", ["Do I need an appointment?", "can i come without a date"])
def test_what_all_say_alike_is_said_once_and_is_sure(shops: Answerer, question: str) -> None:
    answer = shops.answer(question)
    assert answer.status == "answered"
    assert "Bring your bike when you like." in answer.answer
    assert not any("appointment" in more.quote for more in answer.more)
    assert not answer.choices


def test_what_all_say_alike_is_shown_of_the_one_that_is_named(shops: Answerer) -> None:
    for town in SHOPS:
        answer = shops.answer(f"do I need an appointment at the {town} workshop")
        assert answer.status == "answered"
        assert town_of(answer) == town


def test_who_was_asked_which_one_may_say_just_that(shops: Answerer) -> None:
    for reply in ("hull", "Hull?", "the one in hull", "Hull bike workshop", "in Hull please"):
        answer = shops.answer(reply, history=["Where can I park?"])
        assert answer.status == "answered"
        assert answer.answer == SHOPS["Hull"][1]
        assert answer.question == reply
        assert answer.interpreted_as


def test_and_then_another_one_and_another_question(shops: Answerer) -> None:
    turns = ["Where can I park?", "leeds", "and york?"]
    answer = shops.answer(turns[-1], history=turns[:-1])
    assert answer.answer == SHOPS["York"][1]
    answer = shops.answer("and opening hours", history=turns)
    assert town_of(answer) == "York"
    assert SHOPS["York"][0] in answer.answer


def test_a_name_that_is_no_reply_is_a_question(shops: Answerer) -> None:
    alone = shops.answer("hull")
    for history in ([], ["hello"]):
        assert shops.answer("hull", history=history).sources == alone.sources
    # What all titles have names none of them.
    answer = shops.answer("workshop", history=["Where can I park?"])
    assert answer.interpreted_as != "Where can I park? (Hull bike workshop)"
    # What no title has isn't said to be of one.
    answer = shops.answer("goole", history=["Where can I park?"])
    assert answer.status != "answered" or answer.answer != SHOPS["Hull"][1]


def test_the_same_said_otherwise_is_no_other_answer(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    about = "Lantern Labs is a charity that repairs {} lamps and lends them to schools."
    pages = {
        f"{name}.md": f"# {name.title()}\n\n## Who we are\n\n{about.format(word)}\n\n## Tasks\n\n"
        f"As {name} you look after {task}.\n"
        for name, word, task in (
            ("driver", "all old", "the van"),
            ("welder", "old", "the torch"),
            ("clerk", "very old", "the files"),
        )
    }
    answer = answerer_of(pages).answer("Is Lantern Labs a charity?")
    assert answer.status == "answered"


def test_a_reply_that_names_none_leaves_it_open(shops: Answerer) -> None:
    for reply in ("all", "not sure", "any of them"):
        answer = shops.answer(reply, history=["When are you open?"])
        assert answer.status != "answered"
    # A second question isn't lost behind a name.
    answer = shops.answer("hull, and when do you open?", history=["Where can I park?"])
    assert answer.interpreted_as != "Where can I park? (Hull bike workshop)"


def test_sections_of_one_article_answer_each_for_itself_too(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    towns = ""
    for town, said in SHOPS.items():
        below = shop(town, *said).partition("---\n\n")[2].replace("## ", "### ")
        towns += f"## {town}\n\n{below}\n"
    answerer = answerer_of({"shops.md": f"# Our workshops\n\nWe repair bikes.\n\n{towns}"})
    answer = answerer.answer("When are you open?")
    assert answer.depends
    shown = {source.heading[0] for source in answer.sources}
    assert answer.message is not None
    assert {town for town in SHOPS if town in answer.message} == shown
    for choice in answer.choices:
        assert any(f"({town})" in choice.question for town in SHOPS)
    assert answerer.answer("Where can I park in Ripon?").status == "answered"


@pytest.mark.parametrize(("heading", "status"), [("Opening hours", "unsure"), ("Fees", "answered")])
def test_what_the_owner_chose_is_meant_where_one_place_has_it(
    answerer_of: Callable[[dict[str, str]], Answerer], heading: str, status: str
) -> None:
    pages = {f"{town}.md": shop(town, *said) for town, said in SHOPS.items()}
    pages["Leeds.md"] += "\n## Fees\n\nOpen from 9am to 6pm, and free.\n"
    pages["careerbot.yaml"] = f'phrasings:\n  "{heading}":\n    - "may I drop by"\n'
    answer = answerer_of(pages).answer("may I drop by?")
    assert answer.status == status


JOBS = {
    "Data engineer": ("Berlin", "58,000 euros"),
    "Junior data engineer": ("Berlin", "44,000 euros"),
    "Porter": ("Rotterdam", "26,000 euros"),
    "Designer": ("anywhere", "52,000 euros"),
}


def test_what_a_label_says_is_told_apart(answerer_of: Callable[[dict[str, str]], Answerer]) -> None:
    answerer = answerer_of(
        {
            f"{number}.md": f"# {title}\n\n**Location:** {place}\n\n**Salary:** {pay}\n"
            for number, (title, (place, pay)) in enumerate(JOBS.items())
        }
    )
    answer = answerer.answer("what is the salary")
    assert answer.status == "unsure"
    assert {choice.question for choice in answer.choices} < {*JOBS}
    # The whole title of one is a part of another's.
    for title, (_, pay) in JOBS.items():
        answer = answerer.answer(f"salary of a {title.lower()}")
        assert (answer.status, answer.sources[0].title) == ("answered", title)
        assert pay in answer.answer
        reply = answerer.answer(title.lower(), history=["what is the salary"])
        assert pay in reply.answer


def test_articles_of_one_title_are_told_apart_by_their_names(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    answerer = answerer_of(
        {
            f"fair-{year}.md": f"# The fair\n\n## Opening\n\nIt opens on {day} June in {town}.\n"
            for year, day, town in (("north", 2, "Kiel"), ("south", 9, "Ulm"), ("east", 16, "Jena"))
        }
    )
    answer = answerer.answer("When does it open?")
    assert answer.depends
    labels = [choice.question for choice in answer.choices]
    assert len(labels) == len(set(labels)) == 2
    assert f"The fair ({answer.sources[0].article})" in (answer.message or "")


COURSES = {
    "Spanischkurs": ("310", "zehn"),
    "Deutschkurs": ("420", "acht"),
    "Nähkurs": ("90", "zwei"),
}


def test_a_reply_in_german_may_be_a_part_of_the_name(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    answerer = answerer_of(
        {
            f"{title.lower()}.md": f"---\nlanguage: de\n---\n\n# {title}\n\n"
            f"## Was kostet der Kurs?\n\nDie Teilnahme kostet {price} Euro.\n\n"
            f"## Wie lange dauert der Kurs?\n\nDer Kurs dauert {weeks} Wochen.\n"
            for title, (price, weeks) in COURSES.items()
        }
    )
    asked = "Was kostet der Kurs?"
    assert answerer.answer(asked).depends
    for reply in ("der Spanischkurs", "spanisch", "Spanischkurs bitte"):
        answer = answerer.answer(reply, history=[asked])
        assert answer.answer == "Die Teilnahme kostet 310 Euro."
