"""Passages that say the same, and answers to one question that differ in their numbers."""

from __future__ import annotations

from pathlib import Path

from corpus import read_text
from index.agreement import pairs
from index.encoding.onnx import OnnxEncoder

HANDBOOK = """# Handbook

## Pay

Interns are paid $25 an hour from their first day on.

- Seniors get 30 days of leave every year.
- Juniors get 25 days of leave every year.

## Leave

Whoever is ill stays at home and tells the office before nine.

## Frequently asked questions

### How long is the notice period?

It is 4 weeks.
"""
WELCOME = """# Welcome

## Your first day

Interns are paid $28 an hour from their first day on.

Anybody who is ill stays at home and tells the office before nine.

## Frequently asked questions

### How long is the period of notice?

Three months, which are 90 days.

### Where is the canteen?

On the 4th floor.
"""


def said(encoder: OnnxEncoder, **articles: str) -> list[tuple[str, int | None, int | None]]:
    """Return the kind and the two lines of each pair."""
    read = [read_text(text, Path(f"{name}.md")) for name, text in articles.items()]
    return [
        (pair.kind, pair.first.place.line, pair.second.place.line) for pair in pairs(read, encoder)
    ]


def test_what_is_said_twice_and_what_with_other_numbers(encoder: OnnxEncoder) -> None:
    assert said(encoder, handbook=HANDBOOK, welcome=WELCOME) == [
        ("other numbers", 5, 5),
        ("same", 12, 7),
        ("other numbers", 16, 11),
    ]


def test_one_article_alone_agrees_with_itself(encoder: OnnxEncoder) -> None:
    assert said(encoder, handbook=HANDBOOK) == []
    assert said(encoder, one="# One\n\nOnly this is said here.\n") == []


def test_what_stands_in_every_guide_is_of_another_thing_in_each(encoder: OnnxEncoder) -> None:
    guides = {
        job: f"# Working as a {job}\n\n## Pay\n\nThe median wage is ${pay},000 a year.\n"
        for job, pay in (("baker", 36), ("diver", 68), ("tailor", 33))
    }
    assert said(encoder, **guides) == []
    again = guides["diver"].replace("68", "70")
    assert said(encoder, **guides, diver_new=again) == [("other numbers", 5, 5)]


def test_lists_that_are_built_alike_are_of_different_things(encoder: OnnxEncoder) -> None:
    ladder = "# Ladder\n\n" + "".join(
        f"## Cook {level}\n\n- Stays for {years} years.\n- Serves {covers} covers a night.\n\n"
        for level, years, covers in (("first", "two", 60), ("second", "three", 90))
    )
    assert said(encoder, ladder=ladder) == []
    twice = ladder + "## Cook third\n\n- Stays for three years.\n"
    assert said(encoder, ladder=twice) == [("same", 10, 15)]
