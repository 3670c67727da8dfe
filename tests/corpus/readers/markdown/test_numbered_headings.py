"""Headings that are written as items of a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]
Outline = Callable[[Article], list[str]]


def test_items_over_paragraphs_are_headings(markdown: Read, outline: Outline) -> None:
    article = markdown(
        "## Rules\n\n1. Guests\n\nGuests ring.\n\nThey wait.\n\n2. **Dogs** and cats\n\n"
        "They stay out:\n\n- dogs\n- cats\n\n3. Office\n\nIt opens.\n\n## Prices\n\nNone.\n"
    )
    assert outline(article) == ["Rules", "  Guests", "  Dogs and cats", "  Office", "Prices"]
    assert [each.heading[-1] for each in article.passages] == [
        *("Guests", "Guests", "Dogs and cats", "Dogs and cats", "Office", "Prices")
    ]


@pytest.mark.parametrize(
    "below",
    [
        "![The door](door.png)",
        "   Look at it.",
        "",
    ],
)
def test_steps_are_items(markdown: Read, below: str) -> None:
    article = markdown(f"1. Open the door\n\n{below}\n\n2. Go in\n\n{below}\n\n3. Sit\n")
    assert not article.sections
    assert [each.ordinal for each in article.passages if each.kind == "item"] == [1, 2, 3]


@pytest.mark.parametrize("second", ["1. Go in", "2. Go in and sit down where you want to."])
def test_what_does_not_count_up_or_is_a_sentence_is_none(markdown: Read, second: str) -> None:
    article = markdown(f"1. Open the door\n\nLook.\n\n{second}\n\nLook again.\n")
    assert not article.sections
