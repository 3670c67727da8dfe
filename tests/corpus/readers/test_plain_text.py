"""Plain text marks nothing; headings, lists and tables are found all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, read_article, read_text

Read = Callable[..., Article]
NAMES = [
    "air-traffic-controller",
    "cocinero",
    "dental-hygienist",
    "paralegal",
    "pharmacist",
    "welder",
]


def outline(article: Article) -> list[str]:
    return ["  " * (section.level - 1) + section.heading for section in article.sections]


def expected(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.rstrip() for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def given(shared: Path) -> Article:
    """The user's article."""
    return read_article(shared / "corpus" / "technical-project-manager.txt")


def test_the_given_article_has_the_outline_a_reader_sees(given: Article, shared: Path) -> None:
    assert outline(given) == expected(shared / "eval" / "tpm_outline.txt")


def test_the_given_article_keeps_its_promises(
    given: Article, check: Callable[[Article], None]
) -> None:
    check(given)
    first, second = given.source.splitlines()[:2]
    assert given.title == first
    assert [aside.text for aside in given.set_aside if aside.reason == "subtitle"] == [second]


def test_the_given_article_has_seven_questions_each_with_its_answer(given: Article) -> None:
    questions = [index for index, section in enumerate(given.sections) if section.faq]
    assert len(questions) == 7
    for index in questions:
        answers = [passage for passage in given.passages if passage.section == index]
        assert len(answers) == 1
        assert answers[0].heading[-1].endswith("?")


def test_the_given_article_cites_by_marks(given: Article) -> None:
    written = set(re.findall(r"\[\d+\]", given.source))
    assert {reference.mark for reference in given.references} == written
    assert {"[1]", "[11]"} <= written
    assert all(reference.title is reference.url is None for reference in given.references)
    assert not any(re.search(r"\[\d+\]", passage.text) for passage in given.passages)


def test_the_given_article_has_its_salary_table(given: Article) -> None:
    tables = [i for i, block in enumerate(given.blocks) if block.kind == "table"]
    assert len(tables) == 1
    block = given.blocks[tables[0]]
    rows = [passage for passage in given.passages if passage.block == tables[0]]
    assert len(block.columns) == 3
    assert len(rows) == 4
    assert all(len(row.cells) == 3 and "$" in row.cells[2] for row in rows)
    assert block.lead is not None
    assert block.lead.text.endswith(":")
    assert block.lead.marks == ("[1]",)


def test_the_given_articles_lists_have_their_leads(given: Article) -> None:
    leads = [block.lead.text for block in given.blocks if block.kind == "list" and block.lead]
    assert len(leads) == 4
    assert all(lead.endswith(":") for lead in leads)


def test_the_given_articles_calls_to_action_are_set_aside(given: Article) -> None:
    shown = " ".join(passage.text for passage in given.passages).casefold()
    for words in ("signup", "resume builder", "resume tailored"):
        assert words in given.source.casefold()
        assert words not in shown
    last = given.sections[-1]
    assert last.heading.startswith("Ready")
    assert not last.faq
    assert not [p for p in given.passages if p.section == len(given.sections) - 1]


@pytest.mark.parametrize("name", NAMES)
def test_outlines_of_other_articles(
    name: str, outlines: Path, check: Callable[[Article], None]
) -> None:
    article = read_article(outlines / f"{name}.txt")
    assert outline(article) == expected(outlines / f"{name}_outline.txt")
    check(article)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_no_text(
    name: str, end: str, outlines: Path, check: Callable[[Article], None]
) -> None:
    path = outlines / f"{name}.txt"
    source = path.read_text(encoding="utf-8")
    before, after = read_text(source, path), read_text(source.replace("\n", end), path)
    check(after)
    assert outline(after) == outline(before)
    for old, new in zip(before.passages, after.passages, strict=True):
        assert (old.id, old.text, old.line) == (new.id, new.text, new.line)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_lost(name: str, outlines: Path) -> None:
    article = read_article(outlines / f"{name}.txt")
    kept = words(article.title)
    for passage in article.passages:
        kept += words(passage.quote)
    for block in article.blocks:
        lead = block.lead if block.kind != "paragraphs" else None
        kept += [word for span in (lead, block.header) if span for word in words(span.text)]
    for section in article.sections:
        kept += words(section.heading)
    for aside in article.set_aside:
        kept += words(aside.text)
    for reference in article.references:
        kept += words(f"{reference.mark} {reference.title} {reference.url}")
    lost = set(words(article.source)) - set(kept)
    # Only what marks a list's items, a question and its answer.
    assert all(word.isdigit() or word in ("Q", "A") for word in lost), lost


def test_author_and_date(outlines: Path) -> None:
    article = read_article(outlines / "dental-hygienist.txt")
    assert (article.author, article.updated) == ("Marta Lindqvist", "2026-03-04")


def test_references_from_the_list_at_the_end(outlines: Path) -> None:
    article = read_article(outlines / "dental-hygienist.txt")
    assert [reference.mark for reference in article.references] == ["[1]", "[2]", "[3]"]
    assert article.references[1].title == "Commission on Dental Accreditation, Find a program."
    assert article.references[1].url == "https://www.example.org/programs"
    assert article.references[2].url is None
    assert "Sources" not in {passage.heading[-1] for passage in article.passages if passage.heading}


def test_wrapped_lines_are_one_paragraph_and_one_item(outlines: Path) -> None:
    article = read_article(outlines / "welder.txt")
    first = article.passages[0]
    assert first.text.startswith("Welders join metal")
    assert first.text.endswith("does to your body.")
    items = [passage for passage in article.passages if passage.kind == "item"]
    assert items[0].text.endswith("as you want.")


@pytest.mark.parametrize(
    "table",
    [
        "Stage | Pay\nFirst year | $34\nLater | $50\n",
        "| Stage | Pay |\n|:--|--:|\n| First year | $34 |\n| Later | $50 |\n",
        "Stage\tPay\nFirst year\t$34\nLater\t$50\n",
        "Stage       Pay\nFirst year  $34\nLater       $50\n",
    ],
)
def test_tables(plain: Read, table: str) -> None:
    article = plain(f"Pay by Stage\nThe figures are these:\n\n{table}\nThat was the table.\n")
    (block,) = (block for block in article.blocks if block.kind == "table")
    assert block.columns == ("Stage", "Pay")
    assert block.lead is not None
    assert block.lead.text == "The figures are these:"
    rows = [passage.cells for passage in article.passages if passage.kind == "row"]
    assert rows == [("First year", "$34"), ("Later", "$50")]
    assert article.passages[-1].text == "That was the table."


def test_nested_and_numbered_lists(plain: Read) -> None:
    article = plain(
        "Do this:\n\n1. Learn\n   a lot\n   - by day\n   - by night\n2. Rest\n\nDone it is.\n"
    )
    items = [(p.text, p.depth) for p in article.passages if p.kind == "item"]
    assert items == [("Learn a lot", 0), ("by day", 1), ("by night", 1), ("Rest", 0)]
    assert article.blocks[0].lead is not None
    assert article.blocks[0].lead.text == "Do this:"


def test_a_lead_is_the_last_sentence_of_its_paragraph(plain: Read) -> None:
    article = plain("Pay is good. It comes from two places [2]:\n- wages\n- tips\n")
    lead = article.blocks[1].lead
    assert lead is not None
    assert lead.text == "It comes from two places:"
    assert article.source[lead.start : lead.end] == "It comes from two places [2]:"
    assert lead.marks == ("[2]",)
    assert article.passages[0].text == "Pay is good. It comes from two places:"


def test_a_label_heads_its_list_and_ends_with_it(plain: Read) -> None:
    article = plain(
        "Shifts at the Plant\nThe plant never sleeps.\nDay Shift:\n- seven to three\n"
        "Night Shift:\n- eleven to seven\nBoth shifts share one locker room.\n"
    )
    assert outline(article) == ["Shifts at the Plant", "  Day Shift:", "  Night Shift:"]
    assert article.passages[-1].heading == ("Shifts at the Plant",)


def test_headings_without_text_between_nest(plain: Read) -> None:
    article = plain(
        "Education\nDegrees\nFour years are usual, and two are enough in some states.\n"
        "Certificates\nOne of them pays off, and the others decorate the wall.\n"
    )
    assert outline(article) == ["Education", "  Degrees", "  Certificates"]


def test_an_faq_article_without_an_faq_section(plain: Read) -> None:
    article = plain("Is it hard?\nYes, at first.\nIs it paid?\nIt is.\n", "Pilot FAQ\n")
    assert [section.faq for section in article.sections] == [True, True]


def test_questions_on_the_line_of_their_answers(plain: Read) -> None:
    article = plain(
        "FAQ\nIs it hard? Yes, at first [1]. Later less so.\n- Is it paid? It is. Well?\n"
        "Conclusion\nIs it worth it? That depends on you.\n"
    )
    assert outline(article) == ["FAQ", "  Is it hard?", "  Is it paid?", "Conclusion"]
    assert [p.text for p in article.passages] == [
        "Yes, at first. Later less so.",
        "It is. Well?",
        "Is it worth it? That depends on you.",
    ]


def test_topics_within_an_faq(plain: Read) -> None:
    article = plain(
        "FAQ\nTraining\nIs it long?\nTwo years.\nIs it hard?\nNo.\nMoney\nIs it paid?\nYes.\n"
        "Closing Words\nThat was all there is to say.\n"
    )
    assert outline(article) == [
        "FAQ",
        "  Training",
        "    Is it long?",
        "    Is it hard?",
        "  Money",
        "    Is it paid?",
        "Closing Words",
    ]
    assert sum(section.faq for section in article.sections) == 3


def test_numbers_tell_levels(plain: Read) -> None:
    article = plain(
        "1. The Work\nIt is long.\n1.1 By Day\nThere is sun.\n1.2 By Night\nThere is none.\n"
        "2. The Pay\nIt is fair, all in all.\n"
    )
    assert outline(article) == ["The Work", "  1.1 By Day", "  1.2 By Night", "The Pay"]


def test_captions_and_values_are_no_headings(plain: Read) -> None:
    article = plain(
        "The Work\nIt is long and it is dull.\nPhoto by Ann Example\nSome like it all the same.\n"
        "Median pay: $45,000 a year\nThat is the middle of all the wages paid.\n"
    )
    assert outline(article) == ["The Work"]


def test_a_call_to_action_at_a_paragraphs_end_is_cut_off(plain: Read) -> None:
    article = plain("Pay rises with every year [3]. Subscribe to our newsletter!\n")
    assert [passage.quote for passage in article.passages] == ["Pay rises with every year [3]."]
    assert [aside.text for aside in article.set_aside] == ["Subscribe to our newsletter!"]


def test_a_ragged_row_is_named_and_nothing_of_it_lost(plain: Read) -> None:
    article = plain("Pay\n| A | B |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |\n| 5 | 6 |\n")
    assert [p.cells for p in article.passages] == [("1", "2 | 3"), ("4", ""), ("5", "6")]
    assert [warning.line for warning in article.warnings] == [6, 7]


def test_a_list_of_links_is_no_content(plain: Read) -> None:
    article = plain(
        "Nurses work in shifts, and the shifts are long.\nRelated Articles\n"
        ""
        "How to Become a Doctor\nWhat Vets Earn\nSalary\n"
        "The pay is fair everywhere, and good in cities.\n"
    )
    assert [passage.text[:10] for passage in article.passages] == ["Nurses wor", "The pay is"]
    assert len(article.set_aside) == 2


def test_a_table_of_contents_tells_the_outer_headings(plain: Read) -> None:
    article = plain(
        "Contents\n\n1. The Work\n2. The Pay\n\nThe Work\n\nMornings\n\nThey begin early.\n\n"
        "Nights\n\nThey end late, without any.\n\nThe Pay\n\nIt is paid by the hour.\n"
    )
    assert outline(article) == ["Contents", "The Work", "  Mornings", "  Nights", "The Pay"]
    assert len(article.passages) == 3


def test_bullets_on_lines_of_their_own(plain: Read) -> None:
    article = plain(
        "You need:\n-\nA degree\n-\nA license\n-\nPatience\nThat is all there is to it.\n"
    )
    assert [p.text for p in article.passages if p.kind == "item"] == [
        "A degree",
        "A license",
        "Patience",
    ]
    headed = plain("It takes time.\n-\nGet a Degree\nGo to college.\n-\nGet a Job\nGo to work.\n")
    assert outline(headed) == ["Get a Degree", "Get a Job"]


def test_job_references_are_no_reference_list(plain: Read) -> None:
    article = plain("References\nAsk three people.\n1. A former boss\n2. A teacher\n")
    assert len(article.passages) == 3
    assert article.references == ()


def test_a_table_of_contents_may_name_its_sections_in_short(plain: Read) -> None:
    article = plain(
        "How to Become a Cooper\n\nBarrels are old, and so are the ways into the trade.\n"
        "In this article\nThe work\nTraining\nPay\nFAQ\nWhat does a cooper do all day?\n"
        "A cooper bends staves over a fire and binds them with hoops until no drop escapes.\n"
        "How do you train as a cooper?\nAn apprenticeship takes four years in most shops.\n"
        "How much does a cooper earn?\nAbout as much as a joiner in the same town earns.\n"
    )
    headings = [section.heading for section in article.sections]
    assert headings[-3:] == [
        "What does a cooper do all day?",
        "How do you train as a cooper?",
        "How much does a cooper earn?",
    ]
    assert not {"The work", "Training", "Pay", "FAQ"} & set(headings)
    aside = {each.text for each in article.set_aside if each.reason == "table of contents"}
    assert {"The work", "Training", "Pay", "FAQ"} <= aside


def test_items_have_the_numbers_that_stand_before_them(plain: Read) -> None:
    article = plain("Pay\n\nDo this:\n3. train\n4) test\n- rest\n")
    assert [(each.text, each.ordinal) for each in article.passages] == [
        ("train", 3),
        ("test", 4),
        ("rest", None),
    ]


@pytest.mark.parametrize("trail", ["Home > Careers > Green jobs", "Start » Berufe » Bäcker"])
def test_the_way_to_a_page_is_not_its_title(plain: Read, trail: str) -> None:
    article = plain("It is early.\n", title=f"{trail}\nHow to Become a Baker\n\n")
    assert article.title == "How to Become a Baker"
    assert [aside.text for aside in article.set_aside] == [trail]
