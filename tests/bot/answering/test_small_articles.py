"""Articles of a few lines: a heading made of one word, one passage, questions as items, French."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.reading.question import read_question

HARBOUR = """# Working at the harbour

## How to apply

Send your CV to jobs@harbour.example before the first of June.

## Pay

A crane operator earns 21 euros an hour.
"""
PORT = """# Port jobs

## Pay

A clerk earns 25 euros an hour.
"""
BAKERY = """# Getting a job at a bakery

## Exercise your shares

You have ninety days to exercise your shares after you leave.

## Questions to ask in the interview

- Do I have to exercise my shares within ninety days after I leave?
- How many hours does a baker work on Sundays?
- What is the pay for night shifts?

## Further reading

- [What a baker earns at night](https://example.org/night), 2019.
- [How long is the training of a baker?](https://example.org/train) by J. Doe.
"""
FRENCH = """---
title: Devenir boulanger
language: fr
---

## Quelle formation faut-il ?

Un CAP en deux ans suffit.

## Combien gagne-t-on ?

Environ 1 800 euros par mois au début.
"""

Ask = Callable[..., Answerer]


@pytest.fixture
def over(answerer_of: Callable[[dict[str, str]], Answerer]) -> Ask:
    return lambda *articles: answerer_of({f"{n}.md": text for n, text in enumerate(articles)})


@pytest.mark.parametrize("question", ["How do I apply?", "Where do I apply?", "apply"])
def test_one_common_word_is_answered_where_a_heading_is_made_of_it(
    over: Ask, question: str
) -> None:
    answer = over(HARBOUR).answer(question)
    assert answer.answer.startswith("Send your CV")
    assert answer.status == "answered"


def test_one_common_word_is_answered_by_what_says_the_same(over: Ask) -> None:
    shelter = (
        "# Shelter\n\nThree steps make you a volunteer: fill in the form, come to a visit, sign up "
        "for a shift.\n\n## Cats\n\nCats are fed at six.\n"
    )
    answer = over(shelter).answer("how do i join")
    assert answer.status != "no_answer"
    assert answer.answer.startswith("Three steps")


def test_words_that_only_ask_are_searched_for_where_there_are_two(over: Ask) -> None:
    visa = over(
        "# Visa FAQ\n\n## What documents do I need?\n\nYou need a passport and a photo.\n\n"
        "## Fees\n\nThe visa costs 40 euros.\n"
    )
    assert visa.answer("What do I need?").status == "answered"
    assert visa.answer("need").status != "answered"
    assert visa.answer("who are they to do that").status == "no_answer"


def test_one_common_word_that_nothing_says_is_not_answered(over: Ask) -> None:
    assert over(HARBOUR).answer("How does it work?").status == "no_answer"


def test_a_single_passage_is_enough(over: Ask) -> None:
    alone = over(PORT)
    assert alone.answer("what does a clerk earn").status == "answered"
    assert alone.answer("how far is the moon in 4 years").status == "no_answer"


@pytest.mark.parametrize(
    "question",
    [
        "how many hours does a baker work on sundays",
        "how long is the training of a baker",
        "what does a baker earn at night",
    ],
)
def test_a_question_or_a_link_is_no_answer(over: Ask, question: str) -> None:
    answer = over(BAKERY).answer(question)
    marked = answer.highlight or ""
    assert "How many hours" not in marked
    assert "How long is" not in marked
    assert "baker earns at night" not in marked
    assert answer.status != "answered"


def test_what_a_question_among_items_asks_is_answered_elsewhere(over: Ask) -> None:
    answer = over(BAKERY).answer(
        "Do I have to exercise my shares within ninety days after I leave?"
    )
    assert answer.answer.startswith("You have ninety days")


@pytest.mark.parametrize("question", ["combien gagne", "comment devenir", "gana mucho"])
def test_another_language_is_not_spelt_as_english(over: Ask, question: str) -> None:
    assert over(FRENCH).answer(question).interpreted_as is None


def test_a_language_that_the_articles_are_not_in_is_left_alone(over: Ask) -> None:
    assert over(PORT).answer("combien gagne").interpreted_as is None
    assert over(PORT).answer("what does a clrek earn").interpreted_as == "what does a clerk earn"


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("What does a clerk earn? Wie werde ich Krankenschwester?", None),
        ("Wie werde ich Krankenschwester in Texas? And what does a clerk earn?", None),
        ("what does a clerk earn and wie werde ich Krankenschwester?", None),
        ("What does a clerk earn? Combien gagne une infirmière par an ?", None),
        ("What does a clerk earn? ¿Cuánto gana una enfermera al año?", None),
        (
            "How logn does a clerk work, wie werde ich Pfleger?",
            "How long does a clerk work, wie werde ich Pfleger?",
        ),
        (
            "waht does a clrek earn? Wie viel verdient man?",
            "what does a clerk earn? Wie viel verdient man?",
        ),
    ],
)
def test_a_part_in_another_language_is_left_alone_and_typos_in_the_others_are_mended(
    over: Ask, question: str, read: str | None
) -> None:
    read_as = read_question(question, over(PORT).index).text
    assert read_as == (read or question)


def test_articles_in_another_language_are_searched_by_its_words(over: Ask) -> None:
    assert over(FRENCH).answer("combien gagne un boulanger").answer.startswith("Environ 1 800")


@pytest.mark.parametrize("question", ["whats the pay", "dont clerks earn more", "im a clerk"])
def test_a_contraction_without_its_apostrophe_is_no_typo(over: Ask, question: str) -> None:
    assert over(PORT).answer(question).interpreted_as is None


def test_a_name_or_year_that_no_article_has_is_told_and_leaves_the_answer_unsure(over: Ask) -> None:
    port = over(PORT)
    for question, name in (
        ("What does a clerk earn in Paris?", "Paris"),
        ("what did a clerk earn in 1990", "1990"),
    ):
        answer = port.answer(question)
        assert answer.status != "answered"
        if answer.status == "unsure":
            assert f"“{name}”" in str(answer.message)
    assert port.answer("What does a clerk earn?").status == "answered"
    assert port.answer("WHAT DOES A CLERK EARN").status == "answered"


GERMAN = """# Stadtmuseum

Wir freuen uns, dass Sie uns besuchen, und wünschen Ihnen einen schönen Aufenthalt.

## Führungen

Führungen gibt es jeden Samstag um elf Uhr, und Schulklassen führen wir nach Absprache.

## Öffnungszeiten

Das Museum ist am Sonntag von zehn bis siebzehn Uhr geöffnet.

## Eintritt

Der Eintritt kostet acht Euro für Erwachsene; Kinder zahlen nichts.
"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Bieten Sie Führungen an?", "Führungen gibt es"),
        ("Wann haben Sie am Sonntag geöffnet?", "Das Museum ist am Sonntag"),
        ("Was kostet der Eintritt für Erwachsene?", "Der Eintritt kostet"),
    ],
)
@pytest.mark.parametrize("beside", [False, True])
def test_german_is_read_as_it_is_written(
    over: Ask, question: str, answer: str, beside: bool
) -> None:
    answered = over(GERMAN, PORT).answer(question) if beside else over(GERMAN).answer(question)
    assert answered.interpreted_as is None
    assert answered.answer.startswith(answer)
    assert "erwähn" not in (answered.message or "")
    assert answered.language == "de"


def test_a_german_noun_is_strange_where_the_articles_have_nothing_like_it(over: Ask) -> None:
    museum = over(GERMAN)
    known = museum.answer("Was kostet die Eintrittskarte?")
    assert (known.status, known.message) == ("answered", None)
    for strange in ("Haben Sie an Heiligabend offen?", "Was kostet der Eintritt für Rentner?"):
        assert museum.answer(strange).status != "answered"
    old = museum.answer("Was kostete der Eintritt für Erwachsene 1990?")
    assert old.status != "answered"
    card = museum.answer("Kann man den Eintritt mit VISA bezahlen?")
    assert card.status != "answered"
