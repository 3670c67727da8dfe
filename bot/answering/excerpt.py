"""What is shown of a passage: all of it, or of a long one the sentences that answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.sentences import pieces, sentences
from index.contract import Index, StoredPassage
from index.search import Ranking

__all__ = ["Excerpt", "excerpt", "highlight", "shown_of"]

LONG = 500
"""Characters from which a passage is cut; little more than LONGEST, nothing is gained."""
LONGEST = 400
"""Characters of an excerpt, where the one sentence that answers is no longer."""
DIRECT = 0.1
"""What the first sentence of an FAQ answer is ahead by: it mostly says yes, no or how much."""
WORDS = 30
"""Words of a highlight at most: what is longer doesn't show where the answer is."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown of a passage, in its text and in its article's source."""

    text: str
    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False


def shown_of(passage: StoredPassage) -> int:
    """Return how many characters are shown of a passage, about."""
    return LONGEST if _is_long(passage) else len(passage.text)


def highlight(
    passage: StoredPassage, ranking: Ranking, index: Index, *, of_question: bool
) -> str | None:
    """Return the words of a passage's text that meet the question best.

    `of_question` tells that the passage answers an FAQ's question. None where they are too many.
    """
    met = index.best_of_pieces(ranking.question.tokens, passage.number)
    scores = _scores(met, _word_weights(ranking), of_question=of_question)
    starts = [*pieces(passage.text), len(passage.text)]
    best = min(int(scores.argmax()), len(starts) - 2)
    words = passage.text[starts[best] : starts[best + 1]].rstrip(" ,;:–—-(")
    return words if len(words.split()) <= WORDS else None


def excerpt(
    passage: StoredPassage, ranking: Ranking, index: Index, *, of_question: bool
) -> Excerpt:
    """Return what is shown of a passage: of a long one, sentences around the best one."""
    whole = Excerpt(passage.text, passage.start, passage.end)
    if not _is_long(passage):
        return whole
    in_text, in_quote = sentences(passage.text), sentences(passage.quote)
    # Where markup hides the end of a sentence from one of the two, there is no telling where it is.
    if len(in_text) != len(in_quote) or len(in_text) == 1:
        return whole
    met = index.best_of_pieces(ranking.question.tokens, passage.number)
    starts = pieces(passage.text)[: len(met)]
    met = met[: len(starts)]
    weights = _word_weights(ranking)
    owners = np.searchsorted(in_text, starts, "right") - 1
    main = int(owners[_scores(met, weights, of_question=of_question).argmax()])
    ends = [*in_text[1:], len(passage.text)]
    windows = [
        (first, last)
        for first in range(main + 1)
        for last in range(main, len(in_text))
        if ends[last] - in_text[first] <= LONGEST
    ]
    # The one around that sentence which as a whole meets the question best, and of such the widest.
    first, last = max(
        windows or [(main, main)],
        key=lambda window: (
            round(_together(met[(owners >= window[0]) & (owners <= window[1])], weights), 3),
            ends[window[1]] - in_text[window[0]],
        ),
    )
    until = [*in_quote[1:], len(passage.quote)][last]
    return Excerpt(
        passage.text[in_text[first] : ends[last]].strip(),
        passage.start + in_quote[first],
        passage.start + len(passage.quote[:until].rstrip()),
        cut_before=first > 0,
        cut_after=last + 1 < len(in_text),
    )


def _together(met: NDArray[np.float32], weights: NDArray[np.float32]) -> float:
    """How well several pieces together meet a question."""
    return float(met.max(axis=0) @ weights) if len(met) else 0.0


def _word_weights(ranking: Ranking) -> NDArray[np.float32]:
    """What each token of a question counts: a word of several tokens no more than one of one."""
    offsets = ranking.question.offsets
    begins = np.append(True, offsets[1:, 0] != offsets[:-1, 1])[: len(offsets)]
    words = np.cumsum(begins) - 1
    weights: NDArray[np.float32] = ranking.token_weights / np.bincount(words)[words]
    return weights


def _is_long(passage: StoredPassage) -> bool:
    return passage.kind in ("paragraph", "item") and len(passage.text) > LONG


def _scores(
    met: NDArray[np.float32], weights: NDArray[np.float32], *, of_question: bool
) -> NDArray[np.float32]:
    """How well each piece meets the question, (pieces,): the weighted mean, at most 1."""
    scores: NDArray[np.float32] = met @ weights / max(float(weights.sum()), 1e-6)
    if of_question:
        scores[0] += DIRECT
    return scores
