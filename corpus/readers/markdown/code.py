"""Code among a Markdown article's text: a block of its own, or part of a sentence."""

from __future__ import annotations

from markdown_it.token import Token

from corpus.draft import Group, Piece
from corpus.marks import unique
from corpus.readers.markdown.inline import InlineText
from corpus.readers.markdown.items import Items
from corpus.readers.markdown.offsets import code_offsets
from corpus.readers.markdown.reading import lines_of
from corpus.readers.sentence_code import follows, goes_on, is_one_line, is_short
from corpus.sentences import is_unfinished, run_on
from corpus.white_space import collapse

__all__ = ["Code"]

_CODE = ("fence", "code_block")


class Code(Items):
    """Reads code: "run the command", a block with the command, "and wait." are one sentence."""

    _joined: Piece | None = None
    """The last piece that code was put into."""

    def _code(self, token: Token, index: int) -> None:
        first = lines_of(token)[0] + (token.type == "fence")
        start, end = code_offsets(self.source, first, token.content)
        text = token.content.strip("\n").rstrip()
        if not text.strip() or start >= end:
            return
        before = self._sentence(self.group)
        beside = (self.tokens[at].type for at in (index - 1, index + 1) if at < len(self.tokens))
        lone = is_one_line(text) and not any(kind in _CODE for kind in beside)
        if before and lone and follows(self.source.text, before.end, start):
            before.end = max(end, self._fence_end(token))
            before.text = f"{before.text} {collapse(text)}"
            self._joined = before
            return
        group = self.grouped("list" if self.items else "code")
        group.pieces.append(Piece("code", start, end, text))

    def _fence_end(self, token: Token) -> int:
        """Return where the line that closes a fence ends."""
        return self.source.trim(0, self.source.bounds(lines_of(token)[1] - 1)[1])[1]

    def _sentence(self, group: Group | None) -> Piece | None:
        """Return the last piece of a group where it ends within a sentence, in the open item."""
        if group is None or not group.pieces or not is_unfinished(group.pieces[-1].text):
            return None
        piece = group.pieces[-1]
        if not any(map(str.isalpha, piece.text)):
            return None
        if self.items:
            return piece if piece is self.items[-1].piece else None
        return piece if piece.kind == "paragraph" else None

    def _goes_on_with(self, start: int, end: int, reading: InlineText) -> bool:
        """Add a paragraph to the sentence that the code before it stands in, if it goes on."""
        if not goes_on(self.source.text, start, end):
            return False
        piece = self._joined if self.group and self._joined in self.group.pieces[-1:] else None
        if piece is None and (piece := self._around_code(start)) is None:
            return False
        if not follows(self.source.text, piece.end, start):
            return False
        piece.end = end
        piece.text = run_on(piece.text, reading.text)
        piece.marks = unique((*piece.marks, *reading.marks))
        return True

    def _around_code(self, start: int) -> Piece | None:
        """Put a short block of code into the unfinished sentence before it, and return that.

        What goes on with that begins at `start`.
        """
        if self.items:
            pieces = self.group.pieces if self.group else []
            before, code = (pieces[-2], pieces[-1]) if len(pieces) > 1 else (None, None)
            if before is not self.items[-1].piece:
                return None
        else:
            last = self.draft.elements[-2:]
            groups = [each for each in last if isinstance(each, Group) and each.pieces]
            if [each.kind for each in groups] != ["paragraphs", "code"]:
                return None
            before, pieces = groups[0].pieces[-1], groups[1].pieces
            code = pieces[0] if len(pieces) == 1 else None
        if before is None or code is None or code.kind != "code":
            return None
        if not is_unfinished(before.text) or not is_short(code.text):
            return None
        source = self.source.text
        if not (follows(source, before.end, code.start) and follows(source, code.end, start)):
            return None
        before.text, before.end = f"{before.text} {collapse(code.text)}", code.end
        if self.items:
            pieces.pop()
        else:
            self.draft.elements.pop()
            self.group = groups[0]
        return before
