"""HTML's blocks in a Markdown file."""

from __future__ import annotations

import re
from typing import Any

from markdown_it.token import Token

from corpus.article import Skipped
from corpus.draft import Aside, Heading, Piece
from corpus.readers.markdown.bold_question import is_bold_line
from corpus.readers.markdown.generator import TAG
from corpus.readers.markdown.given_answers import GivenAnswers
from corpus.readers.markdown.html import read_html
from corpus.readers.markdown.html_table import TABLE, last_table, read_html_table
from corpus.readers.markdown.inline import InlineText, plain_html
from corpus.readers.markdown.offsets import code_offsets
from corpus.readers.markdown.reading import Item, lines_of
from corpus.readers.markdown.tables import Tables

__all__ = ["COMPONENT", "HtmlBlocks"]

COMPONENT = re.compile(r"<[A-Z][\w.]*\s[^<>]*=")
"""A component of a site's own, with something that it is given."""
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_COMPONENT_TAG = re.compile(rf"{COMPONENT.pattern}[^<>]*>")
_HTML_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_LISTED = re.compile(r"<(?P<ends>/?)(?P<tag>ol|ul|li)\b[^<>]*>", re.IGNORECASE)
_OPENS_ITEM = re.compile(r"<li\b[^<>]*>\s*\Z", re.IGNORECASE)
_CLOSES_ITEM = re.compile(r"</li\s*>", re.IGNORECASE)


class HtmlBlocks(GivenAnswers, Tables):
    """Reads HTML between Markdown's own blocks."""

    def _html(self, start: int, end: int) -> None:
        for part in read_html(self.source.text, start, end, self.components, self.panels):
            reading = self._reparsed(self.source.text[part.start : part.end])
            if part.kind == "opens":
                self.open_fold()
            elif part.kind == "closes":
                self.close_fold(part.start)
            elif part.kind == "component":
                if self._take_given(part.start, part.end):
                    continue
                aside = Aside(part.start, part.end, "of the site's generator")
                self.draft.aside.append(aside)
            elif part.tag == "title":
                self.page = self.page or reading.text
            elif reading.text and part.kind == "heading":
                level = int(part.tag[1]) * 10 if part.tag[0] == "h" else self.fold_level()
                asked = part.tag[0] != "h" and self.asks(reading.text)
                heading = Heading(part.start, part.end, reading.text, level, asked=asked)
                self.add_heading(heading)
            elif reading.text:
                kind: Any = "list" if part.kind == "item" else "paragraphs"
                piece = Piece(
                    "item" if part.kind == "item" else "paragraph",
                    *(part.start, part.end, reading.text, reading.marks),
                )
                self.grouped(kind).pieces.append(piece)

    def _html_block(self, token: Token, index: int) -> None:
        self.html_item = None if self.items else self._opened_item(token.content, index)
        start, end = code_offsets(self.source, lines_of(token)[0], token.content)
        last = start if self.items else last_table(self.source.text, start, end)
        while start < last and (table := TABLE.search(self.source.text, start, last)):
            group = read_html_table(self.source.text, table, self._reparsed)
            if group is None:
                break
            self._html(start, table.start())
            self._add_table(group)
            start = table.end()
        token.content = self.source.text[start:end]
        if not self.html and _HTML_TABLE.search(token.content):
            self.html = True  # said once
            flaw = "an HTML table whose cells span others is read as plain text"
            self.draft.warnings.append(Skipped(self.source.path, lines_of(token)[0] + 1, flaw))
        if not self.items:
            self._html(start, end)
        elif start < end:
            self._html_of_item(token.content, start, end)

    def _opened_item(self, content: str, index: int) -> Item | None:
        """Return the item that HTML begins where nothing but Markdown's paragraphs stand in it."""
        open_before = bool(self.html_lists)
        for tag in _LISTED.finditer(content):
            if tag["tag"].lower() == "li":
                if not tag["ends"] and self.html_lists and self.html_lists[-1] is not None:
                    self.html_lists[-1] += 1
            elif not tag["ends"]:
                self.html_lists.append(0 if tag["tag"].lower() == "ol" else None)
            elif self.html_lists:
                self.html_lists.pop()
        if open_before != bool(self.html_lists):
            self.group = None
        if not self.html_lists or not _OPENS_ITEM.search(content):
            return None
        for token in map(self.tokens.__getitem__, range(index + 1, len(self.tokens))):
            if token.type == "inline":
                if token.content.endswith("?") or is_bold_line(token.children or [], token.content):
                    return None  # a title over what follows
            elif token.type not in ("paragraph_open", "paragraph_close"):
                return Item(self.html_lists[-1]) if _CLOSES_ITEM.match(token.content) else None
        return None

    def _html_of_item(self, content: str, start: int, end: int) -> None:
        """Read HTML in a list's item as text, and report the components that it leaves out."""
        # In a quotation within the item, its marks stand before the lines.
        lines = [line for line in content.split("\n")[1:] if line.strip()]
        quoted = all(line.lstrip().startswith(">") for line in lines)
        said = _QUOTED.sub("", content) if quoted else content
        text = TAG.sub("", plain_html(said)).strip()
        if text:
            self._item(start, end, InlineText(text))
        for component in _COMPONENT_TAG.finditer(content):
            place = start + component.start(), start + component.end()
            self.draft.aside.append(Aside(*place, "of the site's generator"))
        if not text and COMPONENT.search(content):
            self.taken = end
