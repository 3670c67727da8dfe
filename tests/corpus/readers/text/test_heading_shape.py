"""What a line looks like by itself, rule by rule."""

from __future__ import annotations

import pytest

from corpus.readers.text.heading_shape import HeadingShape, ShapeKind, shape_of


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Frequently Asked Questions", ShapeKind.FAQ),
        ("Häufige Fragen", ShapeKind.FAQ),
        ("Key Takeaways:", ShapeKind.FRAME),
        ("en résumé", ShapeKind.FRAME),
        ("Is it hard?", ShapeKind.QUESTION),
        ("Q1: Is it hard?", ShapeKind.QUESTION),
        ("Q: I bake. Is it hard?", ShapeKind.QUESTION),
        ("2.1. Is it hard?", ShapeKind.QUESTION),
        ("2.1. Pay", ShapeKind.TITLE),
        ("Day Shift:", ShapeKind.LABEL),
        ("SALARY AND OUTLOOK", ShapeKind.CAPS),
        ("Skills for the Job", ShapeKind.TITLE),
        ("MBA", ShapeKind.TITLE),
        ("Skills that pay [3]", ShapeKind.PLAIN),
    ],
)
def test_what_may_be_a_heading(line: str, kind: ShapeKind) -> None:
    assert shape_of(line) == HeadingShape(kind)


@pytest.mark.parametrize(
    ("line", "series"),
    [
        ("One: Get a Degree", ""),
        ("Step 2: Get a job", "step"),
        ("Years 0–2: learn", "years"),
        ("Stage three – lead", "stage"),
        ("Step 5. Write it down", "step"),
    ],
)
def test_what_counts(line: str, series: str) -> None:
    assert shape_of(line) == HeadingShape(ShapeKind.SERIES, series)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[1] 2 3",
        "Why " + "so " * 23 + "long?",
        "and so on",
        "It is. Is it?",
        "You will need these things:",
        "It is hard.",
        "A " + "very " * 13 + "long line",
        "Photo by Ann Example",
        "—Ann Example",
        "Median pay: $45,000 a year",
        "This line of a text is just too long for it",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert shape_of(line) is None
