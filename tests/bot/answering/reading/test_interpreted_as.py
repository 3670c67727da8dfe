"""A question is answered as it was meant: typos mended and said so, acronyms in either form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.reading.sub_questions import read_message


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("how long does the NCLEX take", None),
        ("Hello! How long does the NCLEX take? Thanks!", None),
        ("how long does the NCLXE last", None),  # in capitals, it may be a name
        ("salery of a nurse", "salary of a nurse"),
        ("Hi! salery of a nurse, please", "salary of a nurse"),
    ],
)
def test_the_answer_says_what_was_read_where_it_changed(
    question: str, read: str | None, guides_answerer: Answerer
) -> None:
    assert guides_answerer.answer(question).interpreted_as == read


@pytest.fixture(scope="module")
def answerer(answerer_of: Callable[[dict[str, str]], Answerer]) -> Answerer:
    return answerer_of(
        {
            "guide.md": "# Careers in aviation\n\n## Towers\n\n"
            "An air traffic controller (ATC) keeps aircraft apart.\n\n"
            "## Money\n\nATC pay is $137,380 a year in the median.\n\n"
            "## Exams\n\nThe aptitude test takes three hours.\n\n"
            "## Flying\n\nA commercial pilot flies charters and surveys land.\n",
            "careerbot.yaml": "acronyms: {ATSA: aptitude test, CP: commercial pilot}\n",
        }
    )


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("what keeps an ATC apart", "An air traffic controller (ATC) keeps aircraft apart."),
        ("air traffic controller pay", "ATC pay is $137,380 a year in the median."),
        ("ATC pay", "ATC pay is $137,380 a year in the median."),
        ("how long is the ATSA", "The aptitude test takes three hours."),
        ("what does a cp do", "A commercial pilot flies charters and surveys land."),
    ],
)
def test_either_form_finds_the_other(question: str, said: str, answerer: Answerer) -> None:
    answer = answerer.answer(question)
    assert said in answer.answer
    assert answer.status == "answered"
    assert answer.interpreted_as is None


def test_of_a_long_story_only_what_it_asks_is_shown(answerer: Answerer) -> None:
    story = "I am 40 and tired of my desk. My aunt likes planes. what does a commercial pilot do"
    asked = read_message("she says it is great. can i start it now?", [story], answerer.index).whole
    assert asked.in_conversation is not None
    assert asked.in_conversation.shown == "what does a commercial pilot do? can i start it now?"
    assert "aunt" in asked.in_conversation.searched


def test_a_greeting_in_another_language_is_no_typo(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    answerer = answerer_of({"cakes.md": "# Cakes\n\n## Do you sell gluten free cake?\n\nYes.\n"})
    greeted = answerer.answer("guten tag")
    assert (greeted.small_talk, greeted.interpreted_as, greeted.sources) == (True, None, ())
