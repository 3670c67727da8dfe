"""A block on its way into the outline: what it is taken for so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.marks import without_marks
from corpus.readers.line_ends import join_words
from corpus.readers.text.heading_shape import HeadingShape, ShapeKind
from corpus.readers.text.text_block import TextBlock

__all__ = ["Candidate", "candidate_of"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block, a heading where it has a shape."""

    block: TextBlock
    text: str
    """The block's, without citation marks."""
    shape: HeadingShape | None = None
    entry: bool = False
    """True for an entry of the table of contents."""
    asked: bool = False
    """True for a question of an FAQ by its form, whatever its words."""

    @property
    def kind(self) -> ShapeKind | None:
        """The kind of its shape, where it has one."""
        return None if self.shape is None else self.shape.kind

    @property
    def folded(self) -> str:
        """Its text in lower case, by which lines are held against each other."""
        return self.text.casefold()

    def shaped(self, shape: HeadingShape | None) -> Candidate:
        """Return it with another shape, or with none."""
        return replace(self, shape=shape)

    def as_item(self, entry: bool = False) -> Candidate:
        """Return it as a list's item, which is no heading."""
        return replace(self, block=replace(self.block, kind="item"), shape=None, entry=entry)


def candidate_of(block: TextBlock) -> Candidate:
    """Return the candidate of a block, without a shape as yet."""
    return Candidate(block, without_marks(join_words(block.text))[0], asked=block.by_form)
