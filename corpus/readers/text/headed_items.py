"""List items that are headings, as text of their own stands under them: "1. Get Licensed"."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from corpus.furniture.headings import is_question
from corpus.readers.text.candidate import Candidate
from corpus.readers.text.heading_shape import (
    MOST_WORDS_ASKED,
    HeadingShape,
    ShapeKind,
    shape_of,
)
from corpus.readers.text.text_block import LONE, TextBlock

__all__ = ["shape_headed_items"]

_FEWEST = 2
"""Items with text under them from which on they are headings."""
_SHARE = 0.6
"""Of the items that ask, or stand under bullets on lines of their own, more than so many have text
under them."""


def shape_headed_items(candidates: list[Candidate]) -> list[Candidate]:
    """Give a shape to the items that have text of their own under them, if several do."""
    blocks = [candidate.block for candidate in candidates]
    shapes = {**_numbered(blocks), **_under_lone_bullets(blocks), **_asking(blocks)}
    return [
        candidate.shaped(shapes[index]) if index in shapes else candidate
        for index, candidate in enumerate(candidates)
    ]


def _may_head(block: TextBlock) -> bool:
    return block.kind == "item" and block.lines == 1 and not block.depth


def _numbered(blocks: list[TextBlock]) -> dict[int, HeadingShape]:
    """Return the shapes of numbered items that head text, where their numbers change."""
    headed = [
        index
        for index, (block, below) in enumerate(pairwise(blocks))
        if _may_head(block) and block.ordinal is not None and _is_headed(block, below)
    ]
    ordinals = [blocks[index].ordinal for index in headed]
    if len(headed) < _FEWEST or not all(a != b for a, b in pairwise(ordinals)):
        return {}
    return {
        index: HeadingShape(
            ShapeKind.QUESTION if is_question(blocks[index].text) else ShapeKind.SERIES
        )
        for index in headed
    }


def _is_headed(block: TextBlock, below: TextBlock) -> bool:
    shape = shape_of(block.text)
    if shape is None or shape.kind is ShapeKind.LABEL:
        return False
    nested = below.kind == "item" and below.ordinal is None and below.indent <= block.indent
    return below.kind in ("text", "header", "row") or nested


def _under_lone_bullets(blocks: list[TextBlock]) -> dict[int, HeadingShape]:
    """Return the shapes of items under lone bullets, where most of them head text."""
    lone = [index for index, block in enumerate(blocks) if block.marker == LONE]
    shapes = {index: shape_of(blocks[index].text) for index in _over_text(blocks, lone)}
    headed = {index: shape for index, shape in shapes.items() if shape is not None}
    return headed if _are_most(headed, lone) else {}


def _asking(blocks: list[TextBlock]) -> dict[int, HeadingShape]:
    """Return the shapes of items that ask, where most of them are answered by text below them."""
    asking = [
        index
        for index, block in enumerate(blocks)
        if _may_head(block)
        and block.text.endswith("?")
        and len(block.text.split()) <= MOST_WORDS_ASKED
    ]
    answered = _over_text(blocks, asking)
    if not _are_most(answered, asking):
        return {}
    return dict.fromkeys(answered, HeadingShape(ShapeKind.QUESTION))


def _over_text(blocks: list[TextBlock], items: list[int]) -> list[int]:
    below = [*blocks[1:], None]
    return [
        index
        for index in items
        if _may_head(blocks[index]) and (text := below[index]) and text.kind == "text"
    ]


def _are_most(headed: Collection[int], items: Collection[int]) -> bool:
    return len(headed) >= _FEWEST and len(headed) > _SHARE * len(items)
