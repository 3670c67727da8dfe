"""Pages that word processors and wikis write: what their classes and styles mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, read_text

Read = Callable[..., Article]
SHEET = (
    "<style>@import url(x);.c1{font-weight:700}.c2{color:#000;font-weight:400;font-size:11pt}"
    ".c3{text-decoration:line-through}.c5{font-size:16pt;font-weight:700}.c6{font-size:9pt}</style>"
)


def told(article: Article) -> list[tuple[str, str]]:
    return [(" > ".join(each.heading), each.text) for each in article.passages]


def test_runs_look_as_the_sheet_says_of_their_class(page: Read) -> None:
    """A title by its style, headings by their size or in bold, and nothing that is struck out."""
    article = page(
        "<p class='c9 title'><span class=c2>Ovens</span></p><p><span class=c5>Stone</span></p>"
        "<p><span class='c2'>They are </span><span class='c2 c1'>hot</span><span class=c2>.</span>"
        "<p><span class='c2 c1'>Of </span><span class='c2 c1'>brick</span></p>"
        "<p><span class=c2>Dear.</span></p><p><span class='c2 c3'>Out of use.</span></p>"
        "<p><span class=c5>Gas</span></p><p><span class=c2>Quick and cheap.</span></p>",
        SHEET,
    )
    assert article.title == "Ovens"
    assert told(article) == [
        ("Stone", "They are hot."),
        ("Stone > Of brick", "Dear."),
        ("Gas", "Quick and cheap."),
    ]
    assert [each.reason for each in article.set_aside] == ["struck out"]


def test_an_underlined_line_heads_what_follows(page: Read) -> None:
    article = page(
        "<p>All are red.</p><p><u>Stone</u></p><p>They are <u>hot</u>.</p>"
        "<p><u><a href=x>The shop</a></u></p><p>Dear.</p>"
    )
    assert told(article) == [
        ("", "All are red."),
        ("Stone", "They are hot."),
        ("Stone", "The shop"),
        ("Stone", "Dear."),
    ]


def test_the_largest_line_is_a_title_where_it_comes_first(page: Read) -> None:
    article = page(
        "<p><span style='font-size:20pt'>Ovens</span></p><h2>Stone</h2>"
        "<p><span style='font-size:11pt'>They are hot, and they stay so.</span></p>"
        "<p><span style='font-size:9.0pt'>Small print.</span></p>",
        "",
    )
    assert article.title == "Ovens"
    assert told(article)[0] == ("Stone", "They are hot, and they stay so.")


def test_a_style_in_bold_is_bold(page: Read) -> None:
    article = page("<p>It is <span style='font-weight: bold'>hot</span>.</p><p>x</p>")
    assert article.passages[0].quote == "It is **hot**."


def test_lists_of_each_level_are_one_list(page: Read) -> None:
    article = page(
        "<p>Take:</p><ul class='c1 lst-kix_a-0 start'><li>Flour</ul>"
        "<ul class='c1 lst-kix_a-1 start'><li>white<li>brown</ul><ul class='c1 lst-kix_a-0'>"
        "<li>Salt</ul><ul class='lst-kix_b-0'><li>Else</ul>"
    )
    assert [(each.depth, each.text) for each in article.passages] == [
        *((0, "Flour"), (1, "white"), (1, "brown"), (0, "Salt"), (0, "Else")),
    ]
    assert article.passages[0].block == article.passages[3].block


@pytest.mark.parametrize("ends", ["<span style='mso-list:Ignore'>{}</span>", "{}"])
def test_lines_with_a_sign_before_them_are_a_list(page: Read, ends: str) -> None:
    """Their level is that of Word's own style, or else that of their indent."""

    def line(sign: str, text: str, style: str) -> str:
        sign += "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span>"
        mark = ends.format(sign)
        return f'<p class=MsoListParagraphCxSpMiddle style="{style}">{mark}{text}</p>'

    deep = "mso-list:l0 level2 lfo1" if "mso" in ends else "margin-left:1.0in"
    first = "mso-list:l0 level1 lfo1" if "mso" in ends else "text-indent:-18.0pt"
    article = page(
        "<p class=MsoNormal>Do so:</p>"
        + line("·", "Wipe the bench", first)
        + line("o", "with <b>alcohol</b>", deep)
        + line("·", "Empty the bins", first)
        + "<p class=MsoNormal>Then:</p>"
        + line("1.", "Wait", first)
        + line("a)", "an hour", deep)
        + line("2.", "Go home.", first)
        + "<p class=MsoListParagraph>That is all.</p>"
    )
    assert [(each.depth, each.ordinal, each.text) for each in article.passages] == [
        *((0, None, "Wipe the bench"), (1, None, "with alcohol"), (0, None, "Empty the bins")),
        *((0, 1, "Wait"), (1, None, "a) an hour"), (0, 2, "Go home. That is all.")),
    ]


def test_a_documents_contents_and_its_reviewers_comments_are_set_aside(page: Read) -> None:
    article = page(
        "<h1>B</h1><p class=MsoToc1>2 Scope........ 4</p><h2>Pay</h2><p>It is fair.<sup>"
        "<a href='#cmnt1' id=cmnt_ref1>[a]</a></sup> See <a href='https://www.google.com/url?"
        "q=https://e.org/pay&amp;sa=D&amp;usg=x'>all</a>.</p><hr><div class=c1><p>"
        "<a href='#cmnt_ref1' id=cmnt1>[a]</a>Is that so?</p></div>"
    )
    assert [each.quote for each in article.passages] == [
        "It is fair. See [all](https://e.org/pay)."
    ]
    assert [each.reason for each in article.set_aside] == ["table of contents", "comment"]


def test_an_address_in_a_figure_is_none_of_the_text(page: Read) -> None:
    article = page(
        "<figure><div><a href='https://e.org/w'>https://e.org/w</a></div></figure><figure>"
        "<a href='https://e.org/o'><div><div>Ovens</div><div>https://e.org/o</div></div></a></figure>"
    )
    assert [each.quote for each in article.passages] == ["[Ovens](https://e.org/o)"]
    assert [each.reason for each in article.set_aside] == ["embedded"]


def test_what_a_wiki_writes_around_its_pages_is_no_content(page: Read) -> None:
    article = page(
        "<div id=content><h1>Ovens</h1><div id=siteSub>From the Bakers' Wiki</div>"
        "<a class=mw-jump-link href='#p'>Jump to search</a><p>They are hot.</p>"
        "<h2><span>Pay</span><span class=mw-editsection>[<a href='/edit'>edit</a>]</span></h2>"
        "<p>It is fair.</p><div class=printfooter>Retrieved from <a href='/o'>the wiki</a></div>"
        "<div id=catlinks class=catlinks><a href='/c'>Category</a>: <ul><li>Heat</ul></div></div>"
    )
    assert told(article) == [("", "They are hot."), ("Pay", "It is fair.")]


def test_what_a_header_and_a_footer_tell_of_the_page_is_no_content(page: Read) -> None:
    article = page(
        "<div id=header><h1>Ovens</h1><div class=details><span>The guild</span><br>"
        "<span>version 2</span></div></div><div id=content><p>They are hot.</p></div>"
        "<div id=footer><div id=footer-text>Version 2<br>Last updated 2024-03-01 10:00:35 +0100"
        "</div></div>"
    )
    assert told(article) == [("", "They are hot.")]


def test_no_sign_parts_what_stands_on_lines_of_its_own(page: Read) -> None:
    article = page(
        "<p><span>It is hot, so wait for it, and bake no bread before it is cool again at last, "
        "as all of the others do<br>---<br></span><span>Gas is quick</span></p>"
    )
    assert article.passages[0].quote.endswith("do\n---\nGas is quick")


def test_a_cell_that_is_a_heading_is_one_of_a_header(markdown: Read) -> None:
    article = markdown(
        "<table><tr><td><h3><b>Who</b></h3></td><td><h3>Pay</h3></td></tr>"
        "<tr><td><h3>Cook</h3></td><td>30</td></tr></table>\n"
    )
    assert article.blocks[0].columns == ("Who", "Pay")
    assert [each.text for each in article.passages] == ["Cook | 30"]


def test_a_cell_over_a_tables_header_is_its_name(page: Read) -> None:
    article = page(
        "<table><tr><td colspan=2><b>Ovens</b></td></tr><tr><th>Kind</th><th>Heat</th></tr>"
        "<tr><td>Stone</td><td>Low</td></tr></table>"
    )
    assert article.blocks[0].columns == ("Kind", "Heat")
    assert told(article) == [("Ovens", "Stone | Low")]


def test_a_table_with_a_header_is_one_whatever_it_is_called(page: Read) -> None:
    article = page(
        "<table role=presentation><tr><td><h3><b>Kind</b></h3></td><td><p><b>Heat</b></p></td></tr>"
        "<tr><td><h3>Stone</h3></td><td><p>Low</p></td></tr></table><h2>Else</h2>"
        "<table role=presentation><tr><td><h3>Pay</h3><p>It is fair.</p></td><td><p>Days</p></td>"
        "</tr><tr><td><p>Ten.</p></td><td><p>Or so.</p></td></tr></table>"
    )
    assert article.blocks[0].columns == ("Kind", "Heat")
    assert [each.kind for each in article.passages] == ["row", *["paragraph"] * 4]


def test_links_to_places_that_an_export_took_are_contents(markdown: Read) -> None:
    article = markdown(
        "This is about:\n\n**[Heat](#h_1a2b) - [Pay](#h_3c4d) - [Days](#h_5e6f)**\n\n"
        "## On heat\n\nIt is hot.\n\n[a](#h_1) [b](#h_2) [c](#h_3)\n"
    )
    assert [each.text for each in article.passages] == ["It is hot.", "a b c"]


def test_a_text_with_its_markup_is_read_as_restructuredtext() -> None:
    text = "Ovens\n=====\n\nThey are `hot`_.\n\n.. note:: Mind them.\n\n.. _hot: https://e.org/\n"
    article = read_text(text, Path("ovens.txt"))
    assert [each.quote for each in article.passages] == [
        "They are [hot](https://e.org/).",
        "Mind them.",
    ]
