"""Building takes little more memory for many articles than for few."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import index.build
from index.encoding.model import Encoded
from index.encoding.onnx import OnnxEncoder
from index.signals import dense, lexical
from tests.model_cache import MODEL_CACHE

PASSAGES = 40
"""Of an article."""
BYTES = 1_500
"""That a passage may take, where its vectors alone are 1,500 of one and 2,000 of its tokens."""


class Quick(OnnxEncoder):
    """The default encoder, which looks at nothing but how many words there are."""

    def encode(self, texts: Sequence[str], *, query: bool = False) -> list[Encoded]:  # noqa: ARG002
        return [self._made(text) for text in texts]

    def _made(self, text: str) -> Encoded:
        count = len(text.split())
        random = np.random.default_rng(len(text))
        vectors = random.normal(size=(count + 1, self.info.dimensions)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        offsets = np.stack([np.arange(count), np.arange(count) + 1], axis=1).astype(np.int32)
        return Encoded(vectors[0], vectors[1:], np.arange(count, dtype=np.int32), offsets)


def peak(folder: Path, articles: int) -> int:
    """Return the most bytes that building an index of so many articles takes."""
    (folder / "articles").mkdir(parents=True)
    for number in range(articles):
        words = (f"Word {number} and {row} of {' '.join(map(chr, range(97, 117)))}. " * 2
                 for row in range(PASSAGES))  # fmt: skip
        text = f"# Guide {number}\n\n" + "\n\n".join(words) + "\n"
        (folder / "articles" / f"{number}.md").write_text(text, "utf-8")
    tracemalloc.start()
    report = index.build.build([folder / "articles"], folder / "index", cache=MODEL_CACHE)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.passages == articles * PASSAGES
    return most


def test_a_passage_takes_less_memory_than_its_vectors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.build, "open_encoder", Quick)
    monkeypatch.setattr(dense, "FLAT_UP_TO", 100)
    for module in (dense, lexical):
        monkeypatch.setattr(module, "AT_ONCE", 100)
    peak(tmp_path / "first", 2)
    few, many = peak(tmp_path / "few", 10), peak(tmp_path / "many", 50)
    assert many - few < BYTES * 40 * PASSAGES
