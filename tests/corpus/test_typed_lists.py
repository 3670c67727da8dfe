"""Lists whose bullets, letters or numbers were typed as text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]


def listed(article: Article) -> list[tuple[str, list[str]]]:
    """Return each block's lead, and its passages' texts."""
    return [
        (
            block.lead.text if block.lead else "",
            [each.text for each in article.passages if each.block == index],
        )
        for index, block in enumerate(article.blocks)
        if block.kind == "list"
    ]


@pytest.mark.parametrize(
    "written",
    [
        "You may if:\n\n(i) you bake;\n\n(ii) you mill; and\n\n(iii) you are *new*.\n",
        "You may if:\n\n(i) you bake;\n(ii) you mill; and\n(iii) you are *new*.\n",
        "You may if:<br>\n(i) you bake;<br />\n(ii) you mill; and\\\n(iii) you are *new*.\n",
    ],
)
def test_what_counts_on_is_a_list(markdown: Read, written: str) -> None:
    article = markdown(f"{written}\nAll else no.\n")
    assert listed(article) == [
        ("You may if:", ["(i) you bake;", "(ii) you mill; and", "(iii) you are new."])
    ]
    assert (article.passages[-1].kind, article.passages[-1].text) == ("paragraph", "All else no.")


@pytest.mark.parametrize(
    "body",
    [
        "<p>Bring:</p><p>• a coat</p><p>• a hat [1]</p>",
        "<p>Bring:</p><p>• a coat<br>• a hat [1]</p>",
        "<p>Bring:<br>– a coat<br>– a hat [1]</p>",
        "<p>Bring:<br />* a coat<br />* a hat [1]</p>",
        "<p>Bring:<br>+ a coat<br>+ a hat [1]</p>",
        "<p>Bring:<br>— a coat<br>— a hat [1]</p>",
    ],
)
def test_a_bullet_is_no_part_of_its_item(page: Read, body: str) -> None:
    article = page(f"<h1>Bakers</h1>{body}")
    assert listed(article) == [("Bring:", ["a coat", "a hat"])]
    assert [each.quote for each in article.passages] == ["a coat", "a hat [1]"]
    assert [each.marks for each in article.passages] == [(), ("[1]",)]


def test_a_star_beside_no_other_is_no_bullet(page: Read) -> None:
    article = page("<h1>Bakers</h1><p>Rye costs 3 euros.*<br>* Plus the deposit for its tin.</p>")
    assert listed(article) == []


def test_the_last_item_belongs_to_the_list_before_it(plain: Read) -> None:
    article = plain(
        "Who may ask\n\nYou may if:\n\n(a) you bake;\n\n(b) you mill; and\n\n(c) you can.\n"
    )
    assert [texts for _, texts in listed(article)] == [
        ["(a) you bake;", "(b) you mill; and", "(c) you can."]
    ]


@pytest.mark.parametrize(
    "points",
    ["<p>- by post, or</p><p>- by hand</p>", "<ul><li>by post, or</li><li>by hand</li></ul>"],
)
def test_points_between_two_items_stand_under_the_first(page: Read, points: str) -> None:
    article = page(
        "<h1>Bakers</h1><p>To apply:</p><p>1. Fill in the form.</p><p><b>2. Send it.</b></p>"
        f"{points}<p>3. Wait.</p><p>4. Come and see us.</p><p>That is all.</p>"
    )
    items = ["Fill in the form.", "Send it.", "by post, or", "by hand", "Wait."]
    assert listed(article) == [("To apply:", [*items, "Come and see us."])]
    assert [each.ordinal for each in article.passages if not each.depth] == [1, 2, 3, 4, None]
    assert [each.depth for each in article.passages] == [0, 0, 1, 1, 0, 0, 0]


def test_points_under_the_last_item_begin_as_others_did(page: Read) -> None:
    typed = ["1. Mill.", "- by hand", "2. Bake.", "- by night", "- by day", "All is done."]
    article = page("<h1>Bakers</h1>" + "".join(f"<p>{each}</p>" for each in typed))
    assert [each.depth for each in article.passages] == [0, 1, 0, 1, 1, 0]
    assert [each.kind for each in article.passages][-2:] == ["item", "paragraph"]


def test_points_that_the_last_item_leads_in_to_stand_under_it(markdown: Read) -> None:
    article = markdown("(a) You bake.\n\n(b) You may mill, if—\n\n(1) it's day;\n\n(2) it's dry.\n")
    assert [each.depth for each in article.passages] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    "written",
    [
        "(a) you bake.\n\nAnd:\n\n(b) you mill.\n",
        "(b) you bake;\n\n(c) you mill.\n",
        "(a) you bake;\n\n(c) you mill.\n",
        "(a) you bake;\n\nb) you mill.\n",
        "(h) you bake;\n\n(i) you mill; and\n\n(j) you can.\n",
        "– one only.\n\nOthers.\n",
        "See (a) and (b) here,\n(a) you bake;\n(b) you mill.\n",
    ],
)
def test_no_list_is_made_of_what_does_not_count_on(markdown: Read, written: str) -> None:
    assert listed(markdown(written)) == []


@pytest.mark.parametrize("end", ["  \n", "\\\n", "<br>\n", "\n"])
@pytest.mark.parametrize("dot", ["", "."])
def test_a_rule_begins_anew_in_each_line_that_counts_on(markdown: Read, end: str, dot: str) -> None:
    rules = [
        *(f"3.8{dot} Bread is for all", f"3.9{dot} Whoever bakes\nkeeps the oven clean."),
        *(f"3.9.1{dot} Ash goes out", f"3.10{dot} Flour is weighed", f"4.1{dot} It opens at six"),
    ]
    article = markdown(end.join(rules))
    assert [each.text for each in article.passages] == [rule.replace("\n", " ") for rule in rules]


@pytest.mark.parametrize(
    "written",
    [
        "The dough takes\n1.1 litres of milk and\n1.2 of water.",
        "It is for version\n1.1 Alpha and\n2.3 Beta.",
        "2.1 Bread is for all, as 2.2 says, and\n2.2 is for none.",
    ],
)
def test_figures_that_lines_begin_with_are_no_rules(markdown: Read, written: str) -> None:
    assert len(markdown(written).passages) == 1


def test_a_number_within_a_sentence_begins_no_item(markdown: Read) -> None:
    article = markdown(
        "You get:\na. when you leave, two\n(2) weeks' pay;\nb. when you stay, none at all.\n"
    )
    assert listed(article) == [
        ("You get:", ["a. when you leave, two (2) weeks' pay;", "b. when you stay, none at all."])
    ]
