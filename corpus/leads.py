"""What leads in to a list, a table or code: "Look for these roles:", "You may not"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.draft import Group, Piece
from corpus.sentences import is_unfinished, last_sentence, sentences

__all__ = ["is_only_lead", "leads_in", "only_leads", "told_of_above"]

_LABEL = re.compile(r"([^:：]+[:：])\s*\S")
_LETTER = re.compile(r"\(?[a-z]\)\s")
_MOST_WORDS = 12
"""Words of a paragraph that only leads in though it doesn't end in a colon."""
_AMOUNT = re.compile(r"[$€£¥₹] ?\d|\d ?[€£¥₹]")


def leads_in(before: Group, group: Group) -> Piece | None:
    """Return the paragraph that leads in to the group after it, or None.

    One that only stops short before a list or code leads in to that, too ("You may not"): without
    it, what follows would say the contrary. What nothing is left of is led to by a colon alone.
    """
    if before.kind != "paragraphs" or not before.pieces or group.kind == "paragraphs":
        return None
    piece = before.pieces[-1]
    led = group.kind != "table" and bool(group.pieces) and is_unfinished(piece.text)
    return piece if led or _announces(piece) else None


def told_of_above(groups: Sequence[Group]) -> set[int]:
    """Return the groups that are said of the list above, and lead in to no other.

    One is a value whose label comes again below another list: "Access: editors" below each item;
    else "Note: you may not" leads in to what follows. Or the list goes on counting behind it.
    """
    labels = {
        index: label
        for index, (above, below) in enumerate(pairwise(groups), 1)
        if (label := _label_below_list(above, below)) is not None
    }
    times = Counter(labels.values())
    counted = zip(groups, groups[1:], groups[2:], strict=False)
    return {index for index, label in labels.items() if times[label] > 1} | {
        index
        for index, (above, told, below) in enumerate(counted, 1)
        if told.pieces and not _announces(told.pieces[-1]) and _counts_on(above, below)
    }


def _counts_on(above: Group, below: Group) -> bool:
    """Tell whether a list's first number, or letter, is the next one of the list above it."""
    if not (above.kind == below.kind == "list" and above.pieces and below.pieces):
        return False
    last, first = above.pieces[-1], below.pieces[0]
    if last.ordinal is not None and first.ordinal is not None:
        return first.ordinal == last.ordinal + 1
    lettered = _LETTER.match(last.text), _LETTER.match(first.text)
    return all(lettered) and ord(first.text.lstrip("(")[0]) == ord(last.text.lstrip("(")[0]) + 1


def _label_below_list(above: Group, below: Group) -> str | None:
    """Return the label of a lone paragraph below a list, with a value behind it; or None."""
    if above.kind != "list" or below.kind != "paragraphs" or len(below.pieces) != 1:
        return None
    labelled = _LABEL.match(below.pieces[0].text)
    return labelled[1] if labelled else None


def is_only_lead(piece: Piece, sentence: str) -> bool:
    """Tell whether the sentence that leads in is all that its paragraph says.

    A long one that announces nothing may be a statement, and so may one of several that markup
    keeps from being told apart. A price says something itself.
    """
    whole = sentence == piece.text and len(sentences(sentence)) == 1
    short = len(sentence.split()) <= _MOST_WORDS and _AMOUNT.search(sentence) is None
    return whole and (_announces(piece) or short)


def only_leads(piece: Piece) -> bool:
    """Tell whether a paragraph is nothing but a sentence that leads in."""
    return is_only_lead(piece, last_sentence(piece.text, piece.text)[1])


def _announces(piece: Piece) -> bool:
    return piece.text.endswith((":", "："))
