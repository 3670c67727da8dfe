"""An FAQ whose questions stand on the same line as their answers."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.furniture.headings import is_faq, is_frame
from corpus.readers.text.blocks import Unit
from corpus.readers.text.heading_shape import shape
from corpus.sentences import sentences

__all__ = ["split_answers"]

_ANSWER = re.compile(r"(?:[-–—:]\s+)?(?=\S)")


def split_answers(units: list[Unit]) -> list[Unit]:
    """Return the units with "Is it hard? Yes, …" under an FAQ parted into question and answer.

    Only where no question of that FAQ stands on a line of its own, and at least two lead their
    answers: else they are the answer's own rhetoric.
    """
    parted: list[Unit] = []
    index = 0
    while index < len(units):
        parted.append(units[index])
        index += 1
        if not is_faq(units[index - 1].text) or units[index - 1].lines > 1:
            continue
        end = index
        while end < len(units) and not _ends(units[end]):
            end += 1
        section = units[index:end]
        alone = any(shape(unit.text) == "question" for unit in section)
        leading = [_question_end(unit) for unit in section]
        if not alone and sum(cut > 0 for cut in leading) > 1:
            for unit, cut in zip(section, leading, strict=True):
                parted.extend(_parted(unit, cut))
            index = end
    return parted


def _ends(unit: Unit) -> bool:
    """Tell whether a unit is the heading that ends an FAQ."""
    if unit.kind not in ("text", "heading") or unit.lines > 1:
        return False
    return unit.kind == "heading" or is_frame(unit.text) or shape(unit.text) in ("title", "caps")


def _question_end(unit: Unit) -> int:
    """Return where the question ends that a unit begins with; 0 where it begins with none."""
    if unit.kind not in ("text", "item"):
        return 0
    starts = sentences(unit.text)
    if len(starts) < 2 or shape(unit.text[: starts[1]]) != "question":
        return 0
    return starts[1]


def _parted(unit: Unit, cut: int) -> list[Unit]:
    if not cut:
        return [unit]
    asked = unit.text[:cut].rstrip()
    match = _ANSWER.match(unit.text, cut)
    start = match.end() if match else cut
    question = replace(
        unit, kind="text", end=unit.start + len(asked), text=asked, lines=1, number=None
    )
    answer = replace(
        unit, kind="text", start=unit.start + start, text=unit.text[start:], gap=0, number=None
    )
    return [question, answer]
