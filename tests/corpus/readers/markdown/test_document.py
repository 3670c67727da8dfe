"""Markdown, read with its places in the source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import BUNDLED, Article, Reference, read_article, read_text

Read = Callable[..., Article]
Outline = Callable[[Article], list[str]]


def test_headings_nest_and_gaps_close(markdown: Read, outline: Outline) -> None:
    article = markdown("## One\n\na\n\n#### Deep *down* [x](y)\n\nb\n\nTwo\n---\n\nc\n")
    assert outline(article) == ["One", "  Deep down x", "Two"]
    assert article.title == "The title"
    assert article.passages[1].heading == ("One", "Deep down x")


def test_markup_leaves_the_text_and_stays_in_the_quote(markdown: Read) -> None:
    article = markdown(
        "Some **bold** and _slanted_ [link](https://e.org), `code[1]`, ![pic](p.png)\n"
        "over two<br>lines &amp; more <b>tags</b> [1].\n"
    )
    (passage,) = article.passages
    assert passage.text == "Some bold and slanted link, code[1], over two lines & more tags."
    assert passage.quote.startswith("Some **bold**")
    assert passage.quote.endswith("[1].")
    assert passage.marks == ("[1]",)


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ("a [1].\n\n[1]: https://e.org/1 'One'\n", Reference("[1]", "One", "https://e.org/1")),
        ("a[^1].\n\n[^1]: One. https://e.org/1\n", Reference("[^1]", "One.", "https://e.org/1")),
        (
            "a[^1].\n\n## Sources\n\n1. [One](https://e.org/1)\n",
            Reference("[^1]", "One", "https://e.org/1"),
        ),
        ("a[^b-2].\n", Reference("[^b-2]")),
        ("a [[1]](https://e.org/1).\n", Reference("[1]", None, "https://e.org/1")),
        ("a[1](https://e.org/1).\n", Reference("[1]", None, "https://e.org/1")),
        (r"a \[1\].", Reference("[1]")),
        ("a [1].\n", Reference("[1]")),
        (
            "a [1].\n\n## Sources\n\n1. [One](https://e.org/1)\n",
            Reference("[1]", "One", "https://e.org/1"),
        ),
        (
            "a [1].\n\n## Sources\n\n[1] One, https://e.org/1\n",
            Reference("[1]", "One", "https://e.org/1"),
        ),
        ("a [1].\n\n[1] **One** https://e.org/1\n", Reference("[1]", "One", "https://e.org/1")),
    ],
)
def test_references(markdown: Read, written: str, reference: Reference) -> None:
    article = markdown(written)
    assert article.passages[0].text == "a."
    assert len(article.passages) == 1
    assert article.references == (reference,)


def test_footnotes_are_references_and_can_be_found(markdown: Read) -> None:
    article = markdown(
        "## Pay\n\nBakers earn 30,000 [^1]. Masters earn more.[^m]\n\n"
        "## Work\n\nNights are rare.[^2]\n\n[^2]: Two a *month*.\n\n## Rest\n\nAt noon.\n\n"
        "[^1]: After three years.\n[^m]: See [the guild](https://e.org).\n"
    )
    assert [(each.heading, each.text, each.marks) for each in article.passages] == [
        (("Pay",), "Bakers earn 30,000. Masters earn more.", ("[^1]", "[^m]")),
        (("Work",), "Nights are rare.", ("[^2]",)),
        (("Work",), "Two a month.", ()),
        (("Rest",), "At noon.", ()),
        ((), "After three years.", ()),
    ]
    assert article.references == (
        Reference("[^1]", "After three years."),
        Reference("[^2]", "Two a month."),
        Reference("[^m]", "See the guild.", "https://e.org"),
    )
    assert all(each.mark in article.source for each in article.references)


def test_two_marks_are_no_link(markdown: Read) -> None:
    article = markdown("Both [8][9] but [text][9].\n\n[9]: https://e.org/9\n")
    assert article.passages[0].text == "Both but text."
    assert article.passages[0].marks == ("[8]", "[9]")
    assert article.references == (Reference("[8]"), Reference("[9]", None, "https://e.org/9"))


@pytest.mark.parametrize("struck", ["~~{}~~", "<del>{}</del>", "<S class=x>{}</S>"])
def test_what_is_struck_out_is_not_said(markdown: Read, struck: str) -> None:
    once, gone = struck.format("€3"), struck.format("Closed *in* May,\nand June.")
    article = markdown(
        f"## Prices {once}\n\nA loaf is {once} €4, `{once}` is code.\n\n{gone}\n\n- Rye {once}\n\n"
        f"| Rye | {once} €5 |\n|---|---|\n| Oat | €6 |\n\n<p>{once} Nuts</p>\n"
    )
    assert {each.heading for each in article.passages} == {("Prices",)}
    texts = [each.text for each in article.passages]
    assert texts == [f"A loaf is €4, {once} is code.", "Rye", "Oat | €6", "Nuts"]
    assert [each.text for each in article.set_aside if each.text != once] == [gone]
    assert {each.reason for each in article.set_aside} == {"struck out"}


@pytest.mark.parametrize("pair", ["**{}**\n{}", "Q: {}\nA: {}"])
@pytest.mark.parametrize("end", ["\n", "  \n", "\\\n", "<br>"])
def test_each_line_of_a_paragraph_may_ask(markdown: Read, pair: str, end: str) -> None:
    pairs = [("Is it hot?", "It is."), ("Is it loud?", "Rarely."), ("May I look?", "You may.")]
    article = markdown(end.join(pair.format(*each).replace("\n", end) for each in pairs))
    assert [(each.heading[-1], each.text) for each in article.passages] == pairs


def test_a_heading_that_is_struck_out_stays_above_what_it_heads(markdown: Read) -> None:
    article = markdown("## Now\n\nBread.\n\n## ~~Last year~~\n\nCake.\n")
    assert [each.heading for each in article.passages] == [("Now",), ("Last year",)]


def test_a_bold_question_within_a_sentence_is_no_heading(markdown: Read) -> None:
    article = markdown("They asked us the question\n**is it loud?**\nwhen they came in.\n")
    assert [each.heading for each in article.passages] == [()]


def test_bold_that_is_closed_behind_a_space_shows_no_stars(markdown: Read) -> None:
    article = markdown("**Nights: **Two a week (**at most: **three). It is 2 ** 3, **a** b.\n")
    assert article.passages[0].text == ("Nights: Two a week (at most: three). It is 2 ** 3, a b.")


def test_a_linked_number_can_be_a_word(markdown: Read) -> None:
    article = markdown("It takes [24](https://e.org) months.\n")
    assert article.passages[0].text == "It takes 24 months."


def test_lists(markdown: Read) -> None:
    article = markdown(
        "Two ways. Take one:\n\n- **First:** a way\n  wrapped\n\n  and its second paragraph\n"
        "  1. nested\n     - deeper\n- [x] second\n\nAfter.\n"
    )
    items = [(p.text, p.depth) for p in article.passages if p.kind == "item"]
    assert items == [
        ("First: a way wrapped and its second paragraph", 0),
        ("nested", 1),
        ("deeper", 2),
        ("second", 0),
    ]
    lead = next(block.lead for block in article.blocks if block.kind == "list")
    assert lead is not None
    assert article.source[lead.start : lead.end] == lead.text == "Take one:"
    assert article.passages[0].text == "Two ways. Take one:"


def test_a_lead_alone_is_no_passage(markdown: Read) -> None:
    article = markdown("Take *one* [3]:\n\n* a\n* b\n")
    assert [passage.text for passage in article.passages] == ["a", "b"]
    lead = article.blocks[0].lead
    assert lead is not None
    assert (lead.text, lead.marks) == ("Take one:", ("[3]",))
    assert [reference.mark for reference in article.references] == ["[3]"]


def test_code_is_kept(markdown: Read) -> None:
    article = markdown("Run:\n\n```sh\nmake  it [1]\n  now\n```\n\n    indented\n")
    assert [(p.kind, p.text) for p in article.passages] == [
        ("code", "make  it [1]\n  now"),
        ("code", "indented"),
    ]
    assert article.references == ()


@pytest.mark.parametrize(
    "faq",
    [
        "### Is it hard?\n\nYes.\n\n### Is it paid?\n\nIt is.\n",
        "### Q: Is it hard?\n\nA: Yes.\n\n### Question 2. Is it *paid*?\n\n**A2.** It is.\n",
        "### Is it hard?\n\nYes.\n\n### Is it paid?\n\nAnswer: It is.\n",
        "**Is it hard?**\n\nYes.\n\n**Is it paid?**\n\nIt is.\n",
        "**Is it hard?**\nYes.\n\n**Is it paid?** It is.\n",
        "__Is it hard?__  \nYes.\n\n**Q: Is it paid?**\n\n**A:** It is.\n",
        "Q: Is it hard?\nA: Yes.\n\nQ: Is it paid?\n\nA: It is.\n",
        "Q: Is it hard?<br/>\nA: Yes.\n\nQ: Is it paid?<BR>A: It is.\n",
        "**Is it hard?**<br>\nYes.\n\n**Q: Is it paid?**\\\n**A:** It is.\n",
        "Is it hard?\n\nYes.\n\nIs it *paid*?\n\nIt is.\n",
        "- **Is it hard?** Yes.\n- **Is it paid?**\n\n  It is.\n",
        "1. **Is it hard?**\n   Yes.\n2. **Is it paid?**\n   It is.\n",
        "<details><summary>Is it hard?</summary>\n\nYes.\n\n</details>\n\n"
        "<details>\n<summary>Is it paid?</summary>\n\nIt is.\n\n</details>\n",
    ],
)
def test_questions(markdown: Read, faq: str) -> None:
    article = markdown(f"## Frequently asked questions\n\n{faq}\n## Next\n\n**Is it over?** Yes.\n")
    answers = [
        (article.sections[p.section].heading, p.text)
        for p in article.passages
        if p.section is not None and article.sections[p.section].faq
    ]
    assert answers == [("Is it hard?", "Yes."), ("Is it paid?", "It is.")]
    assert article.passages[-1].heading == ("Next",)
    assert article.passages[-1].text == "Is it over? Yes."


def test_a_name_that_answers_is_no_mark_of_an_answer(markdown: Read) -> None:
    article = markdown("## Who leads the course?\n\nA. Smith does.\n\n## Q. Fever\n\nA. Hot.\n")
    assert [p.text for p in article.passages] == ["A. Smith does.", "A. Hot."]
    assert [s.heading for s in article.sections] == ["Who leads the course?", "Q. Fever"]


def test_no_real_heading_stands_under_a_bold_line(markdown: Read, outline: Outline) -> None:
    article = markdown("**Before all else**\n\na\n\n## One\n\nb\n", "---\ntitle: T\n---\n\n")
    assert outline(article) == ["Before all else", "One"]
    article = markdown("**Ovens Ltd**\n\na\n\n## One\n\n**Bring:**\n\n- b\n\n### Two\n\nc\n")
    assert outline(article) == ["Ovens Ltd", "One", "  Bring:", "  Two"]


def test_equals_signs_make_headings_as_in_asciidoc_and_wikis(
    markdown: Read, outline: Outline
) -> None:
    article = markdown("== Pay ==\na\n== Days ==\n\nb\n\n=== Rest\n\nc\n\nRise\n=====\nd\n")
    assert outline(article) == ["Pay", "Days", "  Rest", "Rise"]
    article = markdown("Two and two\n== four\n\n== =\n\n    == Code ==\n")
    assert outline(article) == []


def test_a_title_without_a_space_is_one_and_a_tag_is_none(markdown: Read) -> None:
    article = markdown("Text.\n\n#tag of it\n", "#Pay and shares\n\n")
    assert article.title == "Pay and shares"
    assert [passage.text for passage in article.passages] == ["Text.", "#tag of it"]


def test_a_bold_line_is_a_heading(markdown: Read, outline: Outline) -> None:
    article = markdown(
        "## Tracks\n\nTwo.\n\n**Managers:**\n\n- lead\n\n**Experts**\n\nThey know.\n\n**Never!**\n"
        "\n**Cooks**:\n\n- bake\n\nAll rest.\n"
    )
    assert outline(article) == ["Tracks", "  Managers:", "  Experts", "  Cooks:"]
    assert article.passages[-1].heading == ("Tracks",)
    article = markdown("## Tracks\n\n**Cooks**: they bake.\n\n**Never!**\n")
    assert outline(article) == ["Tracks"]
    assert article.passages[-1].text == "Never!"


def test_html_reads_as_its_text(markdown: Read) -> None:
    article = markdown("<p>Some <b>text</b> &amp; more</p>\n\n<!-- hidden -->\n\nEnd.\n")
    assert [passage.text for passage in article.passages] == ["Some text & more", "End."]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_no_text(markdown: Read, end: str) -> None:
    text = (
        "## A\n\n> quoted\n> on\n\n- a\n  b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n"
    )
    before = markdown(text)
    after = markdown(text.replace("\n", end), f"# The title{end}{end}")
    assert [p.id for p in before.passages] == [p.id for p in after.passages]
    assert [p.line for p in before.passages] == [p.line for p in after.passages]


def test_a_text_file_that_is_markdown(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("# Notes\n\nSome **bold** text.\n", encoding="utf-8")
    article = read_article(path)
    assert (article.title, article.passages[0].text) == ("Notes", "Some bold text.")


@pytest.mark.parametrize("path", sorted(BUNDLED.glob("*.md")), ids=lambda path: path.stem)
def test_the_guides_that_ship(path: Path, check: Callable[[Article], None]) -> None:
    article = read_article(path)
    check(article)
    assert article.warnings == ()
    assert article.set_aside == ()
    assert any(section.faq for section in article.sections)
    assert article.references
    assert all(reference.title and reference.url for reference in article.references)
    assert article.updated


def test_a_list_numbered_one_throughout_is_counted(markdown: Read) -> None:
    article = markdown("1. train\n1. rest\n\n   1. sleep\n   1. eat\n\n1. test\n")
    assert [(each.text, each.ordinal) for each in article.passages] == [
        ("train", 1),
        ("rest", 2),
        ("sleep", 1),
        ("eat", 2),
        ("test", 3),
    ]


def test_items_have_the_numbers_that_stand_before_them(markdown: Read) -> None:
    article = markdown("3. train\n   - rest\n\n   more\n4. test\n")
    assert [(each.text, each.ordinal) for each in article.passages] == [
        ("train", 3),
        ("rest", None),
        ("more", None),
        ("test", 4),
    ]


def test_html_is_read_for_its_headings_and_lists(markdown: Read, outline: Outline) -> None:
    article = markdown(
        "<h2>Pay</h2>\n\n<p>Fair.</p><ul><li>day <b>shift</b></li><li>night shift</li></ul>\n\n"
        "<script>\n\nlet pay = 1\n\n</script>\n<style>p { top: 0 }</style>\n"
    )
    assert outline(article) == ["Pay"]
    assert [(each.kind, each.text) for each in article.passages] == [
        ("paragraph", "Fair."),
        ("item", "day shift"),
        ("item", "night shift"),
    ]
    assert article.warnings == ()


def test_an_html_table_is_read_by_its_rows(markdown: Read) -> None:
    article = markdown(
        "## Pay\n\n<table>\n<thead><tr><th>Level</th><th>Pay</th></tr></thead>\n"
        "<tr>\n  <td>Junior</td>\n  <td>30 <b>euros</b></td>\n</tr>\n<tr><td>Senior</tr>\n"
        "</table>\nAfter it.\n\n<table><tr><td>a<td>b</table>\n"
    )
    assert [(each.kind, each.cells, each.text) for each in article.passages] == [
        ("row", ("Junior", "30 euros"), "Junior | 30 euros"),
        ("row", ("Senior", ""), "Senior |"),
        ("paragraph", (), "After it."),
        ("row", ("a", "b"), "a | b"),
    ]
    assert [each.columns for each in article.blocks if each.kind == "table"] == [
        ("Level", "Pay"),
        ("", ""),
    ]
    assert article.warnings == ()


@pytest.mark.parametrize(
    "header",
    [
        "<tr><td><b>Level</b></td><td>\n<strong>Pay</strong></td></tr>",
        "<tr><td>**Level**</td><td>**Pay**</td></tr>",
        "<thead><tr><td>Level</td><td>Pay</td></tr></thead>",
    ],
)
def test_the_header_of_an_html_table_need_be_no_th(markdown: Read, header: str) -> None:
    article = markdown(f"<table>\n{header}\n<tr><td>Cook</td><td>30</td></tr>\n</table>")
    assert [each.columns for each in article.blocks] == [("Level", "Pay")]
    assert [each.cells for each in article.passages] == [("Cook", "30")]
    bold = "<table>\n<tr><td><b>Cook</b></td><td><b>30</b></td></tr>\n</table>"
    assert [each.text for each in markdown(bold).passages] == ["Cook | 30"]


def test_the_last_line_of_html_is_read_without_a_line_end(markdown: Read) -> None:
    article = markdown("<div>\nBread.\nCakes.")
    assert [each.text for each in article.passages] == ["Bread. Cakes."]


def test_an_html_table_whose_cells_span_others_is_reported_once(markdown: Read) -> None:
    table = "<table><tr><td rowspan=2>day</td><td>fair</td></tr></table>\n\n"
    article = markdown(f"Before.\n\n{table}{table}")
    assert [each.text for each in article.passages] == ["Before.", "day fair", "day fair"]
    assert [(each.line, each.reason) for each in article.warnings] == [
        (5, "an HTML table whose cells span others is read as plain text")
    ]


@pytest.mark.parametrize(
    ("text", "title", "sections"),
    [
        (
            "<div align=center><h1>Baking FAQ</h1></div>\n\n## Why?\n\nBread.\n",
            "Baking FAQ",
            ["Why?"],
        ),
        (
            "<head><title>Baking</title></head>\n\n## Why?\n\nA.\n\n## How?\n\nB.\n",
            "Baking",
            ["Why?", "How?"],
        ),
        ('+++\ntitle = "Baking"\ndate = 2026-01-02\n+++\n\nBread.\n', "Baking", []),
        ("---\nid: a1\nquestion: Bread, daily\n---\n\nBread.\n", "Bread, daily", ["Bread, daily"]),
        ("---\ntitle: Baking\nquestion: Why?\n---\n\nBread.\n", "Baking", ["Why?"]),
        ("---\nname: Bread & rolls\n---\n\n## Dough\n\nRye.\n", "Bread & rolls", ["Dough"]),
        ("---\nname: Ada\ntitle: Baking\n---\n\nBread.\n", "Baking", []),
        ("---\nname: baking\n---\n\n# Bread\n\nRye.\n", "Bread", []),
        ('+++\nquestion = "Why?"\n+++\n\nBread.\n', "Why?", ["Why?"]),
    ],
)
def test_a_title_is_found(
    markdown: Read, outline: Outline, text: str, title: str, sections: list[str]
) -> None:
    article = markdown(text, "")
    assert article.title == title
    assert outline(article) == sections
    assert article.warnings == ()
    if "question" in text:
        assert article.sections[0].faq


YAML = """---
title: Shifts
faqs:
  - question: "How long is a shift?"
    answer: Eight hours, *no* more.
  - question: Who bakes at night?
    answer: >
      Two
      of us.
---
"""
TOML = '''+++
title = "Shifts"
[[faqs]]
question = "How long is a shift?"
answer = "Eight hours, *no* more."
[[faqs]]
question = "Who bakes at night?"
answer = """
Two
of us."""
+++
'''


@pytest.mark.parametrize(
    "faq",
    [
        YAML,
        TOML,
        YAML.replace("\n", "\r\n"),
        "# FAQ\n\n<details>\n<summary>How long is a shift?</summary>\n\nEight hours, *no* more.\n\n"
        "</details>\n\n<details><summary><b>Who bakes at night?</b></summary>\n"
        "<p>Two of us.</p></details>\n",
        "# FAQ\n\n{% details How long is a shift? open %}\n\nEight hours, *no* more.\n\n"
        "{% enddetails %}\n\n{% details Who bakes at night? %}\nTwo of us.\n{% enddetails %}\n",
        '# FAQ\n\n<Accordion title="How long is a shift?">\n\nEight hours, *no* more.\n\n'
        '</Accordion>\n<Accordion title="Who bakes at night?">Two of us.</Accordion>\n',
        "# FAQ\n\nHow long is a shift?\n: Eight hours, *no* more.\n\nWho bakes at night?\n"
        ": Two of us.\n",
        "# Shifts\n\n| Question | Answer |\n|---|---|\n"
        "| How long is a shift? | Eight hours, *no* more. |\n"
        "| Who bakes at night? | Two of us. |\n",
        "# FAQ\n\n1. How long is a shift?\n\n   Eight hours, *no* more.\n\n"
        "2. **Who bakes at night?**  \n"
        "   Two of us.\n",
        "# FAQ\n\n1. How long is a shift?\n   Eight hours, *no* more.\n2. Who bakes at night?\n"
        "   Two of us.\n",
        "# FAQ\n\n***How long is a shift?*** Eight hours, *no* more.\n\n***Who bakes at night?***\n"
        "Two of us.\n",
        "# FAQ\n\n##How long is a shift?\nEight hours, *no* more.\n\n##Who bakes at night?##\n"
        "Two of us.\n",
        "---\ntitle: FAQ\n---\n\nHow long is a shift?\n\nEight hours, *no* more.\n\n"
        "Who bakes at night?\n\nTwo of us.\n",
    ],
)
def test_questions_in_every_form(markdown: Read, faq: str) -> None:
    article = markdown(f"{faq}", "")
    answers = [(each.heading[-1], each.text) for each in article.passages]
    assert answers == [
        ("How long is a shift?", "Eight hours, no more."),
        ("Who bakes at night?", "Two of us."),
    ]
    assert all(section.faq for section in article.sections)
    assert article.warnings == ()


def test_what_follows_a_fold_stands_under_the_heading_above_it(markdown: Read) -> None:
    article = markdown(
        "## Pay\n\n<details><summary>At night</summary>\n\nMore.\n\n**Sundays**\n\nTwice.\n\n"
        "<details><summary>In May</summary>\n\nLess.\n\n</details>\n\nStill.\n"
        "\n</details>\n\nFair.\n"
    )
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Pay", "At night"), "More."),
        (("Pay", "At night", "Sundays"), "Twice."),
        (("Pay", "At night", "In May"), "Less."),
        (("Pay", "At night"), "Still."),
        (("Pay",), "Fair."),
    ]


def test_what_follows_a_list_of_questions_is_no_answer(markdown: Read) -> None:
    article = markdown("## Shifts\n\n1. Who bakes?\n\n   Two of us.\n\nThe rest sleeps.\n")
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Shifts", "Who bakes?"), "Two of us."),
        (("Shifts",), "The rest sleeps."),
    ]


def test_a_question_that_is_all_of_a_list_is_answered_below_it(
    markdown: Read, outline: Outline
) -> None:
    article = markdown(
        "## Baking FAQ\n\n* **How do I join?**\n\nBring flour.\n\n* **Is there tea?**\n\n"
        "Of course!\n\nMilk, too.\n\n## More\n\n- **Why?**\n- **Who?**\n\nNobody knows.\n"
    )
    assert outline(article)[:3] == ["Baking FAQ", "  How do I join?", "  Is there tea?"]
    headings = {passage.text: passage.heading[-1] for passage in article.passages}
    assert headings["Bring flour."] == "How do I join?"
    assert headings["Of course!"] == headings["Milk, too."] == "Is there tea?"
    # Of several, it is none's answer.
    assert headings["Nobody knows."] == "More"


def test_a_paragraph_above_a_line_is_no_heading(markdown: Read, outline: Outline) -> None:
    said = "Compounding is what bakers call it. Let the dough rest for twice as long, and see"
    article = markdown(
        f"Dough\n---\n\nIt rests.\n\n{said}:\n---\n- it grows\n\nAny left? Eat!\n===\n\na\n"
    )
    assert outline(article) == ["Dough", "Any left? Eat!"]
    assert [each.text for each in article.passages][:2] == ["It rests.", f"{said}:"]


def test_a_hash_in_a_sentence_is_no_heading(markdown: Read) -> None:
    article = markdown("The tag\n#baking is used.\n\n#career #night\n")
    assert [each.text for each in article.passages] == [
        "The tag #baking is used.",
        "#career #night",
    ]


def test_a_component_ends_where_it_is_closed(markdown: Read) -> None:
    article = markdown(
        '<Faq>\n<Entry question="Who bakes?">\n\nTwo of us.\n\n</Entry>\n</Faq>\n\n'
        "The rest sleeps.\n"
    )
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Who bakes?",), "Two of us."),
        ((), "The rest sleeps."),
    ]
    assert article.sections[0].faq


def test_a_heading_inside_a_summary_is_the_summary(markdown: Read) -> None:
    article = markdown(
        "## Rest\n\n<details>\n<summary><h3>At noon</h3></summary>\n\nAn hour.\n\n"
        "</details>\n\nRare.\n"
    )
    assert [each.heading for each in article.passages] == [("Rest", "At noon"), ("Rest",)]


def test_terms_on_lines_below_each_other_share_a_definition(markdown: Read) -> None:
    article = markdown(
        "Net\n: What is left.\n\nGross *pay*\nGross\n: What is agreed.\n\nTax\n: What is taken.\n\n"
        "> Lead\n> Head\n> : Who decides.\n\nThis is a line\nand one more.\n\n: No definition.\n"
    )
    assert [(each.block, each.kind, each.text) for each in article.passages] == [
        (0, "item", "Net: What is left."),
        (0, "item", "Gross pay, Gross: What is agreed."),
        (0, "item", "Tax: What is taken."),
        (1, "item", "Lead, Head: Who decides."),
        (2, "paragraph", "This is a line and one more."),
        (2, "paragraph", "No definition."),
    ]
    article = markdown("Is it paid?\nAre they paid?\n: Yes, they are.\n")
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Is it paid? Are they paid?",), "Yes, they are.")
    ]


def test_items_of_html_lists_hold_paragraphs_of_markdown(markdown: Read) -> None:
    article = markdown(
        "Do this:\n\n<ol class=steps>\n\n<li>\n\nSign *in*.\n\nIt is free.\n\n</li>\n\n"
        "<li>\n\nBake.\n\n</li>\n</ol>\n\n<ul><li>\n\nSalt\n\n</li></ul>\n\n"
        "<ul>\n<li>\n\n**Bread**\n\nIt is good.\n\n</li>\n</ul>\n\nEnd.\n"
    )
    assert [(each.kind, each.ordinal, each.text) for each in article.passages] == [
        ("item", 1, "Sign in. It is free."),
        ("item", 2, "Bake."),
        ("item", None, "Salt"),
        ("paragraph", None, "It is good."),
        ("paragraph", None, "End."),
    ]
    assert article.blocks[0].lead is not None


def test_an_accordion_of_front_matter_asks_where_its_titles_do(markdown: Read) -> None:
    article = markdown(
        "---\ntitle: Shifts\naccordion:\n"
        "  - title: How long is a shift?\n    content: |\n      Eight hours.\n"
        "  - title: Bread\n    content: It is *good*.\n"
        "related:\n  - title: Who bakes?\n    text: See there.\n    url: /who\n---\n\nAll bake.\n",
        "",
    )
    assert [(each.heading, each.text) for each in article.passages] == [
        (("How long is a shift?",), "Eight hours."),
        ((), "All bake."),
    ]
    assert article.sections[0].faq


def test_a_button_heads_the_part_that_it_unfolds(markdown: Read) -> None:
    entry = (
        "<li>\n<button aria-controls={0}>{1}</button>\n\n<div id={0}>\n\n{2}\n\n"
        "<div>\n\n#### Who\n\nAll.\n\n</div>\n</div>\n</li>\n"
    )
    article = markdown(
        f"## Fees\n\n<ul>\n{entry.format('a', 'For a licence', 'Up to $900.')}"
        f"{entry.format('b', 'For a school', 'One a year.')}</ul>\n\nAsk us.\n\n"
        "<button aria-controls=menu>Menu</button>\n"
    )
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Fees", "For a licence"), "Up to $900."),
        (("Fees", "For a licence", "Who"), "All."),
        (("Fees", "For a school"), "One a year."),
        (("Fees", "For a school", "Who"), "All."),
        (("Fees",), "Ask us."),
        (("Fees",), "Menu"),
    ]


def test_a_button_heads_the_part_right_behind_it_where_others_do(markdown: Read) -> None:
    item = '<div><button class="b {0}">{1}</button>\n<div class="c {0}">\n{2}</div></div>\n'
    items = item.format("open", "Is it hot?", "It is.") + item.format("", "Is it loud?", "No.")
    article = markdown(items)
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Is it hot?",), "It is."),
        (("Is it loud?",), "No."),
    ]


def test_a_button_that_no_other_is_like_heads_nothing(markdown: Read) -> None:
    article = markdown("<button class=b>Menu</button>\n<div>\nIt is hot.</div>\n")
    assert [each.heading for each in article.passages if "hot" in each.text] == [()]


SENTENCE = "**The oven stays cold until somebody mends its only door**"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (f"{SENTENCE}\n\nAsk us.", ("Heat",)),
        (f"{SENTENCE}\n\nAsk.\n\n**Later**\n\nBake.", ("Heat", "Later")),
        ("**In the oven**\n\nAsk us.", ("Heat", "In the oven")),
        (f"Hot.\n\n{SENTENCE}\n\nAsk us.", ("Heat", SENTENCE.strip("*"))),
    ],
)
def test_a_bold_sentence_alone_below_a_heading_is_text(
    markdown: Read, text: str, last: tuple[str, ...]
) -> None:
    article = markdown(f"## Heat\n\n{text}")
    assert article.passages[-1].heading == last
    lone = last == ("Heat",)
    assert (article.passages[0].text == SENTENCE.strip("*")) == lone


def test_lines_over_text_are_headings_where_none_is_marked(
    markdown: Read, outline: Outline
) -> None:
    text = (
        "Opening hours\n\nThe shop opens at seven, and it closes at six on all days.\n\n"
        "Ways to Pay\n\n* Coins\n* Cards, but for those without a chip\n\n"
        "Each of our ovens has\n\n* a door\n\n"
        "Deposit of 5 euros\n\nYou get it back once you bring the basket back to us.\n"
    )
    assert outline(markdown(text)) == ["Opening hours", "Ways to Pay"]
    assert outline(markdown(text + "\n## Contact\n\nCall us.\n")) == ["Contact"]
    bold = "**Coins**\n\nSmall ones.\n\n**Cards**\n\nWith a chip.\n\n"
    assert outline(markdown(bold + text)) == ["Coins", "Cards"]


@pytest.mark.parametrize("line", ["Charge for the first baker: $1470", "Notice: 4 weeks", "OR"])
def test_a_bold_fact_or_conjunction_is_no_heading(
    markdown: Read, outline: Outline, line: str
) -> None:
    article = markdown(f"## Fees\n\nThey are these.\n\n**{line}**\n\nIt is paid once.\n")
    assert outline(article) == ["Fees"]
    assert [each.text for each in article.passages] == [
        "They are these.",
        line,
        "It is paid once.",
    ]


@pytest.mark.parametrize("line", ["Step 1: 2 weeks of theory", "Ovens: what they need"])
def test_a_bold_line_with_a_colon_is_a_heading(markdown: Read, outline: Outline, line: str) -> None:
    assert outline(markdown(f"## Fees\n\nSee.\n\n**{line}**\n\nIt is so.\n"))[1:] == [f"  {line}"]


def test_a_counter_is_no_part_of_a_bold_question(markdown: Read, outline: Outline) -> None:
    asked = "9**May I bring a dog?**\n\nYes.\n\n## 10**May I bring a cat?**\n\nNo.\n\n"
    assert outline(markdown(asked)) == ["May I bring a dog?", "May I bring a cat?"]
    assert markdown("2**nd**\n\nIt is so.\n").passages[0].text == "2nd"


def test_a_bold_question_may_be_said_again_in_brackets(markdown: Read, outline: Outline) -> None:
    asked = "What is different for you in the bakery from what it was in the mill before that"
    written = f"**{asked}? (Or: what is alike?)**\n\nMuch is.\n\n**(Was it hard?)**\n\nNo.\n"
    assert outline(markdown(written)) == [f"{asked}? (Or: what is alike?)", "(Was it hard?)"]


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("Leave-policy.md", "# Days\n\nTen.\n\n# Pay\n\nFull.\n", "Days"),
        ("Leave-policy.md", "[Home](a) | [Rules](b)\n\n# Days\n\nTen.\n\n# Pay\n\nFull.\n", ""),
        ("Leave-policy.md", "> [!info] In short\n> Ten.\n\n## Days\n\nTen.\n\n## Pay\n\nX.\n", ""),
        ("Leave-policy.md", "In short:\n\n## Days\n\nTen.\n", "Days"),
        ("leave.md", "In short:\n\n## Leave of staff\n\nA.\n\n## Days\n\nX.\n", "Leave of staff"),
        ("README.md", "In short: ten.\n\n## Days\n\nTen.\n\n## Pay\n\nFull.\n", "Days"),
    ],
)
def test_the_files_name_is_the_title_over_chapters(name: str, text: str, title: str) -> None:
    """As of a wiki's page or a note; no chapter is lost for it."""
    article = read_text(text, Path(name))
    assert article.title == (title or "Leave policy")
    assert any(each.heading[-1:] == ("Days",) for each in article.passages) or title


def test_a_bold_row_is_the_header_of_a_table_that_has_none(markdown: Read) -> None:
    article = markdown(
        "|  |  |\n| --- | --- |\n| **Who** | **Pay** |\n| Cook | 30 |\n\n"
        "|  |  |\n| --- | --- |\n| **Cook** | **30** |\n| **Chef** | **40** |\n"
    )
    assert [block.columns for block in article.blocks] == [("Who", "Pay"), ("", "")]
    assert [each.text for each in article.passages] == ["Cook | 30", "Cook | 30", "Chef | 40"]


def test_what_is_raw_for_one_format_is_no_text(markdown: Read) -> None:
    article = markdown(
        "`{{TOC}}`{=mediawiki}\n\nIt is `\\small`{=latex}hot, and `raw{=x}` is code.\n\n- a\n\n"
        "```{=html}\n<!-- -->\n```\n\n- b\n\n```{=latex}\n\\newpage\n```\n"
    )
    assert [each.text for each in article.passages] == ["It is hot, and raw{=x} is code.", "a", "b"]


def test_a_definition_without_a_term_is_a_paragraph(markdown: Read) -> None:
    article = markdown(
        "## When\n\n:   Date: May 1\n:   Who: Ann,\n    Bo\n:   Quorum\n\n    :   Met? Yes\n\nNet\n"
        ":   What is left.\n"
    )
    assert [(each.heading, each.text) for each in article.passages] == [
        (("When",), "Date: May 1"),
        (("When",), "Who: Ann, Bo"),
        (("When",), "Quorum"),
        (("When",), "Met? Yes"),
        (("When",), "Net: What is left."),
    ]


def test_what_is_bold_twice_is_bold(markdown: Read) -> None:
    article = markdown("****Add a loaf****\n\nOpen it.\n\n****Is it hot?****\n\nYes.\n")
    assert [(each.heading[-1], each.text) for each in article.passages] == [
        ("Add a loaf", "Open it."),
        ("Is it hot?", "Yes."),
    ]


def test_the_name_of_a_paragraph_is_none_of_its_text(markdown: Read) -> None:
    article = markdown("It is hot. ^heat-1\n\n- So ^so\n\nAn area in m ^2\n\nAs x^ab\n")
    assert [each.text for each in article.passages] == [
        *("It is hot.", "So", "An area in m ^2", "As x^ab"),
    ]


def test_a_picture_in_a_wikis_brackets_is_none_of_its_text(markdown: Read) -> None:
    article = markdown("See it: [[/images/oven.png|alt=An oven]] and [[Ovens]].\n")
    assert [each.text for each in article.passages] == ["See it: and Ovens."]
