from __future__ import annotations

import pytest

from corpus.marks import mark_order, without_marks


@pytest.mark.parametrize(
    ("text", "clean", "marks"),
    [
        ("Pay rose [1].", "Pay rose.", ["1"]),
        ("job boards [4][5]:", "job boards:", ["4", "5"]),
        ("a degree[7] helps", "a degree helps", ["7"]),
        ("both [8, 9] and [2–4].", "both and.", ["8", "9", "2", "3", "4"]),
        ("twice [1] and [1]", "twice and", ["1"]),
        ("[3] At the start", "At the start", ["3"]),
        ("quoted [sic] and [ ] and [x]", "quoted [sic] and [ ] and [x]", []),
        ("in [2024] or [0]", "in [2024] or [0]", []),
        ("backwards [9-2]", "backwards [9-2]", []),
        ("too far [1-900]", "too far [1-900]", []),
        ("  much \n white\tspace ", "much white space", []),
    ],
)
def test_marks_leave_the_text(text: str, clean: str, marks: list[str]) -> None:
    assert without_marks(text) == (clean, tuple(f"[{mark}]" for mark in marks))


def test_marks_sort_by_number() -> None:
    assert sorted(["[n]", "[10]", "[9]", "[a]"], key=mark_order) == ["[9]", "[10]", "[a]", "[n]"]
