"""List items that are a question with its answer indented below it."""

from __future__ import annotations

from dataclasses import replace

from corpus.readers.text.candidate import Candidate, candidate_of
from corpus.readers.text.heading_shape import MOST_WORDS_ASKED
from corpus.readers.text.text_block import TextBlock

__all__ = ["part_asked_items"]

_FEWEST = 2
"""Such items from which on they are an FAQ's: one may be rhetoric."""


def part_asked_items(candidates: list[Candidate]) -> list[Candidate]:
    """Part items whose first line, or lines, ask into question and answer, where several do."""
    cuts = [_cut(each.block) for each in candidates]
    if sum(cut > 0 for cut in cuts) < _FEWEST:
        return candidates
    parted: list[Candidate] = []
    for candidate, cut in zip(candidates, cuts, strict=True):
        parted += _parted(candidate.block, cut) if cut else [candidate]
    return parted


def _cut(block: TextBlock) -> int:
    """Return where an item's answer begins; 0 where it is no question with one.

    What asks at its end, too, is a list of questions.
    """
    cut = block.answer - block.start
    if cut < 0 or block.text.endswith("?") or len(block.text[:cut].split()) > MOST_WORDS_ASKED:
        return 0
    return cut


def _parted(block: TextBlock, cut: int) -> list[Candidate]:
    text = block.text[:cut].rstrip()
    end = block.start + len(text)
    asked = replace(block, kind="text", end=end, text=text, lines=1, ordinal=None)
    start, rest = block.start + cut, block.text[cut:]
    answer = replace(block, kind="text", start=start, text=rest, gap=0, ordinal=None)
    return [replace(candidate_of(asked), asked=True), candidate_of(answer)]
