"""Months and days of the week: what a word is short for, and which days a text names."""

from __future__ import annotations

import calendar
import re
from functools import cache
from itertools import pairwise

from index.text.other_languages import function_words
from index.text.words import fold, primary

__all__ = ["NAMES", "dates", "weekdays"]

_DATES = frozenset({*calendar.month_name, *calendar.day_name} - {""})
_SHORTEST_DATE = 3
"""Letters of a month or day that is cut short, at least."""

NAMES = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
}
"""As Unicode's CLDR has them, of which Python's library takes 36 MB and a question's time twice."""
_SEVERAL = [
    *((each, range(7)) for each in ("daily", "every day", "täglich", "jeden tag")),
    *((each, range(7)) for each in ("tous les jours", "todos los días")),
    *((each, range(5)) for each in ("weekday", "werktags", "en semaine", "entre semana")),
    *((each, range(5, 7)) for each in ("weekend", "week-end", "wochenende", "fin de semana")),
]
_SHORTEST = 2
"""Letters of a short form: "Mo". It begins one name of its language only ("Tues", "Thurs")."""
_WORD = re.compile(r"[^\W\d_]+")
_SPAN = re.compile(
    r"\.?\s*(?:[-–—]|(?:to|through|thru|till|until|bis|à|au|a|al)\b)\s*", re.IGNORECASE
)
_ENDS = re.compile(r"\.?\s*(?:[-–—:;,/|&)\d]|$)", re.MULTILINE)
"""What stands behind a short form, and not behind a word that only begins so: "Sun: 9–12"."""


@cache
def _known(language: str) -> dict[str, int]:
    """The day that each name is of, in small letters, and each short form in one language."""
    names = [each.lower().split() for each in NAMES.values()]
    found = {name: n for each in names for n, name in enumerate(each)}
    own = NAMES.get(language, "").lower().split()
    for n, name in enumerate(own):
        for length in range(_SHORTEST, len(name)):
            if sum(other.startswith(name[:length]) for other in own) == 1:
                found.setdefault(name[:length], n)
    return found | {f"{fold(name)}{s}": n for name, n in found.items() for s in ("", "s")}


@cache
def _full() -> frozenset[str]:
    names = [fold(name) for each in NAMES.values() for name in each.split()]
    return frozenset(f"{name}{s}" for name in names for s in ("", "s"))


def dates(word: str) -> frozenset[str]:
    """Return the months and days of the week that a word is, written out or cut short: "Feb"."""
    if len(word) < _SHORTEST_DATE:
        return frozenset()
    return frozenset(name for name in _DATES if name.startswith(word))


def weekdays(text: str, language: str) -> frozenset[int]:
    """Return the days of the week that a text names, Monday as 0.

    That is one by one or as a span: "Mon–Fri", "Samstag", "daily".
    """
    small = text.lower()
    known = _known(primary(language))
    days = {day for word, each in _SEVERAL if word in small for day in each}
    if known.keys().isdisjoint(_WORD.findall(small)):
        return frozenset(days)
    found = [word for word in _WORD.finditer(text) if word[0].lower() in known]
    for one, other in pairwise(found):
        written = all(_may_be_name(each, language) for each in (one, other))
        if written and _SPAN.fullmatch(text, one.end(), other.start()):
            first, last = (known[each[0].lower()] for each in (one, other))
            days.update((first + after) % 7 for after in range((last - first) % 7 + 1))
    days.update(known[each[0].lower()] for each in found if _is_name(each, language))
    return frozenset(days)


def _may_be_name(word: re.Match[str], language: str) -> bool:
    """Whether a word is the name of a day or may be short for it, beside another one."""
    return word[0][0].isupper() or fold(word[0]) not in function_words(language)


def _is_name(word: re.Match[str], language: str) -> bool:
    """Whether a word is the name of a day, or short for it by itself."""
    small = fold(word[0])
    if small in _full() or word.string[: word.start()].lower().endswith(" on "):
        return True
    begins = word[0][0].isupper() and small not in function_words(language)
    return begins and _ENDS.match(word.string, word.end()) is not None
