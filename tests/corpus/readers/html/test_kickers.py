"""Short lines above a heading belong to it, and headings that are text are text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]
LONG = "We bake all of our bread on the day that it is sold, from flour of the mill next door."


def told(article: Article) -> list[tuple[tuple[str, ...], str]]:
    return [(each.heading, each.text) for each in article.passages]


@pytest.mark.parametrize(
    "above",
    [
        "<p class=eyebrow>Bread</p>",
        "<span>Bread</span>",
        "<h3>Bread</h3>",
        "<div><span>02</span></div><p>Bread</p>",
        "<span><i>02</i> Bread</span>",
        "<header><p>Bread</p></header>",
    ],
)
def test_a_line_above_a_heading_is_joined_to_it(page: Read, above: str) -> None:
    article = page(
        "<h1>Ovens</h1><section><h2>Heat</h2><p>It is hot.</p></section>"
        f"<section>{above}<h2>Twice a day</h2><p>At six and at noon.</p></section>"
    )
    assert told(article) == [
        (("Heat",), "It is hot."),
        (("Bread: Twice a day",), "At six and at noon."),
    ]


def test_a_number_above_a_heading_goes_and_so_does_what_the_heading_says(page: Read) -> None:
    article = page(
        "<h1>Ovens</h1><div><b>1</b><h2>Heat it</h2><p>Wait.</p></div>"
        "<div><p>Bread</p><h2>Bread and rolls</h2><p>Daily.</p></div>"
    )
    assert told(article) == [(("Heat it",), "Wait."), (("Bread and rolls",), "Daily.")]


@pytest.mark.parametrize(
    "html",
    [
        "<div><p>Bread</p><h2>Rolls</h2><p>Two.</p><h2>Cakes</h2><p>Three.</p></div>",
        "<div><p>It is hot.</p><h2>Rolls</h2><p>Two.</p></div>",
        "<div><a href=x>Bread</a><h2>Rolls</h2><p>Two.</p></div>",
        "<p>Bread</p><h2>Rolls</h2><p>Two.</p>",
    ],
)
def test_other_lines_stay_where_they_are(page: Read, html: str) -> None:
    article = page(f"<h1>Ovens</h1>{html}")
    assert article.passages[0].heading == ()
    assert "Two." in [each.text for each in article.passages]
    assert article.sections[0].heading == "Rolls"


def test_headings_that_are_long_text_are_paragraphs(page: Read) -> None:
    article = page(
        f"<h1>Ovens</h1><h2>Bread</h2><h4>{LONG}</h4><h4>Come early.</h4><h4>{LONG} Ask us.</h4>"
        "<h2>Heat</h2><p>It is hot.</p>"
    )
    assert told(article) == [
        (("Bread",), LONG),
        (("Bread",), "Come early."),
        (("Bread",), f"{LONG} Ask us."),
        (("Heat",), "It is hot."),
    ]


@pytest.mark.parametrize("end", ["?", ""])
def test_a_long_heading_over_text_stays(page: Read, end: str) -> None:
    heading = LONG.rstrip(".") + end
    assert told(page(f"<h1>Ovens</h1><h3>{heading}</h3><p>Yes.</p>")) == [((heading,), "Yes.")]
