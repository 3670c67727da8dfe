"""Months and days of the week, as they are written."""

import calendar

__all__ = ["dates"]

DATES = frozenset({*calendar.month_name, *calendar.day_name} - {""})
SHORTEST = 3
"""Letters of one that is cut short, at least."""


def dates(word: str) -> frozenset[str]:
    """Return the months and days of the week that a word is, written out or cut short: "Feb"."""
    if len(word) < SHORTEST:
        return frozenset()
    return frozenset(name for name in DATES if name.startswith(word))
