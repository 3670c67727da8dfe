"""Any number of passages, made of the bundled guides: three of their sentences each, by chance.

To encode a million passages takes hours. So each sentence of the guides is encoded once by the real
model, and a passage's vectors are made of those of its sentences: the dense one is their mean, each
weighed by chance, and those of its tokens the mean of what each token has anywhere. All is seeded.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import BUNDLED, read_folder
from corpus.sentences import sentences
from index.encoding.model import Encoded
from index.encoding.onnx import OnnxEncoder

__all__ = ["Recombined", "guide_sentences", "write_articles"]

SENTENCES_A_PASSAGE = 3
PASSAGES_A_SECTION = 5
PASSAGES_AN_ARTICLE = 200
_END = re.compile(r"(?<=[.!?]) ")
_PLAIN = re.compile(r"[^()\[\]*_`#|<>\\]+[.!?]")
"""A sentence that reads in Markdown as it is written, and defines no acronym."""


def guide_sentences() -> tuple[list[str], list[str]]:
    """Return the sentences and the headings of the bundled guides, each once."""
    said, headings = [], []
    for guide in read_folder([BUNDLED]).articles:
        headings += [section.heading for section in guide.sections]
        for passage in guide.passages:
            text = passage.text
            bounds = pairwise([*sentences(text), len(text)])
            said += [text[start:end].strip() for start, end in bounds]
    plain = (each for each in said if _PLAIN.fullmatch(each) and len(_END.split(each)) == 1)
    return list(dict.fromkeys(plain)), list(dict.fromkeys(headings))


def write_articles(folder: Path, passages: int) -> None:
    """Write Markdown articles, as many passages in all."""
    said, headings = guide_sentences()
    random = np.random.default_rng(passages)
    folder.mkdir(parents=True)
    for number, first in enumerate(range(0, passages, PASSAGES_AN_ARTICLE)):
        lines = [f"# Guide {number}\n"]
        count = min(PASSAGES_AN_ARTICLE, passages - first)
        drawn = random.integers(0, len(said), (count, SENTENCES_A_PASSAGE))
        above = random.integers(0, len(headings), count)
        for row in range(count):
            if row % PASSAGES_A_SECTION == 0:
                lines.append(f"## {headings[above[row]].rstrip(' :?.')} {number}\n")
            lines.append(" ".join(said[each] for each in drawn[row]) + "\n")
        (folder / f"guide-{number}.md").write_text("\n".join(lines), "utf-8")


class Recombined(OnnxEncoder):
    """The real encoder, which looks at the guides' sentences alone and remembers them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        said = [each for every in guide_sentences() for each in every]
        encoded = [one for text in said for one in super(Recombined, self).encode([text])]
        self._dense = {_key(text): one.dense for text, one in zip(said, encoded, strict=True)}
        size = self._tokenizer.result().get_vocab_size()
        table = np.random.default_rng(0).normal(size=(size, self.info.dimensions))
        ids = np.concatenate([one.ids for one in encoded])
        table[ids] = 0
        np.add.at(table, ids, np.concatenate([one.tokens for one in encoded]))
        self._table = _normalised(table.astype(np.float32))

    def encode(self, texts: Sequence[str], *, query: bool = False) -> list[Encoded]:  # noqa: ARG002
        """Look the texts' sentences and tokens up."""
        tokenized = self._tokenizer.result().encode_batch(list(texts))
        return [
            Encoded(
                self._mean(text),
                self._table[ids := np.asarray(one.ids[1:-1], np.int32)],
                ids,
                np.asarray(one.offsets[1:-1], np.int32).reshape(-1, 2),
            )
            for text, one in zip(texts, tokenized, strict=True)
        ]

    def _mean(self, text: str) -> NDArray[np.float32]:
        found = list(self._of(text)) or [self._table[zlib.crc32(text.encode()) % len(self._table)]]
        weights = np.random.default_rng(zlib.crc32(text.encode())).random(len(found), np.float32)
        mean: NDArray[np.float32] = _normalised((weights @ np.stack(found))[None])[0]
        return mean

    def _of(self, text: str) -> Iterator[NDArray[np.float32]]:
        for sentence in _END.split(text):
            if (key := _key(sentence)) in self._dense:
                yield self._dense[key]


def _key(sentence: str) -> str:
    """A sentence or heading, whatever ends it, such as the number of its guide."""
    return sentence.rstrip(" :?.!0123456789")


def _normalised(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    normalised: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return normalised
