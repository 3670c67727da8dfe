"""A sentence stays whole, whatever elements stand in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]


def texts(article: Article) -> list[str]:
    return [each.text for each in article.passages]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p>Open it, press <button>Heat</button> and wait.</p>",
            "Open it, press Heat and wait.",
        ),
        (
            "<p>It is <local-time>the <b>28th</b></local-time>, then.</p>",
            "It is the 28th, then.",
        ),
        ("<div>It is <local-time>the 28th</local-time>.</div>", "It is the 28th."),
        ("<p>It takes <output>5</output>, <blink>about</blink>.</p>", "It takes 5, about."),
        ("<p><button>Heat</button> begins it.</p>", "Heat begins it."),
        ("<p>Then press <b><button>Heat</button></b>.</p>", "Then press Heat."),
        ("<p><x-note>It is hot.</x-note></p>", "It is hot."),
        ("<ul><li>Press <button>Heat</button> to begin.</li></ul>", "Press Heat to begin."),
        ("<ul><li><x-name>Heat</x-name></li></ul>", "Heat"),
        ("<dl><dt>Heat<dd>Press <button>Go</button>, now.</dl>", "Heat - Press Go, now."),
        (
            "<table><tr><td>On <x-t>four</x-t>.<td>Press <button>Go</button>.</table>",
            "On four. | Press Go.",
        ),
    ],
)
def test_an_element_within_a_sentence_is_part_of_it(page: Read, html: str, text: str) -> None:
    article = page(f"<h1>Ovens</h1>{html}")
    assert texts(article) == [text]
    assert article.set_aside == ()


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<x-card>It is hot.</x-card><x-card>It is big.</x-card>", ["It is hot.", "It is big."]),
        ("<x-tabs><p>It is hot.</p><p>It is big.</p></x-tabs>", ["It is hot.", "It is big."]),
        ("<p>It is</p><x-box><div>hot.</div></x-box>", ["It is", "hot."]),
    ],
)
def test_an_element_beside_others_is_a_block(page: Read, html: str, told: list[str]) -> None:
    assert texts(page(f"<h1>Ovens</h1>{html}")) == told


@pytest.mark.parametrize(
    "html",
    [
        "<p>It is hot. <button>Share</button></p>",
        "<p>It is hot.</p><p><button>Share</button></p>",
        "<p>It is hot.</p><button>Share</button>",
    ],
)
def test_a_button_that_no_sentence_says_is_set_aside(page: Read, html: str) -> None:
    article = page(f"<h1>Ovens</h1>{html}")
    assert texts(article) == ["It is hot."]
    assert [(each.text, each.reason) for each in article.set_aside] == [("Share", "button")]
    beside = page("<h1>Ovens</h1><p><button>Go</button> <a href=x>See how</a></p>")
    assert texts(beside) == ["See how"]
