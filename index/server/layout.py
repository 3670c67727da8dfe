"""The collections of an index on a server: their names, and what of a folder they hold."""

from __future__ import annotations

import re
from typing import Final

from index.store.layout import LAYOUT

__all__ = [
    "BUILD_FILES",
    "FIRST",
    "OPENED_FILES",
    "REPLACED",
    "ROWS",
    "collection_of",
    "version_of",
]

ROWS: Final = 1
"""Raised whenever what the rows mean changes; a collection of another one is refused."""
FIRST: Final = "index"
"""The record that is written last: what the collection is. Without it, it isn't whole."""
REPLACED: Final = "replaced"
"""The record of when another collection took its place."""

OPENED_FILES: Final = (
    LAYOUT.acronyms,
    LAYOUT.words,
    LAYOUT.questions,
    LAYOUT.english.words,
    LAYOUT.english.ranks,
    LAYOUT.lexical.vocabulary,
    LAYOUT.lexical.starts,
    LAYOUT.tokens.idf,
    LAYOUT.tokens.product,
)
"""What a worker reads when it opens the index: the statistics of all passages."""
BUILD_FILES: Final = (
    LAYOUT.owner,
    LAYOUT.runs,
    LAYOUT.headings.runs,
    LAYOUT.headings.passages,
)
"""What only the next build reads."""


def collection_of(name: str, version: str) -> str:
    """Return the name of the collection of passages of a version."""
    return f"{name}_{version}"


def version_of(name: str, collection: str) -> str | None:
    """Return the version whose passages a collection holds, or None."""
    found = re.fullmatch(rf"{re.escape(name)}_([0-9a-f]{{16}})", collection)
    return found[1] if found else None
