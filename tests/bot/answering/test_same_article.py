"""What a conversation is about, where several articles answer what a short question says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from bot.answering.answerer import Answerer
from bot.answering.confidence import calibration
from bot.answering.model import Question, Status
from bot.answering.reading.sub_questions import read_message
from bot.answering.same_article import in_same_article
from bot.answering.verdict import Verdict, judge
from index.search import search

HANDBOOK = {
    "time-off.md": """# Time off

## Vacation

You get 25 days of vacation a year. Ask your lead two weeks before you go.

## Illness

Call in before nine.
""",
    "conferences.md": """# Conferences

## Tickets

We pay for one conference a year, with ticket, train and hotel.

## Speaking

Who speaks gets two days to prepare.
""",
    "passwords.md": """# Passwords

## Strong ones

A strong password has sixteen letters and numbers, and no word of any dictionary.

## Managers

The password manager that we use is Vaulty.
""",
    "security.md": """# Security basics

## Passwords

Choose a strong password of sixteen letters and numbers for each account.

## Password managers

Use a password manager, best Vaulty, which we pay for.
""",
}


@pytest.mark.parametrize(
    ("turns", "article"),
    [
        (["what does a data analyst earn", "is it possible without a degree"], "data-analyst"),
        (["Is nursing school hard?", "Do I need to be good at math?"], "registered-nurse"),
        (["What does a nurse earn?", "and a data analyst?", "can I do it without a degree"],
         "data-analyst"),
        # What names another one is about that.
        (["What does a nurse earn?", "Do I need a degree to become a data analyst?"],
         "data-analyst"),
        (["Is nursing school hard?", "What does a technical project manager do?"],
         "technical-project-manager"),
        # Nothing was answered.
        (["How do volcanoes erupt?", "Should I learn Python or R?"], "data-analyst"),
    ],
)  # fmt: skip
def test_a_question_is_answered_from_the_article_that_was_talked_of(
    guides_answerer: Answerer, turns: list[str], article: str
) -> None:
    answer = guides_answerer.answer(turns[-1], history=turns[:-1])
    assert answer.status == "answered"
    assert answer.sources[0].article == article


def test_other_pages_of_one_handbook_are_asked_as_well(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    answerer = answerer_of(HANDBOOK)
    asked = ["How much vacation do I get?"]
    assert answerer.answer("conferences", history=asked).sources[0].article == "conferences"
    assert answerer.answer("does speaking count", history=asked).answer.startswith("Who speaks")
    # Both pages answer what was asked before: the surer one does.
    asked = ["how do I choose a strong password"]
    alone = answerer.answer("which password manager should I use")
    after = answerer.answer("which password manager should I use", history=asked)
    assert after.sources == alone.sources


CARDS = {
    "evening-bus.md": """# City card (evening bus)

## Validity

The evening bus card is valid for two hours in each city bus.

## Dogs

Small dogs may ride with the evening bus card.
""",
    "city-bus.md": """# Evening card (city bus)

## Validity

The city bus is valid for a whole week.
""",
}


def test_an_article_is_named_by_words_that_stand_together_in_its_title_only(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    asked = ["May dogs ride with the evening bus card?"]
    answer = answerer_of(CARDS).answer("and how long is the city bus valid?", history=asked)
    assert answer.sources[0].article == "city-bus"


COURSES = {
    "weaving.md": """# Weaving

## Price

The weaving course costs $180.

## Cancelling

Who cancels two days before the course starts gets the whole price back.
""",
    "pottery.md": """# Pottery

## Price

The pottery course costs $240.

## Cancelling

Who cancels five days before the course starts gets the whole price back.
""",
}
BEFORE = "how much is the weaving course"


@pytest.fixture(scope="module")
def courses(answerer_of: Callable[[dict[str, str]], Answerer]) -> Answerer:
    return answerer_of(COURSES)


def judged(
    turn: str, article: str, status: Status, confidence: float, answerer: Answerer
) -> Verdict:
    """What one of the courses says to a turn, as sure as it is told to be."""
    index = answerer.index
    asked = replace(read_message(turn, [BEFORE], index).whole, in_conversation=None)
    [encoded] = index.encoder.encode([asked.alone.searched], query=True)
    ranking = search(asked.alone.searched, encoded, index, articles=[article])
    verdict = judge(asked, ranking, index=index, calibration=calibration())
    return replace(verdict, status=status, confidence=confidence)


def kept(verdict: Verdict, inside: Verdict, alone: Verdict, answerer: Answerer) -> Verdict:
    """What is kept of the verdicts on a turn behind BEFORE."""
    turn = verdict.question.reading.core
    return in_same_article(
        verdict,
        Question(turn, (BEFORE,)),
        answerer.index,
        lambda asked: answerer.answer(
            asked.question, history=asked.history, articles=asked.articles
        ),
        {"weaving": inside}.__getitem__,
        lambda: alone,
    )


def test_what_stands_alone_is_answered_by_its_own_article_where_that_is_surer(
    courses: Answerer,
) -> None:
    of = partial(judged, "can I cancel the course", answerer=courses)
    other = of("pottery", "answered", 0.6)
    inside = of("weaving", "answered", 0.7)
    assert kept(other, inside, other, courses) is inside


@pytest.mark.parametrize(
    ("turn", "status"),
    # Nothing says what "it" is but what was asked before, which every article was asked for.
    [("can I cancel the course", "answered"), ("can I cancel it", "unsure")],
)
def test_an_article_in_doubt_is_asked_by_itself(
    turn: str, status: Status, courses: Answerer
) -> None:
    of = partial(judged, turn, "weaving", answerer=courses)
    verdict, inside = of("unsure", 0.3), of("answered", 0.7)
    assert kept(verdict, inside, verdict, courses).status == status


@pytest.mark.parametrize(("alone", "sure"), [(0.7, 0.9), (0.3, 0.3)])
def test_another_article_is_no_surer_for_what_was_asked_before(
    alone: float, sure: float, courses: Answerer
) -> None:
    of = partial(judged, "and to cancel", answerer=courses)
    other, inside = of("pottery", "answered", 0.9), of("weaving", "no_answer", 0.1)
    by_itself = of("pottery", calibration().status(alone), alone)
    verdict = kept(other, inside, by_itself, courses)
    assert (verdict.confidence, verdict.status) == (sure, calibration().status(sure))


@pytest.mark.parametrize("turn", ["where are you", "what else do you do", "can you help me"])
def test_what_asks_the_owner_is_no_reason_to_say_the_same_again(
    courses: Answerer, turn: str
) -> None:
    before = "can I cancel the weaving course"
    assert courses.answer(before).status == "answered"
    assert courses.answer(turn, history=[before]).answer == courses.answer(turn).answer
