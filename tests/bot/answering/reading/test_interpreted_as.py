"""A question is answered as it was meant: typos mended and said so, acronyms in either form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer


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
