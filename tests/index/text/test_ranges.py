"""Numbers of something in a text, and ranges of them."""

from __future__ import annotations

from math import inf

import pytest

from index.text.ranges import ranges


def bounds(text: str, language: str = "en") -> list[tuple[float, float]]:
    """Read the bounds of the ranges in a text, to whole numbers."""
    near = (inf, -inf)
    return [
        tuple(each if each in near else round(each, 3) for each in (one.low, one.high))
        for one in ranges(text, language)
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("hire of five canoes", [(5, 5)]),
        ("Up to three canoes, or four (4) canoes or more", [(-inf, 3), (4, inf)]),
        ("under 6 lessons", [(-inf, 6)]),
        ("no more than 6 lessons, at least 2 lessons", [(-inf, 6), (2, inf)]),
        ("6 lessons or less; 7 or more lessons; 12+ lessons", [(-inf, 6), (7, inf), (12, inf)]),
        ("10-15 lessons, 16 to 20 lessons", [(10, 15), (16, 20)]),
        ("more than 85 points and less than 90 points", [(85, 90)]),
        ("from 85 points to less than 90 points", [(85, 90)]),
        ("$1,001 to $2,500, over $10k", [(1001, 2500), (10000, inf)]),
        ("€40.00 - 60 minutes", [(40, 40), (60, 60)]),
        ("€40 - 60", [(40, 60)]),
        ("up to 14 days before the trip", [(14, inf)]),
        ("a week before", [(7, 7)]),
        ("half an hour", [(30, 30)]),
        ("20 hours a week", [(1200, 1200)]),
        ("how many lengths a day before it costs more", []),
        ("call 020-994-0999 on 2024-01-05 at 5:30", []),
    ],
)
def test_bounds_are_read(text: str, read: list[tuple[float, float]]) -> None:
    assert bounds(text) == read


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "bis zu drei Boote, ab vier Booten"),
        ("fr", "jusqu'à trois bateaux, à partir de quatre bateaux"),
        ("es", "hasta tres barcos, a partir de cuatro barcos"),
    ],
)
def test_so_are_those_in_other_languages(language: str, text: str) -> None:
    assert bounds(text, language) == [(-inf, 3), (4, inf)]


@pytest.mark.parametrize(
    ("asked", "given", "alike"),
    [
        ("three weeks", "over 14 days", True),
        ("18 months old", "under 2 years", True),
        ("6 people", "5 persons or more", True),
        ("I'm 70", "Seniors (65+)", True),
        ("grade 7", "Grades 6 to 9", True),
        ("a week's notice", "more than 72 hours", True),
        ("a day's notice", "more than 72 hours", False),
        ("48 hours", "up to 3 days", True),
        ("7 hours", "up to 3 days", False),
        ("my son is 8", "more than 72 hours", False),
        ("7 kids", "5 to 9 children", True),
        ("under 15 euros", "€12", True),
        ("15 euros", "€15", False),
        ("less than three weeks", "21 days", False),
        ("less than three weeks", "under 16 years of age", False),
        ("on Wednesday", "Tuesday to Thursday", True),
        ("at the weekend", "Saturday", False),
        ("I'm 70", "over $65", False),
        ("70 miles", "Seniors (65+)", False),
        ("7 grades", "Grades 6 to 9", False),
    ],
)
def test_numbers_are_compared_where_they_count_the_same(
    asked: str, given: str, *, alike: bool
) -> None:
    [number], [span] = ranges(asked, "en"), ranges(given, "en")
    other = number.like(span)
    assert (other is not None and number.meets(other)) == alike
