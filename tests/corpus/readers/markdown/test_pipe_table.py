"""Pipe tables, whole and broken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]


def test_tables(markdown: Read) -> None:
    article = markdown(
        "The pay:\n\n| Stage | *Pay* |\n|:--|--:|\n| First [1] | `a|b` \\| c |\n\n"
        "> | A | B |\n> |--|--|\n"
        "> | 1 | 2 |\n"
    )
    assert article.blocks[0].columns == ("Stage", "Pay")
    assert article.blocks[0].lead is not None
    assert article.blocks[1].columns == ("A", "B")
    assert article.passages[-1].cells == ("1", "2")
    assert article.passages[-1].quote == "| 1 | 2 |"
    assert article.passages[0].marks == ("[1]",)


def test_broken_tables_are_named_and_read(markdown: Read) -> None:
    article = markdown(
        "| A | B |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |\n\n| A | B |\n|---|\n| 1 | 2 |\n"
    )
    assert [p.cells for p in article.passages] == [("1", "2 | 3"), ("4", ""), ("1", "2")]
    assert [warning.line for warning in article.warnings] == [5, 6, 9]
    assert article.passages[-1].quote == "| 1 | 2 |"


def test_a_ruler_of_another_width_makes_a_table_as_kramdown_has_it(markdown: Read) -> None:
    article = markdown(
        "Pay by role:\n| Role | Pay |\n|-----------|\n| Cook *(new)* | 20 \\| 21 |\n"
        "| Chef | 30 | x |\n"
        "All is fair.\n\n> | A | B |\n> |---|\n> | 1 | 2 |\n\n| Role | Pay |\n|---|\n"
    )
    assert article.blocks[0].columns == ("Role", "Pay")
    assert article.blocks[0].lead is not None
    assert [p.cells for p in article.passages] == [
        ("Cook (new)", "20 | 21"),
        ("Chef", "30 | x"),
        (),
        ("1", "2"),
        (),
    ]
    assert [warning.line for warning in article.warnings] == [5, 7, 11]


@pytest.mark.parametrize(
    "table",
    [
        "| Who bakes? |\n|---|\n| Ann does. |\n| And Bo. |\n| Who mills? |\n| Nobody. |\n",
        "<table>\n<tr><td><b>Who bakes?</b></td></tr>\n<tr><td>Ann does.</td></tr>\n"
        "<tr><td>And Bo.</td></tr>\n<tr><td><b>Who mills?</b></td></tr>\n"
        "<tr><td>Nobody.</td></tr>\n</table>\n",
    ],
)
def test_a_column_of_questions_and_answers_is_an_faq(markdown: Read, table: str) -> None:
    article = markdown(f"{table}\nThat was all.\n")
    assert [(each.heading[-1:], each.text) for each in article.passages] == [
        *((("Who bakes?",), "Ann does."), (("Who bakes?",), "And Bo.")),
        *((("Who mills?",), "Nobody."), ((), "That was all.")),
    ]
    assert all(section.faq for section in article.sections)


@pytest.mark.parametrize(
    "rows",
    [
        "| Who bakes? |\n|---|\n| Ann |\n| Bo |\n",
        "| To ask |\n|---|\n| Who bakes? |\n| Who mills? |\n",
        "| Who bakes? |\n|---|\n| Who mills? |\n| Ann |\n",
    ],
)
def test_a_column_of_another_kind_is_a_table(markdown: Read, rows: str) -> None:
    assert not markdown(rows).sections
