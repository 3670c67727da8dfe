"""Placeholders: what a site's generator, or its owner, has not filled in can't be quoted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from corpus.draft import Aside, Group, Piece
from corpus.languages import alternatives
from corpus.marks import marks_within
from corpus.sentences import sentences

__all__ = ["UNRESOLVED", "is_placeholder", "take_placeholders"]

UNRESOLVED = "unresolved placeholder"
"""What the reason of what is set aside begins with."""

_GAP = r"(?:…|\.{3}|_{2,})"
_UNIT = r"(?:[€£%]|EUR\b|Euros?\b|CHF\b)"
_BRACKETED = (
    r"\[(?!(?:your|ihr|votre|su|tu)\b)"
    r"(?-i:[A-ZÀ-Ü][a-zà-ü]+)(?: [a-zà-ü]+)*?(?: (?-i:[A-ZÀ-Ü])[\w.]*)(?: [\w.]+)*\]"
)
"""The name of a value as a title: "[Price per Kilo of Feed]"; "[if known]" is none."""
_PLACEHOLDER = re.compile(
    r"\{\{[^{}]{1,300}\}\}"
    r"|(?<![\w$])\$[a-z][a-z_.-]{2,40}\$(?![\w$])"
    r"|\$\{[\w.]{1,60}\}|\{[a-z]\w{0,40}(?:\.\w{1,40}){1,4}\}"
    r"|<%=?\s[^%<>]{1,300}%>|<\?(?:(?!\?>).){1,300}\?>"
    rf"|{_GAP}\s?{_UNIT}(?!\s?\d)|[€£]\s?{_GAP}(?!\s?[\d.])"
    rf"|(?i:(?<=:\s){_BRACKETED}(?=\W*$))"
    rf"|(?i:{alternatives(lambda language: language.templates)})"
)
_COMPUTED = re.compile(r"`r [^`\n]{1,200}`")
"""What R Markdown computes where it stands."""
_FILLER = re.compile(
    r"\b(?:lorem ipsum dolor|ut enim ad minim|duis aute irure|excepteur sint occaecat)\b", re.I
)
_CROSSES = r"(?:x{3,}|x{2,}:x{2,})"
_OPEN = re.compile(
    rf"\W*(?:{alternatives(lambda language: language.unanswered)}"
    rf"|{_CROSSES}(?:\W+(?:\w{{1,3}}\W+)?{_CROSSES})*)\W*"
    r"|\((?:link to|link zu|lien vers|enlace a)\b[^()]{0,100}\)|\[link\]|\W*\?+\W*",
    re.IGNORECASE,
)
"""A text that says no more than that the answer is still to come."""
_NAMED = re.compile(_BRACKETED, re.IGNORECASE)
_CODE = re.compile(r"`[^`]{1,2000}`")


def is_placeholder(text: str) -> bool:
    """Tell whether a text is placeholders and nothing else."""
    rest, found = _PLACEHOLDER.subn("", _NAMED.sub("{{ }}", text))
    return found > 0 and not re.search(r"\w", rest)


def take_placeholders(
    group: Group, text: str, keeps: Callable[[str], bool], alone: bool
) -> list[Aside]:
    """Take the sentences with placeholders out of a group's pieces; return what was taken.

    What the owner `keeps` stays.

    Of a list or table, what is still to come is a value among others, unless it stands `alone`
    under its heading: then it is the answer.
    """
    aside: list[Aside] = []
    left: list[Piece] = []
    for piece in group.pieces:
        quote = text[piece.start : piece.end]
        if piece.kind == "code" or keeps(piece.text):
            left.append(piece)
        elif whole := _whole(piece, alone):
            aside.append(Aside(piece.start, piece.end, f"{UNRESOLVED} {whole}"))
        elif _found(piece.text, quote) is None:
            left.append(piece)
        else:
            kept, taken = _parted(piece, quote)
            left += kept
            aside += taken
    group.pieces = left
    return aside


def _parted(piece: Piece, quote: str) -> tuple[list[Piece], list[Aside]]:
    """Return what is left of a piece without the sentences that have placeholders, and these."""
    left: list[Piece] = []
    aside: list[Aside] = []
    told = [
        (start, end, shown, _found(shown, quote[start:end]))
        for start, end, shown in _sentences(piece, quote)
    ]
    for found, run in groupby(told, lambda each: each[3]):
        parts = list(run)
        start, end = piece.start + parts[0][0], piece.start + parts[-1][1]
        if found:
            aside.append(Aside(start, end, f"{UNRESOLVED} {found}"))
            continue
        marks = marks_within(quote[parts[0][0] : parts[-1][1]], piece.marks)
        shown = " ".join(each[2] for each in parts)
        left.append(replace(piece, start=start, end=end, text=shown, marks=marks))
    return left, aside


def _sentences(piece: Piece, quote: str) -> Iterator[tuple[int, int, str]]:
    """Yield each sentence's start and end in a piece's quote, and its text.

    Where markup hides a boundary from one of the two, the whole counts as one; so does a row.
    """
    starts, shown = sentences(quote), sentences(piece.text)
    if piece.kind == "row" or len(starts) != len(shown):
        starts, shown = [0], [0]
    for (start, end), (first, last) in zip(
        pairwise([*starts, len(quote)]), pairwise([*shown, len(piece.text)]), strict=True
    ):
        yield start, start + len(quote[start:end].rstrip()), piece.text[first:last].strip()


def _whole(piece: Piece, alone: bool) -> str | None:
    """Return what makes a piece say nothing at all; None where nothing does."""
    if filler := _FILLER.search(piece.text):
        return filler[0]
    answer = alone or piece.kind == "paragraph"
    open_ = _OPEN.fullmatch(piece.text) if answer else None
    open_ = open_ or (_NAMED.fullmatch(piece.text) if alone else None)
    return open_[0] if open_ else None


def _found(text: str, quote: str) -> str | None:
    """Return the placeholder in a text, which its quote has outside of code."""
    if computed := _COMPUTED.search(quote):
        return computed[0]
    match = _PLACEHOLDER.search(text)
    return match[0] if match and match[0] in _CODE.sub("", quote) else None
