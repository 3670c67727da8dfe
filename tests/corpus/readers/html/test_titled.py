"""Parts of a page whose class alone says what is their title."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]


def told(article: Article) -> list[tuple[tuple[str, ...], str]]:
    return [(each.heading, each.text) for each in article.passages]


@pytest.mark.parametrize(
    "title", ["h2 class=faq__question", "h3 class='accordion-title'", "div class=faq-question"]
)
def test_titles_called_the_same_stand_beside_each_other(page: Read, title: str) -> None:
    tag = title.split()[0]
    article = page(
        f"<h1>Ovens FAQ</h1><div class=faq><{title}>Is it hot?</{tag}><p>It is.</p>"
        f"<{title}>Is it loud?</{tag}><p>No.</p><p>Rarely.</p></div>"
    )
    assert told(article) == [
        (("Is it hot?",), "It is."),
        (("Is it loud?",), "No."),
        (("Is it loud?",), "Rarely."),
    ]
    assert [each.faq for each in article.sections] == [True, True]


def test_a_title_of_its_own_kind_heads_what_is_in_its_part(page: Read) -> None:
    article = page(
        "<h1>Ovens</h1><div class=faq><div class=faq-title>Heat</div>"
        "<h3 class=question>Is it hot?</h3><p>It is.</p>"
        "<h3 class=question>Is it loud?</h3><p>No.</p></div>"
    )
    assert told(article) == [(("Heat", "Is it hot?"), "It is."), (("Heat", "Is it loud?"), "No.")]


def test_titles_that_ask_nothing_part_what_follows_them(page: Read) -> None:
    article = page(
        "<h1>Ovens</h1><div class=accordion><div class=accordion-title>Heat</div><p>It is hot.</p>"
        "<div class=accordion-title>Noise</div><p>It is loud.</p></div>"
    )
    assert told(article) == [(("Heat",), "It is hot."), (("Noise",), "It is loud.")]
