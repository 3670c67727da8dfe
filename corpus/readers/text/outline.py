"""The outline of a plain text, which marks nothing: its rules, in the order they are asked.

What a line looks like by itself stands in the table `SHAPES`; the steps here ask it first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.readers.text.asked_items import part_asked_items
from corpus.readers.text.bare_lists import itemize_links, itemize_runs
from corpus.readers.text.candidate import Candidate, candidate_of
from corpus.readers.text.headed_items import shape_headed_items
from corpus.readers.text.heading_context import (
    drop_lines_among_lines,
    retitle_common_frames,
    retitle_lone_capitals,
    retitle_lone_numbers,
    shape_begun_questions,
    shape_lines,
)
from corpus.readers.text.heading_levels import LevelSign, find_levels
from corpus.readers.text.heading_shape import ShapeKind
from corpus.readers.text.inline_faq import part_inline_questions
from corpus.readers.text.outer_headings import (
    by_capitals,
    by_contents,
    by_gap,
    by_questions,
    by_recurrence,
)
from corpus.readers.text.text_block import TextBlock

__all__ = ["LEVEL_SIGNS", "STEPS", "OutlinedBlock", "read_outline"]

STEPS: tuple[Callable[[list[Candidate]], list[Candidate]], ...] = (
    part_asked_items,
    part_inline_questions,
    shape_lines,
    shape_begun_questions,
    shape_headed_items,
    drop_lines_among_lines,
    retitle_lone_numbers,
    retitle_lone_capitals,
    retitle_common_frames,
    itemize_links,
    itemize_runs,
)
"""What makes a line a heading or a list's item: each step takes over what the one before left."""

LEVEL_SIGNS: tuple[LevelSign, ...] = (
    by_contents,
    by_gap,
    by_capitals,
    by_recurrence,
    by_questions,
)
"""What tells outer from inner headings where nothing marks them: the first that tells counts."""


@dataclass(frozen=True, slots=True)
class OutlinedBlock:
    """A block and, where it is a heading, at which level."""

    block: TextBlock
    level: int | None = None
    """None where it is no heading; 1 is outermost."""
    label: bool = False
    """True for a heading that ends in a colon."""
    asked: bool = False
    """True for a question of an FAQ by its form."""


def read_outline(blocks: Sequence[TextBlock], title: str) -> list[OutlinedBlock]:
    """Return the blocks under a title, those that are headings with their levels.

    There may be more of them, as a question and its answer are parted; lines of a list that lost
    its bullets are items.
    """
    candidates = [candidate_of(block) for block in blocks]
    for step in STEPS:
        candidates = step(candidates)
    levels = find_levels(candidates, title, LEVEL_SIGNS)
    return [
        OutlinedBlock(each.block, levels.get(index), each.kind is ShapeKind.LABEL, each.asked)
        for index, each in enumerate(candidates)
    ]
