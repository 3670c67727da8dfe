"""Which lines of a plain text go on in what stands above them."""

from __future__ import annotations

import re

from corpus.question_prefixes import ANSWER_PREFIX
from corpus.readers.line_ends import ends_in_word
from corpus.readers.text.lines import (
    BULLET,
    DOTTED_NUMBER,
    LONG_LINE,
    SENTENCE_END,
    Line,
    breaks_off,
    is_entry,
    is_lone_label,
    is_only_label,
)
from corpus.readers.text.text_block import DOTTED, TextBlock

__all__ = ["goes_on", "is_answer", "is_dash_within_sentence", "is_entitled"]

_CLOSERS = "\"'”’»)*_ "
_SLACK = 8
"""Columns that a number takes, and what else may be in the way of a word at the margin."""

_ANEW = (is_entry, DOTTED_NUMBER.match)
"""What a line begins anew with below another that has it."""


def goes_on(last: TextBlock, line: Line, gap: int, width: int | None) -> bool:
    """Tell whether a line continues the block above it."""
    if last.kind == "item" and line.indent > last.indent - (last.marker == DOTTED):
        # A hanging indent, or a loose item's next paragraph.
        return gap <= 1
    if gap or last.kind not in ("text", "item"):
        return False
    above = last.tail or last.text
    if last.hangs and line.indent == last.indent and not above.endswith(SENTENCE_END):
        return True
    if line.counts and not BULLET.match(line.text):
        return False
    if last.lines == 1 and is_only_label(last.text):
        return True
    if breaks_off(above) or (line.text[0].islower() and (width is not None or ends_in_word(above))):
        return True
    if width is None or any(alike(last.text) and alike(line.text) for alike in _ANEW):
        return False
    if is_lone_label(line, above):
        return True
    first = line.text.split(maxsplit=1)[0]
    used = (last.indent if last.lines == 1 else line.indent) + len(above)
    if last.kind == "item" and last.lines == 1:
        used += 2
    return used + 1 + len(first) > width and len(above) >= LONG_LINE


def is_answer(item: TextBlock, line: Line, gap: int, wrapped: bool) -> bool:
    """Tell whether an item's question ends above a line, which is no rest of its paragraph.

    Where paragraphs take several lines, an empty one says so, or "A:".
    """
    above = item.tail or item.text
    if item.kind != "item" or not above.rstrip(_CLOSERS).endswith("?"):
        return False
    own = gap > 0 or ANSWER_PREFIX.match(line.text) is not None
    return own or not wrapped


def is_entitled(item: TextBlock, line: Line, width: int | None) -> bool:
    """Tell whether a numbered item's first line is its title: it ends long before the margin."""
    if item.ordinal is None or item.lines > 1 or width is None or item.depth:
        return False
    used = item.indent + len(item.text) + 1 + len(line.text.split(maxsplit=1)[0])
    return used + _SLACK < width and line.text[0].isupper() and not item.text.endswith(SENTENCE_END)


def is_dash_within_sentence(
    last: TextBlock, line: Line, bullet: re.Match[str], width: int | None
) -> bool:
    """Tell whether a dash or number at a line's start is the middle of a wrapped sentence."""
    if width is None or last.kind not in ("text", "item"):
        return False
    if bullet[0].strip() in "*+•":
        return False
    above = last.tail or last.text
    beside = last.kind == "item" and line.indent <= last.indent
    return (
        not above.endswith(SENTENCE_END)
        and goes_on(last, line, 0, width)
        and (not beside or is_lone_label(line, above))
    )
