"""Passages become vectors: read under their headings, long ones in windows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.article import Block, Passage
from corpus.sentences import pieces
from index.acronyms import Acronyms
from index.encoding.model import Encoder, worded

__all__ = [
    "EncodedPassage",
    "encode_passages",
    "prefix",
    "written_out",
    "written_out_pieces",
]

WINDOW = 900
"""Characters of a passage that go through the model at once, about its 256 tokens."""


def prefix(passage: Passage, block: Block, title: str) -> str:
    """Return what a reader has read before a passage: the headings above it and the lead-in.

    `title` is that of its article, which tells articles of one index apart; "" leaves it out.
    """
    above = [part.rstrip(" :?.!") + "." for part in passage.heading]
    if title:
        above.insert(0, title.rstrip(" :?.!") + ".")
    if block.lead is not None and block.lead.text.rstrip(":") not in map(_bare, passage.heading):
        above.append(block.lead.text)
    if block.header is not None:
        above.append(block.header.text)
    return " ".join(above) + " " if above else ""


def _bare(heading: str) -> str:
    return heading.rstrip(":")


def written_out_pieces(text: str, acronyms: Acronyms) -> list[str]:
    """Return a passage sentence by sentence, a long one in parts, acronyms written out."""
    starts = [*pieces(text), len(text)]
    parts = [text[low:high].strip() for low, high in pairwise(starts)]
    return [acronyms.expand(part) or part for part in parts]


def written_out(
    passage: Passage, block: Block, title: str, acronyms: Acronyms
) -> tuple[str, list[str]]:
    """Return what is encoded of a passage: what stands before it, and its pieces.

    `title` is as in `prefix`.
    """
    before = acronyms.expand(prefix(passage, block, title))
    return before, written_out_pieces(passage.text, acronyms)


@dataclass(frozen=True, slots=True)
class EncodedPassage:
    """The vectors of a passage under its headings, which `TokenVectors.build` takes."""

    dense: NDArray[np.float32]
    """(dimensions,), L2-normalised."""
    tokens: NDArray[Any]
    """(tokens, dimensions), L2-normalised; tokens without a letter or digit are left out. In an
    index, as `index.signals.late_interaction.as_stored` keeps them."""
    ids: NDArray[np.int32]
    """(tokens,) vocabulary ids."""
    pieces: NDArray[np.uint16]
    """(tokens,) number of the piece that each stands in; the prefix counts to the first."""
    head: int
    """Tokens of the prefix; the passage's own come after them."""


def encode_passages(
    prefixes: Sequence[str], passages: Sequence[Sequence[str]], encoder: Encoder
) -> Iterator[EncodedPassage]:
    """Encode passages, given in pieces; a long one in windows, each under its headings."""
    windows = [
        list(_windows(parts, WINDOW - len(prefix)))
        for prefix, parts in zip(prefixes, passages, strict=True)
    ]
    texts = [
        prefix + " ".join(part for _, part in window)
        for prefix, parts in zip(prefixes, windows, strict=True)
        for window in parts
    ]
    encoded = iter(zip(texts, encoder.encode(texts), strict=True))
    for prefix, parts in zip(prefixes, windows, strict=True):
        dense = np.zeros(encoder.info.dimensions, np.float32)
        tokens: list[NDArray[np.float32]] = []
        ids: list[NDArray[np.int32]] = []
        numbers: list[NDArray[np.uint16]] = []
        head = 0
        for window, (text, vectors) in zip(parts, encoded, strict=False):
            kept = worded(text, vectors)
            in_head = kept & (vectors.offsets[:, 0] < len(prefix))
            if not tokens:
                head = int(in_head.sum())
            else:
                kept &= ~in_head
            dense += vectors.dense
            tokens.append(vectors.tokens[kept])
            ids.append(vectors.ids[kept])
            numbers.append(_piece_of(vectors.offsets[kept, 0], prefix, window))
        yield EncodedPassage(
            dense / max(float(np.linalg.norm(dense)), 1e-12),
            np.concatenate(tokens),
            np.concatenate(ids),
            np.concatenate(numbers),
            head,
        )


def _piece_of(
    starts: NDArray[np.int32], prefix: str, window: Sequence[tuple[int, str]]
) -> NDArray[np.uint16]:
    """The number of the piece that each token stands in; the prefix counts to the first."""
    bounds = np.cumsum([len(prefix), *(len(part) + 1 for _, part in window[:-1])])
    numbers = np.asarray([number for number, _ in window])
    return numbers[np.maximum(np.searchsorted(bounds, starts, "right") - 1, 0)].astype(np.uint16)


def _windows(pieces: Sequence[str], size: int) -> Iterator[list[tuple[int, str]]]:
    """Runs of numbered pieces, each at most `size` characters or one part of a piece."""
    size = max(size, WINDOW // 3)
    window: list[tuple[int, str]] = []
    length = 0
    for number, piece in enumerate(pieces):
        for first in range(0, len(piece), size):
            part = piece[first : first + size]
            if window and length + len(part) > size:
                yield window
                window, length = [], 0
            window.append((number, part))
            length += len(part) + 1
    yield window or [(0, "")]
