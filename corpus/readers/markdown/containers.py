"""What a generator's lines begin and end: containers, tags, admonitions; and lists of terms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from corpus.draft import Aside, Heading
from corpus.readers.markdown.generator import CONTAINER, GENERATED, TAG, is_fold, read_fence
from corpus.readers.markdown.given_answers import GivenAnswers
from corpus.readers.markdown.offsets import content_offsets, row_offsets
from corpus.readers.markdown.one_line_parts import WITHIN
from corpus.readers.markdown.reading import is_asked, lines_of
from corpus.source import Source

__all__ = ["Containers"]

_LISTED = re.compile(r"\b(?:items|tabs|names)\s*=\s*\"(?P<names>[^\"\n]{1,500},[^\"\n]{1,500})\"")
_LISTED_PARTS = ("tab",)


class Containers(GivenAnswers):
    """Puts what stands in a container under its title."""

    _ends: dict[str, int] | None = None
    _part_names: tuple[str, ...] = ()
    """Of the parts that follow, where the tag around them lists these: tabs="Summer,Winter"."""

    def _fence(self, token: Token, index: int) -> None:
        """Read a generator's line: its title heads what stands inside, until it ends."""
        start, end = _written(token, self.source)
        fence = read_fence(self.source.text[start:end])
        self.group = self.group if self.items else None
        within = fence is not None and self._ends_below(fence.name, index)
        if token.type == GENERATED:
            last = end if WITHIN in token.meta else _last_line_end(token, self.source)
            self.taken = last
            if names := _LISTED.search(self.source.text, start, end):
                self._part_names = tuple(map(str.strip, names["names"].split(",")))
            if not within and self._take_given(start, end):
                return
            self.draft.aside.append(
                Aside(*self.source.trim(start, last), "of the site's generator")
            )
        if fence is None or self.items:
            return
        name = "" if fence.ends or fence.title or not within else self._next_name(fence.name)
        if fence.ends:
            self.close_fence(fence.name, start)
        elif name:
            self.open_fence(fence.name)
            self._entitle(start, end, text=name)
        elif token.type == CONTAINER or (fence.title and within):
            self.open_fence(fence.name)
            if fence.title:
                self._entitle(start + fence.title[0], start + fence.title[1], fence.folds)

    def _next_name(self, part: str) -> str:
        """Return the name that is listed for a part without one of its own, if one is."""
        if part not in _LISTED_PARTS or not self._part_names:
            return ""
        name, *rest = self._part_names
        self._part_names = tuple(rest)
        return name

    def _entitle(self, start: int, end: int, folds: bool = False, text: str = "") -> None:
        """Put what stands in the innermost container under its title, which it `folds` away.

        `text` is the title where it doesn't stand there itself.
        """
        reading = self._reparsed(text or self.source.text[start:end])
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
    if within := token.meta.get(WITHIN):
        return start + within[0], start + within[1]
    tag = token.type == GENERATED and TAG.fullmatch(token.content)
    return source.trim(start, _last_line_end(token, source)) if tag else (start, end)


def _last_line_end(token: Token, source: Source) -> int:
    first, end = lines_of(token)
    return source.bounds(max(end - 1, first))[1]


def _last_ends(tokens: Sequence[Token], source: Source) -> dict[str, int]:
    """Return by name the last token that ends a part of a generator's."""
    ends: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.type == GENERATED:
            fence = read_fence(source.text[slice(*_written(token, source))])
            if fence is not None and fence.ends:
                ends[fence.name] = index
    return ends
