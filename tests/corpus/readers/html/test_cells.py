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
