"""Days of the week in a text, as names, short forms and spans."""

from __future__ import annotations

import pytest

from index.text.dates import weekdays

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
WORKING = {MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("may I come on wednesday", {WEDNESDAY}),
        ("Tuesday – Thursday", {TUESDAY, WEDNESDAY, THURSDAY}),
        ("Saturday to Monday", {SATURDAY, SUNDAY, MONDAY}),
        ("Mondays and Fridays", {MONDAY, FRIDAY}),
        ("Mon–Fri 9–5", WORKING),
        ("Tues/Thurs: 9–5", {TUESDAY, THURSDAY}),
        ("how late on fri", {FRIDAY}),
        ("at the weekend", {SATURDAY, SUNDAY}),
        ("weekdays", WORKING),
        ("daily from nine", {*WORKING, SATURDAY, SUNDAY}),
        ("Sun hats for those who sat outside", set()),
        ("we to the lake", set()),
    ],
)
def test_days_are_read(text: str, read: set[int]) -> None:
    assert weekdays(text, "en-GB") == read


@pytest.mark.parametrize(
    ("language", "text", "read"),
    [
        ("de", "Mo-Fr 8–12 Uhr", WORKING),
        ("de", "Sa–So geschlossen", {SATURDAY, SUNDAY}),
        ("de", "montags", {MONDAY}),
        ("de", "So – die Kinder kommen mit", set()),
        ("fr", "du lundi au vendredi", WORKING),
        ("es", "de lunes a viernes", WORKING),
        ("es", "sabado", {SATURDAY}),
        ("en", "am Sonntag", {SUNDAY}),
        ("sv", "måndag", set()),
    ],
)
def test_so_are_those_of_other_languages(language: str, text: str, read: set[int]) -> None:
    assert weekdays(text, language) == read
