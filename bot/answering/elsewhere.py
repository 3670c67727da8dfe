"""What several articles or sections say, each for itself: the opening hours of every branch."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from bot.answering.headings import told_apart
from bot.answering.selection import MOST, Selection
from bot.answering.suggestions import titled
from corpus.sentences import sentences
from index.contract import Index, StoredPassage
from index.search import Ranking
from index.text.other_languages import function_words
from index.text.words import fold, stems, words

__all__ = ["as_titled", "elsewhere", "same_place", "title_words", "told_of"]

LIKELY = 0.15
"""Part of the best one's share from which another one may be meant that isn't next to it."""
ALIKE = 0.6
"""Part of the words of two passages that both have, from which they are made after one pattern."""
FEWEST = 3
"""Words that a pattern has at least."""
LABEL, SHORTEST = 5, 3
"""Words of a label at most, before what is said of it ("Dogs allowed: no"), and its letters at
least ("A: You may")."""
TITLED = 3.0
"""What a passage is ahead by whose article the question has the title of."""
_DIGITS = re.compile(r"\d+")


def elsewhere(selection: Selection, ranking: Ranking, index: Index) -> tuple[int, ...]:
    """Return the passages that answer otherwise for another article or section, best first.

    Those of other articles come next to the best one, with nothing else between, or else they may
    be meant as well, by all that the question says. None where all are shown.
    """
    best = index.passage_at(selection.best)
    asked = _asked(ranking)
    shares = ranking.shares()
    least = LIKELY * shares[ranking.passages == best.number].max(initial=0.0)
    found: list[int] = []
    next_to_it = True
    for number, share in zip(ranking.passages[:MOST].tolist(), shares.tolist(), strict=False):
        other = index.passage_at(number)
        if number in selection.shown:
            continue
        # A level or a role is paraphrased ("at the very top") more often than an article.
        beside = next_to_it and other.article != best.article
        if (beside or share >= least) and _says_otherwise(best, other, index):
            if not _means(asked, best, other, index):
                found.append(number)
        else:
            next_to_it = False
    return tuple(found)


def told_of(selection: Selection, others: Sequence[int], index: Index) -> str | None:
    """Return what the passages shown are of, where `others` are of something else.

    That is the titles of their articles, or the headings that tell them apart; None without others.
    """
    if not others:
        return None
    level = told_apart(index.passage_at(selection.best), index.passage_at(others[0]))
    shown = [index.passage_at(number) for number in selection.shown]
    if level is None:
        names = [titled(passage, index) for passage in shown]
    else:
        names = [name for passage in shown for name in passage.heading[level : level + 1]]
    return ", ".join(dict.fromkeys(names))


def same_place(best: StoredPassage, ranking: Ranking, index: Index) -> StoredPassage | None:
    """Return what a ranking of other articles has first in the same place, None where nothing."""
    others = map(index.passage_at, ranking.passages.tolist())
    return next((other for other in others if _stands_alike(best, other, index)), None)


def as_titled(ranking: Ranking, index: Index) -> Ranking:
    """Return a ranking in which the article goes first whose whole title the question has.

    "The salary of a cook" isn't that of the "Assistant cook", of which it has but a part.
    """
    if not len(ranking):
        return ranking
    first = index.passage_at(int(ranking.passages[0]))
    title, asked = title_words(first.article, index), _asked(ranking)
    if title <= asked:
        return ranking
    for row in range(1, min(MOST, len(ranking))):
        other = index.passage_at(int(ranking.passages[row]))
        own = title_words(other.article, index)
        if own and own < title and own <= asked and _stands_alike(first, other, index):
            return ranking.led_by(row, float(ranking.scores[0]) + TITLED)
    return ranking


def title_words(article: str, index: Index) -> frozenset[str]:
    """Return the stems of the words of an article's title, but for the small ones."""
    of = index.article(article)
    return _title_words(of.title, of.language)


@lru_cache(maxsize=4096)
def _title_words(title: str, language: str) -> frozenset[str]:
    small = function_words(language)
    return frozenset(word.stem for word in words(title, language) if fold(word.text) not in small)


def _says_otherwise(best: StoredPassage, other: StoredPassage, index: Index) -> bool:
    """Whether two passages say different things in the same place of their articles or sections."""
    if not _stands_alike(best, other, index):
        return False
    # Of what stands behind a label, only that counts.
    label = _label_of_both(best, other)
    (one, own), (two, others) = (_pattern(each.text[len(label) :]) for each in (best, other))
    if _one_pattern(one, two):
        return bool(own - others - two and others - own - one)
    return (one, own) != (two, others)


def _stands_alike(best: StoredPassage, other: StoredPassage, index: Index) -> bool:
    """Whether two passages stand in the same place of two articles, or of two sections of one.

    That is where they have the same label, or but for numbers and names the same words, or both are
    all that stands under the same headings.
    """
    level = told_apart(best, other)
    if best.article == other.article and level is None:
        return False
    (one, _), (two, _) = (_pattern(passage.text) for passage in (best, other))
    if _one_pattern(one, two) or _label_of_both(best, other):
        return True
    same = [tuple(map(fold, passage.heading)) for passage in (best, other)]
    alike = same[0] == same[1] if level is None else level < len(best.heading) - 1
    return alike and _is_all(best, index) and _is_all(other, index)


def _one_pattern(one: set[str], two: set[str]) -> bool:
    return len(one) >= FEWEST and len(one & two) >= ALIKE * len(one | two)


def _label_of_both(best: StoredPassage, other: StoredPassage) -> str:
    """The label that two passages have in common; empty where they have none."""
    label = _label(best)
    return label if label == _label(other) else ""


def _label(passage: StoredPassage) -> str:
    """What a passage says something of: "Dogs allowed: no", or the first cell of its row."""
    if passage.kind == "row":
        return fold(passage.cells[0])
    label, colon, said = passage.text.partition(":")
    is_label = colon and said and len(label) >= SHORTEST and len(label.split()) <= LABEL
    return fold(label) if is_label else ""


def _is_all(passage: StoredPassage, index: Index) -> bool:
    """Whether a passage is what stands under its heading, or of what answers an FAQ's question."""
    if passage.section is None:
        return False
    section = index.section(passage.section)
    return section.faq or len(section.passages) == 1


def _pattern(text: str) -> tuple[set[str], set[str]]:
    """The words of a text, folded, those that aren't numbers or names and those that are."""
    begins = set(sentences(text))
    every: set[str] = set()
    names: set[str] = set()
    for word in words(text):
        named = word.text[0].isupper() and word.start not in begins
        kind = names if named or any(c.isdigit() for c in word.text) else every
        kind.add(fold(word.text))
    return every, names


def _means(asked: Collection[str], best: StoredPassage, other: StoredPassage, index: Index) -> bool:
    """Whether a question means a passage and not another one, by a word that it alone has.

    That stands in it or above it, or in what tells the two apart, a title or a heading; or the
    whole title is asked, of which the other one has more.
    """
    level = told_apart(best, other)
    if level is None:
        one, two = (title_words(each.article, index) for each in (best, other))
        if one < two and one <= {*asked}:
            return True
        names = [index.article(each.article).title for each in (best, other)]
    else:
        names = [each.heading[level] for each in (best, other)]
    language = index.article(best.article).language
    own, others = (_said(name, language) for name in names)
    only = (own - others) | (_words(best, index) - _words(other, index))
    return not only.isdisjoint(asked)


def _asked(ranking: Ranking) -> set[str]:
    """The stems of what a question names, and its numbers: "75k" has that of "$75k"."""
    return {
        said
        for term in ranking.terms
        for said in (term.word.stem, *_DIGITS.findall(term.word.text))
    }


def _words(passage: StoredPassage, index: Index) -> set[str]:
    article = index.article(passage.article)
    return _said(" ".join((article.title, *passage.heading, passage.text)), article.language)


def _said(text: str, language: str) -> set[str]:
    return {*stems(text, language), *_DIGITS.findall(text)}
