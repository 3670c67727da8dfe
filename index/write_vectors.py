"""What an index keeps of the articles as vectors: of headings, of passages and of their tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article
from index.acronyms import Acronyms
from index.background import side_by_side
from index.earlier_vectors import KnownVectors
from index.encoding.model import Encoder
from index.encoding.onnx import cores
from index.encoding.passage_vectors import EncodedPassage, encode_passages
from index.encoding.runs import Run, recipe, runs, write_runs
from index.encoding_journal import EncodingJournal
from index.signals.dense import Dense
from index.signals.heading_vectors import HeadingVectors, headings
from index.signals.late_interaction import as_stored
from index.signals.token_writer import TokenWriter
from index.store.arrays import ArrayWriter, open_array
from index.store.layout import LAYOUT

__all__ = ["Progress", "write_vectors"]

Progress = Callable[[str, int, int], None]


def write_vectors(
    articles: Sequence[Article],
    read: Sequence[tuple[str, list[str]]],
    acronyms: Acronyms,
    encoder: Encoder,
    earlier: KnownVectors,
    folder: Path,
    bits: int,
    progress: Progress,
    journal: EncodingJournal,
    *,
    flat: bool,
) -> tuple[int, int]:
    """Write the vectors of headings and passages, and return how many tokens and new passages.

    `read` has what `written_out` says of each passage. What `earlier` has isn't encoded again, nor
    what the `journal` has of a build that was killed; it is told what is encoded now. `flat`: dense
    vectors are written for a server, which searches them itself.
    """
    made = recipe(encoder.info, bits)
    # Runs are encoded beside each other, each by a thread: torch's tokenizers can't be shared.
    threads = 1 if encoder.info.runtime == "torch" else cores()
    headed, opening = headings(articles, acronyms)
    found = runs(([heading] for heading in headed), made)

    def of_headings(run: Run) -> Callable[[], NDArray[np.float16]]:
        if (known := earlier.headings(run)) is not None:
            return lambda: known
        return partial(HeadingVectors.encode, run.of(headed), encoder)

    vectors = side_by_side(map(of_headings, found), threads)
    HeadingVectors.write(folder, opening, vectors, encoder.info.dimensions)
    write_runs(folder / LAYOUT.headings.runs, found)

    done = new = 0
    found = runs(([before, *parts] for before, parts in read), made)
    write_runs(folder / LAYOUT.runs, found)
    # Beside what is made: it goes with the folder of the build.
    whole = folder.with_name(LAYOUT.dense_vectors)
    with (
        TokenWriter(folder, encoder.info.dimensions, bits) as tokens,
        ArrayWriter(whole, np.float32, (encoder.info.dimensions,)) as dense,
    ):

        def of_passages(run: Run) -> Callable[[], tuple[bool, list[EncodedPassage]]]:
            if (known := earlier.passages(run)) is not None:
                return lambda: (False, known)
            if (kept := journal.passages(run)) is not None:
                return lambda: (True, kept)
            own = run.of(read)
            return lambda: (True, _encoded(own, encoder, bits))

        every = side_by_side(map(of_passages, found), threads)
        for run, (fresh, passages) in zip(found, every, strict=True):
            if fresh:
                new += len(run)
                journal.keep(run, passages)
            dense.append(np.stack([each.dense for each in passages]))
            tokens.add(passages)
            done += len(run)
            progress("encoding", done, len(read))
    Dense.build(open_array(whole), flat=flat).save(folder)
    return tokens.count, new


def _encoded(
    read: Sequence[tuple[str, list[str]]], encoder: Encoder, bits: int
) -> list[EncodedPassage]:
    before, parts = zip(*read, strict=True)
    # Whole token vectors of a large index wouldn't fit in memory.
    return [
        replace(each, tokens=as_stored(each.tokens, bits))
        for each in encode_passages(before, parts, encoder)
    ]
