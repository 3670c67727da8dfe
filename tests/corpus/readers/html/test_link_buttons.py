"""Links that look like buttons are none of what a page says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]
HEAD = "<h1>Ovens</h1><p>We have one.</p><h2>Heat</h2>"


@pytest.mark.parametrize(
    "link",
    [
        "<a href=a class='btn btn-primary'>Take a look</a>",
        "<p><a href=a class=w-button>Take a look</a> <a href=b class=x-button>See us</a></p>",
        "<div class=b><a href=a class=w-button><div>Take a look</div></a></div>",
    ],
)
def test_a_link_button_beside_text_is_set_aside(page: Read, link: str) -> None:
    article = page(f"{HEAD}<p>It is hot.</p>{link}")
    assert [each.text for each in article.passages] == ["We have one.", "It is hot."]
    assert {each.reason for each in article.set_aside} == {"button"}


@pytest.mark.parametrize(
    "html",
    [
        "<a href=a class=btn>Take a look</a>",  # all there is under its heading
        "<p>It is hot.</p><a href=a.pdf class=btn>Take a look</a>",
        "<p>It is hot.</p><a href='tel:5550109988' class=btn>Take a look</a>",
        "<p>It is hot.</p><a href=a class=linked>Take a look</a>",
        "<p>It is hot.</p><p>Do <a href=a class=btn>Take a look</a> at it.</p>",
        "<p>It is hot.</p><ul><li><a href=a class=btn>Take a look</a></ul>",
        "<p>It is hot.</p><a href=a class=btn>Will you take a look?</a>",
    ],
)
def test_other_links_stay(page: Read, html: str) -> None:
    assert "ake a look" in page(HEAD + html).passages[-1].text
