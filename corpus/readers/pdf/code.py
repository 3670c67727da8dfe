"""Code in a PDF: rows that are all in letters of one width, with their indents."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.readers.pdf.columns import Row

__all__ = ["code_rows", "code_text", "is_typewritten"]

_MOST_TYPED = 0.5
"""Share of the letters from which they are those of the text, as a typewriter's are."""
_FAR = 3.0
"""Distance of two rows of one piece of code, in letter heights."""


def is_typewritten(rows: Sequence[Row]) -> bool:
    """Tell whether a file's text itself is in letters of one width."""
    every = [(len(each.text), each.mono) for row in rows for each in row]
    return sum(letters for letters, mono in every if mono) > _MOST_TYPED * sum(
        letters for letters, _ in every
    )


def code_rows(rows: Sequence[Row], first: int, last: int) -> int:
    """Return how many rows of code begin with one, before the last; 0 where none does."""
    end = first
    while end < last and all(each.mono for each in rows[end]):
        if end > first and rows[end - 1][0].bottom - rows[end][0].bottom > _FAR * rows[end][0].size:
            break
        end += 1
    return end - first


def code_text(rows: Sequence[Row]) -> str:
    """Return the lines of code, indented as they stand."""
    left = min(row[0].left for row in rows)
    longest = max((each for row in rows for each in row), key=lambda each: len(each.text))
    width = (longest.right - longest.left) / len(longest.text) or 1.0
    lines = []
    for row in rows:
        line = ""
        for each in row:
            line = line.ljust(max(round((each.left - left) / width), len(line) + (line != "")))
            line += each.text
        lines.append(line)
    return "\n".join(lines)
