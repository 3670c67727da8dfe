"""What stands below each other in the cells of an HTML page's table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]


def texts(article: Article) -> list[str]:
    return [each.text for each in article.passages]


@pytest.mark.parametrize(
    "cell", ["<td><p>{}</p><p>{}</p><p>{}</p></td>", "<td>{}<br>{}<br>{}</td>"]
)
def test_cells_of_as_many_lines_are_rows(page: Read, cell: str) -> None:
    names, fees = cell.format("New card", "Lost book", "Late tape"), cell.format("$2", "$60", "$5")
    article = page(
        f"<h1>Fees</h1>\n<table><tr><th>What</th><th>Fee<br>each</th></tr>\n"
        f"<tr>{names}{fees}</tr><tr><td>Other</td><td>$1</td></tr></table>"
    )
    assert texts(article) == ["New card | $2", "Lost book | $60", "Late tape | $5", "Other | $1"]
    assert [each.line for each in article.passages[:3]] == [4, 4, 4]
    assert article.blocks[0].columns == ("What", "Fee each")
    assert article.passages[1].cells == ("Lost book", "$60")


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("<td>Mill<td><div>3 Long Lane</div><div>Hay</div>", "Mill | 3 Long Lane · Hay"),
        ("<td>Mill<br>Shop<td>Hay<br>Wye", "Mill · Shop | Hay · Wye"),
        ("<td>Opening<br>hours<td>9–5", "Opening hours | 9–5"),
        ("<td>Mill<td><p>It turns.</p><p>It grinds.</p>", "Mill | It turns. It grinds."),
        ("<td rowspan=2>A<br>B<br>C<td>1<br>2<br>3<tr><td>4", "A · B · C | 1 · 2 · 3"),
    ],
)
def test_lines_of_a_cell_are_told_apart(page: Read, row: str, text: str) -> None:
    article = page(f"<h1>Mills</h1><table><tr><th>What<th>Where<tr>{row}</table>")
    assert article.passages[0].text == text


def test_a_cell_stands_in_each_column_that_it_spans(page: Read) -> None:
    article = page(
        "<h1>Fees</h1><table><tr><th>Who<th>Summer<th>Winter<tr><td>Child<td colspan=2>free"
        "<tr><td>Adult<td>$2<td>$3<tr><td colspan=3>All with tax"
        "<tr><td rowspan=2>Group<td rowspan=2 colspan=2>$9<tr></table>"
    )
    assert texts(article) == [
        "Child | free | free",
        "Adult | $2 | $3",
        "All with tax | |",
        "Group | $9 | $9",
        "Group | $9 | $9",
    ]


@pytest.mark.parametrize("title", ["<th colspan=2>{}", "<td colspan=2><b>{}</b>"])
@pytest.mark.parametrize("header", ["<tr><th>Who<th>Fee", "<thead><tr><th>Who<th>Fee<tbody>", ""])
def test_a_row_that_is_one_title_heads_the_rows_below_it(
    page: Read, title: str, header: str
) -> None:
    day, year = title.format("Day tickets"), title.format("Year tickets")
    article = page(
        f"<h1>Fees</h1>\n<table>{header}\n<tr>{day}<tr><td>Adult<td>$2<tr><td>Child<td>$1"
        f"\n<tr>{year}\n<tr><td>Adult<td>$90</table><p>Ask us."
    )
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Day tickets",), "Adult | $2"),
        (("Day tickets",), "Child | $1"),
        (("Year tickets",), "Adult | $90"),
        ((), "Ask us."),
    ]
    assert article.blocks[0].columns == article.blocks[1].columns
    assert [*filter(None, article.blocks[1].columns)] == (["Who", "Fee"] if header else [])
    assert article.passages[2].line == 6


@pytest.mark.parametrize("row", ["<td colspan=2>Or by card", "<th colspan=2>Ask for others."])
def test_a_row_of_one_cell_that_titles_nothing_stays_a_row(page: Read, row: str) -> None:
    article = page(f"<h1>Fees</h1><table><tr><th>Who<th>Fee<tr>{row}<tr><td>Adult<td>$2</table>")
    assert [each.heading for each in article.passages] == [(), ()]


def test_a_row_in_bold_titles_a_row_of_one_cell(page: Callable[..., Article]) -> None:
    article = page(
        "<h1>Ovens</h1><table><tr><td colspan=2><b>Open</b><tr><td>Monday<td>9 to 5"
        "<tr><td colspan=2>&nbsp;<tr><td colspan=2><b>Closed</b><tr><td colspan=2>1 May</table>"
    )
    assert [(each.heading[-1], each.cells[0]) for each in article.passages] == [
        ("Open", "Monday"),
        ("Closed", "1 May"),
    ]


@pytest.mark.parametrize(
    ("first", "columns"), [("BREAD|PRICE", ("BREAD", "PRICE")), ("Rolls|OFF", ("", ""))]
)
def test_a_first_row_in_capitals_names_the_columns(
    page: Callable[..., Article], first: str, columns: tuple[str, ...]
) -> None:
    rows = "".join(
        f"<tr><td>{row.replace('|', '<td>')}" for row in (first, "Rye|4", "Wheat|<b>3</b>")
    )
    article = page(f"<h1>Ovens</h1><table>{rows}</table>")
    assert article.blocks[0].columns == columns
    assert article.passages[-1].cells == ("Wheat", "3")


def test_a_table_without_content_is_set_aside(page: Callable[..., Article]) -> None:
    article = page(
        "<h1>Ovens</h1><p>It is hot.</p><table><tr><th>Bread<th>Price<tr><td><td></table>"
    )
    assert [each.text for each in article.passages] == ["It is hot."]
    assert [each.reason for each in article.set_aside] == ["table without content"]


def test_headings_in_a_tables_header_and_titles_leave_it_a_table(page: Read) -> None:
    article = page(
        "<h1>Fees</h1><table><thead><tr><th><th><h4>Half day</h4><th><h4>Full day</h4></thead>"
        "<tr><td colspan=3><h4>Toddlers</h4><tr><td>2 days<td>$640<td>$960"
        "<tr><td colspan=3><h4>Older</h4><tr><td>2 days<td>$630<td>$890</table>"
    )
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Toddlers",), "2 days | $640 | $960"),
        (("Older",), "2 days | $630 | $890"),
    ]
    assert article.blocks[0].columns == ("", "Half day", "Full day")


@pytest.mark.parametrize(
    "html",
    [
        "<tr><td><h2>Heat</h2><tr><td>Hot.<td>Warm.",
        "<tr><th>Oven<th>Rack<tr><td><h2>Heat</h2>Hot.<td>Warm.",
        "<tr><th>Oven<th>Rack<tr><td><h2>Heat</h2><td>Hot.",
    ],
)
def test_a_table_with_other_headings_lays_out_the_page(page: Read, html: str) -> None:
    article = page(f"<h1>Ovens</h1><table>{html}</table>")
    assert article.passages[-1].heading == ("Heat",)
