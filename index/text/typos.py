"""Typos in a question, repaired against the words of the articles and of English."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice

from index.text.english import EnglishWords
from index.text.other_languages import OTHER_LANGUAGES
from index.text.stopwords import CONTRACTIONS, FUNCTION_WORDS
from index.text.words import Word, fold, stem, words

__all__ = ["Adjoin", "Typos"]

SHORTEST = 3
"""Letters of the shortest word that is repaired: to an English word with a letter more that an
article has, or to one of the COMMONEST. Acronyms are as short: "cna" isn't "can" or "crna"."""
SHORT = 4
"""Letters up to which only swapped or missing ones are repaired ("lyft" isn't "left"), and a
missing one to no English word but a small one and those of the articles ("intl" isn't "intel")."""
EDITS, EDITS_ENGLISH = 7, 9
"""Letters from which two edits are repaired: to a word of the articles, to one of English."""
COMMONEST, COMMON = 20, 20_000
"""Rank of the rarest English word that a repair leads to: a word that no dictionary has, such as
"chatgpt", is likelier a name than a rare word ("catgut") misspelt."""
COMMON_IN_ENGLISH = 2_000
"""Rank up to which an English word says nothing of a language that has it too: "car", "die"."""
BESIDE = 3
"""Small words of a language that tell it, if but one of them is no English word."""
SHORTEST_PART = 2
"""Letters of the second word of two that were written as one ("powerbi"); the first may be a letter
("xray")."""
JOINED = 6
"""Letters of the shortest word that may be two of which one is a small one ("haveto")."""
LONGEST = 30
"""Letters of the longest word that is repaired."""
MOST = 8
"""Unknown words of one question that are looked for, each in all English words: some 4 ms. A text
with more of them is in another language, or no question."""
KEPT = 4096
"""Words whose repairs are kept."""
_INNER_CAPITAL = re.compile("[a-z][A-Z]")
# Two sentences, or two parts of one, which somebody may write in two languages.
_JOINT = re.compile(r"[.,;:?!…]+\s|\s(?:and|or|und|oder|et|ou|y|o|e|en|of)\s", re.IGNORECASE)

Adjoin = Callable[[str, str], bool]
"""Whether the articles have two of their words next to each other. It is asked, not kept: whatever
an index keeps of itself would keep it open."""


class Typos:
    """Mends questions by the words of one index; what it found for a word is kept for the next."""

    def __init__(
        self, vocabulary: Mapping[str, int], english: Mapping[str, int], language: str = "en"
    ) -> None:
        """Take the words of the articles, which are never touched, and the rank of English ones.

        `language` is the articles'; where it isn't English, no English word is meant.
        """
        self._vocabulary = vocabulary
        self._english = english
        self._language = language
        self._found: dict[str, str | None] = {}
        self._joints: dict[str, int | None] = {}

    def repaired(self, question: str, adjoin: Adjoin) -> str:
        """Return the question with its misspelt words mended, the first MOST of them.

        A part in another language stays as it is, whatever the others are in: also in the
        articles' own, of which there is no list of words to tell what is misspelt.
        """
        if self._in_other_language(list(words(question))):
            return question
        unknown = (
            word for word in words(question) if _may_be_wrong(word) and not self._knows(word)
        )
        better = {word: self._meant(word, question, adjoin) for word in islice(unknown, MOST)}
        mended = question
        for part in reversed(_parts(question)):
            if self._foreign(part, better):
                continue
            for word in reversed(part):
                if meant := better.get(word):
                    mended = mended[: word.start] + meant + mended[word.end :]
        return mended

    def _meant(self, word: Word, question: str, adjoin: Adjoin) -> str | None:
        """What a word that nobody knows was meant to be, as it was typed: None where unknown."""
        text, folded = word.text, fold(word.text)
        if len(text) == len(folded) and (joint := self._joint(folded, adjoin)):
            return f"{text[:joint]} {text[joint:]}"
        if _name(text, word.start, question):
            return None
        better = self._better(folded)
        near = better is not None and _is_one_off(better, folded)
        if len(text) == len(folded) and not near and (joint := self._small_joint(folded)):
            return f"{text[:joint]} {text[joint:]}"
        return better and _like(better, text)

    def _knows(self, word: Word) -> bool:
        """Whether a word is the articles' or English."""
        folded = fold(word.text)
        in_articles = self._vocabulary.keys() & {folded, folded.removesuffix("s")}
        return bool(in_articles) or folded in self._english or folded in CONTRACTIONS

    def _foreign(self, part: Sequence[Word], better: Mapping[Word, str | None]) -> bool:
        """Whether a part of several words is in another language.

        No word of it is known, or as many as are known resemble nothing, and more than resemble
        something.
        """
        if self._in_other_language(part):
            return True
        long = [word for word in part if word.text.isalpha() and len(word.text) >= SHORTEST]
        unknown = [word for word in long if not self._knows(word)]
        strange = sum(better.get(word) is None for word in unknown)
        known = len(long) - len(unknown)
        return len(long) > 1 and (not known or strange >= max(known, len(unknown) - strange + 1))

    def _in_other_language(self, part: Sequence[Word]) -> bool:
        """Whether the small words of a question, or of a part of it, are another language's."""
        folded = [_elided(fold(word.text)) for word in part]
        return any(self._speaks(folded, small) for small in OTHER_LANGUAGES.values())

    def _speaks(self, folded: Sequence[str], small: Collection[str]) -> bool:
        """Whether more words are a language's small ones, and no English ones, than English ones.

        One alone is enough beside two small words of both; or beside one, or where it isn't English
        itself, if no other word is English.
        """
        both = [word for word in folded if word in small]
        own = [word for word in both if not self._says_english(word)]
        others = [word for word in folded if word not in small]
        english = sum(word in FUNCTION_WORDS for word in others)
        if len(own) != 1:
            return len(own) > english
        if english or len(both) >= BESIDE:
            return not english
        alone = own[0] not in self._english or len(both) > 1
        return alone and not any(word in self._english for word in others)

    def _says_english(self, word: str) -> bool:
        rank = self._english.get(word)
        return word in FUNCTION_WORDS or (rank is not None and rank < COMMON_IN_ENGLISH)

    def _joint(self, word: str, adjoin: Adjoin) -> int | None:
        """Where two words of the articles that stand next to each other there were joined."""
        if word not in self._joints:
            if len(self._joints) >= KEPT:
                self._joints.clear()
            self._joints[word] = next(
                (
                    joint
                    for joint in range(1, len(word) - SHORTEST_PART + 1)
                    if self._in_articles(word[:joint], word[joint:])
                    and adjoin(word[:joint], word[joint:])
                ),
                None,
            )
        return self._joints[word]

    def _small_joint(self, word: str) -> int | None:
        """Where a small word was joined to another one, or to one of the articles before it.

        Behind it, it is as likely one word: "overpayment".
        """
        if self._language != "en" or len(word) < JOINED:
            return None
        for joint in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            first, second = word[:joint], word[joint:]
            known = first in FUNCTION_WORDS or self._in_articles(first)
            if known and second in FUNCTION_WORDS:
                return joint
        return None

    def _in_articles(self, *parts: str) -> bool:
        """Whether words that say something are those of the articles, be it as one or several."""
        return all(
            part not in FUNCTION_WORDS
            and bool(self._vocabulary.keys() & {part, part + "s", part.removesuffix("s")})
            for part in parts
        )

    def _stem(self, word: str) -> str:
        return stem(word, self._language)

    def _better(self, word: str) -> str | None:
        if word not in self._found:
            if len(self._found) >= KEPT:
                self._found.clear()
            better = _better(word, self._vocabulary, self._english)
            # Where only the ending is another, both may be right.
            same = self._language != "en" and better and self._stem(better) == self._stem(word)
            self._found[word] = None if same else better
        return self._found[word]


def _elided(word: str) -> str:
    """What stands before an apostrophe, and it: "l'" of "l'entrée"; all of an English word."""
    before, apostrophe, _ = word.partition("'")
    return word if word in FUNCTION_WORDS else before + apostrophe


def _may_be_wrong(word: Word) -> bool:
    return word.text.isalpha() and SHORTEST <= len(word.text) <= LONGEST


def _parts(question: str) -> list[list[Word]]:
    """The words of each part of a question, which may be in a language of its own."""
    ends = [match.start() for match in _JOINT.finditer(question)]
    parts: list[list[Word]] = [[] for _ in range(len(ends) + 1)]
    for word in words(question):
        parts[bisect_right(ends, word.start)].append(word)
    return parts


def _better(word: str, vocabulary: Mapping[str, int], english: Mapping[str, int]) -> str | None:
    """The word that was meant, or None where nothing is near."""
    candidates = _near(word, vocabulary, EDITS)
    if len(word) <= SHORTEST:
        candidates = [each for each in candidates if len(each[1]) > SHORTEST and each[1] in english]
    if not candidates or min(candidates)[0] > 1 or len(word) <= SHORT:
        common = COMMONEST if len(word) <= SHORTEST else COMMON
        near = _near(word, english, EDITS_ENGLISH)
        likely = [each for each in near if english[each[1]] < common]
        if len(word) <= SHORT:
            # What lacks a letter of any other is as likely an abbreviation: "intl", "mins".
            likely = [
                each
                for each in likely
                if sorted(each[1]) == sorted(word) or _is_wanted(each[1], vocabulary)
            ]
        candidates += likely
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


def _is_wanted(word: str, vocabulary: Mapping[str, int]) -> bool:
    """Whether a word is a small one, or one of the articles, be it as one or several."""
    return word in FUNCTION_WORDS or bool(vocabulary.keys() & {word, f"{word}s"})


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
        if edits <= allowed
        and (len(word) > SHORT or _same_letters(word, choice))
        and not (edits > 1 and _goes_on(word, choice))
    ]


def _is_one_off(better: str, word: str) -> bool:
    """Whether a word is but one typo away from another."""
    from rapidfuzz.distance import OSA

    return OSA.distance(better, word) == 1


def _same_letters(word: str, choice: str) -> bool:
    """Whether letters were only swapped or left out: likelier than that others were typed."""
    return not Counter(word) - Counter(choice)


def _goes_on(word: str, choice: str) -> bool:
    """Whether a word only ends otherwise, in two letters ("powerbi"); a held key types one."""
    return len(choice) <= len(word) and choice.startswith(word[:-2]) and len(set(word[-3:])) > 1


def _name(word: str, start: int, question: str) -> bool:
    """A capital inside a question marks a name ("Asana"), which is not in any dictionary.

    So does one inside a word ("PowerPoint").
    """
    if word.isupper():
        return not question.isupper()
    return (start > 0 and word[0].isupper()) or _INNER_CAPITAL.search(word) is not None


def _like(better: str, word: str) -> str:
    if word.isupper():
        return better.upper()
    return better.capitalize() if word[0].isupper() else better
