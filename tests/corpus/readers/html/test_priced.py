"""A price is no heading where something names what it is paid for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]


def told(article: Article) -> list[tuple[str, str]]:
    return [(each.heading[-1] if each.heading else "", each.text) for each in article.passages]


@pytest.mark.parametrize(
    "card",
    [
        "<div class=card><div class=card-header><h4>{}</h4></div><div class=card-body>"
        "<h1 class=card-title>{} <small>/ mo</small></h1><ul><li>{}</ul></div></div>",
        "<div class='card x'><h3>{}</h3><h3>{} / mo</h3><ul><li>{}</ul></div>",
        "<div class='card x'><div><b></b>{}</div><div><h4>{} / mo</h4></div><p>{}</p></div>",
    ],
)
def test_a_price_stands_under_the_name_of_its_card(page: Read, card: str) -> None:
    cards = card.format("Free", "$0", "One oven") + card.format("Pro", "from $15", "Two ovens")
    assert told(page(f"<h1>Ovens</h1><h2>Plans</h2><div>{cards}</div>")) == [
        *(("Free", "$0 / mo"), ("Free", "One oven")),
        *(("Pro", "from $15 / mo"), ("Pro", "Two ovens")),
    ]


def test_a_card_without_a_price_among_others_has_its_name(page: Read) -> None:
    card = "<div class=card><div>{}</div><h4>{}</h4><p>{} of them.</p></div>"
    cards = "".join(
        card.format(*each)
        for each in (("Small", "£5", "One"), ("Large", "£9", "Two"), ("Huge", "Ask us", "Ten"))
    )
    assert told(page(f"<h1>Ovens</h1><div>{cards}</div>"))[-2:] == [
        ("Huge", "Ask us"),
        ("Huge", "Ten of them."),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<div><h3>£5</h3><p>warms it.</p></div><div><h3>£9</h3><p>heats it.</p></div>",
        "<div><p>Give</p><div><h3>£5 a month</h3><p>warms it.</p></div></div>",
        "<div><p>Give</p><h3>Give £5 and warm an oven</h3><p>warms it.</p></div>",
    ],
)
def test_other_headings_with_amounts_stay(page: Read, html: str) -> None:
    article = page(f"<h1>Ovens</h1><h2>Give</h2><div>{html}</div>")
    assert all("£" in heading for heading, text in told(article) if text != "Give")
