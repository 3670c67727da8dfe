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

from index.store.memory import load_array

if TYPE_CHECKING:
    from corpus import Article
    from index.acronyms import Acronyms
    from index.encoding.model import Encoder

__all__ = ["Openings"]

STEP = 512
"""Headings that are encoded at a time."""


@dataclass(frozen=True, slots=True)
class Openings:
    """The passages that open a section, and the dense vectors of its heading."""

    passages: NDArray[np.int32]
    """(sections,) rising."""
    vectors: NDArray[np.float16]
    """(sections, dimensions), L2-normalised: that of the heading, or of the article's title."""

    @classmethod
    def build(cls, articles: Sequence[Article], acronyms: Acronyms, encoder: Encoder) -> Openings:
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
            vectors[first : first + STEP] = np.stack([one.dense for one in encoded])
        rows = {heading: row for row, heading in enumerate(distinct)}
        return cls(np.asarray(passages, np.int32), vectors[[rows[each] for each in headings]])

    def save(self, path: Path) -> None:
        """Write the vectors, and the passages beside them."""
        np.save(path, self.vectors)
        np.save(path.with_suffix(".passages.npy"), self.passages)

    @classmethod
    def load(cls, path: Path) -> Openings:
        """Open what `save` wrote."""
        return cls(load_array(path.with_suffix(".passages.npy")), load_array(path))

    def similarities(
        self, question: NDArray[np.float32], passages: NDArray[np.integer]
    ) -> NDArray[np.float32]:
        """Return the cosine of the headings that passages open, (passages,); 0 for the others."""
        found = np.zeros(len(passages), np.float32)
        rows = np.searchsorted(self.passages, passages)
        rows = np.minimum(rows, len(self.passages) - 1)
        opens = self.passages[rows] == passages
        found[opens] = self.vectors[rows[opens]].astype(np.float32) @ question
        return found
