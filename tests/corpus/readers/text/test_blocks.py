"""Lines become paragraphs, items and rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, read_article

Read = Callable[..., Article]
Outline = Callable[[Article], list[str]]


def test_wrapped_lines_are_one_paragraph_and_one_item(outlines: Path) -> None:
    article = read_article(outlines / "welder.txt")
    first = article.passages[0]
    assert first.text.startswith("Welders join metal")
    assert first.text.endswith("does to your body.")
    items = [passage for passage in article.passages if passage.kind == "item"]
    assert items[0].text.endswith("as you want.")


def test_a_wrapped_text_may_have_longer_lines(plain: Read, outline: Outline) -> None:
    asked = [f"What {'else, and what else, ' * 4}would you like to know of {it}?" for it in "ABC"]
    lines = (
        "We bake it at night, in the bakery that stands behind",
        "the shop, and we sell it from six o'clock on, as long",
        "as there is any of it.",
    )
    said = "\n".join(lines)
    article = plain("".join(f"{question}\n\n{said}\n\n" for question in asked))
    assert outline(article) == asked
    assert [each.text for each in article.passages] == [" ".join(lines)] * 3


def test_a_heading_below_items_without_full_stops_is_none_of_the_last(
    plain: Read, outline: Outline
) -> None:
    parts = "".join(
        f"{name}\n- Come {when} minutes before your time is up for a chat\n"
        f"- Bring what you were sent, and the letter of the hospital\n"
        for name, when in (("First Visits", 15), ("Later Visits", 5), ("Missed Visits", 10))
    )
    assert outline(plain(parts)) == ["First Visits", "Later Visits", "Missed Visits"]


@pytest.mark.parametrize(
    "broken",
    [
        "Whoever has just joined us should first speak with the\nProgramme Lead about it.",
        "Most of the later courses ask for Course 413,\nAdvanced Programming, before them.",
    ],
)
def test_a_line_that_breaks_off_goes_on_below_where_others_are_paragraphs(
    plain: Read, outline: Outline, broken: str
) -> None:
    whole = "A member can leave whenever they wish, and says so to the others, who write it down. "
    article = plain(f"Joining\n\n{whole * 2}\n\n{broken}\n\n{whole * 2}\n")
    assert broken.replace("\n", " ") in [each.text for each in article.passages]
    assert outline(article) == ["Joining"]


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


def test_a_ragged_row_is_named_and_nothing_of_it_lost(plain: Read) -> None:
    article = plain("Pay\n| A | B |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |\n| 5 | 6 |\n")
    assert [p.cells for p in article.passages] == [("1", "2 | 3"), ("4", ""), ("5", "6")]
    assert [warning.line for warning in article.warnings] == [6, 7]


def test_bullets_on_lines_of_their_own(plain: Read, outline: Outline) -> None:
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


def test_items_have_the_numbers_that_stand_before_them(plain: Read) -> None:
    article = plain("Pay\n\nDo this:\n3. train\n4) test\n- rest\n")
    assert [(each.text, each.ordinal) for each in article.passages] == [
        ("train", 3),
        ("test", 4),
        ("rest", None),
    ]


def test_a_heading_needs_no_space_behind_its_hashes(plain: Read, outline: Outline) -> None:
    article = plain("##Pay\nIt is fair.\n\n##Work\nIt is early, with a #rest at noon.\n")
    assert outline(article) == ["Pay", "Work"]
    assert [each.text for each in article.passages] == [
        "It is fair.",
        "It is early, with a #rest at noon.",
    ]


def test_equals_signs_make_headings_as_in_asciidoc_and_wikis(plain: Read, outline: Outline) -> None:
    said = "== Pay\n\nIt is fair.\n\n==Work==\nAt 6.\n== Rest ==\nAt 9.\n"
    article = plain(said)
    assert outline(article) == ["Pay", "Work", "Rest"]
    assert plain(said, "= The house\n\n").title == "The house"
    article = plain("Two and two\n== four\n\n= 4 loaves\n\n====\n\nThat is all of it.\n")
    assert outline(article) == []
    assert "= 4 loaves" in "\n".join(each.text for each in article.passages)


def test_a_heading_may_be_underlined_as_in_restructured_text(plain: Read, outline: Outline) -> None:
    said = "\n\nIt is so.\n\n"
    article = plain(
        f"Leaving\n-------{said}Of your own will\n^^^^^^^^^^^^^^^^{said}By vote\n.......{said}"
    )
    assert outline(article) == ["Leaving", "  Of your own will", "  By vote"]


def test_a_comment_in_indented_code_is_no_heading(plain: Read) -> None:
    article = plain(
        "# Ovens\n\nTo heat the oven, type what follows into the box and wait.\n\n"
        "    # Heat it\n    oven on\n\n    # Leave it (all night)\n    oven off\n\nThen wait.\n"
    )
    assert [section.heading for section in article.sections] == ["Ovens"]
    assert [each.text for each in article.passages if each.kind == "code"] == [
        *("# Heat it\noven on", "# Leave it (all night)\noven off")
    ]


def test_a_comment_is_none_where_headings_stand_to_the_left(plain: Read) -> None:
    said = "   This mill has turned for as long as anybody here\n   can think back to.\n\n"
    article = plain(
        f"THE MILL\n\n{said}{said}THE OVEN\n\n{said}   # Heat it\n   oven on\n\n{said}",
        "All of it\n\n",
    )
    assert [section.heading for section in article.sections] == ["THE MILL", "THE OVEN"]
    assert [each.text for each in article.passages if each.kind == "code"] == ["# Heat it\noven on"]


@pytest.mark.parametrize("said", ["closed", "Closed", "Free", "by appointment", "–"])
@pytest.mark.parametrize("gap", ["\t", "\t\t", "    ", " | "])
def test_a_first_row_like_the_rows_below_is_no_header(plain: Read, said: str, gap: str) -> None:
    rows = [("Mon", said), ("Tue", "9-5"), ("Sun", "10-2")]
    table = "".join(f"{name}{gap}{when}\n" for name, when in rows)
    article = plain(f"The club\n\nIt opens like this:\n\n{table}")
    assert [passage.cells for passage in article.passages if passage.kind == "row"] == rows


def test_pairs_in_words_have_no_header(plain: Read) -> None:
    pairs = "Hall key      Ann Hill\nGarden key    Bob Stone\nShed key      Cy Ford\n"
    article = plain(f"Keys\n\nWho has which one:\n\n{pairs}")
    assert [row.cells[0] for row in article.passages if row.kind == "row"] == [
        *("Hall key", "Garden key", "Shed key")
    ]


@pytest.mark.parametrize(
    "table",
    [
        "\tAdult\tChild\nDay ticket\t12\t6\nYear ticket\t90\t40\n",
        "\t\tAdult\tChild\nDay ticket\t12\t6\nYear ticket\t90\t40\n",
        "              Adult   Child\nDay ticket    12      6\nYear ticket   90      40\n",
        "| | Adult | Child |\n| Day ticket | 12 | 6 |\n| Year ticket | 90 | 40 |\n",
    ],
)
def test_a_header_may_have_no_cell_in_the_corner(plain: Read, table: str) -> None:
    article = plain(f"Prices\n\nThe pool asks this:\n\n{table}")
    (block,) = (block for block in article.blocks if block.kind == "table")
    assert block.columns == ("", "Adult", "Child")
    rows = [passage.cells for passage in article.passages if passage.kind == "row"]
    assert rows == [("Day ticket", "12", "6"), ("Year ticket", "90", "40")]


def test_tabs_up_to_a_column_part_two_cells(plain: Read) -> None:
    article = plain("Hours\n\nWe are here:\n\nMon\t\t9-5\nWednesday\t9-1\nFri\t\t10-2\n")
    assert [row.cells for row in article.passages if row.kind == "row"] == [
        *(("Mon", "9-5"), ("Wednesday", "9-1"), ("Fri", "10-2"))
    ]


def test_rows_of_another_width_behind_an_empty_line_are_another_table(plain: Read) -> None:
    article = plain(
        "Prices\n\nThese:\n\n\tAdult\tChild\nDay\t12\t6\nYear\t90\t40\n\nMon\tclosed\nTue\t9-5\n"
    )
    assert [b.columns for b in article.blocks if b.kind == "table"] == [("", "Adult", "Child"), ()]


def test_prices_on_long_lines_are_one_line_each(plain: Read) -> None:
    prices = [
        "Tuning of an upright piano in our workshop: 90 euros and the way there",
        "Moving a grand piano within the same house: 240 euros for the first floor",
        "Storing a piano while you are away from home: 15 euros a week at most",
        "New strings: 30 euros",
    ]
    article = plain("Prices\n\n" + "\n".join(prices) + "\n\nThey hold until\nthe end of May.\n")
    assert [passage.text for passage in article.passages][:4] == prices


def test_a_price_goes_on_in_a_line_that_is_none(plain: Read) -> None:
    article = plain(
        "Prices\n\nMoving a grand piano within the same house: 240 euros, and more for\n"
        "each floor that it has to be carried up by four of our people.\n"
    )
    (passage,) = article.passages
    assert passage.text.endswith("four of our people.")


def test_items_are_counted_within_an_item(plain: Read) -> None:
    article = plain(
        "What was decided\n\n1. Bells\n   1.1 They ring at noon.\n   1.2 Mr Reed asks for\n"
        "       two quotes.\n   To do: WR\n\n2. Clock\n   It stays as it is.\n"
    )
    assert [(item.text, item.depth) for item in article.passages] == [
        *(("Bells", 0), ("1.1 They ring at noon.", 1)),
        *(("1.2 Mr Reed asks for two quotes. To do: WR", 1), ("Clock It stays as it is.", 0)),
    ]


_WRAPPED = "Whoever comes to the bakery in the morning helps with the ovens and with bread. They\n"


@pytest.mark.parametrize(
    "begun",
    ["two\n(2) weeks' pay for each year", "page\n28. It is paid", "paragraph\n(b) of the rules"],
)
def test_a_label_that_nothing_counts_on_with_is_the_sentences(plain: Read, begun: str) -> None:
    above = "Anybody who leaves gets the amount that is said to be paid on"
    article = plain(f"{_WRAPPED * 3}clean them once a week.\n{above} {begun} in full.\n")
    last = article.passages[-1]
    assert (last.kind, last.text) == ("paragraph", f"{above} {begun} in full.".replace("\n", " "))


@pytest.mark.parametrize(
    "labels", [("(1)", "(2)"), ("1.", "2."), ("a.", "b."), ("ii.\n", "iii.\n")]
)
def test_labels_that_count_on_are_items_of_a_wrapped_text(
    plain: Read, labels: tuple[str, str]
) -> None:
    first, second = labels
    article = plain(
        f"{_WRAPPED * 3}clean them once a week.\n{first} Whoever leaves gets what is said\n"
        f"{second} nobody gets more than that at any time, whatever was said before it.\n"
    )
    assert len(article.passages) == 3


def test_a_list_of_one_is_one(plain: Read) -> None:
    above = "Whoever leaves the bakery has to bring back the things named here"
    article = plain(f"{_WRAPPED * 3}clean them once a week.\n{above}\n1. The key\n")
    assert article.passages[-1].kind == "item"
