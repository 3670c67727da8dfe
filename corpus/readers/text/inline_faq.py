"""An FAQ whose questions stand on the same line as their answers."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.furniture.headings import is_faq, is_frame
from corpus.readers.text.candidate import Candidate, candidate_of
from corpus.readers.text.heading_shape import ShapeKind, shape_of
from corpus.readers.text.text_block import TextBlock
from corpus.sentences import sentences

__all__ = ["part_inline_questions"]

_ANSWER = re.compile(r"(?:[-–—:]\s+)?(?=\S)")
_FEWEST_QUESTIONS = 2
"""Questions before their answers from which on they are an FAQ's: one may be rhetoric."""


def part_inline_questions(candidates: list[Candidate]) -> list[Candidate]:
    """Part "Is it hard? Yes, …" under an FAQ into question and answer.

    Only where no question of that FAQ stands on a line of its own, and at least two lead their
    answers: else they are the answer's own rhetoric.
    """
    parted: list[Candidate] = []
    index = 0
    while index < len(candidates):
        block = candidates[index].block
        parted.append(candidates[index])
        index += 1
        if not is_faq(block.text) or block.lines > 1:
            continue
        end = index
        while end < len(candidates) and not _ends_an_faq(candidates[end].block):
            end += 1
        section = candidates[index:end]
        alone = any(_is_a_question(candidate.block.text) for candidate in section)
        cuts = [_question_end(candidate.block) for candidate in section]
        if not alone and sum(cut > 0 for cut in cuts) >= _FEWEST_QUESTIONS:
            for candidate, cut in zip(section, cuts, strict=True):
                parted.extend(_parted(candidate.block, cut) if cut else [candidate])
            index = end
    return parted


def _is_a_question(text: str) -> bool:
    shape = shape_of(text)
    return shape is not None and shape.kind is ShapeKind.QUESTION


def _ends_an_faq(block: TextBlock) -> bool:
    """Tell whether a block is the heading that ends an FAQ."""
    if block.kind not in ("text", "heading") or block.lines > 1:
        return False
    if block.kind == "heading" or is_frame(block.text):
        return True
    shape = shape_of(block.text)
    return shape is not None and shape.kind in (ShapeKind.TITLE, ShapeKind.CAPS)


def _question_end(block: TextBlock) -> int:
    """Return where the question ends that a block begins with; 0 where it begins with none."""
    if block.kind not in ("text", "item"):
        return 0
    starts = sentences(block.text)
    if len(starts) < 2 or not _is_a_question(block.text[: starts[1]]):
        return 0
    return starts[1]


def _parted(block: TextBlock, cut: int) -> list[Candidate]:
    asked = block.text[:cut].rstrip()
    match = _ANSWER.match(block.text, cut)
    start = match.end() if match else cut
    question = replace(
        block, kind="text", end=block.start + len(asked), text=asked, lines=1, ordinal=None
    )
    answer = replace(
        block, kind="text", start=block.start + start, text=block.text[start:], gap=0, ordinal=None
    )
    return [candidate_of(question), candidate_of(answer)]
