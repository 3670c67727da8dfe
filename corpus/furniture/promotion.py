"""Calls to action: sign-up lines, product promotion, share buttons; no content of an article."""

from __future__ import annotations

import re

from corpus.languages import alternatives, every
from corpus.sentences import sentences

__all__ = ["button_label", "call_start", "closes_with_promotion", "is_offer", "is_skip_link"]

_CALLS = [re.compile(call, re.IGNORECASE) for call in every(lambda language: language.calls)]
# What ends in a full stop is a sentence, such as a step of a list: "Sign up."
_BUTTON = re.compile(
    rf"{alternatives(lambda language: (*language.buttons, *language.skips))}[^\w.]*", re.IGNORECASE
)
_SKIP = re.compile(rf"{alternatives(lambda language: language.skips)}\W*", re.IGNORECASE)
_OFFERS = [re.compile(offer) for offer in every(lambda language: language.offers)]
_APPEAL = re.compile(alternatives(lambda language: language.appeals), re.IGNORECASE)
_MENTIONED = re.compile(r"[\"“”«»„‟`][^\"“”«»„‟`]{1,80}[\"“”«»„‟`]")
_ADDRESS = re.compile(r"https?://|\w@\w|\d[\d ()/-]{4,}\d")
_LONGEST = 80
_LONGEST_CALL = 40
"""Words of a sentence that does nothing but call: of 630 pages the longest has 21."""
_LONGEST_AFTER = 30
_LONGEST_BUTTON = 4
_LONGEST_LINE = 300
_LONGEST_IN_CLOSE = 40


def button_label(line: str) -> str | None:
    """Return what a line says that may be a button or a link to another page; None for others.

    Such lines are alike where their labels are: "Read more" of "Read more: What Nurses Earn".
    """
    line = line.strip()
    if len(line) > _LONGEST_LINE or _BUTTON.fullmatch(line) is None:
        return None
    return line.partition(":")[0].strip(" →»>").casefold()


def is_skip_link(line: str) -> bool:
    """Tell whether a line leads past a page's frame, above all else on it."""
    return _SKIP.fullmatch(line.strip()) is not None


def call_start(text: str) -> tuple[int, str] | None:
    """Return which sentence of a passage's text a call to action begins with, and its words.

    It goes on to the end of the text; sentence 0 is the whole of it.
    """
    starts = sentences(text)
    told = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    for index, sentence in enumerate(told):
        words = _called(sentence)
        if words is None:
            continue
        rest = told[index + 1 :]
        words_after = sum(len(after.split()) for after in rest)
        if words_after > _LONGEST_AFTER or any(map(_ADDRESS.search, rest)):
            return None
        number = index
        while number and _APPEAL.fullmatch(told[number - 1]):
            number -= 1
        # "Free." and a button's words before it say nothing of their own.
        before = sum(len(earlier.split()) for earlier in told[:number])
        return (0 if before <= _LONGEST_BUTTON else number), words
    return None


def is_offer(text: str) -> bool:
    """Tell whether a paragraph asks its reader whether they are ready, and names a product."""
    starts = sentences(text)
    return (
        len(starts) > 1
        and len(text.split()) <= _LONGEST
        and _APPEAL.fullmatch(text[: starts[1]].strip()) is not None
        and any(offer.search(text, starts[1]) for offer in _OFFERS)
    )


def closes_with_promotion(heading: str, texts: list[str]) -> bool:
    """Tell whether a section looks like nothing but a closing call to action."""
    return (
        0 < len(texts) <= 5
        and _APPEAL.fullmatch(heading.strip()) is not None
        and all(len(text.split()) <= _LONGEST_IN_CLOSE for text in texts)
        and any(call_start(text) or button_label(text) or is_offer(text) for text in texts)
    )


def _called(sentence: str) -> str | None:
    """Return the words that make a sentence a call to action by themselves.

    What it only mentions ('links that say "click here"') calls nobody, and who is told an address
    is told something.
    """
    if len(sentence.split()) > _LONGEST_CALL or _ADDRESS.search(sentence):
        return None
    own = _MENTIONED.sub(" ", sentence).strip()
    match = next(filter(None, (call.search(own) for call in _CALLS)), None)
    return match[0].strip() if match else None
