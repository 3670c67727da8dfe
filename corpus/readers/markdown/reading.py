"""What the parts of a Markdown reader share: the source, its tokens, how running text is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.article import Reference
from corpus.draft import Piece
from corpus.overrides import Overrides
from corpus.readers.markdown.inline import InlineText, read_inline
from corpus.readers.markdown.outline import QUOTE, Outline
from corpus.source import Source

__all__ = ["Item", "Reading", "is_asked", "lines_of"]

_QUOTED = re.compile(r"(?<=[\r\n])[ \t]*(?:>[ \t]?)+")
"""What a block quote's lines begin with."""


@dataclass(slots=True)
class Item:
    """A list item that is open: the piece of its own text, once there is one."""

    number: int | None
    piece: Piece | None = None
    answers: bool = False
    """True where its text is a question of an FAQ and what follows in it the answer."""


class Reading(Outline):
    """An outline that grows by the tokens of one file."""

    def __init__(
        self,
        source: Source,
        overrides: Overrides,
        parser: MarkdownIt,
        tokens: Sequence[Token],
        env: dict[str, Any],
    ) -> None:
        super().__init__(overrides)
        self.source = source
        self.parser = parser
        """What reads running text that was part of a token's."""
        self.env = env
        self.tokens = tokens
        self.items: list[Item] = []
        self.lists = 0
        self.html_lists: list[int | None] = []
        """Of each list open in HTML, the number of its last item; None of one without numbers."""
        self.html_item: Item | None = None
        """The item of such a list whose paragraphs are Markdown's."""
        self.counts: list[int] = []
        """Of each open list, the number of its last item."""
        self.html = False
        self.asked_in_list = False
        self.answer_due = False
        self.cited: list[Reference] = []
        self.cited_under: dict[str, int] = {}
        """How many headings stand above the first place that each mark is in."""
        self.page: str | None = None
        """What <title> says."""
        self.taken = 0
        """Where the last line of a generator's ends: no item goes on over it."""

    def _end_of(self, index: int) -> int:
        """Return where the last block before a token ends."""
        before = (self.tokens[at].map for at in range(index - 1, -1, -1))
        lines = next(filter(None, before), None)
        line = 0 if lines is None else max(lines[1] - 1, 0)
        return self.source.bounds(min(line, self.source.lines - 1))[1]

    def _reading(self, children: Sequence[Token]) -> InlineText:
        reading = read_inline(children)
        self.cited.extend(reading.references)
        for mark in reading.marks:
            self.cited_under.setdefault(mark, self.headings)
        return reading

    def _reparsed(self, text: str) -> InlineText:
        return self._reading(self._parsed(text))

    def _parsed(self, text: str) -> Sequence[Token]:
        """Parse running text that was part of a token's."""
        if any(fenced.name == QUOTE for fenced in self.fences):
            text = _QUOTED.sub("", text)
        tokens = self.parser.parseInline(text, self.env)
        return (tokens[0].children or []) if tokens else []


def is_asked(token: Token) -> bool:
    """Tell whether a file says of a text that what follows answers it."""
    return bool(token.meta.get("asked"))


def lines_of(token: Token) -> tuple[int, int]:
    """Return a token's first line and the one behind its last, counted from 0."""
    assert token.map is not None, token.type
    return token.map[0], token.map[1]
