"""What ends a mail: a signature under its delimiter, two hyphens and a space, or a closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.overrides import Overrides
from corpus.readers.text.lines import SENTENCE_END, has_figure
from corpus.readers.text.text_block import TextBlock
from corpus.source import Source

__all__ = ["part_closing", "signature"]

_DELIMITER = "--"
_LONGEST = 4
"""Lines of a signature as RFC 1855 has it: of more, the delimiter has its space (RFC 3676)."""

_MOST_WORDS = 5
"""Words of a line that a letter is closed with, and of those that say who wrote it."""


def signature(
    blocks: Sequence[TextBlock], source: Source, overrides: Overrides
) -> Sequence[TextBlock]:
    """Return the blocks of the signature that a text ends with, its delimiter first; or none.

    What is to be kept is no signature, and neither are sentences, lists and tables.
    """
    at = max((n for n, each in enumerate(blocks) if each.text == _DELIMITER), default=0)
    signed = blocks[at + 1 :]
    if not at or not signed or signed[0].gap:
        return ()
    spaced = source.text.startswith(" ", blocks[at].end)
    if not spaced and sum(each.lines for each in signed) > _LONGEST:
        return ()
    if any(each.kind != "text" or each.text.endswith(SENTENCE_END) for each in signed):
        return ()
    return () if any(overrides.keeps((), each.text) for each in signed) else blocks[at:]


def part_closing(
    blocks: Sequence[TextBlock], source: Source, overrides: Overrides
) -> tuple[Sequence[TextBlock], Sequence[TextBlock]]:
    """Part what closes a letter, "Kind regards," and who wrote it, from the blocks before it.

    Where to reach who wrote it is content, as what is to be kept: then it is one paragraph.
    """
    closed = _closing(blocks)
    if not closed:
        return blocks, ()
    before = blocks[: len(blocks) - len(closed)]
    start, end = closed[0].start, closed[-1].end
    if any(has_figure(each.text) or "@" in each.text for each in closed) or any(
        overrides.keeps((), each.text) for each in closed
    ):
        whole = replace(closed[0], end=end, text=source.text[start:end], lines=len(closed))
        return [*before, whole], ()
    return before, closed


def _closing(blocks: Sequence[TextBlock]) -> Sequence[TextBlock]:
    """Return the short lines that a text ends with, the first of which ends in a comma; or none."""
    begins = range(max(len(blocks) - _LONGEST, 1), len(blocks) - 1)
    at = next((n for n in begins if blocks[n].gap and blocks[n].text.endswith(",")), len(blocks))
    closed = blocks[at:]
    short = all(
        each.kind == "text"
        and each.lines == 1
        and len(each.text.split()) <= _MOST_WORDS
        and not each.text.endswith((".", "!", "?", ":"))
        for each in closed
    )
    return closed if short and not any(each.gap for each in closed[2:]) else ()
