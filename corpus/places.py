"""Where in its file something of an article stands."""

from __future__ import annotations

from bisect import bisect_left

from corpus.article import Article
from corpus.source import Place, Source

__all__ = ["Places"]


class Places:
    """Tells the lines and pages of the file that an article was read of.

    Its text may be one that a reader made of the file. The passages know their places there, and
    what stands between two of them is taken to stand where the next one does.
    """

    def __init__(self, article: Article) -> None:
        self._source = Source(article.source, article.path)
        self._passages = article.passages
        self._starts = [passage.start for passage in article.passages]
        # The text is the file's own where it has its lines.
        self._own = all(
            passage.page is None and self._source.line_at(passage.start) == passage.line
            for passage in article.passages
        )

    def of(self, offset: int) -> Place:
        """Return the place of a character offset."""
        if self._own:
            return Place(self._source.line_at(offset))
        number = min(bisect_left(self._starts, offset), len(self._starts) - 1)
        passage = self._passages[number]
        return Place(passage.line, passage.page, passage.element)
