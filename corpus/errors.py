"""Errors fit to show a person: one line that names the value and the way out."""

__all__ = ["ArticleError", "CareerbotError"]


class CareerbotError(Exception):
    """Something a person can mend; its text is the one line they are shown."""


class ArticleError(CareerbotError):
    """An article file that can't be read, with the file and, where there is one, the line."""
