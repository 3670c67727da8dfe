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
    ],
)
def test_a_bullet_is_no_part_of_its_item(page: Read, body: str) -> None:
    article = page(f"<h1>Bakers</h1>{body}")
    assert listed(article) == [("Bring:", ["a coat", "a hat"])]
    assert [each.quote for each in article.passages] == ["a coat", "a hat [1]"]
    assert [each.marks for each in article.passages] == [(), ("[1]",)]


def test_the_last_item_belongs_to_the_list_before_it(plain: Read) -> None:
    article = plain(
        "Who may ask\n\nYou may if:\n\n(a) you bake;\n\n(b) you mill; and\n\n(c) you can.\n"
    )
    assert [texts for _, texts in listed(article)] == [
        ["(a) you bake;", "(b) you mill; and", "(c) you can."]
    ]


@pytest.mark.parametrize(
    "written",
    [
        "(a) you bake.\n\nAnd:\n\n(b) you mill.\n",
        "(b) you bake;\n\n(c) you mill.\n",
        "(a) you bake;\n\n(c) you mill.\n",
        "(a) you bake;\n\nb) you mill.\n",
        "• one only.\n\nOthers.\n",
        "See (a) and (b) here,\n(a) you bake;\n(b) you mill.\n",
    ],
)
def test_no_list_is_made_of_what_does_not_count_on(markdown: Read, written: str) -> None:
    assert listed(markdown(written)) == []
