"""What an index keeps of the articles as vectors: of headings, of passages and of their tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from corpus.article import Article
from index.acronyms import Acronyms
from index.earlier_vectors import KnownVectors
from index.encoding.model import Encoder
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
    headed, opening = headings(articles, acronyms)
    found = runs(([heading] for heading in headed), made)
    vectors = (
        HeadingVectors.encode(run.of(headed), encoder) if known is None else known
        for run, known in ((run, earlier.headings(run)) for run in found)
    )
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
        for run in found:
            known = earlier.passages(run)
            if known is None:
                new += len(run)
                known = _encoded(run, read, encoder, bits, journal)
            dense.append(np.stack([each.dense for each in known]))
            tokens.add(known)
            done += len(run)
            progress("encoding", done, len(read))
    Dense.build(open_array(whole), flat=flat).save(folder)
    return tokens.count, new


def _encoded(
    run: Run,
    read: Sequence[tuple[str, list[str]]],
    encoder: Encoder,
    bits: int,
    journal: EncodingJournal,
) -> list[EncodedPassage]:
    """Encode the passages of a run, or take them from the journal."""
    known = journal.passages(run)
    if known is None:
        before, parts = zip(*run.of(read), strict=True)
        # Whole token vectors of a large index wouldn't fit in memory.
        known = [
            replace(each, tokens=as_stored(each.tokens, bits))
            for each in encode_passages(before, parts, encoder)
        ]
        journal.keep(run, known)
    return known
