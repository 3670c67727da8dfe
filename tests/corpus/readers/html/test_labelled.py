"""Labels and values, each in an element of its own, are quoted together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]
ITEM = "<div class=item><div class=label>{}</div>\n<div class=value>{}</div>{}</div>\n"


def texts(article: Article) -> list[str]:
    return [each.text for each in article.passages]


@pytest.mark.parametrize(
    "html",
    [
        ITEM.format("Height", "2 m", "<div></div>") + ITEM.format("Heat", "250 °C", ""),
        "<div class=l>Height</div><div class=v>2 m</div><div class=l>Heat</div><div class=v>250 °C"
        "</div>",
        "<div><b>Height</b><br><span>2 m</span></div><div><b>Heat</b><br><span>250 °C</span></div>",
        "<section><p class=l>Height</p>\n<div>2 m</div>\n<p class=l>Heat</p><div>250 °C</div>"
        "</section>",
        "<div class=x><span class=l>Height</span><span>2 m</span></div>"
        "<div class=x><span class=l>Heat</span><span>250 °C</span></div>",
    ],
)
def test_a_label_is_quoted_with_its_value(page: Read, html: str) -> None:
    article = page(f"<h1>Ovens</h1><h2>Sizes</h2>{html}<p>They vary.</p>")
    assert texts(article) == ["Height - 2 m", "Heat - 250 °C", "They vary."]
    assert [each.kind for each in article.passages] == ["item", "item", "paragraph"]
    assert {each.heading for each in article.passages} == {("Sizes",)}


def test_a_colon_names_a_label_whatever_it_stands_in(page: Read) -> None:
    article = page("<h1>Ovens</h1><p>Small, round ones:</p><p>2 h</p><p>Others:</p><p>3 h</p>")
    assert texts(article) == ["Small, round ones: 2 h", "Others: 3 h"]


@pytest.mark.parametrize(
    "html",
    [
        "<div><div>{}:</div> {}</div>\n<div><div>{}:</div>\n{}</div>",
        "<div><p>{}:</p>{}<p>{}:</p>{}</div>",
        "<table><tr><td><h3>Hours</h3><div><div>{}:</div> {}</div><div><div>{}:</div> {}</div>"
        "</table>",
    ],
)
def test_text_behind_a_label_is_its_value(page: Read, html: str) -> None:
    article = page(f"<h1>Ovens</h1>{html.format('Sat', '<b>9</b> to 3', 'Sun', 'Closed')}<p>Ask.")
    assert texts(article) == ["Sat: 9 to 3", "Sun: Closed", "Ask."]


@pytest.mark.parametrize("between", ["", "</div></div><div class=row><div>", "</div><hr><div>"])
def test_a_term_that_ends_its_list_heads_the_list_that_begins_with_its_definition(
    page: Read, between: str
) -> None:
    first = "<dl><dt><h3>Bring</h3></dt><dd>A sheet</dd><dt><h3>Leave</h3></dt></dl>"
    second = "<dl><dd><ul><li>Pets</li></ul></dd></dl>"
    article = page(f"<h1>Camp</h1><div class=row><div>{first}{between}{second}</div>")
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Bring",), "A sheet"),
        (("Leave",), "Pets"),
    ]


def test_words_between_part_a_term_from_a_definition(page: Read) -> None:
    article = page("<h1>Camp</h1><dl><dt>Leave</dt></dl><p>All else.</p><dl><dd>Pets</dd></dl>")
    assert [each.heading for each in article.passages][:1] == [()]


def test_pairs_that_are_apart_are_lists_of_their_own(page: Read) -> None:
    items = [ITEM.format(*each, "") for each in (("Height", "2 m"), ("Heat", "250 °C"))]
    article = page(f"<h1>Ovens</h1>\n<h2>A</h2>\n{items[0]}<h2>B</h2>\n{items[1]}")
    assert [(each.heading, each.text, each.line) for each in article.passages] == [
        (("A",), "Height - 2 m", 4),
        (("B",), "Heat - 250 °C", 7),
    ]


def test_a_link_that_is_a_value_stays_one(page: Read) -> None:
    item = "<div><span class=l>{}</span><a href='mailto:{}'>{}</a></div>"
    rows = [item.format(name, mail, mail) for name, mail in (("Ann", "A@x.org"), ("Bo", "B@x.org"))]
    article = page(f"<h1>Ovens</h1>{''.join(rows)}")
    assert texts(article) == ["Ann - A@x.org", "Bo - B@x.org"]
    assert article.passages[0].quote.endswith("[A@x.org](mailto:A@x.org)")


def test_a_label_that_asks_heads_what_answers_it(page: Read) -> None:
    items = [ITEM.format(name, "By hand", "") for name in ("How to clean", "Lighting", "Cooling")]
    article = page(f"<h1>Ovens</h1>{''.join(items)}")
    assert [(each.heading, each.text) for each in article.passages] == [
        (("How to clean",), "By hand"),
        ((), "Lighting - By hand"),
        ((), "Cooling - By hand"),
    ]


def test_the_lines_of_a_value_are_told_apart(page: Read) -> None:
    items = ITEM.format("Shop", "3 Long Lane<br>Hay", "") + ITEM.format("Mill", "Hay", "")
    assert texts(page(f"<h1>Ovens</h1>{items}")) == ["Shop - 3 Long Lane · Hay", "Mill - Hay"]


@pytest.mark.parametrize(
    ("html", "told"),
    [
        (ITEM.format("Height", "2 m", ""), ["Height", "2 m"]),  # nothing is like it
        (
            "<div><span class=a>We</span><span> bake it.</span></div>"
            "<div><span class=a>You</span><span> eat it.</span></div>",
            ["We bake it.", "You eat it."],
        ),
        (
            ITEM.format("It is hot.", "Mind it.", "") + ITEM.format("It is loud.", "Mind it.", ""),
            ["It is hot.", "Mind it.", "It is loud.", "Mind it."],
        ),
        (
            "<div>Hot</div><div>Loud</div><div>Large</div><div>Old</div>",
            ["Hot", "Loud", "Large", "Old"],
        ),
    ],
)
def test_what_is_not_a_label_stays_as_it_is(page: Read, html: str, told: list[str]) -> None:
    assert texts(page(f"<h1>Ovens</h1>{html}")) == told


def test_a_long_text_stays_a_paragraph_under_its_label(page: Read) -> None:
    text = "It bakes. " * 60
    article = page(f"<h1>Ovens</h1>{ITEM.format('Heat', text, '') * 2}")
    assert texts(article) == ["Heat", text.strip()] * 2


def test_a_line_with_numbers_behind_a_short_one_without_is_its_value(page: Read) -> None:
    lines = ("Rye bread", "1 kg for 4", "Rolls (until 9)", "3 each, 10 a bag", "Rusk", "2 a bag")
    article = page(f"<h1>Ovens</h1>{''.join(f'<p id=a{n}>{x}</p>' for n, x in enumerate(lines))}")
    told = ["Rye bread - 1 kg for 4", "Rolls (until 9) - 3 each, 10 a bag", "Rusk - 2 a bag"]
    assert texts(article) == told


def test_lines_that_take_no_turns_are_no_labels(page: Read) -> None:
    lines = ("Rye bread", "1 kg for 4", "9 each", "Rusk", "Rolls")
    assert texts(page(f"<h1>Ovens</h1>{''.join(f'<p>{each}</p>' for each in lines)}")) == [*lines]


def test_a_label_with_its_value_is_none_for_what_follows(page: Read) -> None:
    article = page(
        "<h1>B</h1><p class=b>Phone: 555 0100</p><p>We call back within a day.</p>"
        "<p class=b>Orders</p><p>Until noon.</p>"
    )
    assert [each.text for each in article.passages][:2] == [
        "Phone: 555 0100",
        "We call back within a day.",
    ]
