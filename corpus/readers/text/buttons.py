"""Lines of a plain text that are nothing but a button's words, or a link to another page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.furniture.promotion import button_label, call_start
from corpus.overrides import Overrides
from corpus.readers.text.lines import SENTENCE_END
from corpus.readers.text.text_block import TextBlock

__all__ = ["find_buttons"]


def find_buttons(
    blocks: Sequence[TextBlock], framed: bool, overrides: Overrides
) -> frozenset[TextBlock]:
    """Return the blocks that are buttons, and head no prose.

    A line over prose is one only where it repeats, or stands beside other promotion. `framed`: what
    was set aside stands above all.
    """
    labels = [button_label(each.text) if each.kind == "text" else None for each in blocks]
    times = Counter(label for label in labels if label)
    promoted = [
        bool(label) or (each.kind == "text" and _calls(each.text))
        for each, label in zip(blocks, labels, strict=True)
    ]
    heads = [*(_is_prose(below) for below in blocks[1:]), False]
    around = [framed, *promoted, False]
    return frozenset(
        block
        for place, (block, label) in enumerate(zip(blocks, labels, strict=True))
        if label
        and (times[label] > 1 or around[place] or around[place + 2] or not heads[place])
        and not overrides.keeps((), block.text)
    )


def _is_prose(block: TextBlock) -> bool:
    return block.kind != "heading" and (block.kind != "text" or block.text.endswith(SENTENCE_END))


def _calls(text: str) -> bool:
    call = call_start(text)
    return call is not None and call[0] == 0
