"""Text becomes the stemmed words that BM25 and word coverage count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

__all__ = ["FUNCTION_WORDS", "Word", "fold", "stem", "stems", "words"]

# A word keeps what belongs inside it: C++, C#, .NET stays "NET", $136,550, 4.5, e-mail, don't.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*[+#]*\d*(?![^\W\d_])|[^\W_]+")

# Words that ask or connect but name nothing: no evidence of what a question is about.
FUNCTION_WORDS = frozenset(
    """a about after again all also am an and any are aren't as at be because been before being
    both but by can can't could couldn't did didn't do does doesn't doing don't down during
    each few for from further had has hasn't have haven't having he her here hers him his
    how how's i i'd i'll i'm i've if in into is isn't it it's its itself just let let's like
    many may me might more most much must my myself no nor not of off on once one ones only
    or other our ours out over own please same shall she should so some such than that
    that's the their theirs them then there there's these they they're this those through to
    too under until up upon us very was we were what what's whats when where which while who
    whom whose why will with within without would yet you you'd you'll you're your yours
    yourself tell know want need get got really actually exactly""".split()
)


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


def words(text: str, language: str = "en") -> Iterator[Word]:
    """Yield the words of a text, in order."""
    for match in _WORD.finditer(text):
        yield Word(match[0], stem(match[0], language), match.start(), match.end())


def stems(text: str, language: str = "en") -> list[str]:
    """Return the stems of a text's words, in order."""
    return [stem(match[0], language) for match in _WORD.finditer(text)]


@lru_cache(maxsize=65536)
def stem(word: str, language: str = "en") -> str:
    """Return the Snowball stem of a word, lower-case; a number is its own stem, unpunctuated."""
    folded = fold(word)
    if folded[:1].isdigit():
        return folded.replace(",", "")
    if folded.endswith("'s"):
        folded = folded[:-2]
    stemmed: str = _stemmer(language).stemWord(folded)
    return stemmed


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - PyStemmer has no types
    import Stemmer

    try:
        return Stemmer.Stemmer(language.partition("-")[0])
    except KeyError:
        return Stemmer.Stemmer("en")
