"""Numbers of something that a text names, and ranges of them: "7 hours", "up to 3 bikes", "65+"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from index.text.dates import weekdays
from index.text.number_words import in_digits
from index.text.other_languages import function_words
from index.text.words import fold, primary, stem

__all__ = ["MONEY", "Days", "Range", "ranges", "units"]

MONEY = "$£€"

_AND = r"(?:and|or|und|oder|et|ou|y|o)"
_TO = r"(?:to|through|and|but|bis|und|aber|à|et|mais|a|y|pero)"
_BEFORE = {
    # What may be no bound in a question: "a goal from 52 yards".
    "start": r"from|ab|à partir de|a partir de",
    "least": r"(?:no|not) (?:less|fewer|under|younger) than|(?:a )?minimum(?: of)?|at least|"
    r"mindestens|au moins|al menos|como mínimo",
    "most": r"(?:no|not) (?:more|longer|older|over) than|(?:a )?maximum(?: of)?|up to|at most|"
    r"within|höchstens|bis(?: zu)?|jusqu['’]à|au plus|hasta|como máximo",
    "above": r"over|above|beyond|(?:more|older|longer|greater|higher|larger) than|über|mehr als|"
    r"plus de|más de",
    "below": r"under|below|(?:less|fewer|younger|shorter|lower|smaller) than|unter|weniger als|"
    r"moins de|menos de",
}
_UNTIL = re.compile(r"up to|bis(?: zu)?|jusqu['’]à|hasta", re.IGNORECASE)
_BEFOREHAND = frozenset("before prior vor vorher avant antes".split())
_AFTER = {
    "least": rf"{_AND} (?:more|over|above|older|up|greater|longer|higher|mehr|älter|plus|más)",
    "most": rf"{_AND} (?:less|fewer|under|below|younger|shorter|lower|weniger|jünger|moins|menos)",
}
_IS = r"i am|i['’]?m|s?he['’]s|is|are|turns?|turned|aged|ages?"
"""What stands before the number of somebody's years: "I'm 70"."""
_TIMES = {
    "minute": "minute minutes min mins minuten minuto minutos",
    "hour": "hour hours hr hrs stunde stunden heure heures hora horas",
    "day": "day days tag tage tagen jour jours día días",
    "week": "week weeks wk wks woche wochen semaine semaines semana semanas",
    "month": "month months monat monate monaten mois mes meses",
    "year": "year years yr yrs jahr jahre jahren an ans année années año años",
}
YEAR = 365.25
_SIZES = {
    "minute": ("minute", 1.0),
    "hour": ("minute", 60.0),
    "day": ("day", 1.0),
    "week": ("day", 7.0),
    "month": ("day", YEAR / 12),
    "year": ("day", YEAR),
}
"""Times that can be compared. Days may be days of work: only whole days in hours are compared."""
_DAY = 24 * 60.0
"""Minutes."""
_OF_TIME = {fold(word): _SIZES[name] for name, words in _TIMES.items() for word in words.split()}
_ONE_OF = {
    one: name
    for name, words in {
        **{"person": "people", "child": "children kid kids", "foot": "feet"},
        **{"€": "euro euros", "$": "dollar dollars", "£": "pound pounds"},
    }.items()
    for one in words.split()
}
"""What is counted most, of words that no stem makes one of it."""


def _any(bounds: Mapping[str, str], mark: str = "") -> str:
    groups = (rf"(?P<{name}{mark}>{words})" for name, words in bounds.items())
    return f"(?:{'|'.join(groups)})".replace(" ", r"\s+")


_N = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)"
_SCALE = r"k|m|million(?:en|s)?|millones"
_WORD = r"[^\W\d_]+"
_NUMBER = re.compile(rf"(?<![\w.,:/])(?<!\d[-–]){_N}")
_LONGEST = 40
"""Characters before a number that may bound it."""
_BEHIND = re.compile(
    rf"""(?:\b{_any(_BEFORE)}\s+(?:about\s+|(?:the\s+)?ages?\s+(?:of\s+)?)?
       |\b(?P<age>{_any({"is": _IS})})\s+(?:of\s+)?
       |\b(?P<of>{_WORD})\s+of\s+|\b(?P<named>{_WORD})\s+)?
    (?P<money>[$£€]\s?)?\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_AHEAD = re.compile(
    rf"""(?:\s\(\d+\))?(?:['’]?s\b)?(?:\s?(?P<scale>{_SCALE})\b)?
    (?:\s?(?:[-–—]|(?:to|through|bis|à|a)\s)\s?[$£€]?(?P<high>{_N}))?
    (?![-–—:/.]?\d)(?P<plus>\s?\+)?
    (?:(?P<sign>\s?[%$£€])|[\s-]?(?!(?:{_AND}|{_TO})\b)(?P<unit>{_WORD})
       (?:(?P<old>[-\s]+olds?\b|\s+of\s+age\b)|\s(?!(?:{_AND}|{_TO})\b)(?P<further>{_WORD}))?)?
    (?:(?:\s+(?!{_AND}\b){_WORD}){{0,2}}\s+{_any(_AFTER, "_")}\b(?!\s+(?:than|als|que)\b)
       (?:\s+(?P<unit_>{_WORD}))?)?""",
    re.IGNORECASE | re.VERBOSE,
)
_A_UNIT = re.compile(
    rf"""\ban?(?=\s(?:{"|".join(_OF_TIME)})\b
    (?P<behind>['’]s?\b|\s(?:before|earlier|early|ago|off|late)\b)?)(?!\s{_WORD}\s+and\s+a\s+half)""",
    re.IGNORECASE | re.VERBOSE,
)
_BOUNDING = re.compile(
    rf"\b(?:{'|'.join(_BEFORE.values())}|after|for) \Z".replace(" ", r"\s+"), re.IGNORECASE
)
_RATE = re.compile(r"\bhow\s+(?:many|much|often)\b", re.IGNORECASE)
_JOINS = re.compile(rf"[\s,]*(?:{_TO}\b)?[\s,]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Range:
    """A range of numbers of something, or one number as the range of itself."""

    low: float
    high: float
    units: frozenset[str] = frozenset()
    """Stems of what is counted, or a sign; none where that isn't said beside it."""
    age: bool = False
    """Whether it is told to be somebody's age."""
    number: float = math.nan
    """The one number that it is given by, where that may be a number and no bound."""
    words: str = ""

    @property
    def is_one(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def is_of_days(self) -> bool:
        """Whether it is of minutes that make whole days: "72 hours"."""
        bounds = (each / _DAY for each in (self.low, self.high) if math.isfinite(each))
        return all(math.isclose(each, round(each)) and each >= 0.5 for each in bounds)

    def meets(self, other: Range) -> bool:
        """Return whether the two have a number in common."""
        return self.low <= other.high and other.low <= self.high

    def within(self, other: Range) -> bool:
        """Return whether it is a part of another, and not all of it."""
        bounds = (self.low, self.high) != (other.low, other.high)
        return bounds and other.low <= self.low and self.high <= other.high

    def like(self, other: Range) -> Range | None:
        """Return another range as one of what this is one of, or None where it is none of it.

        A bare one may be of years, where this is somebody's age: "65+". One number is no range, but
        for an amount of money beside what is one: "what costs less than 15 euros".
        """
        if other.is_one and (self.is_one or not self.units <= set(MONEY)):
            return None
        if other.age and not self.age:
            return None
        if self.units & other.units:
            return other
        if self.units | other.units == {"minute", "day"} and not self.age:
            if self.units == {"minute"}:
                return other.times(_DAY, "minute") if self.is_of_days else None
            return other.times(1 / _DAY, "day") if other.is_of_days else None
        return other.times(YEAR, "day") if self.age and not other.units else None

    def as_number(self) -> Range:
        """Return the number that it is, where it may be one."""
        bare = math.isnan(self.number)
        return self if bare else replace(self, low=self.number, high=self.number)

    def times(self, size: float, unit: str) -> Range:
        """Return it as so many of another unit each."""
        return replace(self, low=self.low * size, high=self.high * size, units=frozenset({unit}))


@dataclass(frozen=True, slots=True)
class Days(Range):
    """Days of the week."""

    days: frozenset[int] = frozenset()

    @property
    def is_one(self) -> bool:
        """Whether it is one number: a day is told from others as a range is."""
        return False

    def meets(self, other: Range) -> bool:
        """Return whether all of its days are among the other's."""
        return isinstance(other, Days) and self.days <= other.days

    def within(self, other: Range) -> bool:
        """Return whether it is a part of another, and not all of it."""
        return isinstance(other, Days) and self.days < other.days


def units(text: str, language: str) -> Iterator[tuple[str, float]]:
    """Yield the units that the words of a text are, and how many of them each is."""
    small = function_words(language)
    for word in re.findall(_WORD, text):
        folded = fold(word)
        if folded not in small:
            one = stem(_ONE_OF.get(folded, folded), language)
            yield _OF_TIME.get(folded, (one, 1.0))


@lru_cache(maxsize=4096)
def ranges(text: str, language: str) -> tuple[Range, ...]:
    """Return the ranges and numbers that a text names, in order."""
    days = weekdays(text, language)
    text = in_digits(text, language, least=1)
    if primary(language) == "en":
        text = _A_UNIT.sub(_one_unit, text).replace("half 1 ", "0.5 ")
    found: list[Range] = []
    done = 0
    for number in _NUMBER.finditer(text):
        if number.start() < done:
            continue
        behind = _BEHIND.search(text, max(done, number.start() - _LONGEST), number.start())
        ahead = _AHEAD.match(text, number.end())
        if behind is None or ahead is None:
            continue
        if behind["money"] and ahead["high"] and fold(ahead["unit"] or "") in _OF_TIME:
            # "£40 - 60 minutes"
            ahead = _AHEAD.match(text, number.end(), ahead.start("high")) or ahead
        new = _range(number[0], {**behind.groupdict(), **ahead.groupdict()}, language)
        if new is None:
            continue
        new = replace(new, words=text[behind.start() : ahead.end()])
        if found and _goes_on(found[-1], new) and _JOINS.fullmatch(text, done, behind.start()):
            new = replace(new, low=found.pop().low)
        found.append(new)
        done = ahead.end()
    if days:
        found.append(Days(math.nan, math.nan, frozenset({"weekday"}), days=days))
    return tuple(found)


def _one_unit(found: re.Match[str]) -> str:
    """One unit of time, where it isn't that of a rate: "20 hours a week"."""
    behind = found.string[max(0, found.start() - _LONGEST) : found.start()]
    half = behind.lower().rstrip().endswith("half")
    is_one = half or _BOUNDING.search(behind) or (found["behind"] and not _RATE.search(behind))
    return "1" if is_one else found[0]


def _range(number: str, said: Mapping[str, str | None], language: str) -> Range | None:
    """The range that a number is of, by the words around it; None where it is no number of it."""
    scale = _scale(said)
    low = high = _value(number) * scale
    if said["high"]:
        high = _value(said["high"]) * scale
        if high <= low:
            return None
    bounds = Range(low, high)
    age = bool(said["old"])
    if sign := said["money"] or said["sign"]:
        bounds = bounds.times(1, sign.strip())
    else:
        counted = " ".join(filter(None, (said["unit"], said["unit_"], said["of"])))
        kinds = list(units(counted, language))
        if said["unit"] and kinds:  # "5 business days"
            further = units(said["further"] or "", language)
            kinds += [
                one for one in further if one in _SIZES.values() and one[0] not in dict(kinds)
            ]
        for unit, size in kinds:
            bounds = replace(bounds.times(size, unit), units=bounds.units | {unit})
        if not kinds and said["age"]:
            bounds, age = bounds.times(YEAR, "day"), True
        elif not kinds and said["named"]:
            # "Grade 7": nothing is counted, and no number of grades is meant.
            named = units(said["named"], language)
            bounds = replace(bounds, units=frozenset(f"{unit} N" for unit, _ in named))
    low, high = bounds.low, bounds.high
    # "Up to 14 days before the course" ends there, and more days before it does not.
    until = _UNTIL.fullmatch(said["most"] or "") and fold(said["further"] or "") in _BEFOREHAND
    if said["start"] or said["least"] or said["least_"] or said["plus"] or until:
        high = math.inf
    elif said["most"] or said["most_"]:
        low = -math.inf
    elif said["above"]:
        low, high = math.nextafter(high, math.inf), math.inf
    elif said["below"]:
        low, high = -math.inf, math.nextafter(low, -math.inf)
    one = bounds.low if said["start"] and bounds.is_one else math.nan
    return replace(bounds, low=low, high=high, age=age, number=one)


def _goes_on(before: Range, after: Range) -> bool:
    """Whether two bounds are those of one range: "from 85 to less than 90 years"."""
    open_ended = before.high == math.inf and after.low == -math.inf
    return open_ended and before.low < after.high and before.units <= after.units


def _scale(said: Mapping[str, str | None]) -> float:
    letters = (said["scale"] or "").lower()
    if letters == "k":
        return 1e3
    # Of anything but money "m" is metres.
    return 1e6 if letters[1:] or (letters and said["money"]) else 1.0


def _value(number: str) -> float:
    return float(number.replace(",", ""))
