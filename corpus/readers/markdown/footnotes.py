"""Footnotes of a Markdown file: references of what cites them, and passages."""

from __future__ import annotations

from markdown_it.token import Token

from corpus.article import Reference
from corpus.draft import Close, Piece
from corpus.furniture.references import title_and_url
from corpus.links import is_link
from corpus.readers.markdown.inline import InlineText
from corpus.readers.markdown.items import Items
from corpus.readers.markdown.offsets import content_offsets
from corpus.readers.markdown.reading import lines_of

__all__ = ["Footnotes"]

_FEWEST_WORDS = 8
"""Words of prose, those of links left out: "See" before one, or a title, has fewer."""
_IN_LOWER_CASE = 0.6
"""Share of the words that begin so in prose, and not in a list of authors, titles and dates."""
_BEHIND_FOOTNOTES = ("", "heading_open", "footnote_reference_open", "sections_close")


def _is_prose(token: Token) -> bool:
    """Tell whether a footnote's text says more than the page that it leads to."""
    words: list[str] = []
    linked = 0
    for child in token.children or []:
        linked += (child.type == "link_open") - (child.type == "link_close")
        if not linked:
            words += [word for word in child.content.split() if not is_link(word)]
    lower = sum(word[0].islower() for word in words)
    return len(words) >= _FEWEST_WORDS and lower >= _IN_LOWER_CASE * len(words)


class Footnotes(Items):
    """Reads what footnotes' marks stand for."""

    def _footnote(self, index: int) -> int:
        """Read a footnote's definition; return the index of its last token.

        It is a reference, and where it says more than what page it names also a passage: of the
        section that it is cited and defined in, or of none.
        """
        mark = f"[^{self.tokens[index].meta['label']}]"
        read: list[tuple[Token, InlineText]] = []
        while self.tokens[index].type != "footnote_reference_close":
            if self.tokens[index].type == "inline":
                token = self.tokens[index]
                read.append((token, self._reading(token.children or [])))
            index += 1
        title, url = title_and_url(" ".join(reading.text for _, reading in read))
        url = next((reading.link for _, reading in read if reading.link), None) or url
        self.draft.references.setdefault(mark, Reference(mark, title, url))
        says = url is None or any(map(_is_prose, (token for token, _ in read)))
        if says and not self.items:
            below = self.tokens[index + 1].type if index + 1 < len(self.tokens) else ""
            apart = self.cited_under.get(mark) != self.headings
            if apart and below in _BEHIND_FOOTNOTES:
                at = self.source.bounds(lines_of(read[0][0])[0])[0] if read else 0
                self.draft.elements.append(Close(at, 0))
            self.group = None
            for token, reading in read:
                start, end = content_offsets(self.source, lines_of(token), token.content)
                if reading.text and start < end:
                    piece = Piece("paragraph", start, end, reading.text, reading.marks)
                    self.grouped("paragraphs").pieces.append(piece)
            self.group = None
        return index
