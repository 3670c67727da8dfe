"""reStructuredText files: as a page whose lines are the file's."""

from __future__ import annotations

from corpus.draft import Draft
from corpus.errors import ArticleError, cut
from corpus.overrides import Overrides
from corpus.readers.html.page import read_page
from corpus.source import Source

__all__ = ["read_rst"]


def read_rst(source: Source, overrides: Overrides) -> Draft:
    """Read reStructuredText into a draft; ArticleError where there is no text in it."""
    from corpus.readers.rst.page import written_page  # docutils, for the few files that need it
    from corpus.readers.rst.tree import read_tree

    try:
        tree = read_tree(source.text, source.path)
    except ArticleError:
        raise
    except RecursionError:
        reason = "nested too deeply: write it with fewer levels"
        raise ArticleError(source.path, reason) from None
    except Exception as error:  # markup that docutils stumbles over
        reason = f"docutils can't read it ({type(error).__name__}: {cut(str(error))})"
        raise ArticleError(source.path, f"{reason}: save it as .md or .html") from error
    page, warnings = written_page(tree, source.path)
    made = Source(page, source.path, source.sha256, source.guessed)
    made.address = source.address
    try:
        draft = read_page(made, overrides)
    except ArticleError as error:
        if not warnings:
            raise
        reason = f"{error.reason} ({warnings[0].reason})"
        raise ArticleError(source.path, reason, warnings[0].line) from None
    draft.warnings += warnings
    return draft
