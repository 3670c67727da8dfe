"""How to reach a page's owner is kept, though it stands only in a footer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]
FOOTER = "<footer><p>© 2020 - 2024 Ovens Ltd.</p><p><a href=x>Privacy</a></p>{}</footer>"


def last(article: Article) -> tuple[tuple[str, ...], str]:
    return article.passages[-1].heading, article.passages[-1].text


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>4 Back Lane | (555) 010-9988</p>", "4 Back Lane | (555) 010-9988"),
        (
            "<div><b>Ovens</b><br><a href='mailto:a@ovens.example'>a@ovens.example</a></div>",
            "Ovens · a@ovens.example",
        ),
        ("<div><p>4 Back Lane</p><p>Ely CB7 4XY</p></div>", "4 Back Lane · Ely CB7 4XY"),
        ("<p>Hofgasse 3<br>64283 Darmstadt</p>", "Hofgasse 3 · 64283 Darmstadt"),
        (
            "<p>© 2026 Ovens Ltd, 4 Back Lane, Ely CB7 4XY</p>",
            "Ovens Ltd, 4 Back Lane, Ely CB7 4XY",
        ),
        ("<p>Ely CB7 4XY, copyright Ovens</p>", "Ely CB7 4XY, copyright Ovens"),
    ],
)
def test_contact_facts_of_a_footer_are_one_passage(page: Read, html: str, told: str) -> None:
    article = page(f"<main><h1>Ovens</h1><h2>Heat</h2><p>Hot.</p></main>{FOOTER.format(html)}")
    assert last(article) == ((), told)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Registered 12345678</p>",
        "<p>Updated 12/05/2024</p>",
        "<p>Call <a href='tel:5550109988'>(555) 010 9988</a></p>",  # the page says it as well
        "<ul><li><a href=a>Bread</a><li><a href=b>Rolls</a></ul>",
    ],
)
def test_other_footers_are_set_aside(page: Read, html: str) -> None:
    body = "<main><h1>Ovens</h1><h2>Heat</h2><p>Hot: 555 010-9988.</p></main>"
    assert last(page(body + FOOTER.format(html))) == (("Heat",), "Hot: 555 010-9988.")


def test_a_footer_that_only_its_name_tells_outside_the_main_content(page: Read) -> None:
    article = page(
        "<main><h1>Ovens</h1><p>Hot.</p></main>"
        "<div id=footer><p>(555) 010-9988 or a@ovens.example at the old mill in Ely</p></div>"
    )
    assert last(article) == ((), "(555) 010-9988 or a@ovens.example at the old mill in Ely")


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (
            "<header><nav><a href=a>Rolls</a></nav><div><p>4 Back Lane</p>"
            "<p>9:00 AM to 6:00 PM</p></div></header>{}",
            "4 Back Lane · 9:00 AM to 6:00 PM",
        ),
        (
            "<div id=top-header><span>(555) 010-9988</span> <a href=b>Us</a></div>{}",
            "(555) 010-9988 Us",
        ),
        (
            "{}<footer><div><h2>Hours</h2><ul><li>Mon - Fri: 8am - 5pm<li>Sun: Closed</ul></div>"
            "<ul><li><a href=a>Rolls</a></ul></footer>",
            "Hours · Mon - Fri: 8am - 5pm · Sun: Closed",
        ),
        ("{}<footer><p>Mo–Fr 09:00–17:00</p><p>So zu</p></footer>", "Mo–Fr 09:00–17:00 · So zu"),
    ],
)
def test_hours_and_contact_of_a_header_or_footer(page: Read, frame: str, told: str) -> None:
    article = page(frame.format("<main><h1>Ovens</h1><h2>Heat</h2><p>Hot.</p></main>"))
    assert last(article) == ((), told)


def test_a_header_that_says_what_the_footer_says_is_not_quoted_again(page: Read) -> None:
    article = page(
        "<header>Call (555) 010-9988</header><main><h1>Ovens</h1><p>Hot.</p></main>"
        "<footer><p>Ovens Ltd.<br>(555) 010-9988</p></footer>"
    )
    assert [each.text for each in article.passages] == ["Hot.", "Ovens Ltd. · (555) 010-9988"]


def test_hours_beside_those_that_the_page_says_are_not_quoted(page: Read) -> None:
    article = page(
        "<header><p>Open today 3pm - 10pm!</p></header>"
        "<main><h1>Ovens</h1><p>We are open 9am - 5pm.</p></main>"
    )
    assert [each.text for each in article.passages] == ["We are open 9am - 5pm."]


def test_a_footer_that_its_name_and_its_place_tell(page: Read) -> None:
    article = page(
        "<h1>Ovens</h1><h2>Heat</h2><p>Hot.</p><div class=footer-wrapper>"
        "<div class=footer-widgets><h4>Ovens</h4><p>4 Back Lane, Ely CB7 4XY</p></div>"
        "<div><h4>Links</h4><ul><li><a href=a>Rolls</a></ul></div></div><div>© 2026 Ovens</div>"
    )
    told = "Ovens · 4 Back Lane, Ely CB7 4XY"
    assert [each.text for each in article.passages] == ["Hot.", told]
    assert last(article) == ((), told)
