"""Bullets that Markdown doesn't know, pasted from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, read_text

Read = Callable[..., Article]
ASKED = (
    "Answers for bakers\n\n  •{0}When do you open?\n\n    At six in the morning.\n"
    "  •{0}I come by bike. Where can I leave it?\n\n    In the yard.\n\n    Behind the mill.\n"
)


@pytest.mark.parametrize("space", [" ", "\t", "\u00a0"])
def test_what_is_indented_under_a_typed_bullet_is_no_code(space: str) -> None:
    article = read_text(ASKED.format(space), Path("bakery-faq.md"))
    assert article.title == "Bakery faq"
    assert [(each.heading, each.kind, each.text) for each in article.passages] == [
        ((), "paragraph", "Answers for bakers"),
        (("When do you open?",), "paragraph", "At six in the morning."),
        (("I come by bike. Where can I leave it?",), "paragraph", "In the yard."),
        (("I come by bike. Where can I leave it?",), "paragraph", "Behind the mill."),
    ]
    assert all(section.faq for section in article.sections)


def test_nested_bullets_may_differ(markdown: Read) -> None:
    article = markdown("• bread\n  ◦ white\n  ◦ brown\n• cake\n")
    assert [(each.depth, each.text) for each in article.passages] == [
        *((0, "bread"), (1, "white"), (1, "brown"), (0, "cake"))
    ]


@pytest.mark.parametrize("code", ["```\n• a\n  • b\n```\n", "    • a\n      • b\n"])
def test_code_keeps_its_signs(markdown: Read, code: str) -> None:
    article = markdown(f"Type this into the box:\n\n{code}\nThen wait.\n\n• so\n\n• and so\n")
    assert [each.text for each in article.passages if each.kind == "code"] == ["• a\n  • b"]


def test_a_sign_deep_within_a_paragraph_stays(markdown: Read) -> None:
    article = markdown("Bread of rye\n     • is dark.\n")
    assert [each.text for each in article.passages] == ["Bread of rye • is dark."]
