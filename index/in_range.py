"""A part of a list or table whose range has the number asked about: vectors hardly tell it.

"A deposit for five bikes" is nearer to "up to three bikes" than to "four or more".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from corpus.sentences import sentences
from index.contract import Index, StoredPassage
from index.search import Ranking
from index.text.ranges import Range, ranges, units
from index.text.words import stems

__all__ = ["in_range"]

AHEAD = 1.0
"""What it is ahead of the other parts by: little more than what tells it from its equals, so that
those that answer about as well are still shown with it."""


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
    given = [_of_part(part, index, language) for part in parts]
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


def _asked(question: str, language: str) -> tuple[Range, ...]:
    """The numbers of a question that ranges can be searched for."""
    found = [each for each in ranges(question, language) if each.units]
    # Of two numbers of one thing nobody can tell which is asked about.
    once = [each for each in found if sum(bool(each.units & one.units) for one in found) == 1]
    return tuple(each.as_number() for each in once)


def _having(
    asked: Sequence[Range],
    given: Sequence[Sequence[Range]],
    texts: Sequence[str],
    terms: Collection[str],
    language: str,
) -> int | None:
    """Which of several texts has the range with the numbers asked about, None where none.

    `given` are the ranges of each text, of which the first answers best so far, and `terms` the
    stems of the question's words: the first stays where it has one that the other lacks. So it
    does where the ranges don't tell the texts apart.
    """
    met: list[list[Range]] = [[] for _ in texts]
    unclear: set[int] = set()
    missed: set[int] = set()
    for each in asked:
        same = [[one for one in map(each.like, ones) if one] for ones in given]
        every = [one for ones in same for one in ones]
        if not every or max(one.low for one in every) <= min(one.high for one in every):
            continue  # "Up to 30 days" and "up to 90 days" are of different things.
        for number, ones in enumerate(same):
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
    numbers = {word for each in asked for word in stems(each.words, language)}
    lost = set(stems(texts[0], language)) - set(stems(texts[chosen], language)) - numbers
    return None if lost.intersection(terms) else chosen


def _within(one: Sequence[Range], other: Sequence[Range]) -> bool:
    return all(a.within(b) for a, b in zip(one, other, strict=False))


def _of_part(part: StoredPassage, index: Index, language: str) -> list[Range]:
    """The ranges of a part of a list or table, by which it is told from the others.

    Those stand in the first sentence of an item; the head of a column says what is counted in it.
    """
    if part.kind != "row":
        begins = [*sentences(part.text), len(part.text)]
        return list(ranges(part.text[: begins[1]], language))
    columns = index.block(part.block).columns
    found: list[Range] = []
    for number, cell in enumerate(part.cells):
        head = columns[number] if number < len(columns) else ""
        for each in ranges(cell, language):
            found.append(each)
            if not each.units:
                found += [each.times(size, unit) for unit, size in units(head, language)]
    return found


def _beside(first: StoredPassage, ranking: Ranking, index: Index) -> list[int]:
    """The rows of the best passages of a section and of those beside it."""
    found: dict[tuple[str, ...], int] = {}
    for row, number in enumerate(ranking.passages.tolist()):
        if index.article_of[number] == index.article_of[first.number]:
            heading = index.passage_at(number).heading
            if heading and heading[:-1] == first.heading[:-1]:
                found.setdefault(heading, row)
    return list(found.values())
