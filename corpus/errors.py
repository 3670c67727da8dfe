"""Errors fit to show a person: one line that names the value and the way out."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["ArticleError", "CareerbotError", "NothingToQuoteError", "cut", "location", "shown"]

LONGEST_VALUE = 200
"""Characters of a value that a message names."""


class CareerbotError(Exception):
    """Something a person can mend; its text is the one line they are shown."""


class ArticleError(CareerbotError):
    """An article file that can't be read, with the file and, where there is one, the line."""

    def __init__(self, path: str, reason: str, line: int | None = None) -> None:
        super().__init__(f"{location(path, line)}: {reason}")
        self.path = shown(path)
        self.reason = reason
        self.line = line


class NothingToQuoteError(ArticleError):
    """An article file that was read, and has nothing to quote: its author took that out of it."""


def location(path: str | Path, line: int | None, page: int | None = None) -> str:
    """Return where in a file something stands, as it can be written anywhere.

    In a file that has pages, it is the page that its reader finds it on.
    """
    if page is not None:
        return f"{shown(path)}, page {page}"
    return shown(path) if line is None else f"{shown(path)}:{line}"


def shown(path: str | Path) -> str:
    r"""Return a path as it can be written anywhere, a byte that is not UTF-8 as \xe9."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def cut(value: object) -> str:
    """Return a value as a message names it, in quotes; of a long one the beginning."""
    text = repr(value[: LONGEST_VALUE + 1] if isinstance(value, str) else value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
