"""What is shown of a passage: all of it, or of a long one the sentences that answer."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.sentences import pieces, sentences
from index.contract import Index, StoredPassage
from index.in_range import told_apart
from index.reader import passage_text
from index.search import Ranking
from index.text.connectives import leans, limits
from index.text.ranges import ranges
from index.text.words import encodable

__all__ = ["Excerpt", "best_piece", "excerpt", "highlight", "read_of", "shown_of"]

LONG = 600
"""Characters from which a passage is cut. Over 14 sets of other people's pages what was wanted is
shown first in .782 of the questions, with 500 in .779, ten characters less, with 700 in .784."""
LONGEST = 400
"""Characters of an excerpt, where the one sentence that answers is no longer."""
WORDS = 30
"""Words of a highlight at most: what is longer doesn't show where the answer is."""
FEWEST = 4
"""Words of a sentence that is marked alone: of shorter ones, the next is marked with it."""
CLOSE, READ = 0.04, 0.1
"""How far apart two pieces may be that are read with the question, and what the reader's score
counts then. Fitted on other people's pages: of the passages that hold what was wanted, the right
words were marked in .784 before and .800 after, and in more of each of the six sets."""

LONGEST_READ = 40
"""Words of a passage that is read whole. Of a longer one the sentence that answers is: over pages
of other people what answers stands first in .743 (read whole .740), the confidence tells answers
from their neighbours in .858 (.849), and half as much is read; 25 and 60 words come to the same."""


# What a highlight may end behind; the bracket of "b)" closes nothing.
_PAUSE = re.compile(r"(?:[,;:]|\S{3}\))\s+")
_LABEL = re.compile(r"[^\W\d_]+:\s")
_BAR = re.compile(r"(?<!\S)\|\s")  # between the cells of a row


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


def best_piece(passage: StoredPassage, ranking: Ranking, index: Index, asked: str) -> int | None:
    """Return the number of the passage's piece that answers: a sentence, or a part of a long one.

    Of two that meet the question about as well, one may only name what it is about: they are read
    with it. Where ranges tell the pieces apart it is one that has the numbers `asked` about, and
    None where none has all of them.
    """
    starts, met = _met(passage, ranking, index)
    scores = _scores(met, _word_weights(ranking))
    first, *others = np.argsort(-scores, kind="stable")[:2].tolist()
    best = int(first)
    if others and ranking.text and scores[first] - scores[others[0]] <= CLOSE:
        before, _ = passage_text(index, passage.number)
        ends = [*starts[1:], len(passage.text)]
        close = [first, *others]
        texts = [encodable(f"{before}{passage.text[starts[n] : ends[n]]}") for n in close]
        read = index.encoder.read(encodable(ranking.text), texts)
        if read is not None:
            scores[close] += READ * read
            best = int(max(close, key=lambda number: scores[number]))
    told = _in_range(best, scores, passage, asked, index)
    return None if told is None else _answering(told, starts, passage.text)


def _in_range(
    best: int, scores: NDArray[np.float32], passage: StoredPassage, asked: str, index: Index
) -> int | None:
    """The best piece, or where its ranges haven't the numbers asked about the best that has them.

    None where they are told apart and none has them.
    """
    if passage.kind not in ("paragraph", "item") or not ranges(asked, index.language):
        return best
    texts = [_part(passage, number) or "" for number in range(len(scores))]
    has, lacks = told_apart(asked, texts, index, index.article(passage.article).language)
    if best not in lacks:
        return best
    if has:
        return max(has, key=lambda number: float(scores[number]))
    return None if len({texts[number] for number in lacks}) > 1 else best


def read_of(number: int, ranking: Ranking, index: Index) -> str:
    """Return what is read of a passage with the question, and what stands before it.

    That is all of it, or of a long one the sentence that answers, or a part of that.
    """
    before, whole = passage_text(index, number)
    if len(whole.split()) <= LONGEST_READ:
        return encodable(before + whole)
    passage = index.passage_at(number)
    starts, met = _met(passage, ranking, index)
    scores = _scores(met, _word_weights(ranking))
    marked = _part(passage, _answering(int(scores.argmax()), starts, passage.text))
    return encodable(before + (marked or whole))


def _met(
    passage: StoredPassage, ranking: Ranking, index: Index
) -> tuple[list[int], NDArray[np.float32]]:
    """Where each piece of a passage begins, and how well it meets each token of the question.

    The latter has the shape (pieces, tokens).
    """
    met = index.best_of_pieces(ranking.question.tokens, passage.number)
    starts = pieces(passage.text)[: len(met)]
    return starts, met[: len(starts)]


def _answering(piece: int, starts: list[int], text: str) -> int:
    """The piece that answers one of a sentence that asks: of the next that doesn't, else before."""
    begins = sentences(text)
    ends = [*begins[1:], len(text)]
    own = bisect_right(begins, starts[piece]) - 1
    for number in (own, *range(own + 1, len(begins)), *range(own - 1, -1, -1)):
        if not text[begins[number] : ends[number]].rstrip(" \"'”’)*_").endswith("?"):
            return piece if number == own else bisect_right(starts, begins[number]) - 1
    return piece


def highlight(passage: StoredPassage, piece: int) -> str | None:
    """Return what is marked of a passage: the sentence that a piece of it stands in.

    With it, where both are short, what it goes on from ("This means …"), what takes a part of it
    back ("However, …"), and behind "Myth: …" what "Fact: …" says. Of a long sentence a part; None
    where that is too long, too.
    """
    if passage.kind == "row":
        return _part(passage, piece)
    text = passage.text
    begins = [*sentences(text), len(text)]
    told = [_trimmed(text[begin:end]) for begin, end in pairwise(begins)]
    own = bisect_right(begins, pieces(text)[piece]) - 1
    first = own - (own > 0 and leans(told[own]))
    last = own + 1 + (own + 1 < len(told) and _goes_with(told[own], told[own + 1]))
    for begin, end in ((first, last), (own, last), (first, own + 1)):
        several = _trimmed(text[begins[begin] : begins[end]])
        if end > begin + 1 and len(several.split()) <= WORDS:
            return several
    return _part(passage, piece)


def _goes_with(sentence: str, after: str) -> bool:
    """Whether a sentence that is marked says too much without the next, or is not the owner's."""
    both_named = _LABEL.match(sentence) is not None and _LABEL.match(after) is not None
    return both_named or limits(after)


def _part(passage: StoredPassage, piece: int) -> str | None:
    """Return the sentence that a piece of a passage stands in, or of a long one that piece.

    The piece goes on as far as a highlight may: what stands behind a comma is often what was asked
    for. None where it alone is too many words. A row that is no single short sentence is marked in
    one cell.
    """
    text = passage.text
    begins, parts = [*sentences(text), len(text)], [*pieces(text), len(text)]
    start, until = parts[piece : piece + 2]
    if passage.kind == "row" and (len(begins) > 2 or len(text.split()) > WORDS):
        low, high = _cell(text, start, until)
        start, until = max(start, low), min(until, high)
        begins = [low, *(begin for begin in begins if low < begin < high), high]
    after = bisect_right(begins, start)
    sentence, end = begins[after - 1 : after + 1]
    marked = _trimmed(text[sentence:end])
    if len(marked.split()) < FEWEST and after + 1 < len(begins):
        # "Yes!" alone says nothing.
        longer = _trimmed(text[sentence : begins[after + 1]])
        marked = longer if len(longer.split()) <= WORDS else marked
    if len(marked.split()) <= WORDS:
        return marked or None
    pauses = [sentence, *(pause.end() for pause in _PAUSE.finditer(text, sentence, end)), end]
    # A bracket says something of what stands before it.
    before = [pause for pause in pauses if pause < start and text[start] == "("]
    for first in (*before[-1:], start):
        ends = (until, *(pause for pause in pauses if pause > until))
        found = [_trimmed(_closed(text[first:last])) for last in ends]
        fitting = [words for words in found if len(words.split()) <= WORDS]
        if fitting:
            return max(fitting, key=len)
    return None


def _cell(text: str, start: int, until: int) -> tuple[int, int]:
    """Where the cell of a row begins and ends in which most of a stretch of it stands."""
    bars = [0, *(bar.end() for bar in _BAR.finditer(text)), len(text)]
    cells = list(pairwise(bars))
    return max(cells, key=lambda cell: min(cell[1], until) - max(cell[0], start))


def _trimmed(words: str) -> str:
    # The bar of a row's empty first cell is none of its words.
    return words.lstrip(" |").rstrip(" ,;:–—-(|")


def _closed(words: str) -> str:
    """Return words without a bracket that isn't closed in them, unless they begin with it."""
    opened = words.rfind("(")
    return words[:opened] if opened > max(0, words.rfind(")")) else words


def excerpt(
    passage: StoredPassage, ranking: Ranking, index: Index, *, piece: int | None = None
) -> Excerpt:
    """Return what is shown of a passage: of a long one, sentences around the one that answers.

    That is the one of the `piece`, where it is known, else the one that meets the question best.
    """
    whole = Excerpt(passage.text, passage.start, passage.end)
    if not _is_long(passage):
        return whole
    in_text, in_quote = sentences(passage.text), sentences(passage.quote)
    # Where markup hides the end of a sentence from one of the two, there is no telling where it is.
    if len(in_text) != len(in_quote) or len(in_text) == 1:
        return whole
    starts, met = _met(passage, ranking, index)
    weights = _word_weights(ranking)
    owners = np.searchsorted(in_text, starts, "right") - 1
    if piece is None:
        piece = int(_scores(met, weights).argmax())
    main = int(owners[piece])
    ends = [*in_text[1:], len(passage.text)]
    # An item begins with what it is about, which none of its other sentences need say.
    named = passage.kind == "item" and ends[main] <= LONG
    latest, most = (0, LONG) if named else (main, LONGEST)
    windows = [
        (first, last)
        for first in range(latest + 1)
        for last in range(main, len(in_text))
        if ends[last] - in_text[first] <= most
    ]
    # The one around that sentence which as a whole meets the question best, and of such the widest.
    first, last = max(
        windows or [(main, main)],
        key=lambda window: (
            round(_together(met[(owners >= window[0]) & (owners <= window[1])], weights), 3),
            ends[window[1]] - in_text[window[0]],
        ),
    )
    # Nothing is cut off from what it goes on from, nor from what takes a part of it back.
    if first and leans(passage.text[in_text[first] :]) and ends[last] - in_text[first - 1] <= LONG:
        first -= 1
    behind = passage.text[ends[last] :]
    if limits(behind) and ends[last + 1] - in_text[first] <= LONG:
        last += 1
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


def _scores(met: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """How well each piece meets the question, (pieces,): the weighted mean, at most 1."""
    scores: NDArray[np.float32] = met @ weights / max(float(weights.sum()), 1e-6)
    return scores
