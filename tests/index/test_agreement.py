"""Passages that say the same, and answers to one question that differ in their numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        # German, French and Spanish, with the numbers that each writes its own way.
        (
            "Wer neu anfängt, verdient 1.500 Euro im Monat und hat 30 Tage Urlaub.",
            "Wer neu anfängt, verdient 1.700 Euro im Monat und hat 30 Tage Urlaub.",
            ["other numbers"],
        ),
        (
            "Die Kündigungsfrist beträgt für alle Beschäftigten 4 Wochen.",
            "Die Kündigungsfrist beträgt für alle Beschäftigten 6 Wochen.",
            ["other numbers"],
        ),
        (
            "Die Prüfung kostet 1.500 € für alle, die sie zum ersten Mal ablegen.",
            "Die Prüfung kostet 1500 Euro für alle, die sie zum ersten Mal ablegen.",
            ["same"],
        ),
        (
            "Le stage dure 6 mois et il est payé 1 200 euros par mois.",
            "Le stage dure 6 mois et il est payé 1 350 euros par mois.",
            ["other numbers"],
        ),
        (
            "Le stage dure 6 mois et il est payé 1 200 euros par mois.",
            "Le stage dure 6 mois et il est payé 1200 € par mois.",
            ["same"],
        ),
        (
            "La matrícula del curso cuesta 250,50 euros y se paga en 2 plazos.",
            "La matrícula del curso cuesta 280,50 euros y se paga en 2 plazos.",
            ["other numbers"],
        ),
        (
            "La matrícula del curso cuesta 250,50 euros y se paga en 2 plazos.",
            "La matrícula del curso cuesta 250,50 € y se paga en 2 plazos.",
            ["same"],
        ),
        (
            "The exam fee is $50, which is due within 14 days of booking.",
            "The exam fee is $65, which is due within 14 days of booking.",
            ["other numbers"],
        ),
    ],
)
def test_numbers_are_compared_with_their_units_in_any_language(
    encoder: OnnxEncoder, one: str, other: str, kind: list[str]
) -> None:
    found = said(encoder, a=f"# Handbook\n\n{one}\n", b=f"# Welcome\n\n{other}\n")
    assert [each for each, _, _ in found] == kind


@pytest.mark.parametrize(
    ("language", "one", "other", "kind"),
    [
        (
            "de",
            "Die Kündigungsfrist beträgt für alle Beschäftigten vier Wochen.",
            "Die Kündigungsfrist beträgt für alle Beschäftigten sechs Wochen.",
            ["other numbers"],
        ),
        (
            "fr",
            "Le stage dure vingt et un jours, et il est payé par la mairie.",
            "Le stage dure 21 jours, et il est payé par la mairie.",
            ["same"],
        ),
        (
            "es",
            "El curso dura treinta y dos semanas en la escuela del puerto.",
            "El curso dura 35 semanas en la escuela del puerto.",
            ["other numbers"],
        ),
        (
            "en",
            "The course at the harbour lasts twenty-five days in summer.",
            "The course at the harbour lasts 25 days in summer.",
            ["same"],
        ),
    ],
)
def test_numbers_in_words_are_numbers(
    encoder: OnnxEncoder, language: str, one: str, other: str, kind: list[str]
) -> None:
    front = f"---\nlanguage: {language}\n---\n"
    found = said(encoder, a=f"{front}# Handbook\n\n{one}\n", b=f"{front}# Welcome\n\n{other}\n")
    assert [each for each, _, _ in found] == kind
