"""Lists of terms whose definitions are short: each term is quoted with what it means."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from corpus.draft import Group, Piece
from corpus.marks import unique
from corpus.readers.markdown.broken_lines import DASH, BrokenLines
from corpus.readers.markdown.offsets import content_offsets
from corpus.readers.markdown.reading import is_asked, lines_of

__all__ = ["Terms"]

_LONGEST = 500
"""Characters of a definition that is quoted with its term; a longer one stands under that."""
_AROUND = ("paragraph_open", "paragraph_close", "dt_close", "dd_open", "dd_close")


class Terms(BrokenLines):
    """Reads lists of terms, but for those whose terms are questions, or headings of more."""

    def _terms(self, index: int) -> int | None:
        """Read a list of terms as items; return the index of its last token, None for others."""
        if self.items or not self.tokens[index].meta.get("terms", True):
            return None
        found = _pairs(self.tokens, index)
        if found is None:
            return None
        pairs, end = found
        read = [
            (self._reading(t.children or []), self._running(d.children or [])) for t, d in pairs
        ]
        if any(is_asked(term) for term, _ in pairs) or any(
            self.asks(term.text) for term, _ in read
        ):
            return None
        if not all(term.text and 0 < len(said.text) <= _LONGEST for term, said in read):
            return None
        pieces = []
        for (term, said), tokens in zip(read, pairs, strict=True):
            first, last = (content_offsets(self.source, lines_of(t), t.content) for t in tokens)
            # A colon only where the source has it: what is quoted stands there, but for markup.
            joint = ":" if ":" in self.source.text[first[1] : last[0]] else DASH
            named = term.text + ("" if term.text.endswith((":", ".", "!", "–", "—")) else joint)
            marks = unique((*term.marks, *said.marks))
            pieces.append(Piece("item", first[0], last[1], f"{named} {said.text}", marks))
        self.group = None
        self.draft.elements.append(Group("list", pieces))
        return end


def _pairs(tokens: Sequence[Token], index: int) -> tuple[list[tuple[Token, Token]], int] | None:
    """Return each term with its definition and the list's last token; None where it is no such."""
    inlines: list[tuple[bool, Token]] = []
    for at in range(index + 1, len(tokens)):
        above, token = tokens[at - 1], tokens[at]
        if token.type == "dl_close":
            terms = [is_term for is_term, _ in inlines]
            if not terms or terms != [True, False] * (len(terms) // 2):
                return None
            each = [token for _, token in inlines]
            return list(zip(each[::2], each[1::2], strict=True)), at
        if token.type == "inline":
            inlines.append((above.type == "dt_open", token))
        elif token.type != "dt_open" and token.type not in _AROUND:
            return None
    return None
