"""What asks for consent to cookies, or to subscribe, is none of a page's content."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]

HEAD = "<h1>Ovens</h1><p>We have one.</p>"
PART = "<h2>Heat</h2><p>It is hot.</p>"


def texts(article: Article) -> list[str]:
    return [each.text for each in article.passages]


@pytest.mark.parametrize("place", ["{}" + HEAD + PART, HEAD + PART + "{}"])
@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("<div class=cookie-bar>We use cookies. <button>OK</button></div>", "cookie banner"),
        (
            "<div aria-label='Cookie consent'><h2>About cookies</h2><p>We use cookies.</p>"
            "<a href='#'>Accept</a></div>",
            "cookie banner",
        ),
        (
            "<aside class=newsletter><h3>Stay in touch</h3>"
            "<p>Sign up for our newsletter.</p></aside>",
            "newsletter",
        ),
        (
            "<div id=subscribe><h3>News</h3><p>Recipes, once a month.</p>"
            "<form><p>Your e-mail</p><input type=email><button>Send</button></form></div>",
            "newsletter",
        ),
    ],
)
def test_what_asks_for_consent_or_to_subscribe_is_set_aside(
    page: Read, block: str, reason: str, place: str
) -> None:
    article = page(place.format(block))
    assert texts(article) == ["We have one.", "It is hot."]
    assert [each.reason for each in article.set_aside] == [reason]


@pytest.mark.parametrize(
    "block",
    [
        "<div class=cookie-bar><p>We use cookies.</p></div>",
        "<div class=consent-form><p>We use cookies.</p><a href=form.pdf>Form</a></div>",
        "<div class=consent-form><p>Parents sign here.</p><button>Open</button></div>",
        "<section class=cookies><p>We use cookies.</p><button>Change</button></section>",
        "<h2>Cookies</h2><div class=cookies><p>We use cookies.</p><button>Change</button></div>",
        "<div class=cookies><p>We use cookies.</p><button>Buy</button></div><h2>Rye</h2>",
        "<div class=newsletter><h3>June</h3><p>We use cookies.</p></div>",
        "<div class=newsletter><h3>How?</h3><p>Subscribe to our newsletter.</p></div>",
    ],
)
def test_what_says_something_of_them_stays(page: Read, block: str) -> None:
    said = texts(page(HEAD + PART + block))
    assert {"We use cookies.", "Parents sign here.", "Subscribe to our newsletter."} & {*said}
