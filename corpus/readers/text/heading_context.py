"""Which lines are headings: each by its own look, then by what stands around it."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from corpus.readers.text.candidate import Candidate
from corpus.readers.text.heading_shape import (
    MOST_WORDS_ASKED,
    TITLE,
    HeadingShape,
    ShapeKind,
    shape_of,
)
from corpus.readers.text.lines import DOTTED_NUMBER, has_figure, is_labelled
from corpus.readers.text.text_block import LETTER, TextBlock
from corpus.sentences import sentences

__all__ = [
    "drop_lines_among_lines",
    "retitle_common_frames",
    "retitle_lone_capitals",
    "retitle_lone_numbers",
    "shape_begun_questions",
    "shape_lines",
]

_MOST_FRAMES = 2
"""Times that a frame's heading may stand in an article that it frames."""
_FEWEST_ASKED = 2
"""Questions from which on another line may be one of them: a single one may be the article's."""
_MOST_WORDS_LABEL = 3
"""Words before the colon of a line that is one of several: "Apologies: …", "In attendance: …"."""
_LONGER_BELOW = 1.5
"""How many times as long as a heading in sentence case the text under it is at least."""


def shape_lines(candidates: list[Candidate]) -> list[Candidate]:
    """Give every marked heading and every lone line over something the shape that it looks like.

    What stands right below a question that is one by its form answers it.
    """
    above: Sequence[Candidate | None] = [None, *candidates]
    last = len(candidates) - 1
    return [
        candidate
        if before is not None and before.block.by_form and not candidate.block.asked
        else candidate.shaped(_own_shape(candidate, last=index == last))
        for index, (before, candidate) in enumerate(zip(above, candidates, strict=False))
    ]


def _own_shape(candidate: Candidate, last: bool) -> HeadingShape | None:
    block = candidate.block
    if candidate.asked or block.asked:
        return HeadingShape(ShapeKind.QUESTION)
    if block.kind == "heading":
        return shape_of(block.text) or TITLE
    if block.kind == "text" and block.lines == 1 and not last and not block.body:
        return shape_of(block.text)
    return None


def shape_begun_questions(candidates: list[Candidate]) -> list[Candidate]:
    """Make a question of a line that asks behind another sentence, where it stands among questions.

    "I use a chair. Can I get in?" may be an answer's own rhetoric elsewhere. Here it has an answer
    of its own, as the question before it has, and is laid out like that.
    """
    settled = list(candidates)
    shaped = [index for index, each in enumerate(candidates) if each.shape]
    asked = [index for index in shaped if candidates[index].kind is ShapeKind.QUESTION]
    if len(asked) < _FEWEST_ASKED:
        return candidates
    above = -1
    for index, candidate in enumerate(candidates[:-1]):
        if _asks_behind_another(candidate) and candidates[index + 1].shape is None:
            at = bisect(shaped, index)
            below = shaped[at : at + 1]
            among = _leads_to_question(settled, above, index) and all(
                candidates[each].kind is ShapeKind.QUESTION for each in below
            )
            asks = above >= 0 and settled[above].kind is ShapeKind.QUESTION
            like = above if asks else asked[0]
            if among and _layout(candidates, index) == _layout(candidates, like):
                settled[index] = candidate.shaped(HeadingShape(ShapeKind.QUESTION))
        if settled[index].shape:
            above = index
    return settled


def _asks_behind_another(candidate: Candidate) -> bool:
    """Tell whether a block is a line of several sentences of which the last asks."""
    block = candidate.block
    return (
        candidate.shape is None
        and (block.kind, block.lines, block.body) == ("text", 1, False)
        and candidate.text.endswith("?")
        and len(candidate.text.split()) <= MOST_WORDS_ASKED
        and len(sentences(candidate.text)) > 1
        and not candidate.text[0].islower()
    )


def _leads_to_question(candidates: Sequence[Candidate], above: int, index: int) -> bool:
    """Tell whether a question may stand at an index, the last heading before it being `above`."""
    if above < 0:
        return index == 0
    answered = candidates[above].kind is ShapeKind.QUESTION and index > above + 1
    return answered or candidates[above].kind is ShapeKind.FAQ


def _layout(candidates: Sequence[Candidate], index: int) -> tuple[bool, bool]:
    """Return whether empty lines stand above a block, and below it."""
    return bool(candidates[index].block.gap), bool(candidates[index + 1].block.gap)


def drop_lines_among_lines(candidates: list[Candidate]) -> list[Candidate]:
    """Take its shape from a short line that stands among lines, not over text."""
    return [
        candidate.shaped(None)
        if candidate.block.kind == "text"
        and (_is_one_of_several(candidates, index) or _is_sentence(candidates, index))
        else candidate
        for index, candidate in enumerate(candidates)
    ]


def _is_one_of_several(candidates: Sequence[Candidate], index: int) -> bool:
    """Tell whether the line above or below begins with a label as this one does: "Present: …"."""
    if candidates[index].kind not in (ShapeKind.TITLE, ShapeKind.PLAIN):
        return False
    beside = candidates[max(index - 1, 0) : index + 2]
    labelled = [each for each in beside if _is_labelled(each.block)]
    return _is_labelled(candidates[index].block) and len(labelled) > 1


def _is_labelled(block: TextBlock) -> bool:
    return block.kind == "text" and is_labelled(block.text, _MOST_WORDS_LABEL)


def _is_sentence(candidates: Sequence[Candidate], index: int) -> bool:
    """Tell whether a line in sentence case is one of those around it, not over those below.

    Right below a label it is the first line of what that stands over.
    """
    candidate, above = candidates[index], candidates[index - 1] if index else None
    if candidate.kind is not ShapeKind.PLAIN:
        return False
    labelled = above is not None and above.kind is ShapeKind.LABEL and not candidate.block.gap
    below = candidates[index + 1 : index + 2]
    if labelled and below and not below[0].block.gap:
        return True
    return not (
        _stands_over_entries(candidates, index)
        or all(_stands_over(candidate, each) for each in below)
    )


def _stands_over_entries(candidates: Sequence[Candidate], index: int) -> bool:
    """Tell whether a line stands behind an empty one over lines most of which have figures."""
    block = candidates[index].block
    if not block.gap or _is_entry(block):
        return False
    below = (candidates[at].block for at in range(index + 1, len(candidates)))
    entries = [_is_entry(each) for each in takewhile(_is_line_of_run, below)]
    return 2 * sum(entries) > len(entries)


def _is_line_of_run(block: TextBlock) -> bool:
    return block.kind == "text" and not block.gap


def _is_entry(block: TextBlock) -> bool:
    return has_figure(block.text) or _is_labelled(block)


def _stands_over(candidate: Candidate, below: Candidate) -> bool:
    if below.block.kind != "text":
        return not _goes_on_in_items(below.block)
    closed = below.text.endswith((".", "!", "?", ":", "”", '"', ")"))
    if closed and _is_rule(candidate) and not _is_rule(below):
        return True
    return closed and len(below.text) >= _LONGER_BELOW * len(candidate.block.text)


def _is_rule(candidate: Candidate) -> bool:
    """Tell whether a line has a number of several parts: what has none below it is its text."""
    return DOTTED_NUMBER.match(candidate.text) is not None


def _goes_on_in_items(below: TextBlock) -> bool:
    """Tell whether a sentence goes on below in lettered items: "You may cancel", "a) for free;"."""
    if below.marker != LETTER or below.gap:
        return False
    return below.text.split(maxsplit=1)[-1][0].islower()


def retitle_lone_numbers(candidates: list[Candidate]) -> list[Candidate]:
    """Make a title of what counts but is alone in that: one "Step 1: …" is no series."""
    times = Counter(each.shape for each in candidates if each.kind is ShapeKind.SERIES)
    return [each.shaped(TITLE) if times[each.shape] == 1 else each for each in candidates]


def retitle_lone_capitals(candidates: list[Candidate]) -> list[Candidate]:
    """Make a title of the only heading in capitals: they tell no level."""
    lone = sum(each.kind is ShapeKind.CAPS for each in candidates) == 1
    return [
        each.shaped(TITLE) if lone and each.kind is ShapeKind.CAPS else each for each in candidates
    ]


def retitle_common_frames(candidates: list[Candidate]) -> list[Candidate]:
    """Make titles of "Overview" in every section, which frames the section, not the article."""
    times = Counter(each.folded for each in candidates if each.shape)
    return [
        each.shaped(TITLE)
        if each.kind is ShapeKind.FRAME and times[each.folded] > _MOST_FRAMES
        else each
        for each in candidates
    ]
