"""What says no more than which article is meant, where several answer, each for itself."""

from __future__ import annotations

from collections.abc import Collection

from bot.answering.elsewhere import title_words
from bot.answering.reading.question import read_question
from index.contract import Index
from index.text.other_languages import function_words
from index.text.stopwords import GENERIC_WORDS
from index.text.words import fold, words

__all__ = ["named_articles"]

MOST_WORDS = 12
"""Words of a text that may be no more than a name."""
_ASKING = frozenset("when where how why who what which".split())
SHORTEST = 5
"""Letters of a name that a longer word of a title may begin with."""


def named_articles(text: str, index: Index) -> tuple[str, ...]:
    """Return the ids of the articles whose titles have all that a text names; none if all have.

    "The one in Leeds" names those with "Leeds" in their title, or the one that is called so.
    """
    said = list(words(read_question(text, index).text))
    # "Leeds, and when are you open?" asks more than "what about Leeds?".
    if not 0 < len(said) <= MOST_WORDS or any(fold(word.text) in _ASKING for word in said[1:]):
        return ()
    small = function_words(index.language)
    names = {word.stem for word in said if fold(word.text) not in small}
    found: list[str] = []
    whole: list[str] = []
    for article in index.articles:
        title = title_words(article.id, index)
        # "The position as a cook" is that of the cook, whatever else the title doesn't say.
        named = [name for name in names if _has(title, name)]
        if named and all(name in named or name in GENERIC_WORDS for name in names):
            found.append(article.id)
            if title <= names:
                whole.append(article.id)
    found = whole or found
    return tuple(found) if len(found) < len(index.articles) else ()


def _has(title: Collection[str], name: str) -> bool:
    """Whether a title has a name, or a word that goes on from it: "spanisch", "Spanischkurs"."""
    longer = len(name) >= SHORTEST
    return name in title or (longer and any(word.startswith(name) for word in title))
