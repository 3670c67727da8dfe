"""A block of plain text: a paragraph, a list's item, a table's row, a marked heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["COMMENT", "DOTTED", "LETTER", "LONE", "BlockForm", "TextBlock"]

BlockForm = Literal["text", "item", "row", "header", "heading", "example"]
COMMENT = "#"
"""The marker of an example that begins with a comment."""
LETTER = "a)"
"""The marker of an item that a letter or a Roman number stands before, which is its text, too."""
DOTTED = "1.1"
"""The marker of an item within another that a number of several parts stands before."""
LONE = "lone"
"""The marker of an item whose bullet stands on a line of its own above it."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """What one or more lines say together; `text` is the source's own stretch, untouched."""

    kind: BlockForm
    start: int
    end: int
    text: str
    line: int
    """Number of its first line, counted from 0."""
    indent: int = 0
    gap: int = 0
    """Blank lines before it."""
    ordinal: int | None = None
    """The number of an item of an ordered list."""
    marker: str = ""
    """What stands before a list item's text; digits as "1"."""
    depth: int = 0
    level: int | None = None
    """Of a heading that is marked as one."""
    lines: int = 1
    tail: str = ""
    """Its last line, where it has more than one."""
    cells: tuple[str, ...] = ()
    body: bool = False
    """True where headings stand to the left of the text: it is none."""
    asked: bool = False
    """True for a question that is a heading over however many lines it takes."""
    by_form: bool = False
    """True for a question by its label or number, whatever its words."""
    hangs: bool = False
    """True behind a label: lines that begin where its text does may go on in it."""
    answer: int = 0
    """Of an item that begins with a question: where the line below that begins."""
