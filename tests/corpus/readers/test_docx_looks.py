"""What a Word document only looks like: titles, tables set by tabs, columns; and what it hides."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Article, read_article
from tests.corpus.documents import docx, heading, item, lines, paragraph, run, table


def read(tmp_path: Path, *body: str) -> Article:
    file = tmp_path / "bakery.docx"
    file.write_bytes(docx(*body))
    return read_article(file)


def told(article: Article) -> list[tuple[str, str]]:
    return [(" > ".join(each.heading), each.text) for each in article.passages]


def sized(text: str, points: int) -> str:
    return lines(run(text, looks=f'<w:sz w:val="{2 * points}"/>'))


def test_titles_are_known_by_their_size(tmp_path: Path) -> None:
    text = lines("Bread is baked at night, and sold from six until it is gone.")
    article = read(
        tmp_path, sized("The bakery", 24), text, sized("Cakes", 14), text, sized("A rule.", 14)
    )
    assert article.title == "The bakery"
    assert [heading for heading, _ in told(article)] == ["", "Cakes", "Cakes"]


def test_a_large_line_above_styled_headings_is_the_title(tmp_path: Path) -> None:
    article = read(tmp_path, sized("The bakery", 24), heading("Cakes", 1), lines("To order only."))
    assert (article.title, told(article)) == ("The bakery", [("Cakes", "To order only.")])


def test_what_stands_above_styled_headings_is_what_it_is(tmp_path: Path) -> None:
    intro = "Bread is baked at night. It is sold from six until it is gone."
    bookmark = '<w:bookmarkStart w:id="1" w:name="bread"/><w:bookmarkEnd w:id="1"/>'
    prices = table([["What", "Price"], ["Bread", "$4"], ["Cakes", "$9"]])
    body = (bookmark, lines(intro), prices, heading("Cakes", 1), lines("To order only."))
    article = read(tmp_path, heading("The bakery", 0), *body)
    assert [each for each in told(article) if " | " not in each[1]] == [
        ("", intro),
        ("Cakes", "To order only."),
    ]
    assert ("", intro) in told(read(tmp_path, *body))


def test_underlined_lines_head_what_follows(tmp_path: Path) -> None:
    under = [lines(run(text, looks='<w:u w:val="single"/>')) for text in ("Bread", "Cakes")]
    body = (under[0], lines("From six."), under[1], lines("To order."))
    article = read(tmp_path, heading("Bakery", 0), *body)
    assert told(article) == [("Bread", "From six."), ("Cakes", "To order.")]


def test_labels_within_their_lines_head_them_too(tmp_path: Path) -> None:
    body = [
        paragraph("Bread", bold=True),
        lines("From six."),
        lines(run("Cakes - ", bold=True) + run("Order a day before.")),
        lines(run("Dogs: ", bold=True) + run("They wait outside.")),
        lines(run("Note: ", bold=True) + run("A bowl is there.")),
        lines(run("Note: ", bold=True) + run("Water, too.")),
        lines(run("Nobody", bold=True) + run(" smokes.")),
    ]
    assert told(read(tmp_path, heading("Bakery", 0), *body)) == [
        ("Bread", "From six."),
        ("Cakes", "Cakes - Order a day before."),
        ("Dogs", "Dogs: They wait outside."),
        *(("Dogs", text) for text in ("Note: A bowl is there.", "Note: Water, too.")),
        ("Dogs", "Nobody smokes."),
    ]


def test_labels_under_styled_headings_are_text(tmp_path: Path) -> None:
    body = [
        lines(run(f"{label}: ", bold=True) + run("Yes.")) for label in ("Cakes", "Bread", "Rolls")
    ]
    article = read(tmp_path, heading("Bakery", 0), heading("Sold", 1), *body)
    assert {heading for heading, _ in told(article)} == {"Sold"}


def test_lines_set_by_tabs_are_a_table(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        heading("Bakery", 0),
        lines("\tSmall\tLarge", "Rolls\t1\t2", "Bread\t\t3\t5"),
        lines("A line.", "Monday\tclosed", "Tuesday\t6-13"),
    )
    (block,) = (each for each in article.blocks if each.kind == "table")
    assert block.columns == ("", "Small", "Large")
    assert [text for _, text in told(article)] == [
        *("Rolls | 1 | 2", "Bread | 3 | 5"),
        *("A line.", "Monday closed", "Tuesday 6-13"),
    ]


def test_typed_bullets_are_no_table(tmp_path: Path) -> None:
    texts = [f"{mark}\t{text}" for mark in "§\uf0b7" for text in ("Rye", "Oats", "Rolls")]
    article = read(tmp_path, heading("Bakery", 0), lines(*texts))
    assert {each.kind for each in article.passages} == {"item"}
    assert [text for _, text in told(article)] == ["Rye", "Oats", "Rolls"] * 2


def test_typed_numbers_are_no_table(tmp_path: Path) -> None:
    article = read(tmp_path, heading("Bakery", 0), lines("1.\tKnead", "2.\tWait", "3.\tBake"))
    assert [each.ordinal for each in article.passages] == [1, 2, 3]


def test_columns_laid_out_in_one_row_are_texts(tmp_path: Path) -> None:
    cells = [
        paragraph(name, bold=True) + lines(f"{name} is sold.", "It is good.")
        for name in ("Rye", "Oats")
    ]
    row = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    article = read(tmp_path, heading("Bakery", 0), f"<w:tbl><w:tr>{row}</w:tr></w:tbl>")
    assert told(article) == [
        *(("Rye", "Rye is sold."), ("Rye", "It is good.")),
        *(("Oats", "Oats is sold."), ("Oats", "It is good.")),
    ]


def test_rows_over_all_columns_head_those_below(tmp_path: Path) -> None:
    def over(text: str) -> str:
        span = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
        return f"<w:tr><w:tc>{span}{paragraph(text)}</w:tc></w:tr>"

    def row(*texts: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{paragraph(text)}</w:tc>' for text in texts)}</w:tr>"

    made = table([["Loaf", "Price"]]).removesuffix("</w:tbl>")
    made += over("Rye") + row("Small", "3") + over("Oats") + row("Small", "4") + "</w:tbl>"
    article = read(tmp_path, heading("Bakery", 0), made)
    assert told(article) == [("Rye", "Small | 3"), ("Oats", "Small | 4")]


HIDDEN = "<w:vanish/>"


@pytest.mark.parametrize(
    ("looks", "shown"),
    [(HIDDEN, False), ('<w:vanish w:val="0"/>', True), ('<w:vanish w:val="true"/>', False)],
)
def test_hidden_text_is_not_read(tmp_path: Path, looks: str, shown: bool) -> None:
    body = lines("Bread." + "", run("Ask Anna.", looks=looks))
    article = read(tmp_path, heading("Bakery", 0), item("Rye", numbered=True), body)
    assert ("Ask Anna." in [text for _, text in told(article)]) == shown
    assert article.passages[0].ordinal == 1


def test_a_field_that_nobody_filled_in_is_a_placeholder(tmp_path: Path) -> None:
    field = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = lines("Bread.", run("Baker: ") + field.format(run("Choose an item.")))
    article = read(tmp_path, heading("Bakery", 0), body)
    assert [text for _, text in told(article)] == ["Bread."]
    assert article.set_aside[0].reason == "unresolved placeholder {{ Choose an item. }}"
