"""Placeholders that a site's generator would have filled: what holds one can't be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from corpus.draft import Aside, Group, Piece
from corpus.marks import marks_within
from corpus.sentences import sentences

__all__ = ["is_placeholder", "take_placeholders"]

_PLACEHOLDER = re.compile(
    r"\{\{[^{}]{1,300}\}\}"
    r"|(?<![\w$])\$[a-z][a-z_.-]{2,40}\$(?![\w$])"
    r"|\$\{[\w.]{1,60}\}|\{[a-z]\w{0,40}(?:\.\w{1,40}){1,4}\}"
    r"|<%=?\s[^%<>]{1,300}%>"
)
_CODE = re.compile(r"`[^`]{1,2000}`")


def is_placeholder(text: str) -> bool:
    """Tell whether a text is placeholders and nothing else."""
    rest, found = _PLACEHOLDER.subn("", text)
    return found > 0 and not re.search(r"\w", rest)


def take_placeholders(group: Group, text: str) -> list[Aside]:
    """Take the sentences with placeholders out of a group's pieces; return what was taken."""
    aside: list[Aside] = []
    left: list[Piece] = []
    for piece in group.pieces:
        quote = text[piece.start : piece.end]
        found = None if piece.kind == "code" else _unresolved(piece.text)
        if found is None or found not in _CODE.sub("", quote):
            left.append(piece)
            continue
        for found, run in groupby(_sentences(piece, quote), lambda each: _unresolved(each[2])):
            told = list(run)
            start, end = piece.start + told[0][0], piece.start + told[-1][1]
            if found:
                aside.append(Aside(start, end, f"unresolved placeholder {found}"))
                continue
            marks = marks_within(text[start:end], piece.marks)
            shown = " ".join(each for _, _, each in told)
            left.append(replace(piece, start=start, end=end, text=shown, marks=marks))
    group.pieces = left
    return aside


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


def _unresolved(text: str) -> str | None:
    match = _PLACEHOLDER.search(text)
    return match[0] if match else None
