"""Typos in a question, repaired against the words of the articles and of English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from index.text.english import EnglishWords
from index.text.stopwords import CONTRACTIONS
from index.text.words import Word, fold, words

__all__ = ["Typos"]

SHORTEST = 3
"""Letters of the shortest word that is repaired: to an English word with a letter more that an
article has, or to one of the COMMONEST. Acronyms are as short: "cna" isn't "can" or "crna"."""
SHORT = 4
"""Letters up to which only swapped or missing ones are repaired: "lyft" isn't "left"."""
EDITS, EDITS_ENGLISH = 7, 9
"""Letters from which two edits are repaired: to a word of the articles, to one of English."""
COMMONEST, COMMON = 20, 20_000
"""Rank of the rarest English word that a repair leads to: a word that no dictionary has, such as
"chatgpt", is likelier a name than a rare word ("catgut") misspelt."""
LONGEST = 30
"""Letters of the longest word that is repaired."""
MOST = 8
"""Unknown words of one question that are looked for, each in all English words: some 4 ms. A text
with more of them is in another language, or no question."""
KEPT = 4096
"""Words whose repairs are kept."""


class Typos:
    """Mends questions by the words of one index; what it found for a word is kept for the next."""

    def __init__(self, vocabulary: Mapping[str, int], english: Mapping[str, int]) -> None:
        """Take the words of the articles, which are never touched, and the rank of English ones."""
        self._vocabulary = vocabulary
        self._english = english
        self._found: dict[str, str | None] = {}

    def repaired(self, question: str) -> str:
        """Return the question with its misspelt words mended, the first MOST of them."""
        if self._foreign(question):
            return question
        mended = question
        for word in reversed(list(islice(self._unknown(question), MOST))):
            better = self._better(fold(word.text))
            if better and not _name(word.text, word.start, question):
                mended = mended[: word.start] + _like(better, word.text) + mended[word.end :]
        return mended

    def _unknown(self, question: str) -> Iterator[Word]:
        """The words that are neither the articles' nor English."""
        for word in words(question):
            if word.text.isalpha() and SHORTEST <= len(word.text) <= LONGEST:
                folded = fold(word.text)
                known = self._vocabulary.keys() & {folded, folded.removesuffix("s")}
                if not known and folded not in self._english and folded not in CONTRACTIONS:
                    yield word

    def _foreign(self, question: str) -> bool:
        """Whether neither the articles nor the list of words know any word, of several."""
        long = [
            folded
            for word in words(question)
            if word.text.isalpha() and len(folded := fold(word.text)) >= SHORTEST
        ]
        known = (
            folded in self._english or self._vocabulary.keys() & {folded, folded.removesuffix("s")}
            for folded in long
        )
        return len(long) > 1 and not any(known)

    def _better(self, word: str) -> str | None:
        if word not in self._found:
            if len(self._found) >= KEPT:
                self._found.clear()
            self._found[word] = _better(word, self._vocabulary, self._english)
        return self._found[word]


def _better(word: str, vocabulary: Mapping[str, int], english: Mapping[str, int]) -> str | None:
    """The word that was meant, or None where nothing is near."""
    candidates = _near(word, vocabulary, EDITS)
    if len(word) <= SHORTEST:
        candidates = [each for each in candidates if len(each[1]) > SHORTEST and each[1] in english]
    if not candidates or min(candidates)[0] > 1 or len(word) <= SHORT:
        common = COMMONEST if len(word) <= SHORTEST else COMMON
        near = _near(word, english, EDITS_ENGLISH)
        candidates += [each for each in near if english[each[1]] < common]
    if not candidates:
        return None
    nearest = min(candidates)[0]
    return min(
        (choice for distance, choice in candidates if distance == nearest),
        key=lambda choice: (
            not _same_letters(word, choice),
            english.get(choice, len(english)),
            choice,
        ),
    )


def _near(word: str, choices: Mapping[str, int], edits: int) -> list[tuple[int, str]]:
    """Words a typo or two away: (edits, word), the edits counted as in optimal alignment."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    allowed = 1 if len(word) < edits else 2
    if isinstance(choices, EnglishWords):
        near = choices.of_length(len(word) - allowed, len(word) + allowed)
    else:
        near = list(choices)
    found = process.extract(word, near, scorer=OSA.distance, score_cutoff=allowed, limit=100)
    # The first letter is rarely wrong: one more edit for it.
    scored = [(int(edits) + (choice[0] != word[0]), choice) for choice, edits, _ in found]
    return [
        (edits, choice)
        for edits, choice in scored
        if edits <= allowed and (len(word) > SHORT or _same_letters(word, choice))
    ]


def _same_letters(word: str, choice: str) -> bool:
    """Whether letters were only swapped or left out: likelier than that others were typed."""
    return not Counter(word) - Counter(choice)


def _name(word: str, start: int, question: str) -> bool:
    """A capital inside a question marks a name ("Asana"), which is not in any dictionary."""
    if word.isupper():
        return not question.isupper()
    return start > 0 and word[0].isupper()


def _like(better: str, word: str) -> str:
    if word.isupper():
        return better.upper()
    return better.capitalize() if word[0].isupper() else better
