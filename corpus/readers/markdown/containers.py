"""What a generator's lines begin and end: containers, tags, admonitions; and lists of terms."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from corpus.draft import Aside, Heading
from corpus.readers.markdown.generator import CONTAINER, GENERATED, TAG, is_fold, read_fence
from corpus.readers.markdown.given_answers import GivenAnswers
from corpus.readers.markdown.offsets import content_offsets, row_offsets
from corpus.readers.markdown.outline import Fenced
from corpus.readers.markdown.reading import is_asked, lines_of
from corpus.source import Source

__all__ = ["Containers"]


class Containers(GivenAnswers):
    """Puts what stands in a container under its title."""

    _ends: dict[str, int] | None = None

    def _fence(self, token: Token, index: int) -> None:
        """Read a generator's line: its title heads what stands inside, until it ends."""
        start, end = _written(token, self.source)
        fence = read_fence(self.source.text[start:end])
        self.group = self.group if self.items else None
        within = fence is not None and self._ends_below(fence.name, index)
        if token.type == GENERATED:
            last = self.source.bounds(max(lines_of(token)[1] - 1, lines_of(token)[0]))[1]
            self.taken = last
            if not within and self._take_given(start, end):
                return
            self.draft.aside.append(
                Aside(*self.source.trim(start, last), "of the site's generator")
            )
        if fence is None or self.items:
            return
        if fence.ends:
            self.close_fence(fence.name, start)
        elif token.type == CONTAINER or (fence.title and within):
            self.fences.append(Fenced(fence.name))
            if fence.title:
                self._entitle(start + fence.title[0], start + fence.title[1], fence.folds)

    def _entitle(self, start: int, end: int, folds: bool = False) -> None:
        """Put what stands in the innermost container under its title, which it `folds` away."""
        reading = self._reparsed(self.source.text[start:end])
        if reading.text and not self.items:
            self.fences[-1].titled = True
            self.open_fold()
            asked = self.is_question(reading.text) and (folds or self.faq_level is not None)
            level = self.fold_level()
            self.add_heading(Heading(start, end, reading.text, level, asked=asked))

    def _admonition(self, token: Token, line: int) -> None:
        start, end = self.source.bounds(line)
        at = self.source.text.rfind(token.content, start, end)
        before = self.source.text[start:at]
        # Else it is only called by its kind.
        if at >= 0 and before.rstrip(" \t").endswith(('"', "'", "}")):
            folds = before.lstrip().startswith("???") or is_fold(before)
            self._entitle(at, at + len(token.content), folds)

    def _term(self, token: Token) -> None:
        reading = self._reading(token.children or [])
        if reading.text:
            start, end = content_offsets(self.source, lines_of(token), token.content)
            asked = is_asked(token) or self.asks(reading.text)
            level = self.fold_level()
            self.add_heading(Heading(start, end, reading.text, level, asked=asked))

    def _ends_below(self, name: str, index: int) -> bool:
        """Tell whether a tag below a token ends a part of this name: others head nothing."""
        if self._ends is None:
            self._ends = _last_ends(self.tokens, self.source)
        return self._ends.get(name, 0) > index


def _written(token: Token, source: Source) -> tuple[int, int]:
    """Return where a generator's line stands, with those below that its tag takes."""
    start, end = row_offsets(source, lines_of(token)[0])
    tag = token.type == GENERATED and TAG.fullmatch(token.content)
    last = source.bounds(max(lines_of(token)[1] - 1, lines_of(token)[0]))[1]
    return source.trim(start, last) if tag else (start, end)


def _last_ends(tokens: Sequence[Token], source: Source) -> dict[str, int]:
    """Return by name the last token that ends a part of a generator's."""
    ends: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.type == GENERATED:
            fence = read_fence(source.text[slice(*_written(token, source))])
            if fence is not None and fence.ends:
                ends[fence.name] = index
    return ends
