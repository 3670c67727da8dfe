"""What several passages say: the same, or of one thing with other numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article
from corpus.places import Places
from corpus.source import Place
from index.encoding.model import Encoder
from index.encoding.passage_vectors import WINDOW
from index.signals.dense import Dense
from index.text.number_words import in_digits
from index.text.stopwords import FUNCTION_WORDS
from index.text.words import fold, words

__all__ = ["Pair", "Saying", "pairs"]

ALIKE = 0.9
"""Cosine from which two texts are taken to say, or ask, the same."""
NEAREST = 8
"""How many of the nearest are compared with each."""
FEWEST_WORDS = 4
"""Words of a passage below which it says nothing by itself."""
STEP = 256
RARE = 4
"""A word is a subject where at most one in so many articles has it."""

_NUMBER = re.compile(
    r"(?P<before>[$€£¥])?[ \u00a0]?(?P<number>\d{1,3}(?: \d{3})+(?!\d)"
    r"|\d+(?:[.,'’\u00a0\u202f]\d+)*)"
    r"(?:[ \u00a0\u202f-]?(?P<after>[$€£¥%]|[^\W\d_]+))?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"(?<=\d)[.,'’ \u00a0\u202f](?=\d{3}(?!\d))")
"""What groups digits by three, in any language; any other mark is a decimal one."""
_UNIT = 4
"""First letters by which a unit is known in its forms: Woche and Wochen, euro and euros."""
_SHORTEST_UNIT = 3
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNS = {"$": "doll", "€": "euro", "eur": "euro", "£": "poun", "¥": "yen"}


@dataclass(frozen=True, slots=True)
class Saying:
    """A passage, or a question with its answer."""

    article: int
    path: str
    place: Place
    section: int | None
    item: bool
    """Whether it is one of a list."""
    text: str
    """What is compared: the passage, or the question."""
    said: str
    """The passage, or the answer."""
    counted: str
    """What is said, its numbers in digits."""

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers in it, without what groups their digits."""
        return frozenset(number for number, _ in self._quantities())

    @property
    def by_unit(self) -> dict[str, frozenset[str]]:
        """The numbers of each unit: the sign or the word beside them."""
        found: dict[str, frozenset[str]] = {}
        for number, unit in self._quantities():
            if unit and not _YEAR.fullmatch(number):
                found[unit] = found.get(unit, frozenset()) | {number}
        return found

    def _quantities(self) -> Iterator[tuple[str, str]]:
        for match in _NUMBER.finditer(self.counted):
            number = _GROUPED.sub("", match["number"].lower()).replace(",", ".")
            unit = fold(match["before"] or match["after"] or "")
            unit = _SIGNS.get(unit, unit if unit == "%" or len(unit) >= _SHORTEST_UNIT else "")
            yield number, unit[:_UNIT]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places that say the same, or answer one question with other numbers."""

    kind: Literal["same", "other numbers"]
    first: Saying
    second: Saying


def pairs(
    articles: Sequence[Article],
    encoder: Encoder,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> list[Pair]:
    """Return the pairs among all articles, in the order of the first of each."""
    passages, questions = list(_passages(articles)), list(_questions(articles))
    compared = [*(each.counted for each in passages), *(each.text for each in questions)]
    vectors = _encoded(compared, encoder, progress)
    subjects = _Subjects(articles)
    found: dict[tuple[object, ...], Pair] = {}
    for sayings, own in (
        (questions, vectors[len(passages) :]),
        (passages, vectors[: len(passages)]),
    ):
        for first, second in _near(own):
            one, other = sayings[first], sayings[second]
            kind = _kind(one, other, asked=sayings is questions)
            if kind is not None and subjects.shared(one, other):
                key = (one.path, one.place, other.path, other.place)
                found.setdefault(key, Pair(kind, one, other))
    return sorted(found.values(), key=_order)


def _order(pair: Pair) -> tuple[str, int, int]:
    place = pair.first.place
    return pair.first.path, place.page or 0, place.line or 0


def _passages(articles: Sequence[Article]) -> Iterator[Saying]:
    for number, article in enumerate(articles):
        for each in article.passages:
            if each.kind != "row" and len(each.text.split()) >= FEWEST_WORDS:
                place = Place(each.line, each.page, each.element)
                item = each.kind == "item"
                yield Saying(
                    *(number, article.path, place, each.section, item, each.text, each.text),
                    in_digits(each.text, article.language),
                )


def _questions(articles: Sequence[Article]) -> Iterator[Saying]:
    for number, article in enumerate(articles):
        places = Places(article)
        answers: dict[int, list[str]] = {}
        for each in article.passages:
            if each.section is not None and article.sections[each.section].faq:
                answers.setdefault(each.section, []).append(each.text)
        for section, texts in answers.items():
            asked = article.sections[section]
            place, said = places.of(asked.start), " ".join(texts)
            yield Saying(
                *(number, article.path, place, section, False, asked.heading, said),
                in_digits(said, article.language),
            )


def _encoded(
    texts: Sequence[str], encoder: Encoder, progress: Callable[[int, int], None]
) -> NDArray[np.float32]:
    vectors = np.zeros((len(texts), encoder.info.dimensions), np.float32)
    for start in range(0, len(texts), STEP):
        some = [text[:WINDOW] for text in texts[start : start + STEP]]
        vectors[start : start + STEP] = [each.dense for each in encoder.encode(some)]
        progress(min(start + STEP, len(texts)), len(texts))
    return vectors


def _near(vectors: NDArray[np.float32]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of vectors that are alike, each once."""
    if len(vectors) < 2:
        return
    cosines, nearest = Dense.build(vectors).nearest(vectors, NEAREST + 1)
    seen: set[tuple[int, int]] = set()
    for first, (some, others) in enumerate(zip(cosines.tolist(), nearest.tolist(), strict=True)):
        for cosine, second in zip(some, others, strict=True):
            pair = (min(first, second), max(first, second))
            if cosine >= ALIKE and second >= 0 and first != second and pair not in seen:
                seen.add(pair)
                yield pair


def _kind(one: Saying, other: Saying, *, asked: bool) -> Literal["same", "other numbers"] | None:
    numbers = one.numbers, other.numbers
    units = one.by_unit, other.by_unit
    differ = any(not units[0][unit] & units[1][unit] for unit in units[0].keys() & units[1].keys())
    if differ or (all(numbers) and not numbers[0] & numbers[1]):
        # What stands together, and items of lists that are built alike, differ in their numbers
        # because they are of different things.
        apart = one.section != other.section and not (one.item and other.item)
        return "other numbers" if apart or one.article != other.article else None
    return "same" if numbers[0] == numbers[1] or asked else None


class _Subjects:
    """Tells whether two sayings are of one thing.

    "The median wage is $40,000" is of another in every guide of a job: their titles say which.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        self._titles = [_stems(article.title) for article in articles]
        self._count = len(articles)
        texts = [
            " ".join([*(s.heading for s in each.sections), *(p.text for p in each.passages)])
            for each in articles
        ]
        self._articles = Counter(stem for text in texts for stem in _stems(text))

    def shared(self, one: Saying, other: Saying) -> bool:
        """Tell whether they stand in one article or in two of one title, or name one thing."""
        if one.article == other.article:
            return True
        titles = self._titles[one.article], self._titles[other.article]
        if titles[0] == titles[1]:
            return True
        most = max(2, self._count // RARE)
        common = _stems(f"{one.text} {one.said}") & _stems(f"{other.text} {other.said}")
        return any(self._articles[stem] <= most for stem in common if not stem.isdigit())


def _stems(text: str) -> frozenset[str]:
    found = (word for word in words(text) if fold(word.text) not in FUNCTION_WORDS)
    return frozenset(word.stem for word in found)
