"""The signature that ends a mail: what stands under its delimiter, two hyphens and a space."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.overrides import Overrides
from corpus.readers.text.lines import SENTENCE_END
from corpus.readers.text.text_block import TextBlock
from corpus.source import Source

__all__ = ["signature"]

_DELIMITER = "--"
_LONGEST = 4
"""Lines of a signature as RFC 1855 has it: of more, the delimiter has its space (RFC 3676)."""


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
