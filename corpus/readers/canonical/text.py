"""A canonical text that grows block by block, with the tokens that Markdown would have for it.

It looks like Markdown, and is never parsed: no character of the file is escaped or read as markup.
Each of its lines knows where in the file it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from corpus.draft import Aside, Draft
from corpus.errors import ArticleError
from corpus.overrides import Overrides
from corpus.readers.canonical.running import RunningText, plain
from corpus.readers.markdown.document import read_tokens
from corpus.readers.markdown.front_matter import FrontMatter
from corpus.readers.markdown.parser import ANSWERS
from corpus.source import MAX_LINES, Place, Source
from corpus.white_space import collapse

__all__ = ["CanonicalText"]

_LINE_END = re.compile(r"\r\n|\r")


class CanonicalText:
    """The blocks of a file in their order."""

    def __init__(self, source: Source) -> None:
        self.source = source
        """The file; its path and checksum stay those of the text."""
        self.place = Place()
        """Where in the file what is added stands."""
        self._lines: list[str] = []
        self._places: list[Place] = []
        self._tokens: list[Token] = []
        self._parsed = False
        """True where some of it was written as Markdown."""
        self._aside: list[tuple[int, int, str]] = []
        self._waiting: list[tuple[Place, str, str]] = []
        """What is set aside once the list around it ends."""
        self._markers: list[str] = []
        """Of the list items that are open; a marker turns into spaces once it is written."""
        self._tight = False
        """True where the block before this one is of the same list."""

    def draft(self, front: FrontMatter, page: str | None, overrides: Overrides) -> Draft:
        """Return the draft of it all; ArticleError where it is too long, or there is nothing."""
        if len(self._lines) > MAX_LINES:
            raise ArticleError(
                self.source.path, f"over {MAX_LINES:,} lines of text: split the file"
            )
        if not self._lines:
            raise ArticleError(self.source.path, "no text in it: nothing to read")
        text = "\n".join(self._lines)
        source = Source(text, self.source.path, self.source.sha256, self.source.guessed)
        source.places = self._places
        draft = read_tokens(source, self._tokens, front, page, overrides, self._parsed)
        draft.source = source
        draft.aside += [
            Aside(source.bounds(first)[0], source.bounds(last - 1)[1], reason)
            for first, last, reason in self._aside
        ]
        return draft

    @property
    def content(self) -> str:
        """All text that was added and is no aside, a line each."""
        return "\n".join(token.content for token in self._tokens if token.content)

    def heading(
        self, level: int, text: RunningText, asked: bool = False, phrasings: Sequence[str] = ()
    ) -> None:
        """Add a heading, the outermost of level 1.

        `asked` says that what follows answers it, and `phrasings` how it is asked as well.
        """
        if self._markers:
            self.paragraph(text)
        elif text.children:
            lines = self._written(f"{'#' * level} {text.flat().content}")
            meta = {"asked": asked, "phrasings": phrasings}
            self._block("heading", text.flat(), lines, f"h{level}", meta)

    def paragraph(self, text: RunningText, asked: bool = False) -> None:
        """Add a paragraph, of the list item that is open if one is; `asked` as of a heading."""
        if text.children:
            marker = self._markers[-1] if self._markers else ""
            content = text.content.replace("\n", "\n" + " " * len(marker))
            lines = self._written(marker + content)
            if self._markers:
                self._markers[-1] = " " * len(marker)
            self._block("paragraph", text, lines, "", {"asked": asked})

    def open_list(self, ordered: bool) -> None:
        """Begin a list."""
        self._token("ordered_list_open" if ordered else "bullet_list_open")

    def close_list(self, ordered: bool) -> None:
        """End the innermost list."""
        self._token("ordered_list_close" if ordered else "bullet_list_close")
        self.aside("", "")

    def open_item(self, number: int | None) -> None:
        """Begin an item, of an ordered list by its number."""
        self._token("list_item_open").info = "" if number is None else str(number)
        mark = "- " if number is None else f"{number}. "
        self._markers.append("  " * len(self._markers) + mark)

    def close_item(self) -> None:
        """End the innermost item."""
        self._token("list_item_close")
        self._markers.pop()

    def open_fold(self, terms: bool = False) -> None:
        """Begin what is folded away under titles, or a list of terms."""
        self._token("dl_open").meta = {"terms": terms}

    def title_fold(self, text: RunningText, asked: bool = False) -> None:
        """Add the title under which what follows is folded away."""
        if text.children:
            lines = self._written(f"**{text.flat().content}**")
            self._block("dt", text.flat(), lines, "", {"asked": asked})

    def close_fold(self) -> None:
        """End what is folded away."""
        self._token("dl_close")

    def close_sections(self) -> None:
        """Have what follows stand under no heading."""
        self._token("sections_close")

    def table(self, rows: Sequence[tuple[Place, Sequence[RunningText]]]) -> None:
        """Add a table by its rows, all of one width, the first its header: empty where none is."""
        self._token("table_open")
        for number, (place, cells) in enumerate(rows):
            self.place = place
            written = (cell.flat().content.replace("|", "\\|") for cell in cells)
            lines = self._written(f"| {' | '.join(written)} |", tight=number > 0)
            self._token("tr_open").map = lines
            for cell in cells:
                token = self._token("inline")
                token.content, token.map, token.children = cell.content, lines, [*cell.children]
            self._token("tr_close")
        self._token("table_close")

    def footnote(self, label: str, texts: Sequence[RunningText]) -> None:
        """Add what a footnote's mark stands for."""
        self._token("footnote_reference_open").meta = {"label": label}
        for number, text in enumerate(texts):
            lines = self._written(f"[^{label}]: {text.content}" if not number else text.content)
            self._block("paragraph", text, lines, "", {})
        self._token("footnote_reference_close")

    def markdown(self, text: str, below: int) -> None:
        """Add what is written in Markdown, its headings below that level."""
        self._parsed = True
        text = _LINE_END.sub("\n", text)
        # Behind an empty line, for nothing in it is front matter.
        tokens = ANSWERS.parse(f"\n{text}", {})
        if not _says_more_than_headings(tokens):
            self.paragraph(plain(text))
            return
        first = self._written(text)[0]
        for token in tokens:
            if token.map:
                token.map = [max(line + first - 1, 0) for line in token.map]
            if token.type in ("heading_open", "heading_close"):
                token.tag = f"h{min(int(token.tag[1]) + below, 9)}"
            self._tokens.append(token)

    def code(self, text: str) -> None:
        """Add lines of code."""
        lines = [line.rstrip() for line in text.expandtabs().splitlines()]
        while lines and not lines[0]:
            lines.pop(0)
        if any(lines):
            content = "\n".join(lines).rstrip()
            token = self._token("fence")
            token.content = content + "\n"
            token.map = self._written(f"```\n{content}\n```")

    def rule(self) -> None:
        """Part what stands above from what stands below."""
        self._token("hr")

    def aside(self, text: str, reason: str) -> None:
        """Add text that is no content; behind a list that is open, whose items are one each."""
        if words := collapse(text):
            self._waiting.append((self.place, words, reason))
        if not self._markers:
            for place, words, why in self._waiting:
                self.place = place
                first, last = self._written(words)
                self._aside.append((first, last, why))
            self._waiting.clear()

    def _written(self, text: str, tight: bool = False) -> list[int]:
        """Write a block; return its first line and the one behind its last."""
        if self._lines and not tight and not (self._tight and self._markers):
            self._lines.append("")
            self._places.append(self.place)
        self._tight = bool(self._markers)
        first = len(self._lines)
        self._lines += text.split("\n")
        self._places += [self.place] * (len(self._lines) - first)
        return [first, len(self._lines)]

    def _block(
        self, kind: str, text: RunningText, lines: list[int], tag: str, meta: dict[str, object]
    ) -> None:
        opens = self._token(f"{kind}_open")
        opens.map, opens.tag = lines, tag
        token = self._token("inline")
        token.content, token.map, token.children = text.content, lines, [*text.children]
        token.meta = meta
        self._token(f"{kind}_close").tag = tag

    def _token(self, kind: str) -> Token:
        token = Token(kind, "", 0)
        self._tokens.append(token)
        return token


def _says_more_than_headings(tokens: Sequence[Token]) -> bool:
    """Tell whether there is text in tokens that no heading holds."""
    above = ("", *(token.type for token in tokens))
    return any(
        token.content.strip() and before != "heading_open"
        for before, token in zip(above, tokens, strict=False)
    )
