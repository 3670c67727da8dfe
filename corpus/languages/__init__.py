"""The languages whose words the readers know, one table a language."""

from __future__ import annotations

from collections.abc import Callable

from corpus.languages.english import ENGLISH
from corpus.languages.french import FRENCH
from corpus.languages.german import GERMAN
from corpus.languages.language import Language
from corpus.languages.spanish import SPANISH

__all__ = ["BY_CODE", "LANGUAGES", "Language", "alternatives", "every", "words"]

LANGUAGES = (ENGLISH, SPANISH, FRENCH, GERMAN)
"""In the order in which their patterns are tried."""
BY_CODE = dict(zip(("en", "es", "fr", "de"), LANGUAGES, strict=True))
"""By the first part of a language's tag."""


def every(patterns: Callable[[Language], tuple[str, ...]]) -> tuple[str, ...]:
    """Return one field's patterns of all languages, in order."""
    return tuple(pattern for language in LANGUAGES for pattern in patterns(language))


def alternatives(patterns: Callable[[Language], tuple[str, ...]]) -> str:
    """Return one pattern, in a group, that matches any of one field's in all languages."""
    return f"(?:{'|'.join(every(patterns))})"


def words(field: Callable[[Language], frozenset[str]]) -> frozenset[str]:
    """Return one field's words of all languages."""
    return frozenset().union(*map(field, LANGUAGES))
