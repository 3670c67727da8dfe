"""Questions known word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.known_questions import Known, KnownQuestions, first, normalized

ROWS = [
    ("What does a baker earn?", Known.FAQ, 3),
    ("baker pay", Known.PHRASING, 3),
    ("What does a baker earn", Known.OPENING, 17),
    ("Pay", Known.HEADING, 1),
    ("Pay", Known.HEADING, 5),
    ("Pay", Known.HEADING, 5),
]


@pytest.mark.parametrize("saved", [False, True])
def test_known_questions_are_found_with_their_kinds(saved: bool, tmp_path: Path) -> None:
    known = KnownQuestions.build(ROWS)
    if saved:
        known.save(tmp_path)
        known = KnownQuestions.load(tmp_path)
    assert known.find("what DOES  a baker -- earn?!") == {(Known.FAQ, 3), (Known.OPENING, 17)}
    assert known.find("Baker pay…") == {(Known.PHRASING, 3)}
    assert known.find("pay") == {(Known.HEADING, 1), (Known.HEADING, 5)}
    assert known.find("what does a bakery earn") == set()


def test_what_was_chosen_is_first_then_the_earlier_kind() -> None:
    known = [(Known.BEGINNING, 2), (Known.OPENING, 1), (Known.FAQ, 7), (Known.PASSAGE, 9)]
    assert sorted(known, key=first) == [known[3], known[2], known[1], known[0]]


def test_there_may_be_none() -> None:
    assert KnownQuestions.build([]).find("anything") == set()


@pytest.mark.parametrize(
    "question",
    [
        "Is it hard?",
        "is it hard",
        "  IS  IT   HARD ??",
        "“Is it hard?”",
        "Is it, hard…",
        "¿is it hard",
    ],
)
def test_case_punctuation_and_spacing_make_no_difference(question: str) -> None:
    assert normalized(question) == "is it hard"


@pytest.mark.parametrize("question", ["Is it hardy?", "is hard it", "is it hard 2", "isit hard"])
def test_words_do(question: str) -> None:
    assert normalized(question) != "is it hard"


def test_apostrophes_may_be_of_either_kind() -> None:
    assert normalized("What’s a TPM?") == normalized("what's a tpm")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whats a TPM", "What is a TPM?"),
        ("Who's it for?", "who is it for"),
        ("cant I come", "Can't I come?"),
        ("I cannot come", "i can't come"),
        ("Won’t I be paid", "will not I be paid"),
    ],
)
def test_contractions_make_no_difference(typed: str, meant: str) -> None:
    assert normalized(typed) == normalized(meant)


def test_what_is_a_word_without_its_apostrophe_is_that_word() -> None:
    assert normalized("Were they paid?") != normalized("We're they paid?")
    assert normalized("its pay") != normalized("it's pay")
