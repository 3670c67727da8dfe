"""Years of experience, as people write them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.signals.years import LONGEST, Years, year_ranges


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("3–5 years", [(3, 5)]),
        ("3-5 yrs", [(3, 5)]),
        ("two to four years", [(2, 4)]),
        ("Years 3 to 5", [(3, 5)]),
        ("years 0-2", [(0, 2)]),
        ("year 3 through year 5", [(3, 5)]),
        ("between 3 and 5 years", [(3, 5)]),
        ("5 or 6 years in", [(5, 6)]),
        ("12+ years", [(12, LONGEST)]),
        ("Years 8+", [(8, LONGEST)]),
        ("ten years", [(10, 10)]),
        ("a 4-year degree", [(4, 4)]),
        ("year three", [(3, 3)]),
        ("Ten Years", [(10, 10)]),
        ("first 2 years, then 3–5 years", [(2, 2), (3, 5)]),
        ("5-3 years", [(3, 5)]),
        # No experience of anybody's:
        ("in 2024", []),
        ("99 years ago", []),
        ("$5 years", []),
        ("1,200 years", []),
        ("someone years", []),
        ("years", []),
        ("", []),
        ("in year 3%", []),
        ("5 months", []),
    ],
)
def test_ranges(text: str, ranges: list[tuple[int, int]]) -> None:
    assert year_ranges(text) == ranges


TEXTS = [
    "After 7–12 years you direct.",
    "Two years are enough.",
    "No number.",
    "Years 10+, or 1 year",
]


@pytest.mark.parametrize(
    ("question", "met"),
    [
        ("what after ten years", [1, 0, 0, 1]),
        ("2 years in, what now?", [0, 1, 0, 0]),
        ("7 to 12 years", [1, 0, 0, 2 / 38]),
        ("5 to 9 years", [2 / 7, 0, 0, 0]),
        ("after one year or after 8 years", [1, 0, 0, 1]),
        ("what now?", [0, 0, 0, 0]),
    ],
)
def test_a_question_is_met_by_the_ranges_around_it(
    question: str, met: list[float], tmp_path: Path
) -> None:
    years = Years.build(TEXTS)
    years.save(tmp_path)
    for one in (years, Years.load(tmp_path)):
        assert one.overlap(question, np.arange(4)).tolist() == pytest.approx(met)


def test_passages_may_come_in_any_order_and_number() -> None:
    years = Years.build(TEXTS)
    assert years.overlap("ten years", np.asarray([3, 1, 0])).tolist() == [1, 0, 1]
    assert years.overlap("ten years", np.asarray([2])).tolist() == [0]
    assert years.overlap("ten years", np.asarray([], np.int64)).tolist() == []
    assert Years.build(["none"]).overlap("ten years", np.asarray([0])).tolist() == [0]
