"""Passages keep their ids while their text stands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, read_text

Read = Callable[..., Article]


def ids(article: Article) -> dict[str, str]:
    return {passage.text: passage.id for passage in article.passages}


def test_ids_stand_while_text_stands_elsewhere_changed(plain: Read) -> None:
    before = ids(plain("One stands.\n\nTwo stands.\n\nThree goes.\n"))
    after = ids(plain("New.\n\nTwo  stands [1].\n\nHeading Here\n\nOne stands.\n"))
    assert before["One stands."] == after["One stands."]
    assert before["Two stands."] == after["Two stands."]
    assert len({*before.values(), *after.values()}) == 4


def test_the_same_text_twice_has_two_ids(plain: Read) -> None:
    article = plain("Pay\n\nIt depends.\n\nOutlook\n\nIt depends.\n")
    assert len({passage.id for passage in article.passages}) == 2


def test_ids_differ_between_articles() -> None:
    one, two = (read_text("Title\n\nSame.\n", Path(name)) for name in ("one.txt", "two.txt"))
    assert one.passages[0].id != two.passages[0].id


def test_a_lead_is_the_last_sentence_of_its_paragraph(plain: Read) -> None:
    article = plain("Pay is good. It comes from two places [2]:\n- wages\n- tips\n")
    lead = article.blocks[1].lead
    assert lead is not None
    assert lead.text == "It comes from two places:"
    assert article.source[lead.start : lead.end] == "It comes from two places [2]:"
    assert lead.marks == ("[2]",)
    assert article.passages[0].text == "Pay is good. It comes from two places:"


def test_a_paragraph_of_several_sentences_is_no_lead(page: Read) -> None:
    """What is said before the lead would stand nowhere else."""
    lead = "Bring these:"
    for between in ("<br>\n", "<br/>", "</span> <span>", " <i>"):
        article = page(
            f"<p><span>It is no form.{between}You are asked for more.{between}{lead}</span></p>"
            "<ul><li>a letter</li><li>a photo</li></ul>"
        )
        assert article.passages[0].text == f"It is no form. You are asked for more. {lead}"
        assert article.blocks[1].lead is not None
        assert article.blocks[1].lead.text == lead


def test_what_stops_short_before_a_list_leads_in_to_it(markdown: Read) -> None:
    """Without it, what is forbidden reads as a tip."""
    heart = "The oven is the heart of every bakery there is, and it must be warm before the night"
    article = markdown(
        "You may\n\n- bake\n\nIt is late. You may **not**\n\n- sing\n\nRest is due.\n\n"
        f"- at noon\n\n{heart}\n\n- 200 degrees\n"
    )
    leads = [block.lead.text if block.lead else None for block in article.blocks]
    assert leads == ["You may", None, "You may not", None, None, None, heart]
    assert [each.text for each in article.passages] == [
        *("bake", "It is late. You may not", "sing", "Rest is due.", "at noon", heart),
        "200 degrees",
    ]


@pytest.mark.parametrize("price", ["$19/month", "from €19 per month", "19 € im Monat"])
def test_a_price_before_a_list_is_quoted(markdown: Read, price: str) -> None:
    article = markdown(f"## Basic\n\n{price}\n\n- One oven\n- Help by mail\n")
    assert [each.text for each in article.passages] == [price, "One oven", "Help by mail"]


@pytest.mark.parametrize("ending", [":", ""])
def test_what_is_said_of_code_leads_in_to_it(markdown: Read, page: Read, ending: str) -> None:
    """Code that must not be run reads as advice without what says so."""
    said, commands = f"It is late. Never run{ending}", "rm -rf /bread\nbake --again"
    for article in (
        markdown(f"{said}\n\n```\n{commands}\n```\n\nRest is due.\n"),
        page(f"<p>{said}</p><pre>{commands}</pre><p>Rest is due.</p>"),
    ):
        assert [block.lead.text if block.lead else None for block in article.blocks] == [
            None,
            f"Never run{ending}",
            None,
        ]
        assert [passage.text for passage in article.passages] == [said, commands, "Rest is due."]


SECTION = (
    "What Does It Pay?\nPay rises [1]. There are steps:\n- first\n- second\nBy Stage\n"
    "| A | B |\n|---|---|\n| 1 | 2 |\nDay Shift:\n* one\nStep 1: Do It\nSo it is done.\n"
)
PROSE = "A paragraph of prose that says little, but says it in a good many words [2]. " * 12


@pytest.mark.growth
def test_twice_the_sections_take_twice_the_steps() -> None:
    def steps(times: int) -> int:
        count = 0

        def trace(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(trace)
        try:
            read_text("The Title\n" + SECTION * times, Path("long.txt"))
        finally:
            sys.setprofile(None)
        return count

    assert steps(400) < 2.2 * steps(200)


# Each takes a second or two; one that took time by the square of its length would take an hour.
@pytest.mark.growth
@pytest.mark.timeout(60)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_two_megabytes_are_no_trap(suffix: str) -> None:
    section = f"## What Does It Pay?\n\n{PROSE}\n\n- first\n- second [1]\n\n"
    text = "# " * (suffix == ".md") + "The Title\n\n" + section * (2_000_000 // len(section))
    assert len(read_text(text, Path(f"long{suffix}")).passages) > 3_000


@pytest.mark.growth
@pytest.mark.timeout(60)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize(
    "unit", ["word [1] ", " ", "[1]", "|", "- ", "**a ", "a. ", "\t", "`", "# ", "Q: a?"]
)
def test_one_long_line_is_no_trap(unit: str, suffix: str) -> None:
    text = "# " * (suffix == ".md") + "The Title\n\nFirst.\n\n" + unit * (400_000 // len(unit))
    article = read_text(text + "\n", Path(f"long{suffix}"))
    assert article.passages[0].text == "First."


def test_a_table_of_its_header_alone_says_what_stands_in_it(markdown: Read, plain: Read) -> None:
    article = markdown("Pay depends.\n\n| Nights | 12% more [3] |\n|---|---|\n\nIt ends there.\n")
    row = article.passages[1]
    assert (row.kind, row.cells, row.marks) == ("row", ("Nights", "12% more"), ("[3]",))
    assert article.blocks[row.block].header is None
    assert article.blocks[row.block].columns == ("", "")
    said = [
        each.text
        for each in plain("Pay depends.\n\nNights | 12% more\n---|---\n\nIt ends.\n").passages
    ]
    assert said == ["Pay depends.", "Nights | 12% more", "It ends."]


def test_what_is_said_below_each_item_leads_in_to_none(markdown: Read) -> None:
    article = markdown(
        "- Bake the bread.\n\n_Who may:_ Bakers\n\n- Eat the bread.\n\n_Who may:_ Everybody\n"
    )
    assert [block.lead for block in article.blocks] == [None] * 4
    assert [each.text for each in article.passages][1::2] == [
        *("Who may: Bakers", "Who may: Everybody")
    ]


def test_a_note_that_stops_short_between_lists_leads_in(markdown: Read) -> None:
    article = markdown("- Bake it.\n\nNote: you may not\n\n- eat it.\n")
    assert [block.lead and block.lead.text for block in article.blocks] == [
        *(None, "Note: you may not")
    ]


@pytest.mark.parametrize(("first", "second"), [("1.", "2."), ("(a)", "(b)")])
def test_what_stands_between_two_counted_items_leads_in_to_none(
    plain: Read, first: str, second: str
) -> None:
    article = plain(
        f"{first} Bake the bread:\n\nbake -f bread\n\n{second} Eat it.\n\nThat is it.\n"
    )
    assert {block.lead for block in article.blocks} == {None}
