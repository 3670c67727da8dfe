"""BM25 from the stored matrix is BM25 as it is defined."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from index.signals import lexical as module
from index.signals.lexical import K1, B, Lexical

TEXTS = [
    "how to become a manager".split(),
    "a manager plans and a manager leads".split(),
    "pay".split(),
    [],
    "the pay of a nurse".split(),
]


def bm25(question: list[str], text: list[str]) -> float:
    """Lucene's variant, term by term."""
    mean = sum(map(len, TEXTS)) / len(TEXTS)
    total, counts = 0.0, Counter(text)
    for word in set(question):
        holders = sum(word in one for one in TEXTS)
        idf = math.log(1 + (len(TEXTS) - holders + 0.5) / (holders + 0.5))
        tf = counts[word]
        total += idf * tf / (tf + K1 * (1 - B + B * len(text) / mean)) if tf else 0.0
    return total


@pytest.fixture(params=[2, 4096])
def lexical(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Lexical:
    monkeypatch.setattr(module, "AT_ONCE", request.param)
    Lexical.build(iter(TEXTS)).save(tmp_path)
    return Lexical.load(tmp_path, len(TEXTS))


@pytest.mark.parametrize(
    "question", [["manager"], ["a", "manager", "manager"], ["pay", "nurse", "xyzzy"], []]
)
def test_scores_are_those_of_the_definition(lexical: Lexical, question: list[str]) -> None:
    expected = [bm25(question, text) for text in TEXTS]
    np.testing.assert_allclose(lexical.score(question), expected, rtol=1e-5)


def test_a_word_is_counted_once_a_passage(lexical: Lexical) -> None:
    assert lexical.frequency("manager") == 2
    assert lexical.frequency("xyzzy") == 0


def test_passages_without_a_word_are_no_error(tmp_path: Path) -> None:
    Lexical.build([[], []]).save(tmp_path)
    assert Lexical.load(tmp_path, 2).score(["pay"]).tolist() == [0, 0]
