"""An article file becomes passages, each citable."""

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
from corpus.errors import ArticleError, CareerbotError
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
