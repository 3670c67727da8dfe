"""What stands above the text: the way to the page, author and date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, read_article, read_text

Read = Callable[..., Article]
Outline = Callable[[Article], list[str]]


def test_author_and_date(outlines: Path) -> None:
    article = read_article(outlines / "dental-hygienist.txt")
    assert (article.author, article.updated) == ("Marta Lindqvist", "2026-03-04")


@pytest.mark.parametrize("trail", ["Home > Careers > Green jobs", "Start » Berufe » Bäcker"])
def test_the_way_to_a_page_is_not_its_title(plain: Read, trail: str) -> None:
    article = plain("It is early.\n", title=f"{trail}\nHow to Become a Baker\n\n")
    assert article.title == "How to Become a Baker"
    assert [aside.text for aside in article.set_aside] == [trail]


@pytest.mark.parametrize("link", ["Skip to main content", "Zum Inhalt springen"])
def test_a_link_past_the_frame_is_not_its_title(plain: Read, link: str) -> None:
    article = plain("It is early.\n", title=f"{link}\n\nHow to Become a Baker\n\n")
    assert article.title == "How to Become a Baker"
    assert [aside.text for aside in article.set_aside] == [link]


@pytest.mark.parametrize(
    "line",
    [
        "Check-in from 14:30, last entry at 21:00",
        "Doors open half an hour before the first bell",
        "Bread for Guests: Three Loaves Cost 4 Euros",
        "Q: May I bring a dog into the shop",
        "The baker's night begins when others sleep",
    ],
)
def test_a_second_line_that_says_something_stays(plain: Read, line: str) -> None:
    article = plain(f"{line}\n\nBread\n\nIt is baked at night.\n", "The Baker's Night\n\n")
    assert line in [each.text for each in article.passages]
    assert not article.set_aside


@pytest.mark.parametrize(
    "line", ["The Baker's Night: What It Is Like", "A Look at What Bakers Do by Night"]
)
def test_a_second_title_is_a_subtitle(plain: Read, line: str) -> None:
    article = plain(f"{line}\n\nBread is baked at night.\n", "The Baker's Night\n\n")
    assert [(each.reason, each.text) for each in article.set_aside] == [("subtitle", line)]


def test_metadata_below_a_title_is_none_of_its_text(plain: Read) -> None:
    article = plain(":slug: bread\n:authors: Ann Berg\n\n:Price: 5 euros\n\nIt is warm.\n")
    assert [each.text for each in article.passages] == [":Price: 5 euros", "It is warm."]
    assert {each.reason for each in article.set_aside} == {"metadata"}
    assert article.author == "Ann Berg"


def test_the_first_of_a_file_of_questions_is_no_title() -> None:
    text = "Why is it hard?\n\n\tBecause it is old.\n\nWho bakes it?\n\n\tA baker.\n"
    article = read_text(text, Path("bread_faq.txt"))
    assert [(each.heading, each.faq) for each in article.sections] == [
        *(("Why is it hard?", True), ("Who bakes it?", True))
    ]
    assert read_text(text, Path("bread.txt")).title == "Why is it hard?"


def test_a_greeting_is_no_title_and_a_closing_no_passage(plain: Read) -> None:
    article = plain(
        "Dear neighbours,\n\nThe street is closed on Friday from nine.\n\nYours,\nOlga Kern\n", ""
    )
    assert article.title == "Article"
    assert [passage.text for passage in article.passages] == [
        "The street is closed on Friday from nine."
    ]
    assert [aside.text for aside in article.set_aside] == [
        "Dear neighbours,",
        "Yours,",
        "Olga Kern",
    ]


def test_a_closing_that_says_how_to_reach_somebody_stays(plain: Read) -> None:
    article = plain("The street\n\nIt is closed.\n\nAll the best,\nOlga\nolga@example.org\n", "")
    assert [passage.text for passage in article.passages] == [
        *("It is closed.", "All the best, Olga olga@example.org")
    ]


def test_the_heading_of_a_first_part_is_no_title(plain: Read) -> None:
    article = plain("INTRODUCTION\n\nThe tool draws.\n\nUSAGE\n\nStart it with a file.\n", "")
    assert article.title == "Article"
    assert [section.heading for section in article.sections] == ["INTRODUCTION", "USAGE"]


@pytest.mark.parametrize("above", ["House rules:", ".. _house-rules:\n\nHouse rules"])
def test_a_title_without_what_only_marks_it(plain: Read, above: str) -> None:
    article = plain(f"{above}\n\nNobody runs on the stairs.\n", "")
    assert article.title == "House rules"


def test_who_is_present_is_no_subtitle(plain: Read) -> None:
    article = plain(
        "Meeting of the choir\n\nPresent: Mrs E Wood, Mr T Lane, Ms O Field\n"
        "Apologies: Ms R Brook\n\nThe concert was set for June.\n",
        "",
    )
    assert len(article.passages) == 3
    assert not article.sections


def test_fields_below_a_title_are_metadata(plain: Read) -> None:
    article = plain(
        "The oven\n\n:slug: oven\n:date: 2021-03-04\n:status: hidden\n\nIt is hot.\n", ""
    )
    assert [passage.text for passage in article.passages] == ["It is hot."]


def test_the_first_of_parts_that_count_on_is_no_title(plain: Read, outline: Outline) -> None:
    text = "Part 3: Pay\n\nPay comes on Fridays.\n\nPart 4: Leave\n\nLeave is asked for in May.\n"
    article = plain(text, title="")
    assert article.title == "Article"
    assert outline(article) == ["Part 3: Pay", "Part 4: Leave"]
    assert plain("Pay comes on Fridays.\n", title="Part 3: Pay\n\n").title == "Part 3: Pay"
