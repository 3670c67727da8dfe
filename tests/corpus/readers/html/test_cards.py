"""Cards and elements that touch: what only the page's style sets apart is read apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]
CARD = "<div class=c{2}><span>{0}</span><span>{1}</span><div class=x{2}>{2}<i>€</i></div></div>"


def texts(article: Article) -> list[str]:
    return [each.text for each in article.passages]


def test_a_card_is_one_item_whatever_its_parts_are_called(page: Read) -> None:
    cards = CARD.format("Rye", "1 kg", 4) + CARD.format("Wheat", "500 g", 3)
    article = page(f"<h1>Ovens</h1><h2>Bread</h2><div>{cards}</div><h2>Heat</h2><p>Hot.</p>")
    assert texts(article) == ["Rye · 1 kg · 4€", "Wheat · 500 g · 3€", "Hot."]
    assert {each.heading for each in article.passages[:2]} == {("Bread",)}


def test_a_value_may_stand_above_its_label(page: Read) -> None:
    cards = "<div><div>24</div><div>Ovens</div></div><div><div>12</div><div>Bakers</div></div>"
    assert texts(page(f"<h1>Ovens</h1><div>{cards}</div>")) == ["24 · Ovens", "12 · Bakers"]


def test_a_number_that_counts_the_items_of_a_list_is_not_said_again(page: Read) -> None:
    item = "<li><span>{}</span><div><strong>{}</strong><p>{}</p></div>"
    items = item.format(1, "Heat it", "Wait an hour.") + item.format(2, "Bake", "Wait again.")
    article = page(f"<h1>Ovens</h1><ol>{items}</ol>")
    assert [(each.ordinal, each.text) for each in article.passages] == [
        (1, "Heat it · Wait an hour."),
        (2, "Bake · Wait again."),
    ]


@pytest.mark.parametrize(
    ("html", "told"),
    [
        (CARD.format("Rye", "1 kg", 4), ["Rye · 1 kg", "4€"]),  # nothing is like it
        (
            "<div><p>It is hot.</p><p>So it is.</p><p>Mind it.</p></div>" * 2,
            ["It is hot.", "So it is.", "Mind it."] * 2,
        ),
        ("<div><span>It</span> <b>is</b> <span>hot</span></div>" * 2, ["It is hot"] * 2),
    ],
)
def test_what_is_no_card_stays_as_it_is(page: Read, html: str, told: list[str]) -> None:
    assert texts(page(f"<h1>Ovens</h1>{html}")) == told


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<a href=a>Bread list</a><a href=b>map</a>", "Bread list · map"),
        ("<strong>Phone</strong><a href=tel:1>01353 555</a>", "Phone · 01353 555"),
        ("<span>Back Lane</span><small>Ring twice.</small>", "Back Lane · Ring twice."),
        ("<span>We bake.</span><small>You eat.</small>", "We bake. You eat."),
        ("<b>W</b><span>ood</span>", "Wood"),
        ("<b>un</b><span>baked</span>", "unbaked"),
        ("<span>12</span><span>34</span>", "1234"),
        ("In <b>Back</b><span>Lane</span>", "In BackLane"),
        ("<span>Back</span> <b>Lane</b>", "Back Lane"),
    ],
)
def test_elements_that_touch_are_parted_where_words_end(page: Read, html: str, told: str) -> None:
    assert texts(page(f"<h1>Ovens</h1><p>We bake.</p><p>{html}</p>"))[-1] == told
