"""A part of a list or table that has the number asked about: vectors hardly tell it.

"A deposit for five bikes" is nearer to "up to three bikes" than to "four or more".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from math import isclose

import numpy as np

from corpus.sentences import sentences
from index.contract import Index, StoredPassage
from index.search import Ranking
from index.text.ranges import MONEY, Days, Range, ranges, units
from index.text.words import stems

__all__ = ["by_key", "in_range", "misses", "told_apart"]

KEYED = 3.0
"""What a row with a key is ahead by: the others have a twentieth of its share."""
AHEAD = 1.0
"""What it is ahead of the other parts by: little more than what tells it from its equals, so that
those that answer about as well are still shown with it."""
_DIGITS = re.compile(r"\d+")


def by_key(ranking: Ranking, index: Index) -> Ranking:
    """Return a ranking in which the row goes first whose key has the numbers of the question.

    That is among the rows of the table whose row came first, where that one's key has them not.
    """
    asked = {n for term in ranking.terms for n in _DIGITS.findall(term.word.text)}
    if not asked or not len(ranking):
        return ranking
    block = index.block_of[ranking.passages[0]]
    for row in np.flatnonzero(index.block_of[ranking.passages] == block).tolist():
        passage = index.passage_at(int(ranking.passages[row]))
        if passage.kind != "row":
            return ranking
        if asked <= set(_DIGITS.findall(passage.cells[0])):
            return ranking.led_by(row, float(ranking.scores[0]) + KEYED)
    return ranking


def in_range(ranking: Ranking, question: str, index: Index) -> Ranking:
    """Return a ranking in which the part goes first whose range has the numbers of the question.

    That is among the parts of the list or table whose part came first, or else among the sections
    beside the one that it stands in, where their headings have ranges.
    """
    asked = _asked(question, index.language) if len(ranking) else ()
    if not asked:
        return ranking
    first = index.passage_at(int(ranking.passages[0]))
    language = index.article(first.article).language
    terms = [term.word.stem for term in ranking.terms]
    rows = np.flatnonzero(index.block_of[ranking.passages] == first.block).tolist()
    parts = [index.passage_at(int(ranking.passages[row])) for row in rows]
    given = [_of_part(part, asked, index, language) for part in parts]
    texts = [" ".join((*part.heading, part.text)) for part in parts]
    chosen = _having(asked, given, texts, terms, language)
    if chosen is None and first.heading and ranges(first.heading[-1], language):
        rows = _beside(first, ranking, index)
        headings = [index.passage_at(int(ranking.passages[row])).heading[-1] for row in rows]
        given = [list(ranges(heading, language)) for heading in headings]
        chosen = _having(asked, given, headings, terms, language)
    if chosen is None:
        return ranking
    row = rows.pop(chosen)
    score = max(float(ranking.scores[0]), float(ranking.scores[rows].max()) + AHEAD)
    return ranking.led_by(row, score, as_first=True)


def told_apart(
    question: str, texts: Sequence[str], index: Index, language: str
) -> tuple[set[int], set[int]]:
    """Return which of several texts have the numbers of a question in their ranges, which have not.

    Where one has one of the numbers and another the other one, none has them.
    """
    return _told(_numbers(question, index.language), [ranges(text, language) for text in texts])


def misses(number: int, marked: str, question: str, ranking: Ranking, index: Index) -> bool:
    """Return whether what is marked in a part of a list or table has not the number asked about.

    That is where ranges tell the parts apart, and no word of the question is that part's own.
    """
    asked = _numbers(question, index.language)
    part = index.passage_at(number)
    if not asked or part.kind not in ("item", "row"):
        return False
    language = index.article(part.article).language
    ranked = ranking.passages[index.block_of[ranking.passages] == part.block].tolist()
    parts = [part, *(index.passage_at(other) for other in ranked if other != number)]
    given = [_of_part(each, asked, index, language) for each in parts]
    if part.kind == "item":
        given[0] = list(ranges(marked, language))
    has, lacks = _told(asked, given)
    if not (0 in lacks and (has or len(lacks) > 1)) and not _in_other_money(asked, given[0]):
        return False
    others = {word for other in parts[1:] for word in stems(other.text, language)}
    own = {word for word in stems(part.text, language) if word.isalpha()} - others
    return not any(term.word.stem in own for term in ranking.terms)


def _in_other_money(asked: Sequence[Range], given: Sequence[Range]) -> bool:
    wanted, said = (
        {unit for each in some for unit in each.units if unit in MONEY} for some in (asked, given)
    )
    return bool(wanted and said) and not wanted & said


def _told(asked: Sequence[Range], given: Sequence[Sequence[Range]]) -> tuple[set[int], set[int]]:
    """Which of several texts, by their ranges, have what is asked about, and which have not."""
    having: list[set[int]] = []
    lacks: set[int] = set()
    for each in asked:
        same = _alike(each, given)
        met = {n for n, ones in enumerate(same) if any(_has(one, each) for one in ones)}
        having += [met] if met else []
        lacks.update(n for n, ones in enumerate(same) if ones and n not in met)
    has = set.intersection(*having) if having else set()
    lacks.update(*having)
    return has, lacks - has


def _has(given: Range, asked: Range) -> bool:
    """Whether a range has a number, or is told by it: "past three years", "beyond three years".

    Of several days it has one.
    """
    if isinstance(given, Days) and isinstance(asked, Days):
        return not given.days.isdisjoint(asked.days)
    told = asked.is_one and (isclose(given.low, asked.low) or isclose(given.high, asked.high))
    return told or asked.meets(given)


def _alike(asked: Range, given: Sequence[Sequence[Range]]) -> list[list[Range]]:
    """The ranges of each text that are of what is asked about, none where they overlap.

    "Up to 30 days" and "up to 90 days" are of different things.
    """
    same = [[one for one in map(asked.like, ones) if one] for ones in given]
    every = [one for ones in same for one in ones]
    overlap = every and max(one.low for one in every) <= min(one.high for one in every)
    return [[] for _ in given] if overlap else same


def _numbers(question: str, language: str) -> list[Range]:
    """The numbers of something in a question, and its days: who asks of all asks of none."""
    found = (each for each in ranges(question, language) if each.units)
    return [each.as_number() for each in found if not isinstance(each, Days) or len(each.days) < 7]


def _asked(question: str, language: str) -> tuple[Range, ...]:
    """The numbers of a question that ranges can be searched for."""
    found = _numbers(question, language)
    # Of two numbers of one thing nobody can tell which is asked about.
    return tuple(each for each in found if sum(bool(each.units & one.units) for one in found) == 1)


def _having(
    asked: Sequence[Range],
    given: Sequence[Sequence[Range]],
    texts: Sequence[str],
    terms: Collection[str],
    language: str,
) -> int | None:
    """Which of several texts has the range with the numbers asked about, None where none.

    `given` are the ranges of each text, of which the first answers best so far, and `terms` the
    stems of the question's words: the first stays where it has one that the other lacks, but for
    two cases of one thing ("less than 72 hours", "more than 72 hours"). So it does where the ranges
    don't tell the texts apart.
    """
    met: list[list[Range]] = [[] for _ in texts]
    unclear: set[int] = set()
    missed: set[int] = set()
    for each in asked:
        for number, ones in enumerate(_alike(each, given)):
            meeting = [one for one in ones if each.meets(one)]
            met[number] += meeting[:1]
            if not meeting and ones:
                missed.add(number)
            elif len(meeting) < len(ones):
                unclear.add(number)
    found = [n for n in range(len(texts)) if met[n] and n not in missed | unclear]
    # Over 10 is over 5, too.
    nearest = [n for n in found if not any(_within(met[m], met[n]) for m in found)]
    if len(texts) == 1 or not nearest or 0 in unclear or (len(nearest) > 1 and 0 in found):
        return None
    chosen = nearest[0]
    if 0 in missed and _adjoin(given[0], given[chosen]):
        return chosen
    numbers = {word for each in asked for word in stems(each.words, language)}
    lost = set(stems(texts[0], language)) - set(stems(texts[chosen], language)) - numbers
    return None if lost.intersection(terms) else chosen


def _adjoin(one: Sequence[Range], other: Sequence[Range]) -> bool:
    """Whether a range of one text begins where one of another ends: two cases of one thing."""
    return any(
        a.units == b.units and (isclose(a.high, b.low) or isclose(a.low, b.high))
        for a in one
        for b in other
        if not a.is_one and not b.is_one
    )


def _within(one: Sequence[Range], other: Sequence[Range]) -> bool:
    return all(a.within(b) for a, b in zip(one, other, strict=False))


def _of_part(
    part: StoredPassage, asked: Sequence[Range], index: Index, language: str
) -> list[Range]:
    """The ranges of a part of a list or table, by which it is told from the others.

    Those stand in the first sentence of an item; the head of a column says what is counted in it.
    """
    if part.kind != "row":
        begins = [*sentences(part.text), len(part.text)]
        return list(ranges(part.text[: begins[1]], language))
    columns = index.block(part.block).columns
    wanted = {unit for each in asked for unit in each.units}
    found: list[Range] = []
    for number, cell in enumerate(part.cells):
        head = dict(units(columns[number] if number < len(columns) else "", language))
        for each in ranges(cell, language):
            # What its head counts is asked for: it is nobody's age.
            if each.units or not wanted.intersection(head):
                found.append(each)
            if not each.units:
                found += [each.times(size, unit) for unit, size in head.items()]
    return _on_days(found)


def _on_days(found: Sequence[Range]) -> list[Range]:
    """Ranges with the days of several cells as one."""
    days = [each for each in found if isinstance(each, Days)]
    rest = [each for each in found if not isinstance(each, Days)]
    every = frozenset(day for each in days for day in each.days)
    return [*rest, *(replace(each, days=every) for each in days[:1])]


def _beside(first: StoredPassage, ranking: Ranking, index: Index) -> list[int]:
    """The rows of the best passages of a section and of those beside it."""
    found: dict[tuple[str, ...], int] = {}
    for row, number in enumerate(ranking.passages.tolist()):
        if index.article_of[number] == index.article_of[first.number]:
            heading = index.passage_at(number).heading
            if heading and heading[:-1] == first.heading[:-1]:
                found.setdefault(heading, row)
    return list(found.values())
