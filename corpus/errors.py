"""Errors fit to show a person: one line that names the value and the way out."""

from __future__ import annotations

__all__ = ["ArticleError", "CareerbotError"]


class CareerbotError(Exception):
    """Something a person can mend; its text is the one line they are shown."""


class ArticleError(CareerbotError):
    """An article file that can't be read, with the file and, where there is one, the line."""

    def __init__(self, path: str, reason: str, line: int | None = None) -> None:
        place = path if line is None else f"{path}:{line}"
        super().__init__(f"{place}: {reason}")
        self.path = path
        self.reason = reason
        self.line = line
