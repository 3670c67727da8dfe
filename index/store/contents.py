"""Passages and sections as an index keeps them: those of the articles, numbered over all of them.

A number counts from 0 through all articles in order; what a passage or a block says of its section
or block is such a number, too.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.article import Passage, Section

__all__ = ["StoredPassage", "StoredSection"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassage(Passage):
    """A passage with its number."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSection(Section):
    """A section with its number, and the passages in it and in the sections below it."""

    number: int
    label: str
    """Its heading, as a person would ask for it; leads to this section when asked."""
    article: int
    """Number of its article."""
    first_passage: int
    end_passage: int
    """One more than the number of its last passage."""
    anchor: str | None = None
    """What leads to its heading on the article's page, or to one above it."""

    @property
    def named_with_above(self) -> bool:
        """Whether its label says what it stands in, for another section has the same heading."""
        return len(self.path) > 1 and self.label.endswith(f"({self.path[-2].rstrip(' :')})")

    @property
    def passages(self) -> range:
        """The numbers of its passages."""
        return range(self.first_passage, self.end_passage)
