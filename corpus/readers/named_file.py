"""What a file's name says of an article that has no title."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import shown

__all__ = ["bare_stem", "says_nothing", "title_of_file"]

_EXPORTED = re.compile(r"(?<=\S)[ _-][0-9a-f]{32}(?=$|_all$)")
"""The id that Notion puts behind a page's name."""
_DEFAULT = re.compile(r"\W*(?:index|readme|home|default|untitled|document|page)[\W_\d]*", re.I)
"""Names of what servers, repositories and wikis show for a folder, and editors give a new file."""


def bare_stem(path: Path) -> str:
    """Return a file's stem, without the id that an export puts into it."""
    return _EXPORTED.sub("", path.stem)


def title_of_file(path: str) -> str:
    """Return the words of a file's name, the first with a capital."""
    words = " ".join(re.split(r"[\W_]+", shown(bare_stem(Path(path))))).strip()
    return words[:1].upper() + words[1:] or "Article"


def says_nothing(path: str) -> bool:
    """Tell whether a file's name is one that files have whatever they are about."""
    return _DEFAULT.fullmatch(bare_stem(Path(path))) is not None
