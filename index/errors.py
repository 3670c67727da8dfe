"""Errors of building and opening an index."""

from corpus.errors import CareerbotError

__all__ = ["EncoderError", "IndexMissingError", "IndexUnusableError"]


class EncoderError(CareerbotError):
    """A model that can't be loaded, or is not the one it should be."""


class IndexMissingError(CareerbotError):
    """No index where one was named; the text gives the command that builds it."""


class IndexUnusableError(CareerbotError):
    """An index of another format or encoder, or a damaged one; the text says what mends it."""
