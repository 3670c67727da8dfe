"""A question that compares two things, or asks which of two that were compared before it."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.answering.reading.comparison import asks_which, compared


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What's the difference between an RN and an LPN?", ("RN", "LPN")),
        ("BI analyst or analytics consultant", ("BI analyst", "analytics consultant")),
        ("travel nurse vs staff nurse?", ("travel nurse", "staff nurse")),
        ("postdoc vs fellowship whats the difference", ("postdoc", "fellowship")),
        ("RN or LPN, what's the difference?", ("RN", "LPN")),
        ("hotel or restaurant, which pays sommeliers better?", None),
        ("Should I apply in spring, or is it better for me in the autumn?", None),
    ],
)
def test_what_is_compared_is_named(question: str, names: tuple[str, str] | None) -> None:
    assert compared(question) == names


@pytest.mark.parametrize(
    ("question", "which"),
    [
        ("which pays more", True),
        ("and which one is easier to get into?", True),
        ("which of them needs a degree", True),
        ("which degree pays more", False),
        ("which pays more, an RN or an LPN?", False),
        ("what pays more", False),
    ],
)
def test_which_of_two_is_asked_without_their_names(question: str, which: bool) -> None:
    assert asks_which(question) is which


@pytest.mark.parametrize("behind", [[], ["which pays more"], ["ok, thanks"]])
def test_which_asks_of_what_was_compared_before(
    behind: list[str], guides_answerer: Answerer
) -> None:
    history = ["What's the difference between an RN and an LPN?", *behind]
    answer = guides_answerer.answer("which one takes longer?", history=history)
    assert answer.interpreted_as == "which one takes longer, RN or LPN?"
    assert answer.status == "answered"
    assert answer.sources[0].heading[-1] == "What is the difference between an RN and an LPN?"
