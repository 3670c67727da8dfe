"""Any number of passages, made of the bundled guides: three of their sentences each, by chance.

To encode a million passages takes hours. So each sentence of the guides is encoded once by the real
model, and a passage's vectors are made of those of its sentences: the dense one is their mean, each
weighed by chance, and those of its tokens the mean of what each token has anywhere. All is seeded.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import BUNDLED, read_folder
from corpus.article import Article, Block, Passage, Section
from corpus.sentences import sentences
from index.encoding.model import Encoded
from index.encoding.onnx import OnnxEncoder

__all__ = ["Recombined", "guide_sentences", "recombined"]

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


def recombined(passages: int) -> Iterator[Article]:
    """Yield articles of so many passages in all, as they are read of their Markdown."""
    said, headings = guide_sentences()
    random = np.random.default_rng(passages)
    for number, first in enumerate(range(0, passages, PASSAGES_AN_ARTICLE)):
        count = min(PASSAGES_AN_ARTICLE, passages - first)
        drawn = random.integers(0, len(said), (count, SENTENCES_A_PASSAGE))
        texts = [" ".join(said[each] for each in row) for row in drawn]
        above = random.integers(0, len(headings), -(-count // PASSAGES_A_SECTION))
        names = [f"{headings[each].rstrip(' :?.')} {number}" for each in above]
        yield _article(number, names, texts)


def _article(number: int, headings: Sequence[str], texts: Sequence[str]) -> Article:
    title = f"Guide {number}"
    lines = [f"# {title}", ""]
    at = len(title) + 4
    sections, blocks, passages = [], [], []
    for section, heading in enumerate(headings):
        own = texts[section * PASSAGES_A_SECTION :][:PASSAGES_A_SECTION]
        end = at + len(heading) + 5 + sum(len(text) + 2 for text in own)
        sections.append(Section(heading, (heading,), 1, at, end))
        blocks.append(Block("paragraphs", section))
        lines += [f"## {heading}", ""]
        at += len(heading) + 5
        for text in own:
            key = blake2b(f"{number}\0{at}\0{text}".encode(), digest_size=8).hexdigest()
            passages.append(
                Passage(
                    id=key,
                    article=f"guide-{number}",
                    section=section,
                    heading=(heading,),
                    block=section,
                    kind="paragraph",
                    quote=text,
                    start=at,
                    end=at + len(text),
                    line=len(lines) + 1,
                    text=text,
                )
            )
            lines += [text, ""]
            at += len(text) + 2
    source = "\n".join(lines)
    digest = blake2b(source.encode(), digest_size=32).hexdigest()
    made = tuple(sections), tuple(blocks), tuple(passages)
    return Article(f"guide-{number}", title, source, f"guide-{number}.md", digest, *made)


class Recombined(OnnxEncoder):
    """The real encoder, which looks at the guides' sentences alone and remembers them."""

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        super().__init__(folder, threads=threads)
        said = [each for every in guide_sentences() for each in every]
        encoded = [one for text in said for one in super(Recombined, self).encode([text])]
        self._dense = {_key(text): one.dense for text, one in zip(said, encoded, strict=True)}
        size = self._tokenizer.result().get_vocab_size()
        table = np.random.default_rng(0).normal(size=(size, self.info.dimensions))
        ids = np.concatenate([one.ids for one in encoded])
        table[ids] = 0
        np.add.at(table, ids, np.concatenate([one.tokens for one in encoded]))
        self._tokens = lru_cache(maxsize=4096)(self._tokens_of)
        self._table = _normalised(table.astype(np.float32))

    def encode(self, texts: Sequence[str], *, query: bool = False) -> list[Encoded]:  # noqa: ARG002
        """Look the texts' sentences and tokens up."""
        return [self._encoded(text) for text in texts]

    def _encoded(self, text: str) -> Encoded:
        dense, ids, offsets, at = [], [], [], 0
        for sentence in _END.split(text):
            own, places = self._tokens(sentence)
            ids.append(own)
            offsets.append(places + at)
            at += len(sentence) + 1
            if (key := _key(sentence)) in self._dense:
                dense.append(self._dense[key])
        seed = zlib.crc32(text.encode())
        dense = dense or [self._table[seed % len(self._table)]]
        weights = np.random.default_rng(seed).random(len(dense), np.float32)
        every = np.concatenate(ids)
        mean = _normalised((weights @ np.stack(dense))[None])[0]
        return Encoded(mean, self._table[every], every, np.concatenate(offsets))

    def _tokens_of(self, sentence: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        found = self._tokenizer.result().encode(sentence)
        offsets = np.asarray(found.offsets[1:-1], np.int32).reshape(-1, 2)
        return np.asarray(found.ids[1:-1], np.int32), offsets


def _key(sentence: str) -> str:
    """A sentence or heading, whatever ends it, such as the number of its guide."""
    return sentence.rstrip(" :?.!0123456789")


def _normalised(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    normalised: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return normalised
