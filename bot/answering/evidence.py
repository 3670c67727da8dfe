"""What speaks for an answer and against it: the numbers its confidence is made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.answering.quantity import Quantity
from bot.answering.selection import Selection
from index.load import Index
from index.search import FEATURES, Ranking, Term
from index.text.words import stems

__all__ = ["EVIDENCE", "evidence"]

EVIDENCE = (
    "maxsim",
    "bm25",
    "years",
    "share",
    "maxsim_ahead",
    "dense_ahead",
    "covered",
    "missing_most",
    "absent_most",
    "quantity_given",
    "quantity_missing",
    "length",
)
"""What the ranking says of the best passage, and how far that is `ahead` of the next ones. Then
words: `covered` is the weighted share of the question's words that stand in what is shown,
`missing_most` the weight of the one that is met least in the best passage, by itself or a like one,
and `absent_most` the same of those that no article has. Last, whether what the question wants
counted is counted, and how much is shown."""

NEXT = 20
"""How many passages the best one is compared with; whatever lies beyond, no question is about."""
UNLIKE, ALIKE = 0.1, 0.5
"""Similarities at which a word is not met at all, and met in full."""


def evidence(
    question: str, ranking: Ranking, selection: Selection, index: Index
) -> NDArray[np.float64]:
    """Return the values of EVIDENCE for an answer to a question, as it was read, (EVIDENCE,)."""
    best = index.passage_at(int(ranking.passages[0]))
    shown = _shown(selection, index)
    headings = " ".join(best.heading)
    language = index.article(best.article).language
    here = set(stems(index.acronyms.expand(f"{best.text} {headings}"), language))
    # What stands in the best passage stands in what is shown, too.
    read = here | set(stems(index.acronyms.expand(shown), language))
    weights = np.asarray([term.weight for term in ranking.terms])
    covered = np.asarray([term.word.stem in read for term in ranking.terms], bool)
    # A word that stands in the passage is met, whatever its vector says.
    missing = [
        term.weight * (1 - _met(term, ranking.token_best[0]))
        for term in ranking.terms
        if term.word.stem not in here
    ]
    most_like = ranking.token_best.max(axis=0, initial=-1)
    absent = [
        term.weight * (1 - _met(term, most_like)) for term in ranking.terms if not term.in_articles
    ]
    of = dict(zip(FEATURES, ranking.evidence.T.astype(np.float64), strict=True))
    given = [each.given(shown) for each in Quantity if each.asked(question)]
    return np.asarray(
        [
            of["maxsim"][0],
            of["bm25"][0],
            of["years"][0],
            ranking.shares()[0],
            _ahead(of["maxsim"]),
            _ahead(of["dense"]),
            weights[covered].sum() / max(float(weights.sum()), 1e-9),
            max(missing, default=0),
            max(absent, default=0),
            bool(given) and all(given),
            not all(given),
            np.log1p(len(shown)),
        ],
        np.float64,
    )


def _shown(selection: Selection, index: Index) -> str:
    """What an answer says, lead-ins and headers included."""
    passages = [index.passage_at(number) for number in selection.shown]
    numbers = dict.fromkeys(passage.block for passage in passages)
    blocks = [index.block(number) for number in numbers]
    around = [span.text for block in blocks for span in (block.lead, block.header) if span]
    return "\n".join([*around, *(passage.text for passage in passages)])


def _ahead(values: NDArray[np.float64]) -> float:
    """How much the first of some values is above the mean of the next."""
    following = values[1 : 1 + NEXT]
    return float(values[0] - following.mean()) if len(following) else 0.0


def _met(term: Term, token_best: NDArray[np.float32]) -> float:
    """How well a word of the question is met by a like one, 0 to 1: the mean over its tokens."""
    if not len(term.tokens):
        return 0.0
    similarity = float(token_best[term.tokens].mean())
    return float(np.clip((similarity - UNLIKE) / (ALIKE - UNLIKE), 0, 1))
