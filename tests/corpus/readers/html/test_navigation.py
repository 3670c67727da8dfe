"""Navigation and footers are known without HTML's own elements, and no sentence goes with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]

HEAD = "<h1>Ovens</h1><p>We have one.</p>"
PART = "<h2>Heat</h2><p>It is hot at four.</p>"
LINKS = "<a href=a>Bread</a> | <a href=b>Open posts</a>"
TURNS = "<a href=a>Previous: Bread</a> <a href=b>Next: Yeast</a>"


def texts(article: Article) -> list[str]:
    return [each.text for each in article.passages]


@pytest.mark.parametrize(
    ("above", "below", "reasons"),
    [
        ("<div id=navigation><ul><li><a href=a>Bread</a><li><a href=b>Posts</a></ul></div>", "", 1),
        (f"<div class='navbar dark'>Ovens Ltd. {LINKS}</div>", "", 1),
        (f"<p>{LINKS}</p>", "", 1),
        (f"<p>Ovens Ltd.</p>{LINKS}", "", 2),
        ("<ul><li><a href=a>Bread</a></ul>", "", 1),
        ("", "<ul class=docnav><li><a href=a><b>Prev</b>1. Bread</a></ul>", 1),
        ("", "<table class=navigation><tr><td><a href=a>Prev</a><td>2. Heat</table>", 1),
        ("", "<div class=site-nav><h3>Menu</h3><ul><li><a href=a>Bread</a></ul></div>", 1),
        ("", f"<p>{TURNS}</p><hr>{LINKS}<footer>© Ovens</footer>", 3),
        ("", f"<p>{LINKS}</p>", 1),
        ("", "<ul><li><a href=a>« Bread</a><li><a href=b>Yeast »</a></ul>", 1),
        ("", "<div><a href=a rel=prev>Bread</a></div>", 1),
    ],
)
def test_navigation_is_set_aside_and_listed(
    page: Read, above: str, below: str, reasons: int
) -> None:
    article = page(f"{above}{HEAD}{PART}{below}")
    assert texts(article)[-2:] == ["We have one.", "It is hot at four."]
    told = [*texts(article)[:-2], *(each.text for each in article.set_aside)]
    assert len(told) == reasons
    assert "navigation" in {each.reason for each in article.set_aside}


@pytest.mark.parametrize(
    "footer",
    [
        "<div id=footer><p>Copyright 2026 Ovens Ltd.</p></div>",
        "<div class=site-footer><p>© 2026 Ovens Ltd. All rights reserved.<a href=i>About</a></div>",
        "<div id=footer><p>© 2026 Ovens Ltd. Call 555-1234 to bake.</p></div>",
        "<div class=footer><p>© 2026 Ovens. All rights reserved. Site by Ash &amp; Co.</p></div>",
        "<div id=colophon><h4>Links</h4><a href=a>Bread</a><p>© Ovens</p></div>",
        "<div class='row footer-widgets'><h4>About</h4><p>We bake for Ely.</p><p>© Ovens</p></div>",
    ],
)
def test_a_footer_is_known_by_its_class(page: Read, footer: str) -> None:
    article = page(f"{HEAD}{PART}{footer}")
    assert texts(article) == ["We have one.", "It is hot at four."]
    assert [each.reason for each in article.set_aside] == ["page footer"]


def test_a_footer_may_stand_above_a_link_to_the_top(page: Read) -> None:
    foot = "<div class=footer>Rye. © Ovens</div><a href='#'>Top</a>"
    article = page(f"{HEAD}{PART}<p>It is a <a href='#part'>part</a></p>{foot}")
    assert texts(article) == ["We have one.", "It is hot at four.", "It is a part"]


@pytest.mark.parametrize(
    "part",
    [
        "<div id=footer><p>Call 555-1234 to bake.</p></div>",
        "<div class=footer><p>© 2026 Ovens Ltd. Call 555-1234 to bake.</p></div><p>More.</p>",
        "<div class=footer><details><summary>Why?</summary><p>So.</p></details>© Ovens</div>",
        "<div class=navigation><a href=x>Doors</a> The door to the oven is on the left.</div>",
        "<div class=nav><a href=x>The door to the oven is on the left.</a></div>",
        "<section id=navigation><h2>Navigation</h2><p>By the <a href=x>map</a></section>",
        "<div class=nav>By the door</div>",
        "<h2>Where are they?</h2><p><a href=a>Form A</a> | <a href=b>Form B</a></p>",
        "<h2>How do I get back?</h2><p><a href=a>Back to the overview</a></p>",
        "<p>The forms are:</p><p><a href=a>Form A</a> | <a href=b>Form B</a></p>",
        "<ul><li><a href=a>Form A</a><li><a href=b>Form B</a></ul>",
        "<p><a href=a>Back to work after a burn</a></p>",
        "<p><a href=a>Next steps</a></p>",
        "<p><a href=a>Ask us how it is done.</a></p>",
        "<ul><li><a href=a aria-current=false>A</a><li><a href=b>B</a><li><a href=c>C</a></ul>",
        "<ul><li class=active><a href=a>Form A</a><li><a href=b>Form B</a></ul><p>Both.</p>",
    ],
)
def test_what_says_something_stays(page: Read, part: str) -> None:
    assert page(f"{HEAD}{PART}{part}").set_aside == ()


def test_links_that_text_leads_in_to_stay_above_the_first_heading(page: Read) -> None:
    listed = "<ul><li><a href=a>Form A</a><li><a href=b>Form B</a></ul>"
    for led in ("<p>The forms are:</p>", "<p>Useful forms</p>", "<p>Read these first.</p>"):
        article = page(f"{led}{listed}{PART}")
        assert texts(article)[-3:] == ["Form A", "Form B", "It is hot at four."]
        assert article.set_aside == ()


@pytest.mark.parametrize(
    "links",
    [
        "<div><a href=a>Who</a> <a href='#heat' class=active>What</a> <a href=c>How</a></div>",
        "<p><a href=a aria-current=page>Who</a> | <a href=b>What</a> | <a href=c>How</a></p>",
        "<ul><li><a href=a>1</a><li class=current><a href=b>2</a><li><a href=c>3</a></ul>",
    ],
)
def test_links_of_which_one_leads_to_where_one_is_are_navigation(page: Read, links: str) -> None:
    article = page(f"{HEAD}{links}{PART}<p>It cools.</p>")
    assert texts(article) == ["We have one.", "It is hot at four.", "It cools."]
    assert [each.reason for each in article.set_aside] == ["navigation"]


MENU = "<li><a href=a>Bread</a><li><a href=b>My posts</a><li><a href=c>{}</a>"


@pytest.mark.parametrize("tag", ["ul", "ul id=menu", "ul class=site-nav"])
def test_a_link_that_asks_leaves_a_menu_one(page: Read, tag: str) -> None:
    article = page(f"<{tag}>{MENU.format('How does it work?')}</ul>{HEAD}{PART}")
    assert texts(article) == ["We have one.", "It is hot at four."]
    assert [each.reason for each in article.set_aside] == ["navigation"]


def test_links_that_mostly_ask_are_no_menu(page: Read) -> None:
    asked = "".join(f"<li><a href={n}>Is it {n}?</a>" for n in ("hot", "loud", "old"))
    assert "Is it hot?" in texts(page(f"<ul class=nav>{asked}</ul>{HEAD}{PART}"))


@pytest.mark.parametrize("tag", ["aside", "div role=complementary"])
@pytest.mark.parametrize("title", ["", "<h3>More of this</h3>"])
def test_links_beside_an_article_are_no_content_of_it(page: Read, tag: str, title: str) -> None:
    aside = f"<{tag}>{title}<ul>{MENU.format('Yeast')}</ul></{tag.split()[0]}>"
    article = page(f"<main>{aside}<article>{HEAD}{PART}</article></main>")
    assert texts(article) == ["We have one.", "It is hot at four."]
    assert "beside the content" in {each.reason for each in article.set_aside}


def test_a_title_that_folds_an_aside_makes_it_no_content(page: Read) -> None:
    aside = f"<aside class=panel><p class=panel-title>More</p>{MENU.format('Yeast')}</aside>"
    article = page(f"<main>{aside}<article>{HEAD}{PART}</article></main>")
    assert texts(article) == ["We have one.", "It is hot at four."]


def test_an_aside_that_says_something_is_content(page: Read) -> None:
    aside = "<aside><p>See <a href=a>Bread</a> or <a href=b>Yeast</a>.</p></aside>"
    article = page(f"<main><article>{HEAD}{aside}{PART}</article></main>")
    assert texts(article)[1] == "See Bread or Yeast."


def test_who_wrote_a_page_and_when_is_no_content(page: Read) -> None:
    wrote = "<div><a href=p>Dana</a><div><time>1 March 2025</time> <span>Updated</span></div></div>"
    said = "<p>Closed on <time>1 May</time>, open on all other days.</p>"
    article = page(f"<main><article><header><h1>Ovens</h1>{wrote}{said}</header>{PART}</article>")
    assert texts(article) == ["Closed on 1 May, open on all other days.", "It is hot at four."]
    assert [each.reason for each in article.set_aside] == ["about the page"]


@pytest.mark.parametrize(
    "html",
    [
        "<div id=header><a href=/><h4>Ovens</h4></a><ul id=menu><li><a href=a>Bread</a>"
        "<li><a href=b>Rolls</a><li><a href=c>Prices</a></ul></div>",
        "<div class=mobile-menu><a href=a>Bread</a><a href=b>Rolls</a><a href=c>Prices</a></div>",
    ],
)
def test_links_called_a_menu_are_set_aside(page: Read, html: str) -> None:
    article = page(f"{html}<h1>Ovens</h1><p>We have one.</p>{PART}")
    assert texts(article) == ["We have one.", "It is hot at four."]


def test_a_menu_of_what_is_sold_stays(page: Read) -> None:
    article = page("<h1>Ovens</h1><ul class=menu><li>Rye, 4<li><a href=a>Rolls</a>, 3<li>Rusk</ul>")
    assert texts(article) == ["Rye, 4", "Rolls, 3", "Rusk"]


def test_what_asks_whether_a_page_helped_is_set_aside(page: Read) -> None:
    article = page(
        f"{HEAD}<div><h2 class=feedback-title>Feedback</h2><p class=feedback-ask>Did it help?</p>"
        "<button>Yes</button><p class=feedback-yes>Good to know.</p></div>"
        "<h2>Complaints</h2><p class=feedback>We read all of them.</p>"
    )
    assert texts(article) == ["We have one.", "We read all of them."]


def test_a_placeholder_is_set_aside_with_its_label(page: Read) -> None:
    article = page(f"{HEAD}<p>Price: <span class=placeholder>[Price of rye]</span></p>{PART}")
    assert texts(article) == ["We have one.", "It is hot at four."]


def test_an_answer_that_a_nav_holds_is_content(page: Read) -> None:
    answers = {"When?": "We open at four, <a href=a>as in Ely</a>.", "Where?": "Near the mill."}
    items = (
        f"<div><div><b></b>{asked}</div><nav><p>{answer}</p></nav></div>"
        for asked, answer in answers.items()
    )
    menu = "<nav><a href=a>Bread</a><p>Rolls of every kind.</p><a href=b>Posts</a></nav>"
    article = page(f"{menu}{HEAD}<h2>FAQ</h2>{''.join(items)}")
    assert [(each.heading[-1:], each.text) for each in article.passages[1:]] == [
        (("When?",), "We open at four, as in Ely."),
        (("Where?",), "Near the mill."),
    ]
    assert [each.reason for each in article.set_aside] == ["navigation"]


def test_a_menu_that_a_page_has_twice_is_navigation_again(page: Read) -> None:
    menu = "<ul><li><a href=a>Bread</a><li><a href=b>Open posts</a></ul>"
    article = page(f"<nav>{menu}</nav>{HEAD}<div class=phone>{menu}</div>{PART}")
    assert texts(article) == ["We have one.", "It is hot at four."]
    assert [each.reason for each in article.set_aside] == ["navigation"] * 2
    article = page(f"<nav>{menu}</nav>{HEAD}{menu.replace('Bread', 'Rolls')}{PART}")
    assert "Rolls" in texts(article)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("<p>© 2019 Ovens Ltd.<br>Site by <a href=a>Ada</a></p>", False),
        ("<div><span>Copyright © 2019–2026</span> Ovens Ltd.</div>", False),
        ("<p>Copyright lasts for 70 years.</p>", True),
        ("<p>The sign © 2019 names a year.</p>", True),
    ],
)
def test_a_notice_of_copyright_is_of_the_page(page: Read, line: str, kept: bool) -> None:
    article = page(f"{HEAD}{line}{PART}")
    assert len(article.passages) == 2 + kept
