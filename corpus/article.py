"""What an article is made of: sections, blocks and passages, each with its place in the source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.errors import location

__all__ = [
    "DEFAULT_LANGUAGE",
    "Article",
    "Block",
    "Passage",
    "Reference",
    "Section",
    "SetAside",
    "Skipped",
    "Span",
    "unanswered",
]

DEFAULT_LANGUAGE = "en"
"""Of an article that doesn't say its own, and whose text doesn't tell it."""
BlockKind = Literal["paragraphs", "list", "table", "code"]
PassageKind = Literal["paragraph", "item", "row", "code"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source, in characters, and the text it reads as without markup and marks."""

    start: int
    end: int
    text: str
    marks: tuple[str, ...] = ()
    """The citation marks inside it, in order, each once."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An article's own citation mark, resolved where the article has a reference list."""

    mark: str
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it until the next heading of its level or above."""

    heading: str
    path: tuple[str, ...]
    """The headings above it and its own, outermost first, without the article's title."""
    level: int
    """1 for the outermost headings under the title."""
    start: int
    end: int
    faq: bool = False
    """True where the heading is a question of an FAQ and the section is its answer."""
    phrasings: tuple[str, ...] = ()
    """Other ways to ask it, which its file gives."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph group, list or table: what its passages belong to."""

    kind: BlockKind
    section: int | None
    """Index in `Article.sections`; None before the first heading."""
    lead: Span | None = None
    """The sentence that leads in to a list, a table or code ("Look for these roles:")."""
    header: Span | None = None
    """A table's header row."""
    columns: tuple[str, ...] = ()
    """The header's cells."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest thing worth citing; `source[start:end] == quote`, always."""

    id: str
    """Stable while its text stands: derived from article and text, not from position."""
    article: str
    section: int | None
    heading: tuple[str, ...]
    block: int
    """Index in `Article.blocks`."""
    kind: PassageKind
    quote: str
    start: int
    end: int
    line: int
    """1-based line of the file that `start` stands in; where it has none, of the source."""
    text: str
    """The quote without markup and citation marks, as it is indexed and shown."""
    cells: tuple[str, ...] = ()
    """A table row's cells, as shown."""
    depth: int = 0
    """Nesting of a list item; 0 is the outermost."""
    ordinal: int | None = None
    """The number that the source gives an item of an ordered list."""
    marks: tuple[str, ...] = ()
    """The citation marks inside the quote, in order, each once: ("[1]", "[8]")."""
    page: int | None = None
    """1-based page of the file that `start` stands on, where it has pages."""
    element: str | None = None
    """The id in an HTML file that leads to it: that of the element around it, or of its heading."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Text that is no content (a call to action), kept out of the passages and reported."""

    start: int
    end: int
    line: int
    text: str
    reason: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a part of one, that could not be read as it stands, and why."""

    path: str
    line: int | None
    reason: str
    page: int | None = None

    def __str__(self) -> str:
        return f"{location(self.path, self.line, self.page)}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Article:
    """One article file, read."""

    id: str
    """The file's stem, made unique in its folder: lower case, words joined by hyphens."""
    title: str
    source: str
    """The text that is quoted; all offsets are characters of it.

    The file's own where that is Markdown or plain text; else what its reader made of it.
    """
    path: str
    sha256: str
    """Of the file's bytes."""
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]
    """In the order of the source."""
    references: tuple[Reference, ...] = ()
    """Every mark the article uses or lists; `title` and `url` are None where it lists none."""
    set_aside: tuple[SetAside, ...] = ()
    url: str | None = None
    author: str | None = None
    publisher: str | None = None
    """The name of the site or organisation that it is of, where it says so."""
    updated: str | None = None
    """ISO date."""
    language: str = DEFAULT_LANGUAGE
    language_said: bool = False
    """Whether it, or its file's name, says so; else its text was asked."""
    warnings: tuple[Skipped, ...] = ()
    """What is broken in the file but was read all the same, such as a table's ragged row."""
    site_path: str | None = None
    """Where it says that it stands on its site, whose address it doesn't say: "/faq/"."""


def unanswered(
    sections: Sequence[Section], passages: Sequence[Passage], most: bool = False
) -> str | None:
    """Return how many of an article's questions have no answer, in words; None where all have.

    Or, where it is asked for `most`, None where at least half have one, or there is only one.
    """
    starts = [passage.start for passage in passages]
    asked = [each for each in sections if each.faq]
    empty = [e for e in asked if bisect_left(starts, e.start) == bisect_left(starts, e.end)]
    if not empty or (most and (len(asked) == 1 or 2 * len(empty) <= len(asked))):
        return None
    have = "has" if len(asked) == 1 else "have"
    return (
        f"{len(empty):,} of {len(asked):,} questions {have} no answer in the file: "
        "are they added by a script?"
    )
