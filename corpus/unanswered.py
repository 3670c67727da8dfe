"""Questions of an FAQ behind which the file has no answer: a script may add it to the page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from corpus.article import Passage, Section

__all__ = ["unanswered"]


def unanswered(
    sections: Sequence[Section], passages: Sequence[Passage], most: bool = False
) -> str | None:
    """Return how many of an article's questions have no answer, in words; None where all have.

    Or, where it is asked for `most`, None where at least half have one, or there is only one.
    """
    starts = [passage.start for passage in passages]
    asked = [each for each in sections if each.faq]
    empty = [e for e in asked if bisect_left(starts, e.start) == bisect_left(starts, e.end)]
    if not empty or (most and (len(asked) == 1 or 2 * len(empty) <= len(asked))):
        return None
    have = "has" if len(asked) == 1 else "have"
    return (
        f"{len(empty):,} of {len(asked):,} questions {have} no answer in the file: "
        "are they added by a script?"
    )
