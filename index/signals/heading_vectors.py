"""What opens a section answers its heading: "What does it pay?" is met by the passage under "Pay".

A heading is compared on its own, since in the vector of a long passage little of it is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import ArrayWriter, open_array
from index.store.layout import LAYOUT

if TYPE_CHECKING:
    from corpus import Article
    from index.acronyms import Acronyms
    from index.encoding.model import Encoder

__all__ = ["HeadingVectors", "headings"]


def headings(articles: Sequence[Article], acronyms: Acronyms) -> tuple[list[str], list[int]]:
    """Return what heads each passage that is the first of its section, and the passages."""
    found: list[str] = []
    passages: list[int] = []
    number = 0
    for article in articles:
        before: object = article
        for passage in article.passages:
            if passage.section != before:
                heading = passage.heading[-1] if passage.heading else article.title
                found.append(acronyms.expand(heading))
                passages.append(number)
            before = passage.section
            number += 1
    return found, passages


@dataclass(frozen=True, slots=True)
class HeadingVectors:
    """The passages that open a section, and the dense vectors of its heading."""

    passages: NDArray[np.int32]
    """(sections,) rising."""
    vectors: NDArray[np.float16]
    """(sections, dimensions), L2-normalised: that of the heading, or of the article's title."""

    @staticmethod
    def write(
        folder: Path,
        passages: Sequence[int],
        vectors: Iterable[NDArray[np.float16]],
        dimensions: int,
    ) -> None:
        """Write the passages that open a section, and vectors, some and some, in order."""
        names = LAYOUT.headings
        np.save(folder / names.passages, np.asarray(passages, np.int32))
        with ArrayWriter(folder / names.vectors, np.float16, (dimensions,)) as written:
            for some in vectors:
                written.append(some)

    @staticmethod
    def encode(texts: Sequence[str], encoder: Encoder) -> NDArray[np.float16]:
        """Return the vectors of headings, (headings, dimensions), as they are kept."""
        distinct = list(dict.fromkeys(texts))
        dense = [each.dense.astype(np.float16) for each in encoder.encode(distinct)]
        vectors = dict(zip(distinct, dense, strict=True))
        return np.stack([vectors[text] for text in texts])

    @classmethod
    def load(cls, folder: Path) -> HeadingVectors:
        """Open what `write` wrote."""
        names = LAYOUT.headings
        return cls(open_array(folder / names.passages), open_array(folder / names.vectors))

    def similarities(
        self, question: NDArray[np.float32], passages: NDArray[np.integer]
    ) -> NDArray[np.float32]:
        """Return the cosine of a (dimensions,) question with the heading each passage opens.

        (passages,); 0 for one that opens no section.
        """
        cosines = np.zeros(len(passages), np.float32)
        rows = np.searchsorted(self.passages, passages)
        rows = np.minimum(rows, len(self.passages) - 1)
        opens = self.passages[rows] == passages
        cosines[opens] = self.vectors[rows[opens]].astype(np.float32) @ question
        return cosines
