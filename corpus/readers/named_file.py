"""What a file's name says of an article that has no title."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import shown

__all__ = ["title_of_file"]


def title_of_file(path: str) -> str:
    """Return the words of a file's name, the first with a capital."""
    words = " ".join(re.split(r"[\W_]+", shown(Path(path).stem))).strip()
    return words[:1].upper() + words[1:] or "Article"
