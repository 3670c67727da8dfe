"""Pages in several languages: which of them a file is, by its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

__all__ = ["Translations", "tag_of"]

_TAG = re.compile(r"\.([a-z]{2}(?:-[A-Za-z]{2,4})?)")
"""What stands before a file's suffix where it is of one language among several."""


def tag_of(file: Path) -> str | None:
    """Return what may be the language in a file's name: "de" of pay.de.md."""
    match = _TAG.fullmatch(file.with_suffix("").suffix)
    return match[1] if match else None


class Translations:
    """The files that are one page in several languages, such as pay.md and pay.de.md."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = {file.with_suffix("") for file in files}
        self._stems = Counter(_untagged(file) for file in files if tag_of(file))

    @property
    def several(self) -> bool:
        """Whether any file may be of one language among several."""
        return bool(self._stems)

    def language(self, file: Path) -> str | None:
        """Return the language of a file that is one of several; None of any other."""
        stem = _untagged(file)
        several = stem in self._files or self._stems[stem] > 1
        return tag_of(file) if several else None


def _untagged(file: Path) -> Path:
    return file.with_suffix("").with_suffix("")
