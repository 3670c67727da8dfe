"""What a reader hands over: headings and groups of pieces in the order of the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.article import BlockKind, PassageKind, Reference, Skipped, Span
from corpus.overrides import Overrides
from corpus.source import Source

__all__ = ["Aside", "Close", "Draft", "Element", "Group", "Heading", "Piece"]


@dataclass(slots=True)
class Piece:
    """A stretch of the source that becomes one passage."""

    kind: PassageKind
    start: int
    end: int
    text: str
    marks: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    depth: int = 0
    ordinal: int | None = None
    """The number of an item of an ordered list."""


@dataclass(slots=True)
class Heading:
    """A heading; `level` orders it among the others (1 is outermost), gaps are allowed."""

    start: int
    end: int
    text: str
    level: int = 1
    label: bool = False
    """True for a short label over one list or table, whose section ends with it."""
    asked: bool = False
    """True for a question of an FAQ by its form, whatever its words."""
    phrasings: tuple[str, ...] = ()
    """Other ways to ask it, which the file gives."""


@dataclass(frozen=True, slots=True)
class Close:
    """Where the sections of headings from `level` on end before another heading begins."""

    start: int
    level: int


@dataclass(slots=True)
class Group:
    """Consecutive pieces of one kind: a paragraph group, a list, a table, code."""

    kind: BlockKind
    pieces: list[Piece]
    header: Span | None = None
    columns: tuple[str, ...] = ()


Element = Heading | Close | Group


class Aside(NamedTuple):
    """A stretch of the source that is no content, and why."""

    start: int
    end: int
    reason: str


@dataclass(slots=True)
class Draft:
    """An article as its reader leaves it, before sections, references and ids are worked out."""

    title: str
    elements: list[Element]
    references: dict[str, Reference] = field(default_factory=dict)
    url: str | None = None
    site_path: str | None = None
    """Where it stands on its site, whose address it doesn't say."""
    author: str | None = None
    publisher: str | None = None
    updated: str | None = None
    language: str | None = None
    """As the article says it; None where it doesn't."""
    aside: list[Aside] = field(default_factory=list)
    """What the reader took for no content."""
    overrides: Overrides = field(default_factory=Overrides)
    """What the article's owner wants kept or ignored."""
    source: Source | None = None
    """The text that is quoted, where it isn't the file's own."""
    warnings: list[Skipped] = field(default_factory=list)
