"""What a line of plain text looks like by itself: a title, a question, a label, one of a series."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from corpus.furniture.headings import is_faq, is_frame
from corpus.languages import alternatives
from corpus.marks import without_marks
from corpus.question_prefixes import QUESTION_PREFIX
from corpus.readers.text.lines import SMALL_WORDS
from corpus.sentences import sentences

__all__ = ["MOST_WORDS_ASKED", "SHAPES", "TITLE", "HeadingShape", "ShapeKind", "shape_of"]

_NUMBER = rf"(?:\d+(?:\s?[–—-]\s?\d+|\+)?|{alternatives(lambda language: language.number_words)})"
_SERIES = re.compile(
    rf"(?:(?P<word>[^\W\d]+) )?{_NUMBER}(?:[.):](?=\s)|\s[–—-](?=\s))\s*\S", re.IGNORECASE
)
_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.\s+")
_CAPTION = re.compile(
    rf"{alternatives(lambda language: language.captions)}s?"
    r"(?: \d+)?(?::| by | credit| courtesy)",
    re.IGNORECASE,
)
_VALUE = re.compile(r"^[^:]{2,40}: .*(?:\d|[$€£¥%@<])")
_OPENERS = "\"'“‘«¿¡(["
_CLOSERS = "\"'”’»)*_ "
MOST_WORDS_ASKED = 24
"""Words of the longest question that is a heading, and so of the longest heading."""
_MOST_WORDS = 14
"""Words of the longest heading that asks nothing."""
_MOST_WORDS_PLAIN = 10
"""Words of the longest heading in sentence case."""
_MOST_WORDS_LABEL = 6
"""Words of the longest heading that ends in a colon."""
_FEWEST_CAPITALS = 4
"""Letters from which on a line in capitals is more than an acronym."""
_FEWEST_WORDS_UNEVEN = 5
"""Words from which on one of a title's may begin in lower case."""


class ShapeKind(Enum):
    """The kinds of heading that a line may look like."""

    FAQ = auto()
    FRAME = auto()
    QUESTION = auto()
    LABEL = auto()
    SERIES = auto()
    CAPS = auto()
    TITLE = auto()
    PLAIN = auto()
    """A short line without closing punctuation, which only its surroundings make a heading."""


@dataclass(frozen=True, slots=True)
class HeadingShape:
    """What a line that may be a heading looks like."""

    kind: ShapeKind
    series: str = ""
    """What a heading of a series counts: "years" of "Years 0–2: …", "" of a mere number."""


TITLE = HeadingShape(ShapeKind.TITLE)


@dataclass(frozen=True, slots=True)
class _Look:
    """A line's text without marks, its words, and the character that it ends in."""

    text: str
    words: list[str]
    end: str


def _has_no_words(line: _Look) -> bool:
    return not line.words or not any(character.isalpha() for character in line.text)


def _is_long_even_for_a_question(line: _Look) -> bool:
    return len(line.words) > MOST_WORDS_ASKED


def _names_an_faq(line: _Look) -> bool:
    return is_faq(line.text) and len(line.words) <= _MOST_WORDS and not line.text.endswith(".")


def _names_a_frame(line: _Look) -> bool:
    return is_frame(line.text) and not line.text.endswith(".")


def _begins_in_lower_case(line: _Look) -> bool:
    first = line.text.lstrip(_OPENERS)[:1]
    capital = first.isupper() or first.isdigit() or not first.isascii()
    return not capital and len(line.words) > 1


def _is_attribution(line: _Look) -> bool:
    """Tell whether a line says whose words stand above it: "—Ada Lovelace"."""
    return line.text[0] in "—–"


def _is_marked_as_asked(line: _Look) -> bool:
    """Tell whether "Q:" stands before what asks, whatever leads to it: "Q: I bake. May I come?"."""
    return line.end == "?" and QUESTION_PREFIX.match(line.text) is not None


def _has_two_sentences(line: _Look) -> bool:
    said = _DOTTED.sub("", QUESTION_PREFIX.sub("", line.text, count=1), count=1)
    counted = _SERIES.match(said)
    return len(sentences(said[counted.end() - 1 :] if counted else said)) > 1


def _asks(line: _Look) -> bool:
    return line.end == "?"


def _is_a_label(line: _Look) -> bool:
    return line.end == ":" and len(line.words) <= _MOST_WORDS_LABEL and _is_title_case(line)


def _ends_as_a_sentence(line: _Look) -> bool:
    return line.end in ".!,;:…"


def _is_long(line: _Look) -> bool:
    return len(line.words) > _MOST_WORDS


def _is_a_caption(line: _Look) -> bool:
    return _CAPTION.match(line.text) is not None


def _has_an_address(line: _Look) -> bool:
    return "://" in line.text


def _is_counted(line: _Look) -> bool:
    return _SERIES.match(line.text) is not None


def _gives_a_value(line: _Look) -> bool:
    """Tell whether a line is one fact: "Median pay: $45,000"."""
    return _VALUE.match(line.text) is not None


def _is_in_capitals(line: _Look) -> bool:
    letters = [character for character in line.text if character.isalpha()]
    return (
        len(letters) >= _FEWEST_CAPITALS
        and all(letter.isupper() for letter in letters)
        and any(len(word) > 3 for word in line.words)
    )


def _is_title_case(line: _Look) -> bool:
    """Tell whether every word that is not a small one begins with a capital."""
    stripped = [word.lstrip(_OPENERS) for word in line.words]
    large = [
        word
        for word in stripped
        if word[:1].isalpha() and word.casefold().strip(":") not in SMALL_WORDS
    ]
    if not large:
        return False
    capital = sum(word[0].isupper() for word in large)
    uneven = len(large) >= _FEWEST_WORDS_UNEVEN and capital >= len(large) - 1
    return capital == len(large) or uneven


def _is_short(line: _Look) -> bool:
    return len(line.words) <= _MOST_WORDS_PLAIN


SHAPES: tuple[tuple[Callable[[_Look], bool], ShapeKind | None], ...] = (
    (_has_no_words, None),
    (_is_long_even_for_a_question, None),
    (_has_an_address, None),
    (_names_an_faq, ShapeKind.FAQ),
    (_names_a_frame, ShapeKind.FRAME),
    (_begins_in_lower_case, None),
    (_is_attribution, None),
    (_is_marked_as_asked, ShapeKind.QUESTION),
    (_has_two_sentences, None),
    (_asks, ShapeKind.QUESTION),
    (_is_a_label, ShapeKind.LABEL),
    (_ends_as_a_sentence, None),
    (_is_long, None),
    (_is_a_caption, None),
    (_is_counted, ShapeKind.SERIES),
    (_gives_a_value, None),
    (_is_in_capitals, ShapeKind.CAPS),
    (_is_title_case, ShapeKind.TITLE),
    (_is_short, ShapeKind.PLAIN),
)
"""The first rule that holds says the kind, or None for a line that can't be a heading."""


def shape_of(text: str) -> HeadingShape | None:
    """Return the shape of a line that may be a heading, or None where it can't be one."""
    clean = without_marks(text)[0]
    line = _Look(clean, clean.split(), clean.rstrip(_CLOSERS)[-1:])
    kind = next((kind for holds, kind in SHAPES if holds(line)), None)
    if kind is None:
        return None
    return HeadingShape(kind, _counted(clean) if kind is ShapeKind.SERIES else "")


def _counted(text: str) -> str:
    """Return what a heading of a series counts, in lower case."""
    match = _SERIES.match(text)
    return (match["word"] or "").casefold() if match else ""
