"""Typos in a question, repaired against the words of the articles and of English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from index.english import EnglishWords
from index.words import fold, words

__all__ = ["repaired"]

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


def repaired(
    question: str,
    vocabulary: Mapping[str, int],
    english: Callable[[], Mapping[str, int]],
) -> str:
    """Return the question with its misspelt words mended.

    `vocabulary` holds the words of the articles, which are never touched; `english` gives the
    rank of each English word by frequency, and is called only for a word not among them.
    """
    unknown = [
        word
        for word in words(question)
        if word.text.isalpha()
        and len(word.text) >= SHORTEST
        and not vocabulary.keys() & {fold(word.text), fold(word.text).removesuffix("s")}
    ]
    mended = question
    for word in reversed(unknown):
        better = _better(fold(word.text), vocabulary, english())
        if better and not _name(word.text, word.start, question):
            mended = mended[: word.start] + _like(better, word.text) + mended[word.end :]
    return mended


def _better(word: str, vocabulary: Mapping[str, int], english: Mapping[str, int]) -> str | None:
    """The word that was meant, or None where this one is English or nothing is near."""
    if word in english:
        return None
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
