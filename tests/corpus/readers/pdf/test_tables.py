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


CARE = [
    ["What is asked of us", "What we do about it, and when that is"],
    ["Bread for a party of ten", "We bake it the day before the party"],
    ["Cakes for a party of ten", "We bake them on the day of the party"],
    ["Rolls for a whole school", "We bake them in the night before that"],
]


def test_ruled_cells_of_many_words_are_no_columns_of_a_text(tmp_path: Path) -> None:
    article = read(tmp_path, Paper().heading("Bakery", 0).ruled(CARE))
    assert [block.columns for block in article.blocks] == [tuple(CARE[0])]
    assert [each.cells for each in article.passages] == [tuple(row) for row in CARE[1:]]


def test_a_ruled_cell_may_have_several_lines(tmp_path: Path) -> None:
    long = "Bakers begin at two in the morning, so that all is fresh when the first people come in."
    rows = [
        ["Who", "When", "Where"],
        ["Bakers", long, "in the bakery"],
        ["Sellers", "at six", long],
    ]
    article = read(tmp_path, Paper().heading("Bakery", 0).ruled(rows))
    assert [each.cells for each in article.passages] == [tuple(row) for row in rows[1:]]


def test_words_close_to_a_line_stay_in_their_cells(tmp_path: Path) -> None:
    paper = Paper().heading("Bakery", 0)
    paper.set_font("times", size=11)
    for left, right in [("South", "$326"), ("North", "$350"), ("Elsewhere", "$300")]:
        paper.cell(paper.get_string_width(left) + 2.2 if left == "Elsewhere" else 19, 6, left, 1)
        paper.cell(20, 6, right, 1, new_x="LMARGIN", new_y="NEXT")
    assert texts(read(tmp_path, paper)) == ["South | $326", "North | $350", "Elsewhere | $300"]


def test_a_ruled_table_goes_on_over_the_page_under_its_header(tmp_path: Path) -> None:
    rows = [["Day", "Flour", "Bread"], *([f"Day {n}", f"{n} kg", f"{n + 9}"] for n in range(60))]
    article = read(tmp_path, Paper().heading("Bakery", 0).ruled(rows))
    assert [block.columns for block in article.blocks] == [("Day", "Flour", "Bread")]
    assert [each.cells for each in article.passages] == [tuple(row) for row in rows[1:]]
    assert {each.page for each in article.passages} == {1, 2}


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    paper = Paper().heading("Bakery", 0)
    top = paper.get_y() - 1
    paper.text_block("Bread is sold from six on, as long as there is any of it.")
    paper.text_block("Cakes are sold on Fridays.")
    paper.rect(23, top, 160, paper.get_y() - top)
    assert {each.kind for each in read(tmp_path, paper).passages} == {"paragraph"}


def test_a_drawing_of_many_lines_is_no_table(tmp_path: Path) -> None:
    paper = Paper().heading("Bakery", 0).text_block("This is where we are.")
    for n in range(1500):
        paper.line(30 + n / 10, 60, 30 + n / 10, 200)
        paper.line(30, 60 + n / 11, 180, 60 + n / 11)
    assert [each.text for each in read(tmp_path, paper).passages] == ["This is where we are."]


def test_a_cell_may_cite_a_note(tmp_path: Path) -> None:
    paper = Paper().heading("Bakery", 0)
    paper.set_font("times", size=11)
    for who, pay in [("Bakers", "30,000 euros"), ("Masters", "40,000 euros")]:
        paper.cell(40, 8, who, 1)
        left, top = paper.get_x(), paper.get_y()
        paper.cell(60, 8, "", 1)
        paper.set_xy(left + 1, top + 1.5)
        paper.cited(pay, "" if who == "Masters" else " a year")
        paper.set_xy(paper.l_margin, top + 8)
    paper.notes("After three years.")
    article = read(tmp_path, paper)
    assert [(each.text, each.marks) for each in article.passages][:2] == [
        ("Bakers | 30,000 euros a year", ("[^1]",)),
        ("Masters | 40,000 euros", ("[^1]",)),
    ]
