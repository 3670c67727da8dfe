"""Bullets that are drawn and no letters, as in a page that a browser saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Article, read_article
from tests.corpus.paper import Paper

LINES = ["Bake the bread", "Sell the bread", "Clean the bakery"]


def read(tmp_path: Path, paper: Paper) -> Article:
    file = tmp_path / "bakery.pdf"
    file.write_bytes(paper.data())
    return read_article(file)


def drawn(paper: Paper, lines: list[str], *, away: float = 3, wide: float = 1.3) -> Paper:
    """Write lines with a dot before each, so far from it and so wide, in millimetres."""
    paper.set_font("times", size=11)
    for line in lines:
        left, top = paper.get_x() + 10, paper.get_y()
        middle = top + paper.font_size / 2
        paper.ellipse(left - away, middle - wide / 2, wide, wide, style="F")
        paper.set_xy(left, top)
        paper.cell(0, paper.font_size, line, new_x="LMARGIN", new_y="NEXT")
        paper.ln(1)
    return paper


def test_lines_with_a_drawn_bullet_are_items(tmp_path: Path) -> None:
    paper = drawn(Paper().heading("Bakery", 0).text_block("We do:"), LINES)
    article = read(tmp_path, paper.text_block("Come and see."))
    assert [(each.kind, each.text) for each in article.passages] == [
        *(("item", line) for line in LINES),
        ("paragraph", "Come and see."),
    ]
    assert article.blocks[0].lead is not None
    assert article.blocks[0].lead.text == "We do:"


@pytest.mark.parametrize(("away", "wide"), [(12, 1.3), (9, 6), (3, 0.2)], ids=str)
def test_what_is_drawn_elsewhere_or_larger_is_no_bullet(
    tmp_path: Path, away: float, wide: float
) -> None:
    paper = drawn(Paper().heading("Bakery", 0), LINES, away=away, wide=wide)
    assert {each.kind for each in read(tmp_path, paper).passages} == {"paragraph"}


def test_a_dot_between_words_is_no_bullet(tmp_path: Path) -> None:
    paper = Paper().heading("Bakery", 0)
    top = paper.get_y()
    paper.cell(22, 5, "Bread daily")
    paper.ellipse(paper.get_x(), top + 2, 1.3, 1.3, style="F")
    paper.set_xy(paper.get_x() + 5, top)
    paper.cell(30, 5, "Cakes on Fridays", new_x="LMARGIN", new_y="NEXT")
    assert {each.kind for each in read(tmp_path, paper).passages} == {"paragraph"}
