"""Questions that ask for the same come together, and no others."""

from __future__ import annotations

import numpy as np
import pytest

from bot.learning import grouping
from bot.learning.grouping import grouped


def at(*degrees: float) -> np.ndarray:
    """Vectors of the plane: the cosine of 45 degrees is 0.71, that of 55 is 0.57."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float16)


def test_no_questions_have_no_groups() -> None:
    assert grouped([], np.empty((0, 2)), []).tolist() == []


def test_equal_words_are_one_whatever_their_case_and_vectors() -> None:
    asked = ["What pays?", "Else", "what pays", "WHAT  pays!"]
    assert grouped(asked, at(0, 180, 90, 270), [None] * 4).tolist() == [0, 1, 0, 0]


def test_what_is_alike_to_the_most_frequent_wording_is_one_group() -> None:
    asked = ["a", "b", "b", "c", "d"]
    assert grouped(asked, at(40, 0, 0, -40, 120), [None] * 5).tolist() == [0, 0, 0, 0, 1]


def test_no_chain_joins_what_only_its_ends_share() -> None:
    found = grouped(["a", "a", "b", "c"], at(0, 0, 40, 80), [None] * 4)
    assert found.tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("nearest", "groups"), [(["p", "p"], [0, 0]), (["p", "q"], [0, 1]), ([None, None], [0, 1])]
)
def test_the_same_nearest_passage_is_a_sign(nearest: list[str | None], groups: list[int]) -> None:
    assert grouped(["a", "b"], at(0, 50), nearest).tolist() == groups


def test_in_cells_the_groups_are_nearly_those_of_all_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = np.random.default_rng(7)
    centres = random.standard_normal((40, 64))
    which = random.integers(0, 40, 2000)
    vectors = centres[which] + random.standard_normal((2000, 64)) * 0.25
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    asked = [f"question {n}" for n in range(2000)]
    monkeypatch.setattr(grouping, "CELL", 100)
    found = grouped(asked, vectors, [None] * 2000)
    largest = [which[found == group] for group in range(40)]
    assert all(len(set(each.tolist())) == 1 for each in largest)
    assert sum(map(len, largest)) > 1900
