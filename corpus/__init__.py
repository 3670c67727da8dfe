"""An article file becomes passages, each citable."""

from importlib import import_module
from typing import TYPE_CHECKING

from corpus.errors import ArticleError, CareerbotError

if TYPE_CHECKING:
    from corpus.article import (
        Article,
        Block,
        Passage,
        Reference,
        Section,
        SetAside,
        Skipped,
        Span,
    )
    from corpus.folder import BUNDLED, Folder, read_folder
    from corpus.readers import SUFFIXES, read_article, read_text

__all__ = [
    "BUNDLED",
    "SUFFIXES",
    "Article",
    "ArticleError",
    "Block",
    "CareerbotError",
    "Folder",
    "Passage",
    "Reference",
    "Section",
    "SetAside",
    "Skipped",
    "Span",
    "read_article",
    "read_folder",
    "read_text",
]

_FOLDER = ("BUNDLED", "Folder", "read_folder")
_READERS = ("SUFFIXES", "read_article", "read_text")


def __getattr__(name: str) -> object:
    """Import what reads articles where it is used: an answer needs none of it, and 50 ms less."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = "folder" if name in _FOLDER else "readers" if name in _READERS else "article"
    return getattr(import_module(f"{__name__}.{module}"), name)
