"""What leads in to a list, a table or code: "Look for these roles:", "You may not"."""

from __future__ import annotations

from corpus.draft import Group, Piece
from corpus.sentences import is_unfinished, last_sentence, sentences

__all__ = ["is_only_lead", "leads_in", "only_leads"]

_MOST_WORDS = 12
"""Words of a paragraph that only leads in though it doesn't end in a colon."""


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


def is_only_lead(piece: Piece, sentence: str) -> bool:
    """Tell whether the sentence that leads in is all that its paragraph says.

    A long one that announces nothing may be a statement, and so may one of several that markup
    keeps from being told apart.
    """
    whole = sentence == piece.text and len(sentences(sentence)) == 1
    return whole and (_announces(piece) or len(sentence.split()) <= _MOST_WORDS)


def only_leads(piece: Piece) -> bool:
    """Tell whether a paragraph is nothing but a sentence that leads in."""
    return is_only_lead(piece, last_sentence(piece.text, piece.text)[1])


def _announces(piece: Piece) -> bool:
    return piece.text.endswith((":", "："))
