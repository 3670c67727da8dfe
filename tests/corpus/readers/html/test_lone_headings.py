"""Headings that stand over nothing, side by side, are a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]
Outline = Callable[[Article], list[str]]

CARD = "<div class=card><img src=a><h4>{}</h4></div>"


@pytest.mark.parametrize(
    "html",
    [
        "".join(map(CARD.format, ("Insured", "No contracts", "Warm rolls"))),
        "<h4>Insured</h4><h4>No contracts</h4><h4>Warm rolls</h4>",
        "<h4>Insured</h4><h4>No contracts</h4><h4>Warm rolls</h4><h3>Heat</h3><p>It is hot.</p>",
    ],
)
def test_headings_over_nothing_are_items(page: Read, html: str) -> None:
    article = page(f"<h1>Ovens</h1><h2>Why us</h2><div>{html}</div>")
    items = [(each.heading, each.text) for each in article.passages if each.kind == "item"]
    assert items == [(("Why us",), each) for each in ("Insured", "No contracts", "Warm rolls")]


@pytest.mark.parametrize(
    "html",
    [
        "<h3>Insured</h3><h3>No contracts</h3><h3>Rolls</h3><p>Warm.</p>",
        "<h3>Insured</h3><h3>Warm</h3>",
        "<h3><a href=a>Insured</a></h3><h3><a href=b>Warm</a></h3><h3><a href=c>Rolls</a></h3>",
        "<h3>Are you insured?</h3><h3>Is it warm?</h3><h3>Have you rolls?</h3>",
    ],
)
def test_other_headings_stay(page: Read, outline: Outline, html: str) -> None:
    article = page(f"<h1>Ovens</h1><p>We have one.</p><div>{html}</div>")
    assert len(outline(article)) == html.count("<h3>")
    assert "item" not in {each.kind for each in article.passages}
