"""Tables of PDF files: which of them have a header."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Article, read_article
from tests.corpus.paper import Paper

HOURS = [["Monday", "closed"], ["Tuesday", "6 - 13"], ["Wednesday", "6 - 13"]]
DAYS = [["Bread", "baked", "sold"], ["Rolls", "bought", "sold"], ["Cakes", "baked", "sold"]]
PAY = [["Level", "Baker", "Miller"], ["Junior", "30", "28"], ["Senior", "60", "50"]]
CORNER = [["", "Adult", "Child"], ["Day", "12", "6"], ["Year", "90", "40"]]


def read(tmp_path: Path, paper: Paper) -> Article:
    file = tmp_path / "bakery.pdf"
    file.write_bytes(paper.data())
    return read_article(file)


def texts(article: Article) -> list[str]:
    return [each.text for each in article.passages if each.kind == "row"]


@pytest.mark.parametrize("rows", [HOURS, DAYS], ids=["two columns", "a value again"])
def test_a_first_row_like_those_below_is_no_header(tmp_path: Path, rows: list[list[str]]) -> None:
    article = read(tmp_path, Paper().heading("Bakery", 0).ruled(rows, bold=False))
    assert texts(article) == [" | ".join(row) for row in rows]


@pytest.mark.parametrize(
    ("rows", "bold"),
    [(HOURS, True), (PAY, False), (PAY, True), (CORNER, False)],
    ids=["bold", "words over numbers", "both", "corner"],
)
def test_a_first_row_that_names_columns_is_a_header(
    tmp_path: Path, rows: list[list[str]], bold: bool
) -> None:
    article = read(tmp_path, Paper().heading("Bakery", 0).ruled(rows, bold))
    (table,) = (each for each in article.blocks if each.kind == "table")
    assert table.columns == tuple(rows[0])
    assert texts(article) == [" | ".join(row) for row in rows[1:]]


def test_dots_between_a_name_and_its_price_are_no_text(tmp_path: Path) -> None:
    prices = [[f"Adult {'.' * 20}", "8.00"], [f"Child under 12 {'.' * 15}", "4.00"]]
    article = read(tmp_path, Paper().heading("Bakery", 0).ruled(prices, bold=False))
    assert texts(article) == ["Adult | 8.00", "Child under 12 | 4.00"]
