"""What speaks for an answer and against it: the numbers its confidence is made of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.answering.quantity import Quantity
from bot.answering.selection import Selection
from corpus.sentences import sentences
from index.acronyms import initials, undotted
from index.contract import Index, StoredPassage
from index.search import FEATURES, Ranking, Term
from index.text.dates import dates
from index.text.words import primary, spans, stems, written

__all__ = [
    "EVIDENCE",
    "EVIDENCE_READ",
    "evidence",
    "evidence_read",
    "lacking",
    "nowhere",
    "shown_text",
    "strangest",
]

EVIDENCE = (
    "ahead",
    "dense",
    "passages",
    "tokens",
    "least_met",
    "missing_most",
    "counts",
    "quantity_missing",
    "name_missing",
    "name_absent",
    "asks",
)
"""What the ranking says: how far the best passage's MaxSim is `ahead` of the next ones, its `dense`
cosine, and how many `passages` there are to be the best of. Then the question, token by token: how
many there are, and how the one that is met least is met. Then the most weight of a word that the
best passage lacks and has none like. Then whether the question wants a count, and whether one of
its quantities isn't given; whether it names something, by a capital or a number, that the passage
or every article lacks. Last, whether the passage itself `asks`."""

EVIDENCE_READ = ("read",)
"""What is known besides where the best passage was read: the reader's score of it."""

NEXT = 20
"""How many passages the best one is compared with; whatever lies beyond, no question is about."""
TYPICAL = 0.3
"""MaxSim of the next passages where there are many: what counts for those that aren't there."""
UNLIKE, ALIKE = 0.1, 0.5
"""Similarities at which a word is not met at all, and met in full."""

TITLE = 4
"""Words from which a question whose every word has a capital is a title, and tells no name."""
SHORTEST = 2
"""Letters of a piece of an abbreviation, at most."""

LIKE_NONE = 0.75
"""How well a German noun that no article has is met by its like, up to which it is as strange as a
name: of a dozen questions over a made-up page, what stands there in other words was met to .8 and
more (but for "Preis", .66), and what doesn't to .13 up to .69 ("Heiligabend")."""
NOUNS = ("de", "lb")
"""Languages that write every noun with a capital: German, as its "Sie", and Luxembourgish."""

_QUOTES = "\"'“‘«(["
_BEGUN = re.compile(rf"(?:[:;\n]\s*|(?:^|\s)[–—-]+\s+)[{re.escape(_QUOTES)}]*$")
_DOTTED, _DOTTED_BEFORE = re.compile(r"\.\w"), re.compile(r"\w\.$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTS = re.compile(r"\bhow\s+(?:many|much|long|old|often)\b|\bpercent", re.IGNORECASE)


def evidence(
    question: str, ranking: Ranking, selection: Selection, index: Index
) -> NDArray[np.float64]:
    """Return the values of EVIDENCE for an answer to a question, as it was read, (EVIDENCE,)."""
    best = index.passage_at(int(ranking.passages[0]))
    nouns = _writes_nouns(best, index)
    unmet = _unmet(question, ranking.terms, best, " ".join(best.heading), index)
    missing = [term.weight * (1 - _met(term, ranking.token_best[0])) for term in unmet]
    of = dict(zip(FEATURES, ranking.evidence.T.astype(np.float64), strict=True))
    shown = shown_text(selection, index)
    wanted = [each for each in Quantity if each.asked(question)]
    return np.asarray(
        [
            _ahead(of["maxsim"]),
            of["dense"][0],
            np.log(len(index)),
            np.log1p(ranking.token_best.shape[1]),
            max(float(ranking.token_best[0].min(initial=1)), -1),
            max(missing, default=0),
            _COUNTS.search(question) is not None,
            not all(each.given(shown) for each in wanted),
            any(_names(term, question, nouns) for term in unmet),
            any(_names(term, question, nouns) for term in unmet if not term.in_articles),
            best.text.rstrip().endswith("?"),
        ],
        np.float64,
    )


def lacking(name: Ranking, number: int, index: Index) -> float:
    """Return the most weight of a word of a name that a passage lacks, its title's too, 0 to 1.

    `name` ranks the passages for it.
    """
    passage = index.passage_at(number)
    above = " ".join((index.article(passage.article).title, *passage.heading))
    unmet = _unmet(name.text, name.terms, passage, above, index)
    # Of what is no candidate for the name only its words are known.
    likeness = name.token_best[name.passages == number]
    missing = [term.weight * (1 - sum(_met(term, row) for row in likeness)) for term in unmet]
    return max(missing, default=0.0)


def _unmet(
    question: str, terms: Iterable[Term], passage: StoredPassage, above: str, index: Index
) -> list[Term]:
    """The words that a passage lacks: one that stands there is met, whatever its vector says.

    So is a name of which it has the initials, and initials of which it has the name.
    """
    language = index.article(passage.article).language
    said = index.acronyms.expand(f"{passage.text} {above}")
    here, as_written = set(stems(said, language)), set(written(undotted(said)))
    short = {letters for letters, _, _ in initials(said)}
    long = [(start, end) for letters, start, end in initials(question) if letters in as_written]
    return [
        term
        for term in terms
        if term.word.stem not in here
        and term.word.text not in short
        and not any(start <= term.word.start < end for start, end in long)
        and not _dated(term.word.text, as_written)
    ]


def _dated(text: str, others: Collection[str]) -> bool:
    """Whether one of other words is the same month or day of the week: "Sept", "September"."""
    same = dates(text)
    return bool(same) and any(same & dates(other) for other in others)


def strangest(ranking: Ranking, *, here: bool = False) -> float:
    """Return the most weight of a word of the question that no article has, nor the like of it.

    Or, with `here`, that none of the passages of the ranking has.
    """
    most_like = ranking.token_best.max(axis=0, initial=-1)
    absent = [
        term.weight * (1 - _met(term, most_like))
        for term in ranking.terms
        if here or not term.in_articles
    ]
    return max(absent, default=0.0)


def evidence_read(ranking: Ranking) -> NDArray[np.float64]:
    """Return the values of EVIDENCE_READ for a ranking whose best passage was read, (1,)."""
    assert ranking.read is not None
    return ranking.read[:1].astype(np.float64)


def nowhere(question: str, ranking: Ranking, number: int, index: Index) -> str | None:
    """Return a name or year in a question that no article has, or None.

    Nor has the passage of that number, which answers, its initials, or what it has the initials of.
    A number may be the asker's own ("my 300-person company"); a year is when something was. A day
    of the week or a month is written in many ways, and no name of anything that articles are about.
    """
    absent = [
        term
        for term in ranking.terms
        if not term.in_articles
        and _names(term, question)
        and (term.word.text.isalpha() or _YEAR.fullmatch(term.word.text))
        and not dates(term.word.text)
    ]
    if not absent:
        return None
    best = index.passage_at(number)
    if _writes_nouns(best, index):
        # Any noun has a capital there: one is a name where nothing is like it, either.
        most_like = ranking.token_best.max(axis=0, initial=-1)
        absent = [
            term
            for term in absent
            if _names(term, question, nouns=_met(term, most_like) > LIKE_NONE)
        ]
    unmet = _unmet(question, absent, best, " ".join(best.heading), index)
    return unmet[0].word.text if unmet else None


def shown_text(selection: Selection, index: Index) -> str:
    """Return what an answer says, lead-ins and headers included."""
    passages = [index.passage_at(number) for number in selection.shown]
    numbers = dict.fromkeys(passage.block for passage in passages)
    blocks = [index.block(number) for number in numbers]
    around = [span.text for block in blocks for span in (block.lead, block.header) if span]
    return "\n".join([*around, *(passage.text for passage in passages)])


def _ahead(values: NDArray[np.float64]) -> float:
    """How much the first of some values is above the mean of the next NEXT."""
    following = values[1 : 1 + NEXT]
    mean = (following.sum() + TYPICAL * (NEXT - len(following))) / NEXT
    return float(values[0] - mean)


def _writes_nouns(passage: StoredPassage, index: Index) -> bool:
    """Whether a passage's language writes every noun with a capital, which tells no name then."""
    return primary(index.article(passage.article).language) in NOUNS


def _names(term: Term, question: str, nouns: bool = False) -> bool:
    """Whether a word is a name or a number: a capital inside a sentence, or a digit.

    Where `nouns` have capitals, a name has one behind its first letter: "VISA", "PayPal".
    """
    word = term.word
    if any(c.isdigit() for c in word.text):
        return True
    further = not nouns or any(c.isupper() for c in word.text[1:])
    return further and word.start in _capitals(question)


@lru_cache(maxsize=64)
def _capitals(question: str) -> frozenset[int]:
    """Return where words with a capital stand that may be names.

    None of those may be that begin a sentence, or stand behind a colon or a dash, nor a piece of an
    abbreviation (U.S., Ph.D.), nor any where every word has a capital.
    """
    found = list(spans(question))
    if len(found) >= TITLE and not any(word[0][0].islower() for word in found):
        return frozenset()
    begins = set(sentences(question))
    return frozenset(
        word.start()
        for word in found
        if word[0][0].isupper()
        and len(question[: word.start()].rstrip(_QUOTES)) not in begins
        and not _BEGUN.search(question, 0, word.start())
        and not _in_abbreviation(question, word)
    )


def _in_abbreviation(question: str, word: re.Match[str]) -> bool:
    """Whether a word is a piece of "U.S." or "Ph.D.": short, a full stop and another beside it."""
    before, after = question[: word.start()], question[word.end() :]
    beside = _DOTTED_BEFORE.search(before) or _DOTTED.match(after)
    return len(word[0]) <= SHORTEST and beside is not None


def _met(term: Term, token_best: NDArray[np.float32]) -> float:
    """How well a word of the question is met by a like one, 0 to 1: the mean over its tokens."""
    if not len(term.tokens):
        return 0.0
    similarity = float(token_best[term.tokens].mean())
    return float(np.clip((similarity - UNLIKE) / (ALIKE - UNLIKE), 0, 1))
