"""MaxSim: each question token's best match, as the definition has it, whatever is stored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoding.passage_vectors import EncodedPassage
from index.signals.late_interaction import TokenVectors
from index.signals.token_writer import TokenWriter

DIMENSIONS = 48
LENGTHS = [5, 1, 0, 9, 3]
HEADS = [2, 0, 0, 9, 1]


def normalised(count: int, random: np.random.Generator) -> np.ndarray:
    found = random.normal(size=(count, DIMENSIONS))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def passages() -> list[np.ndarray]:
    random = np.random.default_rng(0)
    return [normalised(length, random) for length in LENGTHS]


@pytest.fixture
def question() -> np.ndarray:
    return normalised(4, np.random.default_rng(1))


def opened(passages: list[np.ndarray], bits: int, folder: Path) -> TokenVectors:
    ids = [np.arange(len(one), dtype=np.int32) for one in passages]
    sentences = [(np.arange(len(one)) // 2).astype(np.uint16) for one in passages]
    none = np.zeros(DIMENSIONS, np.float32)
    columns = passages, ids, sentences, HEADS
    encoded = [EncodedPassage(none, *each) for each in zip(*columns, strict=True)]
    with TokenWriter(folder, DIMENSIONS, bits) as writer:
        writer.add(encoded[:2])
        writer.add(encoded[2:])
        assert writer.count == sum(LENGTHS)
    return TokenVectors.load(folder, DIMENSIONS)


def stored(vectors: np.ndarray, bits: int) -> np.ndarray:
    """What a vector is worth as it is stored."""
    if bits == 16:
        return vectors.astype(np.float16).astype(np.float32)
    return np.where(vectors > 0, 1, -1).astype(np.float32) / np.sqrt(np.float32(DIMENSIONS))


@pytest.mark.parametrize("bits", [1, 16])
def test_each_token_s_best_match_is_found(
    passages: list[np.ndarray], question: np.ndarray, bits: int, tmp_path: Path
) -> None:
    chosen = np.asarray([3, 0, 2, 4, 1])
    best, text = opened(passages, bits, tmp_path).best(question, chosen)
    for row, number in enumerate(chosen):
        for got, first in ((best, 0), (text, HEADS[number])):
            own = stored(passages[number], bits)[first:]
            if len(own):
                np.testing.assert_allclose(got[row], (own @ question.T).max(axis=0), atol=2e-5)
            else:
                assert np.isneginf(got[row]).all()


@pytest.mark.parametrize("bits", [1, 16])
def test_each_piece_is_met_by_its_own_tokens(
    passages: list[np.ndarray], question: np.ndarray, bits: int, tmp_path: Path
) -> None:
    best = opened(passages, bits, tmp_path).best_of_pieces(question, 0)
    own = stored(passages[0], bits) @ question.T  # tokens 0 and 1 are of the heading
    for piece, tokens in ((1, [2, 3]), (2, [4])):
        np.testing.assert_allclose(best[piece], own[tokens].max(axis=0), atol=2e-5)


@pytest.mark.parametrize("bits", [1, 16])
def test_nothing_to_compare_is_no_error(
    passages: list[np.ndarray], question: np.ndarray, bits: int, tmp_path: Path
) -> None:
    vectors = opened(passages, bits, tmp_path)
    best, text = vectors.best(question, np.asarray([2]))
    assert np.isneginf(best).all()
    assert np.isneginf(text).all()
    best, _ = vectors.best(question[:0], np.asarray([0, 1]))
    assert best.shape == (2, 0)


def test_a_passage_s_scores_don_t_depend_on_the_others(
    passages: list[np.ndarray], question: np.ndarray, tmp_path: Path
) -> None:
    vectors = opened(passages, 1, tmp_path)
    together, _ = vectors.best(question, np.arange(5))
    for number in range(5):
        alone, _ = vectors.best(question, np.asarray([number]))
        np.testing.assert_array_equal(alone[0], together[number])


def test_a_rare_token_counts_more_and_an_unknown_one_most(
    passages: list[np.ndarray], tmp_path: Path
) -> None:
    vectors = opened(passages, 1, tmp_path)
    everywhere, rare, unknown = vectors.weight(np.asarray([0, 8, 30_000], np.int32))
    assert 0 < everywhere < rare < unknown == 1
