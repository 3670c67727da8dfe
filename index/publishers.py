"""The names of whoever publishes all of an index's articles, as questions may have them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from corpus.article import Article
from corpus.owner import OwnerWords

__all__ = ["name_pattern", "publishers"]

# "TrueCoders" and "true coders" are one name.
_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")


def publishers(
    owner: OwnerWords, told: Iterable[str | None], articles: Iterable[Article]
) -> tuple[str, ...]:
    """Return what visitors call whoever publishes all articles: the owner's names for that.

    And what the articles told, each of its own, unless they are of several.

    What an article says in lower case is no mere name: "how to get into teaching". In an address it
    is one all the same.
    """
    names = set(owner.publisher)
    of = set(filter(None, told))
    names |= of if len(of) == 1 else set()
    small = {
        name: re.compile(rf"(?<![\w@/.-]){_spelt(name).lower()}(?![\w@/-]|\.\w)") for name in names
    }
    for article in articles if small else ():
        texts = [passage.text for passage in article.passages]
        small = {
            name: pattern for name, pattern in small.items() if not any(map(pattern.search, texts))
        }
    return tuple(sorted(small))


@lru_cache(maxsize=64)
def name_pattern(names: Sequence[str]) -> re.Pattern[str]:
    """Return what finds any of the names in a question, as its group `name`, however written."""
    spelt = sorted(map(_spelt, names), key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])(?:the\s+)?(?P<name>{'|'.join(spelt)})(?:['’]s)?(?![\w-])", re.IGNORECASE
    )


def _spelt(name: str) -> str:
    pieces = _PIECE.findall(re.sub(r"^[Tt]he\s+(?=\w)", "", name)) or [name]
    return r"[ .-]*".join(map(re.escape, pieces))
