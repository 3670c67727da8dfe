"""Code that is set apart within a sentence: "run the command", a line of code, "and wait."."""

from __future__ import annotations

import re

from corpus.white_space import collapse

__all__ = ["follows", "goes_on", "is_one_line", "is_short"]

_LONGEST_LINE = 160
"""Characters of a line of code that is part of the sentence before it."""
_LONGEST_WITHIN = 400
"""Characters of code that a sentence goes on behind."""
_BETWEEN = re.compile(r"[\s>]*+(?:(?:`{3,}|~{3,})[^\r\n]*+)?[\s>]*+")
"""What stands between text and code: white space, a block quote's marks, a fence."""
_GOES_ON = re.compile(r"[a-z\u00df-\u00f6\u00f8-\u00ff(]|[.,;:)](?=\s|$)")


def is_one_line(code: str) -> bool:
    """Tell whether code is one line that may stand in a sentence."""
    return "\n" not in code and len(code) <= _LONGEST_LINE


def is_short(code: str) -> bool:
    """Tell whether code of several lines may stand in a sentence."""
    return len(collapse(code)) <= _LONGEST_WITHIN


def follows(text: str, end: int, start: int) -> bool:
    """Tell whether nothing was left out between the end of one and the start of the other."""
    return end <= start and _BETWEEN.fullmatch(text, end, start) is not None


def goes_on(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch of a text begins within a sentence; a name in code begins one."""
    return _GOES_ON.match(text, start, end) is not None
