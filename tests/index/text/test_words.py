"""Words and their stems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.words import fold, stem, stems, words, written


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C++ and C# or .NET", ["C++", "and", "C#", "or", "NET"]),
        ("pays $136,550 a year", ["pays", "136,550", "a", "year"]),
        ("don't, it’s the nurse's", ["don't", "it’s", "the", "nurse's"]),
        ("4.5 of 5", ["4.5", "of", "5"]),
        ("well-paid e-mail", ["well", "paid", "e", "mail"]),
        ("Größe naïve 東京", ["Größe", "naïve", "東京"]),
        ("ISO9001 H1B C++11 COVID-19", ["ISO9001", "H1B", "C++11", "COVID", "19"]),
        ("?! — … 🎉", []),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert written(text) == found
    assert [word.text for word in words(text)] == found


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end] == word.text
    assert stems(text) == [word.stem for word in words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("certifications", "Certification"),
        ("managers", "manager"),
        ("earning", "earns"),
        ("nurse's", "nurses"),
        ("nurse’s", "nurse"),
        ("136,550", "136550"),
        ("café", "cafe"),
    ],
)
def test_stems_that_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("1.5", "15"), ("C++", "C"), ("nurse", "norse")])
def test_stems_that_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_language_has_its_own_stems_and_an_unknown_one_english_stems() -> None:
    assert stem("enfermeras", "es") == stem("enfermera", "es")
    assert stem("nurses", "tlh") == stem("nurses", "en") == stem("nurses", "en-GB")


def test_fold() -> None:
    assert fold("Café’s ÉCOLE") == "cafe's ecole"
