"""Questions that stand in a plain text by their form: labelled, counted, or over several lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus.question_prefixes import QUESTION_PREFIX
from corpus.readers.text.heading_shape import MOST_WORDS_ASKED
from corpus.readers.text.lines import BULLET, SENTENCE_END, SMALL_WORDS, Line

__all__ = ["AskedLine", "find_asked"]

_LABEL = re.compile(
    r"(?P<label>[^\W\d_]\s?\d{0,3}\s?[.:)]|[^\W\d_]{2,12}\s?\d{0,3}\s?:"
    r"|[\[(][^\W\d_]{1,12}\s?\d{0,3}[\])]:?)\s+(?=\S)"
)
_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?=\S)")
_CLOSERS = "\"'”’»)*_ "
_FEWEST = 2
"""Questions from which on they are an FAQ's: one may be rhetoric."""

_Labelled = tuple[str, Line, int]
"""A label without its number, its line, and where the text behind it begins in that."""


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line of a question, or the first one of its answer."""

    kind: Literal["question", "rest", "answer"]
    begins: int = 0
    """Where its text begins in the line, behind "Q:" or "3."."""
    by_form: bool = False
    """True where a label or number says that it asks, whatever its words."""


def find_asked(lines: Sequence[Line]) -> dict[int, AskedLine]:
    """Return the lines of questions and where their answers begin, by the lines' numbers."""
    paragraphs = list(_paragraphs(lines))
    return {**_wrapped(paragraphs), **_counted(paragraphs), **_paired(lines)}


def _paired(lines: Sequence[Line]) -> dict[int, AskedLine]:
    """Return what two labels part that take turns, "Q:" and "A:" or others; the first asks.

    Not every question needs its "?" then: "Q: My key is lost." has an answer of its own.
    """
    labelled = list(_labelled(lines))
    pair = _pair(lines, labelled)
    turns = [each for each in labelled if pair and each[0] in pair]
    found: dict[int, AskedLine] = {}
    for (asks, line, begins), (answers, below, answer) in pairwise(turns):
        if (asks, answers) == pair:
            found |= _question(_run(lines, line.number, below.number), begins, by_form=True)
            found[below.number] = AskedLine("answer", answer)
    return found


def _labelled(lines: Sequence[Line]) -> Iterator[_Labelled]:
    for line in lines:
        bullet = BULLET.match(line.text)
        begins = bullet.end() if bullet else 0
        match = _LABEL.match(line.text, begins)
        if match and line.text[begins:].lstrip("[(")[0].isupper():
            yield re.sub(r"[\W\d]+", "", match["label"]).casefold(), line, match.end()


def _pair(lines: Sequence[Line], labelled: Sequence[_Labelled]) -> tuple[str, str] | None:
    """Return the two labels of questions and answers, or None."""
    times: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    for (label, line, _), (below, last, _) in pairwise(labelled):
        if label != below:
            times[label, below] += 1
            asks = _asks(_run(lines, line.number, last.number))
            asked[label, below] += asks or QUESTION_PREFIX.match(line.text) is not None
    pairs = [each for each in times if times[each] >= _FEWEST and 2 * asked[each] >= times[each]]
    return max(pairs, key=lambda pair: times[pair], default=None)


def _run(lines: Sequence[Line], first: int, end: int) -> list[Line]:
    """Return the lines from the first on to the next empty one, or to the end."""
    last = next((number for number in range(first, end) if not lines[number].text), end)
    return list(lines[first:last])


def _counted(paragraphs: Sequence[list[Line]]) -> dict[int, AskedLine]:
    """Return the questions that are counted through the text, most of which ask.

    "2. My key is lost." is one of them where 1 and 3 ask, and all have something below.
    """
    found: dict[int, AskedLine] = {}
    for chain in _chains(paragraphs):
        asking = sum(_asks(each) for each in chain)
        if asking >= _FEWEST and 2 * asking >= len(chain):
            for paragraph in chain:
                bullet = BULLET.match(paragraph[0].text)
                found |= _question(paragraph, bullet.end() if bullet else 0, by_form=True)
    return found


def _chains(paragraphs: Sequence[list[Line]]) -> list[list[list[Line]]]:
    """Return the paragraphs that may ask and count on from one another, with text below each."""
    chains: list[list[list[Line]]] = []
    last: dict[tuple[int, int], tuple[int, ...]] = {}
    open_chains: dict[tuple[int, int], list[list[Line]]] = {}
    for paragraph, below in pairwise(paragraphs):
        number = _number(paragraph)
        if number is None or _number(below) is not None:
            continue
        key = (len(number), paragraph[0].indent)
        if key not in last or not _counts_on(last[key], number):
            open_chains[key] = []
            chains.append(open_chains[key])
        open_chains[key].append(paragraph)
        last[key] = number
    return chains


def _number(paragraph: Sequence[Line]) -> tuple[int, ...] | None:
    """Return the number of a paragraph that may be a question: one line, or one that asks."""
    match = _NUMBER.match(paragraph[0].text)
    if match is None or not re.search(r"[.)]", match[0]) or not _is_one(paragraph):
        return None
    return tuple(map(int, match["number"].split(".")))


def _counts_on(before: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Tell whether a number is the next one: 1.3 behind 1.2, or 2.1."""
    *chapter, last = number
    if chapter == list(before[:-1]):
        return last == before[-1] + 1
    return last == 1 and chapter[-1] == before[-2] + 1


def _wrapped(paragraphs: Sequence[list[Line]]) -> dict[int, AskedLine]:
    """Return the questions that stand alone over several lines, where several stand alone."""
    asked = [each for each in paragraphs if _asks(each) and _is_one(each)]
    found: dict[int, AskedLine] = {}
    for paragraph in asked if len(asked) >= _FEWEST else []:
        if len(paragraph) > 1 and not BULLET.match(paragraph[0].text):
            found |= _question(paragraph, 0, by_form=False)
    return found


def _is_one(paragraph: Sequence[Line]) -> bool:
    """Tell whether a paragraph is one line, or a question that goes on in the lines below it."""
    words = sum(len(line.text.split()) for line in paragraph)
    if words > MOST_WORDS_ASKED or paragraph[0].text[0].islower():
        return False
    return len(paragraph) == 1 or (
        _asks(paragraph) and all(_goes_on(paragraph[0], *both) for both in pairwise(paragraph))
    )


def _goes_on(first: Line, above: Line, below: Line) -> bool:
    """Tell whether a question goes on in a line, which else stands below a heading of its own."""
    if above.text.endswith(SENTENCE_END) or BULLET.match(below.text):
        return False
    hangs = below.indent > first.indent or above.text.rsplit(maxsplit=1)[-1] in SMALL_WORDS
    return hangs or below.text[0].islower()


def _asks(paragraph: Sequence[Line]) -> bool:
    return paragraph[-1].text.rstrip(_CLOSERS).endswith("?")


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Return the lines that stand between empty ones and rules."""
    paragraph: list[Line] = []
    for line in lines:
        if any(map(str.isalnum, line.text)):
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _question(lines: Sequence[Line], begins: int, *, by_form: bool) -> dict[int, AskedLine]:
    rest = {line.number: AskedLine("rest") for line in lines[1:]}
    return {lines[0].number: AskedLine("question", begins, by_form), **rest}
