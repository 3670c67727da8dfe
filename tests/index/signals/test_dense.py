"""FAISS finds the nearest vectors: exactly where they are few, nearly always where many."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.signals import dense as module
from index.signals.dense import Dense
from index.store.layout import LAYOUT


def vectors(count: int, *, seed: int = 0, dimensions: int = 64) -> np.ndarray:
    """Return normalised vectors in clusters, as those of texts are."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(7).normal(size=(50, dimensions))
    found = centres[random.integers(0, 50, count)] + 0.7 * random.normal(size=(count, dimensions))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


def test_flat_search_is_exact(tmp_path: Path) -> None:
    passages, questions = vectors(500), vectors(20, seed=1)
    Dense.build(passages).save(tmp_path)
    scores, found = Dense.load(tmp_path).nearest(questions, 10)
    exact = questions @ passages.T
    np.testing.assert_array_equal(found, np.argsort(-exact, axis=1)[:, :10])
    np.testing.assert_allclose(scores, -np.sort(-exact, axis=1)[:, :10], atol=1e-5)


def test_many_passages_are_searched_in_clusters_that_hold_nearly_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FLAT_UP_TO", 1_000)
    passages, questions = vectors(5_000), vectors(100, seed=1)
    Dense.build(passages).save(tmp_path)
    dense = Dense.load(tmp_path)
    assert dense.kind == "IVF"
    _, found = dense.nearest(questions, 50)
    exact = np.argsort(-(questions @ passages.T), axis=1)[:, :50]
    recall = np.mean([len(set(a) & set(b)) / 50 for a, b in zip(found, exact, strict=True)])
    assert recall > 0.95


def test_the_same_vectors_give_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FLAT_UP_TO", 100)
    folders = (tmp_path / "one", tmp_path / "other")
    for folder in folders:
        folder.mkdir()
        Dense.build(vectors(1_000)).save(folder)
    first, second = ((folder / LAYOUT.dense).read_bytes() for folder in folders)
    assert first == second


@pytest.mark.parametrize("flat_up_to", [10, 10_000])
def test_similarities_are_cosines(
    flat_up_to: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FLAT_UP_TO", flat_up_to)
    passages, (question,) = vectors(300), vectors(1, seed=1)
    Dense.build(passages).save(tmp_path)
    chosen = np.asarray([7, 0, 299])
    got = Dense.load(tmp_path).similarities(question, chosen)
    np.testing.assert_allclose(got, passages[chosen] @ question, atol=1e-5)


def test_no_more_is_found_than_there_is() -> None:
    _, found = Dense.build(vectors(3)).nearest(vectors(1, seed=1), 50)
    assert sorted(found[0].tolist()) == [0, 1, 2]
