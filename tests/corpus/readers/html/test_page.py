"""HTML pages: what is content of them, in the shape that Markdown would give it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, ArticleError, read_article, read_text
from corpus.overrides import Overrides

Read = Callable[..., Article]


def told(article: Article) -> list[tuple[str, str]]:
    """Return each passage with the heading that it stands under."""
    return [(each.heading[-1] if each.heading else "", each.text) for each in article.passages]


def test_paragraphs_stand_under_their_headings(page: Read) -> None:
    article = page(
        "<h1>Bakers</h1><p>They bake.</p><h2>Pay</h2><p>It is <b>fair</b> &amp; paid.</p>"
    )
    assert article.title == "Bakers"
    assert told(article) == [("", "They bake."), ("Pay", "It is fair & paid.")]
    assert article.passages[1].quote == "It is **fair** & paid."


def test_a_passage_knows_the_line_of_the_file(page: Read) -> None:
    article = page("<h1>Bakers</h1>\n<p>One.</p>\n\n\n<ul>\n<li>Two</li>\n</ul>")
    assert [(each.text, each.line) for each in article.passages] == [("One.", 3), ("Two", 7)]


@pytest.mark.parametrize(
    "fold",
    [
        "<div class=card><p class=card-title>A</p>\n<div>\n<p>{}</p></div></div>",
        "<p>[fold title='A']</p>\n\n<p>{}</p><p>[/fold]</p>",
        "<ul role=tablist><li role=tab>A</li></ul>\n<div role=tabpanel>\n<p>{}</p></div>",
        "<ac:structured-macro ac:name=expand><ac:parameter ac:name=title>A</ac:parameter>\n"
        "<ac:rich-text-body>\n<p>{}</p></ac:rich-text-body></ac:structured-macro>",
    ],
)
def test_what_is_folded_keeps_its_line(page: Read, fold: str) -> None:
    article = page(f"<h1>Bakers</h1>\n{fold.format('One.')}\n<p>Two.</p>")
    assert [(each.heading, each.text, each.line) for each in article.passages] == [
        (("A",), "One.", 5),
        ((), "Two.", 6),
    ]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<h1>The <i>heading</i></h1><p>x</p>", "The heading"),
        ("<p>x</p>", "The page's title"),
        ("<header><h1>Above it</h1></header><main><p>x</p></main>", "Above it"),
        ("<header><h1>title</h1></header><main><h2>Part</h2><p>x</p></main>", "The page's title"),
        ("<h1>Copied <button>Copy link</button><a href='#x'>¶</a></h1><p>x</p>", "Copied"),
    ],
)
def test_the_title_is_the_main_heading_or_the_pages(page: Read, body: str, title: str) -> None:
    assert page(body, "<title>The page's\ntitle</title>").title == title


def test_a_page_of_chapters_keeps_the_first(page: Read) -> None:
    article = page("<h1>Pay</h1><p>x</p><h1>Leave</h1><p>y</p>", "<title>Working here</title>")
    assert (article.title, told(article)) == ("Working here", [("Pay", "x"), ("Leave", "y")])


def test_a_list_beside_an_item_belongs_into_it(page: Read) -> None:
    article = page(
        "<ol><li>One</li><ul><li>In one</li><ol><li>Deep</li></ol></ul><ul><li>Too</li></ul>"
        "<li>Two</li></ol><ul><ul><li>Alone</li></ul></ul><p>Behind.</p>"
    )
    assert [(each.text, each.depth, each.ordinal) for each in article.passages] == [
        ("One", 0, 1),
        ("In one", 1, None),
        ("Deep", 2, 1),
        ("Too", 1, None),
        ("Two", 0, 2),
        ("Alone", 0, None),
        ("Behind.", 0, None),
    ]


def test_nothing_stands_under_what_is_headed_before_the_title(page: Read) -> None:
    article = page(
        "<article><div><h3>Write to us</h3><p>Any time.</p><h3>Praise</h3></div>"
        "<h1>Bakers</h1><p>They rise early.</p><h2>Pay</h2><p>By the hour.</p></article>",
        "",
    )
    assert article.title == "Bakers"
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Write to us",), "Any time."),
        ((), "They rise early."),
        (("Pay",), "By the hour."),
    ]


def test_a_page_without_a_title_is_warned_of(page: Read) -> None:
    article = page("<p>Text.</p>", "")
    assert article.title == "Page"
    assert "give the page a <title>" in str(article.warnings[0])


def test_scripts_styles_and_titles_are_never_text(page: Read) -> None:
    head = "<title>Ask for more pay | Jobs</title><style>p { color: red }</style>"
    article = page(
        "<h1>Pay</h1><p>Wait.</p><script>var ad = 'pay';</script><template>t</template>", head
    )
    assert article.source == "# Pay\n\nWait."


def test_what_frames_the_page_is_set_aside_and_listed(page: Read) -> None:
    article = page(
        "<nav><a href='/'>Home</a> <a href='/jobs'>Jobs</a></nav><header>Acme Inc.</header>"
        "<main><h1>Jobs</h1><p>We hire.</p><button>Apply</button></main>"
        "<div class=promo><p>Beside it.</p></div><footer>© Acme</footer>"
    )
    assert told(article) == [("", "We hire.")]
    assert [(each.text, each.reason) for each in article.set_aside] == [
        ("Home Jobs", "navigation"),
        ("Acme Inc.", "page header"),
        ("Apply", "button"),
        ("Beside it.", "outside the main content"),
        ("© Acme", "page footer"),
    ]


def test_an_owner_keeps_what_frames_the_page() -> None:
    article = read_text(
        "<nav>Home</nav><main><h1>Jobs</h1><p>We hire.</p></main>"
        "<footer><p>Call 555-1234 to apply.</p><p>© Acme</p></footer>",
        Path("page.html"),
        overrides=Overrides(keep=("555-1234",)),
    )
    assert [text for _, text in told(article)] == ["We hire.", "Call 555-1234 to apply."]
    assert [each.text for each in article.set_aside] == ["Home", "© Acme"]


def test_a_main_part_without_the_paragraphs_is_not_believed(page: Read) -> None:
    long = "Bakers begin at two in the morning, and are done before noon. " * 12
    article = page(f"<main><h1>Jobs</h1></main><div><p>{long}</p></div>")
    assert len(article.passages) == 1
    assert not article.set_aside


@pytest.mark.parametrize(
    "question",
    [
        "<details><summary>{}</summary>{}</details>",
        "<dl><dt>{}</dt><dd>{}</dd></dl>",
        "<button aria-controls=a>{}</button><div id=a hidden>{}</div>",
        "<h3><button aria-controls=a>{}</button></h3><div id=a>{}</div>",
        "<a data-bs-toggle=collapse href='#a'>{}</a><div id=a class=collapse>{}</div>",
        "<ul role=tablist><li><a data-toggle=tab href='#a'>{}</a></ul><div id=a>{}</div>",
        "<div role=tablist><div role=tab><h4><a data-toggle=collapse href='#a'>{}</a></h4></div>"
        "<div id=a role=tabpanel>{}</div></div>",
        "<div role=button data-toggle=collapse href='#a'><h4>{}</h4><div id=a>{}</div></div>",
        "<div class=faq-question>{}</div><div class=faq-answer>{}</div>",
        "<h3>{}</h3><p>{}</p>",
        "<div role=heading aria-level=3>{}</div><p>{}</p>",
        "<p><b>{}</b><br>{}</p>",
        "<p><strong>{}</strong></p><p>{}</p>",
        "<table><tr><td>{}<td>{}</table>",
        "<ul><li><h4>{}</h4><p>{}</p></li></ul>",
        "<p>Q: {}</p><p>A: {}</p>",
        "<input type=checkbox id=c><label for=c>{}</label><div>{}</div>",
    ],
)
def test_a_question_is_found_in_every_form(page: Read, question: str) -> None:
    body = "".join(
        question.replace("=a", f"=a{n}").replace("#a", f"#a{n}").format(ask, answer)
        for n, (ask, answer) in enumerate([("Is it hard?", "No."), ("Is it paid?", "Yes.")])
    )
    article = page(f"<h1>Bakers</h1><h2>FAQ</h2>{body}")
    assert told(article) == [("Is it hard?", "No."), ("Is it paid?", "Yes.")]
    assert [each.heading for each in article.sections if each.faq] == ["Is it hard?", "Is it paid?"]


@pytest.mark.parametrize(
    "fold",
    [
        "<details><summary>How much?</summary>Much.</details>",
        "<h3><button aria-controls=a>How much?</button></h3><div id=a>Much.</div>",
        "<dl><dt>How much?</dt><dd>Much.</dd></dl>",
    ],
)
def test_what_follows_a_fold_stands_outside_it(page: Read, fold: str) -> None:
    article = page(f"<h1>B</h1><h2>Pay</h2>{fold}<p>After.</p>")
    assert told(article) == [("How much?", "Much."), ("Pay", "After.")]


@pytest.mark.parametrize(
    ("fold", "around"),
    [
        ("<button class=accordion>{}</button><div class=panel><p>{}</p></div>", "{}"),
        ("<button class='tab {0}'>{0}</button>\n<section class='on {0}'>{1}</section>", "{}"),
        (
            "<li><button>{}</button><span>Open</span><div><p>{}</p><span>Open</span></div></li>",
            "<ul>{}</ul>",
        ),
    ],
)
def test_a_button_that_names_no_part_heads_the_one_behind_it(
    page: Read, fold: str, around: str
) -> None:
    folds = fold.format("Before you claim", "Get a letter."), fold.format("The claim", "Post it.")
    article = page(f"<h1>Claims</h1>{around.format(''.join(folds))}")
    assert told(article) == [("Before you claim", "Get a letter."), ("The claim", "Post it.")]


def test_links_to_parts_without_headings_are_their_tabs(page: Read) -> None:
    tabs = "<ul><li class=active><a href='#a'>Pay</a><li><a href='#b'>Rest</a></ul>"
    parts = "<div id=a><p>It is fair.</p></div>\n<div id=b><p>We sleep.</p></div>"
    article = page(f"<h1>Bakers</h1>{tabs}{parts}<h2>More</h2><p>Ask.</p>")
    assert told(article) == [("Pay", "It is fair."), ("Rest", "We sleep."), ("More", "Ask.")]
    headed = parts.replace("<p>", "<h2>Work</h2><p>")
    assert "Work" in [each.heading for each in page(f"<h1>B</h1>{tabs}{headed}").sections]
    apart = parts.replace("\n", "<p>Between.</p>")
    assert {heading for heading, _ in told(page(f"<h1>B</h1>{tabs}{apart}"))} == {""}


@pytest.mark.parametrize(
    "body",
    [
        "<button>Menu</button><div>We bake.</div>",
        "<div><button>Book A</button><div>We bake.</div><p>It is good.</p></div>"
        "<div><button>Book B</button><div>We mill.</div><p>It is fine.</p></div>",
        "<button>More</button><div>We bake.</div><button>More</button><div>We mill.</div>",
    ],
)
def test_other_buttons_head_nothing(page: Read, body: str) -> None:
    article = page(f"<h1>Bakers</h1>{body}")
    assert {heading for heading, _ in told(article)} == {""}
    assert {each.reason for each in article.set_aside} == {"button"}


def test_what_differs_from_button_to_button_is_read(page: Read) -> None:
    fold = "<li><button>{}</button><i>{}</i><div>{}</div></li>"
    article = page(
        f"<h1>Pay</h1><ul>{fold.format('Baker', '€14', 'Nights.')}"
        f"{fold.format('Miller', '€13', 'Days.')}</ul>"
    )
    assert {"€14", "€13"} <= {text for _, text in told(article)}


@pytest.mark.parametrize(
    "struck",
    [
        "<del>{}</del>",
        "<s>{}</s>",
        "<strike><i>{}</i></strike>",
        "<span style='text-decoration:line-through'>{}</span>",
    ],
)
def test_what_is_struck_out_is_not_said(page: Read, struck: str) -> None:
    once = struck.format("€3")
    article = page(
        f"<h1>Bread</h1><h2>Prices {once}</h2><p>A loaf is {once} €4.</p><ul><li>Rye {once}</ul>"
        f"<table><tr><th>Oat<th>{once} €5<tr><td>Nut<td>€6</table><h2>{once}</h2><p>Cake.</p>"
    )
    assert told(article)[:2] == [("Prices", "A loaf is €4."), ("Prices", "Rye")]
    assert told(article)[-1] == ("€3", "Cake.")
    assert [(each.text, each.reason) for each in article.set_aside] == [("€3", "struck out")] * 4


@pytest.mark.parametrize("sign", ["›", "»", "+", "▼", "▶", "❯", "⌄", "→", "✚"])
@pytest.mark.parametrize(
    "title",
    [
        "<h2>{} Is it hot?</h2><p>{}</p>",
        "<h2><span>{}</span>Is it hot?</h2><p>{}</p>",
        "<h2><div>{} </div>Is it hot?</h2><p>{}</p>",
        "<h2>Is it hot? {sign}</h2><p>{}</p>",
        "<h2>Is it hot?<i>{sign}</i></h2><p>{}</p>",
        "<details><summary>{} Is it hot?</summary>{}</details>",
        "<button aria-controls=a>Is it hot? {sign}</button><div id=a>{}</div>",
    ],
)
def test_a_sign_beside_a_heading_is_none_of_its_words(page: Read, sign: str, title: str) -> None:
    written = title.replace("{}", sign, 1) if "{sign}" not in title else title
    written = written.replace("{sign}", sign).replace("{}", "It is.")
    assert told(page(f"<h1>Ovens</h1>{written}")) == [("Is it hot?", "It is.")]


@pytest.mark.parametrize(
    "title", ["+ 5 years", "Over 65 +", "C++", "« Chaud ? »", "Rye (dark)", "→", "Rye & oat"]
)
def test_a_sign_that_says_something_stays(page: Read, title: str) -> None:
    article = page(f"<h1>Ovens</h1><h2>{title.replace('&', '&amp;')}</h2><p>Text.</p>")
    assert told(article) == [(title, "Text.")]


@pytest.mark.parametrize("attributes", ["type=a", "style='list-style-type: lower-alpha'"])
def test_a_list_that_counts_in_letters_keeps_them(page: Read, attributes: str) -> None:
    article = page(f"<h1>B</h1><ol {attributes}><li>Rye</li><li><p>Oat</p></li></ol>")
    assert [each.text for each in article.passages] == ["a. Rye", "b. Oat"]
    article = page("<h1>B</h1><ol type=I start=3><li>Rye<ol><li>Dark</ol><li>Oat</ol>")
    assert [each.text for each in article.passages] == ["III. Rye", "Dark", "IV. Oat"]
    assert [each.text for each in page("<ol type=1><li>Rye").passages] == ["Rye"]


def test_items_without_a_list_are_one(page: Read) -> None:
    article = page("<h1>B</h1><p>You need:</p><li>Rye</li>\n<li>Oat</li>And:<li>Salt</li>")
    assert [(each.kind, each.text) for each in article.passages] == [
        ("item", "Rye"),
        ("item", "Oat"),
        ("item", "Salt"),
    ]
    assert [block.lead.text for block in article.blocks if block.lead] == ["You need:", "And:"]


def test_a_button_that_says_what_heads_its_part_is_no_text(page: Read) -> None:
    article = page(
        "<h1>B</h1><button>Is it hot?</button><div><h3>Is it hot?</h3><p>It is.</p></div>"
    )
    assert told(article) == [("Is it hot?", "It is.")]
    assert [(each.text, each.reason) for each in article.set_aside] == [("Is it hot?", "button")]


@pytest.mark.parametrize("code", ["<?= $fee ?>", "<?php echo $a->fee; ?>", "<?php fee('x') ?>"])
def test_what_php_would_write_in_a_sentence_leaves_no_hole(page: Read, code: str) -> None:
    article = page(
        f"<h1>Bread</h1><?php include('top.php') ?><p>A loaf is <b>{code}</b>.</p><p>{code}</p>"
        f"<p>It is <?php if ($a->warm): ?>warm<?php endif; ?> <a href='/<?= $a->x ?>'>here</a>.</p>"
    )
    assert told(article) == [("", "It is warm here.")]
    reasons = [each.reason for each in article.set_aside if each.reason != "no words"]
    assert reasons == [f"unresolved placeholder {code.removesuffix(' ?>')} ?>"]


def test_every_directive_of_a_template_goes(page: Read) -> None:
    article = page(
        "@use('a')\n<?php $a = 1; ?>\n@section('x')\n<h1>Bread</h1>"
        "<p>Ask <b>@baker</b>, who bakes.</p>\n@stop\n"
    )
    assert told(article) == [("", "Ask @baker, who bakes.")]
    assert [each.text for each in article.set_aside] == ["@use('a')", "@section('x')", "@stop"]
    assert told(page("<h1>Bread</h1><p>@baker</p><p>Ask.</p>"))[0] == ("", "@baker")


def test_an_answer_in_a_pages_data_says_nothing_that_is_struck_out(page: Read) -> None:
    data = (
        '{"@type": "Question", "name": "Is it hot?", "acceptedAnswer": '
        '{"text": "<p>It <del>is</del> was.</p>"}}'
    )
    head = f'<title>B</title><script type="application/ld+json">{data}</script>'
    article = page("<h1>B</h1><p>Bread.</p>", head)
    assert told(article) == [("", "Bread."), ("Is it hot?", "It was.")]


def test_a_sign_that_only_decorates_is_no_text(page: Read) -> None:
    article = page(
        "<h1>B</h1><p><i aria-hidden=true>!</i><b>Mind</b> it <i aria-hidden=true>1</i></p>"
    )
    assert told(article) == [("", "Mind it 1")]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("<b>1</b>Apply", "1 Apply"),
        ("<span>12</span> Apply", "12 Apply"),
        ("<b>3</b>D printing", "3D printing"),
        ("<b>1</b>st year", "1st year"),
        ("Form<b>1</b>Apply", "Form1Apply"),
    ],
)
def test_a_number_that_style_sets_apart_stands_apart(page: Read, heading: str, text: str) -> None:
    assert told(page(f"<h1>Bakers</h1><h2>{heading}</h2><p>x</p>")) == [(text, "x")]


JSON_LD = (
    '<script type="application/ld+json">{"@graph": [{"@type": "FAQPage", "mainEntity": ['
    '{"@type": "Question", "name": "Is it hard?", '
    '"acceptedAnswer": {"@type": "Answer", "text": "%s"}}]}]}</script>'
)


def test_questions_in_data_alone_are_read_with_their_markup(page: Read) -> None:
    article = page(
        f"<h1>B</h1><p>Text.</p>{JSON_LD % '<p>No, if:</p><ul><li>a</li><li>b</li></ul>'}"
    )
    assert told(article) == [("", "Text."), ("Is it hard?", "a"), ("Is it hard?", "b")]
    assert article.blocks[-1].lead is not None
    assert article.sections[-1].path == ("Is it hard?",)


@pytest.mark.parametrize(
    "shown",
    [
        "<div>Is it hard?</div><div>No, <i>not</i> at all.</div>",
        "<details><summary>Is it hard?</summary>No, not at all.</details>",
        "<div itemscope itemtype='https://schema.org/Question'><b itemprop=name>Is it hard?</b>"
        "<div itemscope itemprop=acceptedAnswer itemtype='https://schema.org/Answer'>"
        "<p itemprop=text>No, not at all.</p></div></div>",
    ],
)
def test_the_same_questions_in_data_and_on_the_page_are_one(page: Read, shown: str) -> None:
    article = page(f"<h1>B</h1>{shown}{JSON_LD % 'No, not at all.'}")
    assert told(article) == [("Is it hard?", "No, not at all.")]
    assert article.sections[0].faq


def test_malformed_data_is_reported_with_its_line(page: Read) -> None:
    article = page('<h1>B</h1><p>x</p>\n<script type="application/ld+json">{\n"a": }</script>')
    assert "page.html:4: JSON-LD left out, which is no JSON: Expecting value" in str(
        article.warnings[0]
    )


def test_cells_that_span_are_said_where_they_hold(page: Read) -> None:
    article = page(
        "<h1>Pay</h1><table><caption>Pay by level</caption><thead><tr><th rowspan=2>Level"
        "<th colspan=2>Pay<tr><th>from<th>to</thead><tr><td rowspan=2>Junior<td>30<td>40"
        "<tr><td>31<td>41|42<tr><td>Senior<td colspan=2>60</table>"
    )
    assert article.blocks[0].columns == ("Level", "Pay from", "Pay to")
    assert [each.cells for each in article.passages] == [
        ("Junior", "30", "40"),
        ("Junior", "31", "41|42"),
        ("Senior", "60", "60"),
    ]
    assert article.passages[0].heading == ("Pay by level",)


def test_a_table_without_headers_loses_no_row(page: Read) -> None:
    article = page("<h1>Pay</h1><table><tr><th>Nurse<td>40<tr><th>Cook<td>30</table>")
    assert [each.cells for each in article.passages] == [("Nurse", "40"), ("Cook", "30")]
    assert article.blocks[0].header is None


@pytest.mark.parametrize(
    "header",
    [
        "<tr><td><b>Level</b><td><p><strong>Pay</strong></p>",
        "<tr><td><b>Le</b><b>vel</b><td><b>Pay</b>",
        "<tr><td style='font-weight: bold'>Level<td><span style='font-weight:700'>Pay</span>",
        "<tr style='font-weight:bold'><td><p><b>Level</b></p><td><b>Pay</b>",
        "<tr class=header><td>Level<td>Pay",
        "<tr><td class=tableHead>Level<td class=tableHead>Pay",
        "<tr><td role=columnheader>Level<th>Pay",
        "<thead><tr><td>Level<td>Pay<tbody>",
    ],
)
def test_a_first_row_that_is_marked_as_a_header_is_one(page: Read, header: str) -> None:
    article = page(f"<h1>Pay</h1><table>{header}<tr><td>Cook<td>30<tr><td><b>All</b><td><b>30</b>")
    assert article.blocks[0].columns == ("Level", "Pay")
    assert [each.cells for each in article.passages] == [("Cook", "30"), ("All", "30")]


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td><b>Cook</b><td>30<tr><td><b>Nurse</b><td>40",
        "<tr><td><b>Cook</b><td><b>30</b><tr><td><b>Nurse</b><td><b>40</b>",
        "<tr><td><b>Cook</b><td><tr><td><b>Nurse</b><td>40",
        "<tr><td class=header>Cook<td>30<tr><td class=header>Nurse<td>40",
    ],
)
def test_rows_that_are_not_apart_from_the_others_are_no_header(page: Read, rows: str) -> None:
    article = page(f"<h1>Pay</h1><table>{rows}</table>")
    assert len(article.passages) == rows.count("<tr>")
    assert article.blocks[0].header is None


def test_a_table_that_lays_out_the_page_is_read_through(page: Read) -> None:
    article = page("<table><tr><td><h1>B</h1><h2>Pay</h2><p>One.</p><td><p>Two.</p></table>")
    assert told(article) == [("Pay", "One."), ("Pay", "Two.")]


def test_lists_keep_depth_and_numbers(page: Read) -> None:
    article = page(
        "<h1>B</h1><ol start=3><li>Apply<ul><li>online</ul><li value=7><p>Wait.<p>Long.</ol>"
    )
    assert [(each.text, each.depth, each.ordinal) for each in article.passages] == [
        ("Apply", 0, 3),
        ("online", 1, None),
        ("Wait. Long.", 0, 7),
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "<sup><a href='#n'>1</a></sup>",
        "<a href='#n'>[1]</a>",
        "<a href='#n' role=doc-noteref>1</a>",
    ],
)
def test_footnotes_are_references_and_can_be_found(page: Read, mark: str) -> None:
    article = page(
        f"<h1>B</h1><h2>Pay</h2><p>It is fair{mark}.</p><h2>Notes</h2>"
        "<ol><li id=n>Of 2026. <a href='#back'>↩</a></li></ol>"
    )
    assert article.passages[0].text == "It is fair."
    assert article.passages[0].marks == ("[^1]",)
    assert [(each.mark, each.title) for each in article.references] == [("[^1]", "Of 2026.")]
    assert told(article)[-1] == ("Pay", "Of 2026.")


def test_raised_numbers_stay_numbers(page: Read) -> None:
    article = page("<h1>B</h1><p>It takes 10<sup>6</sup> loaves.</p>")
    assert article.passages[0].text == "It takes 10⁶ loaves."


def test_signs_of_markdown_are_text(page: Read) -> None:
    written = "5*3*2 = 30, _so_ <b> and [x](y) ~~is~~ &amp; more"
    escaped = written.replace("&", "&amp;").replace("<", "&lt;")
    assert page(f"<h1>B</h1><p>{escaped}</p>").passages[0].text == written


def test_links_are_those_of_the_page(page: Read) -> None:
    head = "<title>T</title><link rel=canonical href='https://example.org/jobs/'>"
    article = page("<p>See <a href='nurse'>nurses</a>.</p>", head)
    assert article.url == "https://example.org/jobs/"
    assert article.passages[0].quote == "See [nurses](https://example.org/jobs/nurse)."


def test_an_address_of_the_site_alone_is_only_that_of_its_first_page() -> None:
    shared = "<title>T</title><meta property=og:url content='https://example.org{}'><p>Text."
    assert read_text(shared.format("/jobs"), Path("leaving.html")).url == "https://example.org/jobs"
    assert read_text(shared.format(""), Path("leaving.html")).url is None
    assert read_text(shared.format("/"), Path("leaving.html")).url is None
    assert read_text(shared.format("/"), Path("index.html")).url == "https://example.org/"


def test_the_head_says_date_author_and_language() -> None:
    article = read_text(
        "<html lang=de-AT><head><title>T</title><meta name=author content='A. B.'>"
        "<meta property='article:modified_time' content='2026-05-06T10:00:00Z'></head><p>x",
        Path("page.html"),
    )
    assert (article.author, article.updated, article.language) == ("A. B.", "2026-05-06", "de-AT")


def test_yaml_above_a_page_is_no_text_of_it() -> None:
    article = read_text(
        "---\ntitle: Bakers\nupdated: 2026-05-06\n---\n<p>They bake.</p>\n", Path("page.html")
    )
    assert (article.title, article.updated) == ("Bakers", "2026-05-06")
    assert [(each.text, each.line) for each in article.passages] == [("They bake.", 5)]


@pytest.mark.parametrize("declared", ["windows-1251", "shift_jis", "iso-8859-2"])
def test_a_page_is_read_in_the_encoding_it_says(tmp_path: Path, declared: str) -> None:
    words = {"windows-1251": "Работа", "shift_jis": "仕事です", "iso-8859-2": "Práce žije"}[
        declared
    ]
    file = tmp_path / "page.html"
    file.write_bytes(f"<meta charset={declared}><title>T</title><p>{words}".encode(declared))
    assert read_article(file).passages[0].text == words


def test_a_page_without_text_is_said_to_have_none() -> None:
    with pytest.raises(ArticleError, match="no text in it"):
        read_text("<html><body><script>app()</script><div id=root></div>", Path("app.html"))


def test_two_breaks_part_paragraphs_and_preformatted_text_stays(page: Read) -> None:
    article = page("<h1>B</h1>One<br><br>Two<br>too.<pre>a {\n  b\n}</pre>")
    assert [each.text for each in article.passages] == ["One", "Two too.", "a {\n  b\n}"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{% extends "base.html" %} {% block content %}', "{% endblock %}"),
        ("@extends('layouts.app') @section('title', 'Pay (all)')", "@endsection"),
        ('<%@ Page Title="" Language="C#" %>', "<%-- the end --%>"),
        ("{# what it earns #}", "{{-- and no more --}}"),
    ],
)
def test_a_templates_tags_are_no_text(page: Read, before: str, after: str) -> None:
    article = page(f"{before}<h1>Pay</h1><p>It is fair.</p>{after}<p>@jo says so.</p>")
    assert [each.text for each in article.passages] == ["It is fair.", "@jo says so."]
    assert [(each.text, each.reason) for each in article.set_aside] == [
        (tags, "of the site's generator") for tags in (before, after)
    ]
    within = page("<p>It is {% if x %}fair{% endif %}.</p><p>Write <code>{% if x %}</code>.</p>")
    assert [each.text for each in within.passages] == ["It is fair .", "Write {% if x %}."]


def test_a_page_that_only_leads_on_is_no_article(page: Read) -> None:
    leads = "<title>Moving …</title><meta http-equiv=Refresh content=\"0; url='../pay.html'\">"
    with pytest.raises(ArticleError, match=r"it only leads on to '../pay.html'"):
        page("<h1>Moving …</h1><p>See <a href='../pay.html'>the page on pay</a>.</p>", leads)
    told = "<p>" + "Bakers earn more each year. " * 10
    assert page(told, leads).title == "Moving …"
    again = "<title>Pay</title><meta http-equiv=refresh content=300>"
    assert page("<p>It is fair.</p>", again).title == "Pay"


def test_a_link_past_the_frame_is_no_title(page: Read) -> None:
    article = page("<h1><a href='#pay'>Skip to content</a></h1><h2>Pay</h2><p>It is fair.</p>")
    assert (article.title, told(article)) == ("The title", [("Pay", "It is fair.")])
    assert [each.reason for each in article.set_aside] == ["link within the page"]


STEPS = "<h1>Bread</h1><h2>Bake</h2><ol><li>Mix.<li>Knead.</ol>{}<ol start={}><li>Bake.</ol>"


@pytest.mark.parametrize(
    ("between", "notes"),
    [
        ("", []),
        ("<p><img src=a.png alt=Dough></p>", []),
        ("<p>Dough is soft.</p>", ["Dough is soft."]),
        ("<blockquote>Dough is soft.</blockquote>", ["Dough is soft."]),
    ],
)
def test_steps_that_something_parts_are_one_list(
    page: Read, between: str, notes: list[str]
) -> None:
    article = page(STEPS.format(between, 3))
    assert [each.text for each in article.passages] == ["Mix.", "Knead.", *notes, "Bake."]
    assert {each.kind for each in article.passages} == {"item"}
    assert [each.ordinal for each in article.passages if each.depth == 0] == [1, 2, 3]
    assert len(article.blocks) == 1


@pytest.mark.parametrize(
    ("between", "start"),
    [("<p>Dough is soft.</p>", 1), ("<h2>Or</h2>", 3), ("<p>At home:</p>", 3)],
)
def test_steps_that_count_from_the_first_or_are_led_in_are_another_list(
    page: Read, between: str, start: int
) -> None:
    assert len(page(STEPS.format(between, start)).blocks) > 1


def test_text_below_numbers_that_stand_alone_is_no_note(page: Read) -> None:
    article = page("<h1>Bread</h1><ol><li>Mix</ol><p>By hand.</p><ol start=2><li>Bake</ol><p>Now.")
    assert [each.kind for each in article.passages] == ["item", "paragraph", "item", "paragraph"]


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("&lt;p&gt;It is &lt;b class='x'&gt;hot&lt;/b&gt;.&lt;/p&gt;", "It is hot."),
        ("Write &lt;b&gt; &amp; it is bold.", "Write <b> & it is bold."),
        ("&lt; 9 hours", "< 9 hours"),
    ],
)
def test_an_answer_in_data_may_be_escaped_once_more(page: Read, answer: str, text: str) -> None:
    data = (
        '{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"How hot is it?",'
        f'"acceptedAnswer":{{"@type":"Answer","text":"{answer}"}}}}]}}'
    )
    article = page(
        "<h1>Ovens</h1><p>We have one.</p>", f"<script type=application/ld+json>{data}</script>"
    )
    assert told(article)[-1] == ("How hot is it?", text)


@pytest.mark.parametrize(
    ("lang", "head", "language"),
    [
        ("lang='fr, FR'", "", "fr"),
        ("lang=de_DE", "", "de-DE"),
        ("", "<meta http-equiv=Content-Language content='de, at'>", "de"),
        ("", "<meta property=og:locale content=es_MX>", "es-MX"),
        ("lang=''", "<meta name=DC.language content=fr>", "fr"),
        ("xml:lang=fr", "", "fr"),
        ("lang=de", "<meta property=og:locale content=en_US>", "de"),
        ("lang='{{ lang }}'", "<meta property=og:locale content=de_DE>", "de-DE"),
        ("lang='?'", "", "en"),
    ],
)
def test_a_page_says_its_language_in_several_ways(lang: str, head: str, language: str) -> None:
    page = f"<html {lang}><head><title>T</title>{head}</head><p>x"
    assert read_text(page, Path("page.html")).language == language


def test_a_paragraph_whose_role_says_heading_is_text_where_it_is_a_long_sentence(
    page: Read,
) -> None:
    long = (
        "We came here every single day of that summer, and the rolls were always warm for us all."
    )
    article = page(
        f"<h1>Ovens</h1><p role=heading>Heat</p><p>Hot.</p><p role=heading>{long}</p><p>A. B.</p>"
    )
    assert told(article) == [("Heat", "Hot."), ("Heat", long), ("Heat", "A. B.")]
