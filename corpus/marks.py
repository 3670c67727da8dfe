"""Citation marks such as [1], [8][9] or [^1]: found in running text, and taken out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.white_space import collapse

__all__ = ["mark_order", "marks_of", "marks_within", "unique", "without_marks"]

# One to three digits, no leading zero, alone or as a list or range: "[sic]", "[ ]" and "[2024]"
# are no marks.
_MARK = re.compile(r" ?\[([1-9]\d{0,2}(?: ?[,;–-] ?[1-9]\d{0,2})*)\]")
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_LONGEST_RANGE = 20


def unique(marks: Iterable[str]) -> tuple[str, ...]:
    """Return the marks in order, each once."""
    return tuple(dict.fromkeys(marks))


def mark_order(mark: str) -> tuple[int, str]:
    """Return the sort key of a mark: numbers first, by value."""
    label = mark.strip("[]^")
    return (int(label), "") if label.isdigit() and label.isascii() else (1_000_000, label)


def marks_of(text: str) -> tuple[str, ...]:
    """Return the marks in a text, in order, each once: ("[8]", "[9]")."""
    return without_marks(text)[1]


def marks_within(quote: str, marks: Iterable[str]) -> tuple[str, ...]:
    """Return those of the marks that stand in a quote, alone or in a list such as [8, 9]."""
    written = {*marks_of(quote), *_BRACKETED.findall(quote)}
    return tuple(mark for mark in marks if mark in written)


def without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text, white space collapsed, without its marks, and the marks in order."""
    marks: list[str] = []

    def take(match: re.Match[str]) -> str:
        labels = _labels(match[1])
        if labels is None:
            return match[0]
        marks.extend(f"[{label}]" for label in labels)
        return ""

    # Twice collapsed: a mark at the start of the text leaves its space behind.
    return collapse(_MARK.sub(take, collapse(text))), unique(marks)


def _labels(inside: str) -> list[str] | None:
    """Return the numbers that "8", "8, 9" or "1–3" stand for; None where it is no mark."""
    labels: list[str] = []
    for part in re.split(r"[,;]", inside):
        ends = [int(number) for number in re.split(r"[–-]", part)]
        if len(ends) > 2 or not 0 <= ends[-1] - ends[0] <= _LONGEST_RANGE:
            return None
        labels.extend(str(number) for number in range(ends[0], ends[-1] + 1))
    return labels
