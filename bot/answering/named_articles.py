"""What says no more than which article is meant, where several answer, each for itself."""

from __future__ import annotations

from functools import lru_cache

from bot.answering.reading.question import read_question
from index.contract import Index
from index.text.stopwords import FUNCTION_WORDS, GENERIC_WORDS
from index.text.words import fold, stems, words

__all__ = ["named_articles"]

MOST_WORDS = 12
"""Words of a text that may be no more than a name."""


def named_articles(text: str, index: Index) -> tuple[str, ...]:
    """Return the ids of the articles whose titles have all that a text names; none if all have.

    "The one in Leeds" names those with "Leeds" in their title.
    """
    said = [word for word in words(read_question(text, index).text) if fold(word.text)]
    if not 0 < len(said) <= MOST_WORDS:
        return ()
    names = {word.stem for word in said if fold(word.text) not in FUNCTION_WORDS}
    found: list[str] = []
    for article in index.articles:
        title = _words_of(article.title, article.language)
        # "The position as a cook" is that of the cook, whatever else the title doesn't say.
        if names & title and all(name in title or name in GENERIC_WORDS for name in names):
            found.append(article.id)
    return tuple(found) if len(found) < len(index.articles) else ()


@lru_cache(maxsize=4096)
def _words_of(title: str, language: str) -> frozenset[str]:
    return frozenset(stems(title, language))
