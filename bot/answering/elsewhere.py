"""What several articles say, each for itself: the opening hours of every branch of a shop."""

from __future__ import annotations

from bot.answering.selection import MOST, Selection
from corpus.sentences import sentences
from index.contract import Index, StoredPassage
from index.search import Ranking
from index.text.words import fold, stems, words

__all__ = ["elsewhere"]

LIKELY = 0.15
"""Part of the best one's share from which another one may be meant that isn't next to it."""
ALIKE = 0.6
"""Part of the words of two passages that both have, from which they are made after one pattern."""
FEWEST = 3
"""Words that a pattern has at least."""


def elsewhere(selection: Selection, ranking: Ranking, index: Index) -> tuple[int, ...]:
    """Return the passages that answer otherwise for another article, best first.

    They come next to the best one, with nothing else between, or may be meant as well; and the
    question has no word that the best one has and not they.
    """
    best = index.passage_at(selection.best)
    asked = {term.word.stem for term in ranking.terms}
    shares = ranking.shares()
    least = LIKELY * shares[ranking.passages == best.number].max(initial=0.0)
    found: list[int] = []
    next_to_it = True
    for number, share in zip(ranking.passages[:MOST].tolist(), shares.tolist(), strict=False):
        other = index.passage_at(number)
        if other.article == best.article:
            next_to_it = next_to_it and number in selection.shown
        elif (next_to_it or share >= least) and _says_otherwise(best, other, index):
            if not asked & (_words(best, index) - _words(other, index)):
                found.append(number)
        else:
            next_to_it = False
    return tuple(found)


def _says_otherwise(best: StoredPassage, other: StoredPassage, index: Index) -> bool:
    """Whether two passages say different things in the same place of their articles.

    That is where one differs from the other by its numbers and names, or both are all that stands
    under the same headings.
    """
    (one, own), (two, others) = map(_pattern, (best, other))
    if len(one) >= FEWEST and len(one & two) >= ALIKE * len(one | two):
        return bool(own - others - two and others - own - one)
    same = [tuple(map(fold, passage.heading)) for passage in (best, other)]
    return same[0] == same[1] and _is_all(best, index) and _is_all(other, index)


def _is_all(passage: StoredPassage, index: Index) -> bool:
    """Whether a passage is what stands under its heading, or of what answers an FAQ's question."""
    if passage.section is None:
        return False
    section = index.section(passage.section)
    return section.faq or len(section.passages) == 1


def _pattern(passage: StoredPassage) -> tuple[set[str], set[str]]:
    """The words of a passage, folded, those that aren't numbers or names and those that are."""
    begins = set(sentences(passage.text))
    every: set[str] = set()
    names: set[str] = set()
    for word in words(passage.text):
        named = word.text[0].isupper() and word.start not in begins
        kind = names if named or any(c.isdigit() for c in word.text) else every
        kind.add(fold(word.text))
    return every, names


def _words(passage: StoredPassage, index: Index) -> set[str]:
    article = index.article(passage.article)
    said = " ".join((article.title, *passage.heading, passage.text))
    return set(stems(said, article.language))
