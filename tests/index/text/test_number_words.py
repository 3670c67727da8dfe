"""Numbers in words, as digits."""

from __future__ import annotations

import pytest

from index.text.number_words import in_digits


@pytest.mark.parametrize(
    ("language", "written", "read"),
    [
        (
            "en",
            "One of them waits two days, twenty-five at most.",
            "One of them waits 2 days, 25 at most.",
        ),
        ("en", "$1.5 million in the third year", "$1.5 million in the third year"),
        ("de-AT", "eine davon zwei Tage, im dritten Jahr", "eine davon 2 Tage, im dritten Jahr"),
        ("fr", "un an, quatre-vingt-dix jours", "un an, 90 jours"),
        ("es", "uno de dos, treinta y dos mil euros", "uno de 2, 32000 euros"),
        ("fi", "kaksi", "kaksi"),
        ("en", "", ""),
    ],
)
def test_they_are_digits(language: str, written: str, read: str) -> None:
    assert in_digits(written, language) == read


def test_half_of_a_character_is_no_number_and_stays() -> None:
    assert in_digits("\ud83d three \ud83d", "en") == "\ud83d 3 \ud83d"
