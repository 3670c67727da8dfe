"""Calls to action: sign-up lines, product promotion, share buttons; no content of an article."""

from __future__ import annotations

import re

from corpus.languages import alternatives, every
from corpus.sentences import sentences

__all__ = ["closes_with_promotion", "is_button", "promotion_start"]

_CALLS = [re.compile(call, re.IGNORECASE) for call in every(lambda language: language.calls)]
_BUTTON = re.compile(rf"{alternatives(lambda language: language.buttons)}\W*", re.IGNORECASE)
_SIGNS = [re.compile(sign) for sign in every(lambda language: language.promotion_signs)]
_APPEAL = re.compile(alternatives(lambda language: language.appeals), re.IGNORECASE)
_LONGEST = 80
_LONGEST_AFTER = 30
_LONGEST_BUTTON = 4
_LONGEST_LINE = 300
_LONGEST_IN_CLOSE = 40


def is_button(line: str) -> bool:
    """Tell whether a line is nothing but a button's words, or a link to another page."""
    line = line.strip()
    return len(line) <= _LONGEST_LINE and _BUTTON.fullmatch(line) is not None


def promotion_start(text: str, closes: bool) -> tuple[int, str] | None:
    """Return which sentence of a passage's text a call to action begins with, and its words.

    It goes on to the end of the text; sentence 0 is the whole of it. `closes`: the text is the
    last paragraph of its section, where signs that prove nothing alone count together.
    """
    if is_button(text):
        return 0, text
    starts = sentences(text)
    told = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    for index, sentence in enumerate(told):
        words = _called(sentence)
        if words is None:
            continue
        if sum(len(after.split()) for after in told[index + 1 :]) > _LONGEST_AFTER:
            return None
        number = index
        while number and _APPEAL.fullmatch(told[number - 1]):
            number -= 1
        # "Free." and a button's words before it say nothing of their own.
        before = sum(len(earlier.split()) for earlier in told[:number])
        return (0 if before <= _LONGEST_BUTTON else number), words
    if closes and len(text.split()) <= _LONGEST:
        signs = [match[0] for sign in _SIGNS if (match := sign.search(text))]
        if len(signs) >= 2:
            return 0, signs[0].strip()
    return None


def closes_with_promotion(heading: str, texts: list[str]) -> bool:
    """Tell whether a section is nothing but a closing call to action."""
    return (
        0 < len(texts) <= 5
        and _APPEAL.fullmatch(heading.strip()) is not None
        and all(len(text.split()) <= _LONGEST_IN_CLOSE for text in texts)
        and any(promotion_start(text, closes=True) for text in texts)
    )


def _called(sentence: str) -> str | None:
    """Return the words that make a sentence a call to action by themselves."""
    if len(sentence.split()) > _LONGEST:
        return None
    match = next(filter(None, (call.search(sentence) for call in _CALLS)), None)
    return match[0].strip() if match else None
