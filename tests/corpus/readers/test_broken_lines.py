"""Lines that their author broke, in HTML and in Markdown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]


@pytest.fixture(params=["html", "spaces", "backslash", "tag"])
def broken(request: pytest.FixtureRequest, page: Read, markdown: Read) -> Read:
    """Read lines as one paragraph, each broken as the format does."""
    if request.param == "html":
        return lambda *lines: page(f"<h1>Mills</h1><p>{'<br>'.join(lines)}</p>")
    end = {"spaces": "  \n", "backslash": "\\\n", "tag": "<br>"}[request.param]
    return lambda *lines: markdown(end.join(lines))


def told(article: Article) -> list[tuple[str, str, str]]:
    return [(each.kind, each.text, each.quote) for each in article.passages]


def test_lines_with_a_label_each_are_a_list(broken: Read) -> None:
    days = ["Monday: 9–5", "Tuesday : 9:30–7", "Sunday – closed"]
    article = broken(*days)
    assert told(article) == [("item", each, each) for each in days]
    assert article.blocks[0].lead is None


def test_the_line_above_them_leads_in_to_them(broken: Read) -> None:
    article = broken("Our hours", "Monday: 9–5", "Sunday: closed")
    assert told(article) == [("item", each, each) for each in ("Monday: 9–5", "Sunday: closed")]
    lead = article.blocks[-1].lead
    assert lead is not None
    assert lead.text == "Our hours"


def test_sentences_on_lines_of_their_own_are_paragraphs(broken: Read) -> None:
    rules = ["Nobody smokes here.", "Dogs stay outside [1].", "Wear boots! They are lent."]
    article = broken(*rules)
    assert [each.quote for each in article.passages] == rules
    assert [each.marks for each in article.passages] == [(), ("[1]",), ()]
    assert {each.kind for each in article.passages} == {"paragraph"}


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The Mill", "3 Long Lane", "Hay, XX 12"], "The Mill · 3 Long Lane · Hay, XX 12"),
        (["Send it to:", "The Mill", "PO Box 3"], "Send it to: The Mill · PO Box 3"),
        (["The wheel", "It turns by water."], "The wheel - It turns by water."),
        (["Grain", "Flour (fine)", "(not for bread)"], "Grain · Flour (fine) (not for bread)"),
    ],
)
def test_lines_that_belong_together_are_told_apart(
    broken: Read, lines: list[str], text: str
) -> None:
    assert [each.text for each in broken(*lines).passages] == [text]


@pytest.mark.parametrize(
    "lines",
    [
        ["We mill rye and", "wheat for", "Hay and all around it."],
        ["The wheel turns,", "The stones grind,", "And flour falls."],
        ["It is hard and", "paid work."],
        ["It opens at nine.", "It closes at five."],
    ],
)
def test_a_sentence_that_is_only_laid_out_stays_one(broken: Read, lines: list[str]) -> None:
    assert [each.text for each in broken(*lines).passages] == [" ".join(lines)]


def test_a_word_that_a_line_parts_is_one(page: Read) -> None:
    assert page("<h1>Mills</h1><p>It is low-<br>paid.</p>").passages[0].text == "It is low-paid."


def test_lines_of_an_answer_are_told_apart(page: Read, markdown: Read) -> None:
    html = page("<h1>FAQ</h1><p><b>When is it open?</b><br>Monday: 9–5<br>Sunday: closed</p>")
    text = markdown("# FAQ\n\n**When is it open?**\\\nMonday: 9–5\\\nSunday: closed\n", "")
    for article in (html, text):
        assert [(each.heading, each.text) for each in article.passages] == [
            (("When is it open?",), "Monday: 9–5"),
            (("When is it open?",), "Sunday: closed"),
        ]


def test_lines_of_an_item_are_told_apart(page: Read) -> None:
    article = page("<h1>Mills</h1><ul><li>The Mill<br>3 Long Lane<br>Hay</li></ul>")
    assert [each.text for each in article.passages] == ["The Mill · 3 Long Lane · Hay"]
