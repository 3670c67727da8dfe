"""Text becomes the stemmed words that BM25 and word coverage count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

__all__ = [
    "Word",
    "common_language",
    "encodable",
    "fold",
    "primary",
    "spans",
    "stem",
    "stems",
    "words",
    "written",
]

LONGEST_KEPT = 40
"""Letters of the longest word whose stem is kept."""

# A word keeps what belongs inside it: C++, C#, .NET stays "NET", $136,550, 4.5, e-mail, don't.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*[+#]*\d*(?![^\W_])|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as written, its stem, and where it stands (characters)."""

    text: str
    stem: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower-case, without accents and with plain apostrophes; of the same meaning, not length."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def encodable(text: str) -> str:
    """Return a text as libraries of other languages take it: half of a surrogate pair is "?"."""
    return text.encode("utf-8", "replace").decode()


def primary(tag: str) -> str:
    """Return the language of a tag, whatever its country: "en" of "en_GB"."""
    return tag.lower().replace("_", "-").partition("-")[0]


def common_language(tags: Iterable[str]) -> str:
    """Return the language that texts are taken to share: "en" where any of them is in English."""
    spoken = list(map(primary, tags))
    return "en" if "en" in spoken or not spoken else spoken[0]


def words(text: str, language: str = "en") -> Iterator[Word]:
    """Yield the words of a text, in order."""
    for match in _WORD.finditer(text):
        yield Word(match[0], stem(match[0], language), match.start(), match.end())


def spans(text: str) -> Iterator[re.Match[str]]:
    """Yield where the words of a text stand, in order."""
    return _WORD.finditer(text)


def written(text: str) -> list[str]:
    """Return the words of a text as they are written, in order."""
    return _WORD.findall(text)


def stems(text: str, language: str = "en") -> list[str]:
    """Return the stems of a text's words, in order."""
    return [stem(match[0], language) for match in _WORD.finditer(text)]


def stem(word: str, language: str = "en") -> str:
    """Return the Snowball stem of a word, lower-case; a number is its own stem, unpunctuated."""
    # What nobody writes a second time would only fill the memory.
    return _stem(word, language) if len(word) <= LONGEST_KEPT else _stem_of(word, language)


def _stem_of(word: str, language: str) -> str:
    folded = fold(word)
    if folded[:1].isdigit():
        return folded.replace(",", "")
    if folded.endswith("'s"):
        folded = folded[:-2]
    stemmed: str = _stemmer(language).stemWord(folded)
    return stemmed


_stem = lru_cache(maxsize=65536)(_stem_of)


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - PyStemmer has no types
    import Stemmer

    try:
        return Stemmer.Stemmer(primary(language))
    except KeyError:
        return Stemmer.Stemmer("en")
