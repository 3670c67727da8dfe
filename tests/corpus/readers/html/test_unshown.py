"""What a page never shows is no content; what a click opens is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]
HEAD = "<h1>Ovens</h1><p>We have one.</p>"
HIDDEN = "<div {}><p>It is hot.</p></div>"
NONE = "style='display: none'"


def texts(article: Article) -> list[str]:
    return [each.text for each in article.passages]


@pytest.mark.parametrize("how", [NONE, "style='color:red;visibility:hidden'", "hidden"])
def test_what_stays_hidden_is_set_aside(page: Read, how: str) -> None:
    article = page(f"{HEAD}{HIDDEN.format(how)}<p>It is big.</p>")
    assert texts(article) == ["We have one.", "It is big."]
    assert [each.reason for each in article.set_aside] == ["not shown"]


@pytest.mark.parametrize(
    "html",
    [
        f"<a href='#heat'>Heat</a>{HIDDEN.format(f'id=heat {NONE}')}",
        f"<button>Heat</button>{HIDDEN.format(NONE)}",
        f"<div>How hot?</div>{HIDDEN.format(NONE)}",
        f"<h2>Heat</h2>{HIDDEN.format('hidden')}",
        f"<div><span onclick='x()'>Heat</span></div>{HIDDEN.format(NONE)}",
        f"{HIDDEN.format(NONE)}<button>Read more</button>",
        f"<div class=pane><p>Big.</p></div>{HIDDEN.format(f'class=pane {NONE}')}",
        HIDDEN.format(f"role=tabpanel {NONE}"),
        HIDDEN.format("hidden=until-found"),
        HIDDEN.format("style='visibility:hidden;animation-name:none'"),
        f"<p>So it is: <span {NONE}>It is hot.</span></p>",
    ],
)
def test_what_a_click_may_open_is_content(page: Read, html: str) -> None:
    assert any("It is hot." in each for each in texts(page(HEAD + html)))


def test_a_cell_that_nobody_sees_is_empty(page: Read) -> None:
    article = page(
        "<h1>Fees</h1><table><tr><th>What<th>Was<th>Is<tr><td>Roll"
        "<td style='visibility: hidden'>£0<td>£2<tr><td>Bread<td>£3<td>£4</table>"
    )
    assert texts(article) == ["Roll | | £2", "Bread | £3 | £4"]


@pytest.mark.parametrize("name", ["w-form-done", "w-form-fail", "invalid-feedback"])
def test_what_is_said_once_a_form_is_sent_is_set_aside(page: Read, name: str) -> None:
    form = "<form><label>Your name<input></label><input type=submit></form>"
    article = page(
        f"{HEAD}<div>{form}<div class='x {name}'><div>Thank you, dear.</div></div></div>"
    )
    assert texts(article) == ["We have one."]


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("{% comment %}", "{% endcomment %}"),
        ("{%- comment -%}", "{%- endcomment -%}"),
        ("{#", "#}"),
    ],
)
def test_what_a_template_comments_out_is_no_text(page: Read, begins: str, ends: str) -> None:
    article = page(
        f"{HEAD}{begins}<p>It is closed.</p>\n<p>For good.</p>{ends}"
        f"<p>It is big. {begins} It was small. {ends} It is hot.</p>"
    )
    assert texts(article) == ["We have one.", "It is big. It is hot."]


def test_tags_that_a_page_speaks_of_hide_nothing(page: Read) -> None:
    article = page(
        "<p>Between <code>{% comment %}</code> and <code>{% endcomment %}</code> nothing shows.</p>"
    )
    assert texts(article) == ["Between {% comment %} and {% endcomment %} nothing shows."]
