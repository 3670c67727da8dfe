"""What stands above the text: the way to the page, author and date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, read_article

Read = Callable[..., Article]
Outline = Callable[[Article], list[str]]


def test_author_and_date(outlines: Path) -> None:
    article = read_article(outlines / "dental-hygienist.txt")
    assert (article.author, article.updated) == ("Marta Lindqvist", "2026-03-04")


@pytest.mark.parametrize("trail", ["Home > Careers > Green jobs", "Start » Berufe » Bäcker"])
def test_the_way_to_a_page_is_not_its_title(plain: Read, trail: str) -> None:
    article = plain("It is early.\n", title=f"{trail}\nHow to Become a Baker\n\n")
    assert article.title == "How to Become a Baker"
    assert [aside.text for aside in article.set_aside] == [trail]


@pytest.mark.parametrize("link", ["Skip to main content", "Zum Inhalt springen"])
def test_a_link_past_the_frame_is_not_its_title(plain: Read, link: str) -> None:
    article = plain("It is early.\n", title=f"{link}\n\nHow to Become a Baker\n\n")
    assert article.title == "How to Become a Baker"
    assert [aside.text for aside in article.set_aside] == [link]
