"""Headings known by name, in every language that has a table."""

from __future__ import annotations

import pytest

from corpus.furniture.headings import (
    aside_kind,
    is_faq,
    is_frame,
    is_question,
    is_references,
)


@pytest.mark.parametrize(
    "heading",
    [
        *("5. Nurse FAQs", "Q&A", "Preguntas frecuentes", "Foire aux questions", "Häufige Fragen:"),
        *("Questions", "Your questions", "Fragen"),
    ],
)
def test_faq(heading: str) -> None:
    assert is_faq(heading)
    assert is_frame(heading)


@pytest.mark.parametrize(
    "heading", ["Sources and further reading", "Fuentes", "Références", "**Quellen**"]
)
def test_references(heading: str) -> None:
    assert is_references(heading)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("In this guide", "table of contents"),
        ("Índice", "table of contents"),
        ("Sommaire", "table of contents"),
        ("Inhaltsverzeichnis", "table of contents"),
        ("Related Articles", "links to other pages"),
        ("Ähnliche Artikel", "links to other pages"),
        ("Share this with a friend", "share buttons"),
        ("Sharing a room", None),
    ],
)
def test_what_stands_under(heading: str, kind: str | None) -> None:
    assert aside_kind(heading) == kind


@pytest.mark.parametrize(
    "heading", ["Our final thoughts", "Conclusiones", "À retenir", "Das Wichtigste in Kürze"]
)
def test_frames(heading: str) -> None:
    assert is_frame(heading)


def test_what_frames_nothing() -> None:
    assert not is_frame("Thoughts of a nurse")
    assert not is_faq("Questions to ask an employer")
    assert not is_references("References from a former boss")


@pytest.mark.parametrize(
    "heading",
    ["1. How it begins", "Q: Pay", "Pay?", "¿Cuánto", "Quel salaire", "Wie viel verdient man"],
)
def test_questions(heading: str) -> None:
    assert is_question(heading)


def test_a_statement_asks_nothing() -> None:
    assert not is_question("Howling winds")


@pytest.mark.parametrize(
    ("heading", "language", "asks"),
    [
        ("Comment out a line", "en", False),
        ("Comment cuire le pain", "fr-CH", True),
        ("Comment cuire le pain", None, True),
        ("Come early", "es", False),
        ("Is it hot?", "de", True),
        ("Comment cuire le pain", "it", True),  # whose words aren't known
    ],
)
def test_the_first_word_of_a_question_is_of_the_page_s_language(
    heading: str, language: str | None, asks: bool
) -> None:
    assert is_question(heading, language) is asks
