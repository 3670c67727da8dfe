"""Lines that their author broke: told apart where each is an entry, such as a day with its hours.

A sentence that a line's end only lays out stays one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from markdown_it.token import Token

from corpus.article import PassageKind
from corpus.draft import Piece
from corpus.readers.line_ends import ends_in_word
from corpus.readers.markdown.inline import InlineText
from corpus.readers.markdown.parser import PARSER
from corpus.readers.markdown.reading import Reading
from corpus.sentences import is_unfinished
from corpus.typed_lists import BULLETS

__all__ = ["DASH", "BrokenLines", "is_name"]

DASH = " -"
"""What parts a name from what explains it, where the source parts them by its layout."""
_DOT = " · "
"""What parts two lines that only their ends part in the source."""
_MOST_WORDS_OF_A_NAME = 12
_TAG = re.compile(r"<br\b", re.IGNORECASE)
_BREAK = re.compile(r"(?: {2,}|\\)(?:\r\n|\r|\n)|<br\s*/?>\s*", re.IGNORECASE)
_LINE_END = re.compile(r"\n")
_RULE = r"\d{1,2}(?:\.\d{1,2})+\.?(?=\s+[^\sa-z])"
_TYPED = re.compile(rf"(?:[-–—*+→{BULLETS}]|\(?\w{{1,4}}[.)]|{_RULE})\s")
"""How an item begins of a list that was typed as text, or a rule: "2.3"."""
_PARTED = re.compile(r"[.:;,!?…–—-][\"'”’»)\]*_]*$")
_ENDED = re.compile(r"[.!?…][\"'”’»)\]*_]*$")
_LABELLED = re.compile(
    r"(?P<label>[^.!?]{1,80}?)(?:\s?:(?:\s+|(?=[^\W\d_]))|\s[–—=-]\s+)(?=\w|[^\w\s]{1,2}\w)"
)
_MOST_WORDS = 6
"""Of a label: what has more before its colon is a sentence."""
_LEAST_SENTENCES = 3
"""Lines that are sentences: of two, the second may well go on from the first."""


class BrokenLines(Reading):
    """Reads paragraphs whose lines were broken."""

    def _running(self, children: Sequence[Token]) -> InlineText:
        """Read running text, with a sign between two of its lines that would read as one."""
        reading = self._reading(children)
        lines = self._lines(children)
        texts = [each.text for each in lines]
        if _are_entries(texts):
            explained = len(texts) == 2 and is_name(texts[0]) and not is_unfinished(texts[1])
            sign = DASH + " " if explained else _DOT
            reading.text = texts[0] + "".join(
                (" " if _reads_on(*each) else sign) + each[1] for each in pairwise(texts)
            )
        return reading

    def _add_lines(
        self, start: int, end: int, children: Sequence[Token], reading: InlineText
    ) -> None:
        """Add a paragraph, in parts where its lines say something each."""
        lines = self._lines(children)
        spans = self._spans(start, end)
        listed, apart = _parts([each.text for each in lines])
        if len(spans) != len(lines) or not (listed or apart):
            lines, spans, listed = [reading], [(start, end)], 0
        for at, (span, line) in enumerate(zip(spans, lines, strict=True)):
            is_item = at >= len(lines) - listed
            group = self.grouped("list" if is_item else "paragraphs")
            kind: PassageKind = "item" if is_item else "paragraph"
            group.pieces.append(Piece(kind, *span, line.text, line.marks))
        if listed:
            self.group = None

    def _lines(self, children: Sequence[Token]) -> list[InlineText]:
        """Read each of the lines of running text that was broken."""
        lines: list[list[Token]] = [[]]
        for token in children:
            if token.type == "hardbreak" or (
                token.type == "html_inline" and _TAG.match(token.content)
            ):
                lines.append([])
            elif token.type == "text" and "\n" in token.content:  # of what was no Markdown
                parts = [Token("text", "", 0, content=each) for each in token.content.split("\n")]
                lines[-1].append(parts[0])
                lines += [[each] for each in parts[1:]]
            else:
                lines[-1].append(token)
        read = [self._reading(line) for line in lines] if len(lines) > 1 else []
        return [each for each in read if each.text]

    def _spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return where each line stands between two offsets of the source."""
        breaks = _BREAK if self.parser is PARSER else _LINE_END
        text = self.source.text
        found = [each.span() for each in breaks.finditer(text, start, end)]
        edges = [start, *(at for span in found for at in span), end]
        spans = (self.source.trim(*edges[at : at + 2]) for at in range(0, len(edges), 2))
        return [(first, last) for first, last in spans if first < last]


def is_name(text: str) -> bool:
    """Tell whether a line is a name, or a command, which the next explains."""
    ended = text.endswith((":", ",", ";", "–", "—", "-"))
    return is_unfinished(text) and not ended and len(text.split()) <= _MOST_WORDS_OF_A_NAME


def _parts(texts: Sequence[str]) -> tuple[int, bool]:
    """Return how many lines from the last are a list's items; tell whether all stand alone.

    The first may lead in to the items. A list that was typed is made elsewhere.
    """
    if len(texts) < 2 or any(map(_TYPED.match, texts)):
        return 0, False
    first = 0 if _is_labelled(texts[0]) else 1
    labelled = len(texts) - first > 1 and all(map(_is_labelled, texts[first:]))
    if labelled and _are_entries(texts):
        return len(texts) - first, True
    return 0, len(texts) >= _LEAST_SENTENCES and all(map(_ENDED.search, texts))


def _are_entries(texts: Sequence[str]) -> bool:
    """Tell whether no line goes on in the sentence of the one before it."""
    return len(texts) > 1 and not any(
        after[0].islower() or after[0] in ",;.)" or ends_in_word(before)
        for before, after in pairwise(texts)
    )


def _reads_on(before: str, after: str) -> bool:
    """Tell whether signs part two lines already."""
    parted = _PARTED.search(before) or after.startswith("(")
    return bool(parted) or _TYPED.match(after) is not None


def _is_labelled(text: str) -> bool:
    match = _LABELLED.match(text)
    return match is not None and len(match["label"].split()) <= _MOST_WORDS
