"""What a line of plain text looks like: a title, a question, a label, one of a series."""

from __future__ import annotations

import re

from corpus.furniture.headings import is_faq, is_frame
from corpus.marks import without_marks
from corpus.sentences import sentences

__all__ = ["QUESTION_PREFIX", "series", "shape"]

QUESTION_PREFIX = re.compile(r"(?:Q|Question)\s?\d{0,3}\s?[.:)]\s+", re.IGNORECASE)
_UNCAPPED = (
    "a an the and or nor but for of in on at to by as vs via with from into over per is it its "
    "you your if than that up out off not no be are do does how"
)
_SMALL = frozenset(_UNCAPPED.split())
_NUMBER = r"(?:\d+(?:\s?[–—-]\s?\d+|\+)?|one|two|three|four|five|six|seven|eight|nine|ten)"
_SERIES = re.compile(
    rf"(?:(?P<word>[^\W\d]+) )?{_NUMBER}(?:[.):](?=\s)|\s[–—-](?=\s))\s*\S", re.IGNORECASE
)
_CAPTION = re.compile(
    r"(?:photo|image|picture|illustration|figure|fig\.|chart|table|source|credit|caption|video)s?"
    r"(?: \d+)?(?::| by | credit| courtesy)",
    re.IGNORECASE,
)
_VALUE = re.compile(r"^[^:]{2,40}: .*(?:\d|[$€£¥%])")
_MOST_WORDS = 14
_MOST_WORDS_ASKED = 24
_MOST_WORDS_LABEL = 6
_MOST_WORDS_PLAIN = 10
_CLOSERS = "\"'”’»)*_ "


def series(text: str) -> str | None:
    """Return what a numbered heading counts ("years" of "Years 0–2: …", "" of "3. …")."""
    match = _SERIES.match(text)
    return None if match is None else (match["word"] or "").casefold()


def shape(text: str) -> str | None:
    """Return the shape of a line that may be a heading, or None where it can't be one.

    "faq", "frame", "question", "label", "caps", "series:WORD", "title", or "plain" for a short
    line without closing punctuation which only its surroundings can make a heading.
    """
    text = without_marks(text)[0]
    words = text.split()
    if not words or len(words) > _MOST_WORDS_ASKED or not any(c.isalpha() for c in text):
        return None
    if is_faq(text) and len(words) <= _MOST_WORDS and not text.endswith("."):
        return "faq"
    if is_frame(text) and not text.endswith("."):
        return "frame"
    first = text.lstrip("\"'“‘«¿¡([")[:1]
    if not (first.isupper() or first.isdigit() or not first.isascii()) and len(words) > 1:
        return None
    if len(sentences(QUESTION_PREFIX.sub("", text, count=1))) > 1:
        return None
    end = text.rstrip(_CLOSERS)[-1:]
    if end == "?":
        return "question"
    if end == ":":
        label = len(words) <= _MOST_WORDS_LABEL and _title_case(words)
        return "label" if label else None
    if end in ".!,;…" or len(words) > _MOST_WORDS or _CAPTION.match(text):
        return None
    counted = series(text)
    if counted is not None:
        return f"series:{counted}"
    if _VALUE.match(text):
        return None
    letters = [c for c in text if c.isalpha()]
    if len(letters) >= 4 and all(c.isupper() for c in letters) and any(len(w) > 3 for w in words):
        return "caps"
    if _title_case(words):
        return "title"
    return "plain" if len(words) <= _MOST_WORDS_PLAIN else None


def _title_case(words: list[str]) -> bool:
    """Tell whether every word that is not a small one begins with a capital."""
    told = [word.lstrip("\"'“‘«¿¡([") for word in words]
    told = [
        word for word in told if word[:1].isalpha() and word.casefold().strip(":") not in _SMALL
    ]
    if not told:
        return False
    capital = sum(word[0].isupper() for word in told)
    return capital == len(told) or (len(told) >= 5 and capital >= len(told) - 1)
