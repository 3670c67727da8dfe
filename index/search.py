"""The three rankings together: candidates, fused score, and the evidence behind it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.candidates import CANDIDATES, Candidates
from index.contract import Index
from index.copies import copies
from index.echo import echoes
from index.encoding.model import Encoded, worded
from index.text.other_languages import function_words
from index.text.stopwords import GENERIC_WORDS
from index.text.words import Word, fold, words

__all__ = [
    "FEATURES",
    "Ranking",
    "Term",
    "excluding",
    "fusion_weights",
    "in_conversation",
    "of_words",
    "reader_weight",
    "search",
]

FIRST = 5
"""Of how many passages it is looked at whether they only repeat the question."""
GENERIC = 0.25
"""What a generic word counts, beside one of its rarity that names something."""
DIFFERENT, MOST = 25, 800
"""How many candidates are to say something of their own, and how many are looked at for that."""
FEATURES = ("dense", "maxsim", "maxsim_text", "bm25", "years", "opening")
FUSION = Path(__file__).with_name("fusion.json")


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of the question, and how the articles meet it."""

    word: Word
    weight: float
    """How much it says of what is asked: 0 for the commonest word, 1 for one no list knows."""
    in_articles: bool
    tokens: NDArray[np.intp]
    """Numbers of the question's tokens that make up the word."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidate passages, best first, with the evidence for each."""

    passages: NDArray[np.int64]
    """(candidates,) numbers in the index."""
    scores: NDArray[np.float32]
    """(candidates,) fused, falling."""
    evidence: NDArray[np.float32]
    """(candidates, features) what was fused, in the order of FEATURES."""
    token_best: NDArray[np.float32]
    """(candidates, q) each question token's best similarity in the passage."""
    token_weights: NDArray[np.float32]
    """(q,) what each token of the question counts."""
    question: Encoded
    terms: tuple[Term, ...]
    text: str = ""
    """What was searched for, where it is a question by itself: what the reader can read."""
    copies: Mapping[int, float] = field(default_factory=dict)
    """Scores of the passages that are left out because another one says the same, by number."""
    read: NDArray[np.float32] | None = None
    """(candidates,) what the reader says of the first ones, NaN for the others; None before."""

    def __len__(self) -> int:
        return len(self.passages)

    def at(self, rows: NDArray[np.integer], scores: NDArray[np.float32]) -> Ranking:
        """Return the ranking of some of its rows, in their order, with other scores."""
        return replace(
            self,
            passages=self.passages[rows],
            scores=scores,
            evidence=self.evidence[rows],
            token_best=self.token_best[rows],
            read=None if self.read is None else self.read[rows],
        )

    def led_by(self, row: int, score: float, *, as_first: bool = False) -> Ranking:
        """Return the ranking with one of its rows, of another score, before all others.

        With `as_first` the evidence for it is that for the one which was first; where it wasn't
        read, that is so of what the reader says.
        """
        order = [row, *(number for number in range(len(self)) if number != row)]
        led = self.at(np.asarray(order), np.append(np.float32(score), self.scores[order[1:]]))
        if as_first:
            led.evidence[0], led.token_best[0] = self.evidence[0], self.token_best[0]
        if led.read is not None and self.read is not None and (as_first or np.isnan(led.read[0])):
            led.read[0] = self.read[0]
        return led

    def shares(self) -> NDArray[np.float64]:
        """Return the softmax of the scores: how likely each is the best, (candidates,)."""
        if not len(self):
            return np.zeros(0)
        exponents = np.exp((self.scores - self.scores[0]).astype(np.float64))
        normalized: NDArray[np.float64] = exponents / exponents.sum()
        return normalized


def search(
    question: str,
    encoded: Encoded,
    index: Index,
    *,
    articles: Collection[str] | None = None,
) -> Ranking:
    """Rank the passages for a question that was read and encoded.

    `articles` limits the search to some articles, by id.
    """
    asked = list(words(question, index.language))
    small = function_words(index.language)
    content = [word for word in asked if fold(word.text) not in small]
    query = of_words(question, encoded)
    terms = _terms(content, query, index)
    stems = [word.stem for word in content or asked]
    found, same = _put_forward(encoded.dense, stems, index, articles)
    passages = found.passages
    best, text_best = found.tokens.best(query.tokens, found.rows)
    weights = index.token_weights(query.ids)
    # Some BLAS kernels raise the "invalid" flag for lanes they leave unused.
    with np.errstate(invalid="ignore"):
        shares = weights / max(float(weights.sum()), 1e-6)
        evidence = np.stack(
            [
                found.dense,
                _finite(best) @ shares,
                _finite(text_best) @ shares,
                found.lexical / 10,
                found.years.overlap(question, passages) / 10,
                found.headings.similarities(encoded.dense, passages),
            ],
            axis=1,
        ).astype(np.float32)
        scores = evidence @ fusion_weights()
    order = np.lexsort((passages, -scores))
    # Of several that say the same the best is in, and what the others have is remembered.
    best_of: dict[int, int] = {}
    left_out = [row for row in order.tolist() if best_of.setdefault(same[row], row) != row]
    order = np.asarray(list(best_of.values()), np.int64)
    ranking = Ranking(
        passages[order],
        scores[order],
        evidence[order],
        best[order],
        weights,
        query,
        terms,
        question,
        dict(zip(passages[left_out].tolist(), scores[left_out].tolist(), strict=True)),
    )
    asked_for = {term.word.stem for term in terms}
    first = passages[order[:FIRST]].tolist()
    return excluding(ranking, [n for n in first if echoes(asked_for, index.passage_at(n), index)])


def _put_forward(
    question: NDArray[np.float32],
    stems: Sequence[str],
    index: Index,
    articles: Collection[str] | None,
) -> tuple[Candidates, list[int]]:
    """The candidates, and for each the first one that says the same, itself or another, by row.

    There are more of them where many say the same: else there might be no others.
    """
    count = CANDIDATES
    while True:
        found = index.candidates(question, stems, articles, count)
        same = copies(found, index)
        if len({*same}) >= DIFFERENT or len(found.passages) < count or count >= MOST:
            return found, same
        count *= 4


def of_words(question: str, encoded: Encoded) -> Encoded:
    """Return of an encoded question what its words are, without what only begins and ends it."""
    kept = worded(question, encoded)
    return Encoded(encoded.dense, encoded.tokens[kept], encoded.ids[kept], encoded.offsets[kept])


@cache
def fusion_weights() -> NDArray[np.float32]:
    """What each of FEATURES counts, (features,), fitted by `python -m bench.fit`."""
    weights = _fitted()["weights"]
    return np.asarray([weights[name] for name in FEATURES], np.float32)


def reader_weight() -> float:
    """What the reader's score counts beside the fused one, fitted likewise."""
    return float(_fitted()["read"])


@cache
def _fitted() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FUSION.read_text("utf-8"))
    return found


def _terms(content: Sequence[Word], query: Encoded, index: Index) -> tuple[Term, ...]:
    """The content words of a question, each with the tokens it is made of."""
    starts = query.offsets[:, 0]
    terms = []
    for word in content:
        tokens = np.flatnonzero((starts >= word.start) & (starts < word.end))
        in_articles = index.frequency(word.stem) > 0
        terms.append(Term(word, _weight(word, index), in_articles, tokens))
    return tuple(terms)


def _weight(word: Word, index: Index) -> float:
    folded = fold(word.text)
    rank = index.english.get(folded)
    rarity = 1.0 if rank is None else float(np.log1p(rank) / np.log1p(len(index.english)))
    return rarity * GENERIC if folded in GENERIC_WORDS else rarity


def _finite(similarities: NDArray[np.float32]) -> NDArray[np.float32]:
    """A passage with nothing to compare counts as the least alike, not as minus infinity."""
    return np.where(np.isfinite(similarities), similarities, np.float32(-1))


def in_conversation(alone: Ranking, context: Ranking, weight: float) -> Ranking:
    """Return the ranking for a question in its conversation.

    A passage's score is that for the question alone plus `weight` times that for the question
    with what was asked before; what either ranking lacks counts as its last.
    """
    passages = np.union1d(alone.passages, context.passages)
    scores = _scores_of(passages, alone) + weight * _scores_of(passages, context)
    order = np.lexsort((passages, -scores))
    places = {number: place for place, number in enumerate(context.passages.tolist())}
    kept = [i for i in order.tolist() if int(passages[i]) in places]
    rows = np.asarray([places[int(passages[i])] for i in kept], np.int64)
    return context.at(rows, (scores[kept] / (1 + weight)).astype(np.float32))


def excluding(ranking: Ranking, passages: Collection[int]) -> Ranking:
    """Return the ranking without some passages."""
    if not passages:
        return ranking
    kept = np.flatnonzero(~np.isin(ranking.passages, list(passages)))
    return ranking.at(kept, ranking.scores[kept])


def _scores_of(passages: NDArray[np.int64], ranking: Ranking) -> NDArray[np.float32]:
    lowest = ranking.scores.min() if len(ranking) else 0.0
    scores = np.full(len(passages), lowest, np.float32)
    scores[np.searchsorted(passages, ranking.passages)] = ranking.scores
    for place, number in enumerate(passages.tolist()):
        if number in ranking.copies:
            scores[place] = ranking.copies[number]
    return scores
