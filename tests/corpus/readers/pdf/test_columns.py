"""Columns of a PDF's page of which the last is short, and the frame of an only page."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Article, read_article
from tests.corpus.paper import Paper

TEXT = "Bread is sold from six in the morning until it is gone, which may be before noon."
LEFT = (
    "Who bakes at night keeps to these rules:",
    "1. The oven is never left alone while it is",
    "hot, by nobody.",
    "2. The key hangs in the hall.",
    "3. Flour is kept dry, and far from the sink",
    "and from the window.",
    "4. Who comes last in the morning closes the",
)
RIGHT = ("door, and puts the key back into the hall.", "5. Nobody smokes in here, day or night.")


def read(tmp_path: Path, paper: Paper) -> Article:
    file = tmp_path / "bakery.pdf"
    file.write_bytes(paper.data())
    return read_article(file)


def columns(*sides: tuple[str, ...]) -> Paper:
    paper = Paper().heading("Rules of the bakery", 0)
    paper.set_font("times", size=11)
    top = paper.get_y() + 6
    for side, lines in enumerate(sides):
        for number, line in enumerate(lines):
            far = 0 if line[0].isdigit() or (not number and not side) else 5
            paper.text(25 + 85 * side + far, top + 5 * number, line)
    return paper


def test_a_short_last_column_is_read_behind_the_first(tmp_path: Path) -> None:
    article = read(tmp_path, columns(LEFT, RIGHT))
    assert [(each.ordinal, each.depth, each.text) for each in article.passages] == [
        (1, 0, "The oven is never left alone while it is hot, by nobody."),
        (2, 0, "The key hangs in the hall."),
        (3, 0, "Flour is kept dry, and far from the sink and from the window."),
        (
            *(4, 0),
            "Who comes last in the morning closes the door, and puts the key back into the hall.",
        ),
        (5, 0, "Nobody smokes in here, day or night."),
    ]


def test_a_remark_beside_a_text_is_no_column(tmp_path: Path) -> None:
    article = read(tmp_path, columns(LEFT, ("of the year before",)))
    assert "of the year before" in " ".join(each.text for each in article.passages[:1]) or any(
        block.lead and "of the year before" in block.lead.text for block in article.blocks
    )


@pytest.mark.parametrize(
    ("head", "foot", "aside"),
    [
        ("The old bakery", "bakery.example | Page 1", 2),
        ("", "Seite 1", 1),
        ("", "Página 1 de 1", 1),
        ("Call 01353 55512", "Write to bread@bakery.example - page 1", 0),
        ("", "Closed in August", 0),
        ("", "Page 7", 0),
    ],
)
def test_head_and_foot_of_an_only_page(tmp_path: Path, head: str, foot: str, aside: int) -> None:
    paper = Paper(head, foot).heading("Bakery", 0).text_block(TEXT)
    article = read(tmp_path, paper)
    assert [each.reason for each in article.set_aside] == ["running head or foot"] * aside
    assert TEXT in [each.text for each in article.passages]
