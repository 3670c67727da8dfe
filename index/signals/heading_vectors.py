"""What opens a section answers its heading: "What does it pay?" is met by the passage under "Pay".

A heading is compared on its own, since in the vector of a long passage little of it is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.store.arrays import open_array
from index.store.layout import LAYOUT

if TYPE_CHECKING:
    from corpus import Article
    from index.acronyms import Acronyms
    from index.encoding.model import Encoder

__all__ = ["HeadingVectors"]

STEP = 512
"""Headings that are encoded at a time."""


@dataclass(frozen=True, slots=True)
class HeadingVectors:
    """The passages that open a section, and the dense vectors of its heading."""

    passages: NDArray[np.int32]
    """(sections,) rising."""
    vectors: NDArray[np.float16]
    """(sections, dimensions), L2-normalised: that of the heading, or of the article's title."""

    @classmethod
    def build(
        cls, articles: Sequence[Article], acronyms: Acronyms, encoder: Encoder
    ) -> HeadingVectors:
        """Encode the heading of every passage that is the first of its section."""
        headings: list[str] = []
        passages: list[int] = []
        number = 0
        for article in articles:
            before: object = article
            for passage in article.passages:
                if passage.section != before:
                    heading = passage.heading[-1] if passage.heading else article.title
                    headings.append(acronyms.expand(heading))
                    passages.append(number)
                before = passage.section
                number += 1
        distinct = list(dict.fromkeys(headings))
        vectors = np.zeros((len(distinct), encoder.info.dimensions), np.float16)
        for first in range(0, len(distinct), STEP):
            encoded = encoder.encode(distinct[first : first + STEP])
            vectors[first : first + STEP] = np.stack([each.dense for each in encoded])
        rows = {heading: row for row, heading in enumerate(distinct)}
        return cls(np.asarray(passages, np.int32), vectors[[rows[heading] for heading in headings]])

    def save(self, folder: Path) -> None:
        """Write the vectors and the passages."""
        np.save(folder / LAYOUT.headings.vectors, self.vectors)
        np.save(folder / LAYOUT.headings.passages, self.passages)

    @classmethod
    def load(cls, folder: Path) -> HeadingVectors:
        """Open what `save` wrote."""
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
