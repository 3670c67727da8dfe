"""What speaks for an answer and against it: the numbers its confidence is made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.load import Index
from index.search import FEATURES, Ranking, Term
from index.words import stems

__all__ = ["EVIDENCE", "evidence", "shares"]

EVIDENCE = (
    *FEATURES,
    "share",
    "margin",
    "agreement",
    "terms",
    "covered",
    "missing_most",
    "missing_all",
    "absent_most",
    "absent_all",
)
"""What the ranking says of the best passage; then words: `covered` is the weighted share of the
question's words that stand in it, `missing` are those that neither stand in it nor are met by a
like one, and `absent` those that no passage has."""

MOST_MARGIN = 5.0
UNLIKE, ALIKE = 0.1, 0.5
"""Similarities at which a word is not met at all, and met in full."""


def shares(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the softmax of fused scores: how likely each candidate is the best, (candidates,)."""
    if not len(scores):
        return np.zeros(0)
    exponents = np.exp((scores - scores.max()).astype(np.float64))
    normalized: NDArray[np.float64] = exponents / exponents.sum()
    return normalized


def evidence(ranking: Ranking, index: Index) -> NDArray[np.float64]:
    """Return the values of EVIDENCE for the best candidate of a ranking, (len(EVIDENCE),)."""
    if not len(ranking):
        return np.zeros(len(EVIDENCE))
    passage = index.passage_at(int(ranking.passages[0]))
    read = f"{passage.text} {' '.join(passage.heading)}"
    present = set(stems(index.acronyms.expand(read), passage.article.language))
    weights = np.asarray([term.weight for term in ranking.terms])
    found = np.asarray([term.word.stem in present for term in ranking.terms], bool)
    here = np.asarray([_met(term, ranking.token_best[0]) for term in ranking.terms])
    # A word that stands in the passage is met, whatever its vector says.
    missing = weights * np.where(found, 0, 1 - here)
    nowhere = np.asarray([not term.in_articles for term in ranking.terms], bool)
    anywhere = ranking.token_best.max(axis=0, initial=-1)
    absent = weights * np.where(nowhere, [1 - _met(term, anywhere) for term in ranking.terms], 0)
    total = float(weights.sum())
    scores = ranking.scores
    margin = float(scores[0] - scores[1]) if len(scores) > 1 else MOST_MARGIN
    return np.asarray(
        [
            *ranking.evidence[0],
            shares(scores)[0],
            min(margin, MOST_MARGIN),
            (ranking.evidence.argmax(axis=0) == 0).mean(),
            np.log1p(len(ranking.terms)),
            float(weights[found].sum()) / total if total else 0.0,
            missing.max(initial=0),
            missing.sum(),
            absent.max(initial=0),
            absent.sum(),
        ],
        np.float64,
    )


def _met(term: Term, token_best: NDArray[np.float32]) -> float:
    """How well a word of the question is met by a like one, 0 to 1: the mean over its tokens."""
    if not len(term.tokens):
        return 0.0
    similarity = float(token_best[term.tokens].mean())
    return float(np.clip((similarity - UNLIKE) / (ALIKE - UNLIKE), 0, 1))
