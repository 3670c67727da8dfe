"""What speaks for the level of each heading of a plain text."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.readers.text.heading_shape import HeadingShape, ShapeKind

__all__ = ["ArticleClues", "HeadingClues"]


@dataclass(frozen=True, slots=True)
class ArticleClues:
    """What speaks for the levels of all headings."""

    title: str
    contents: frozenset[str]
    """The entries of the table of contents, in lower case, if there is one."""


@dataclass(frozen=True, slots=True)
class HeadingClues:
    """One heading, and what speaks for its level."""

    block: int
    """Index of the block."""
    text: str
    shape: HeadingShape
    bare: bool
    """True where another heading follows at once, without text between them; a label is text."""
    announced: bool
    """True where the text before it ends in a colon."""
    gap: int
    """Blank lines before it."""
    marked: int | None
    """The level that its markup gives it."""
    asked: bool
    """True for a question by its form, whatever its words."""
    promoted: bool
    """True where nothing but a call to action stands under it."""

    @property
    def kind(self) -> ShapeKind:
        """The kind it is weighed in: FRAME, QUESTION, SERIES, LABEL, CAPS or TITLE."""
        if self.promoted or self.shape.kind is ShapeKind.FAQ:
            return ShapeKind.FRAME
        return ShapeKind.TITLE if self.shape.kind is ShapeKind.PLAIN else self.shape.kind
