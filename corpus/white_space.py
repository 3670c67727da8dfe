"""White space: what of it counts for no more than one space."""

from __future__ import annotations

__all__ = ["collapse"]


def collapse(text: str) -> str:
    """Return the text with every run of white space as one space, none at its ends."""
    return " ".join(text.split())
