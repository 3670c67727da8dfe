"""A label for every section, by which a person asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import BUNDLED, read_folder, read_text
from index.known_questions import normalized
from index.labels import labels, unnumbered

if TYPE_CHECKING:
    from tests.conftest import Asked


def test_a_label_is_the_heading_of_its_section() -> None:
    article = read_text("# Bakers\n\n## Pay:\n\nLow.\n\n## Is it hard?\n\nYes.\n", Path("b.md"))
    assert labels([article]) == [["Pay", "Is it hard?"]]


def test_of_two_alike_in_one_article_each_says_what_it_stands_under() -> None:
    text = "# T\n\n## Cook\n\n### Pay\n\nLow.\n\n## Baker\n\n### Pay\n\nHigh.\n"
    assert labels([read_text(text, Path("t.md"))]) == [
        ["Cook", "Pay (Cook)", "Baker", "Pay (Baker)"]
    ]


def test_where_there_are_several_articles_it_says_which_it_is_about() -> None:
    said = (
        "# {name} career guide\n\n## Do {name}s need a degree?\n\nNo.\n\n## Is it hard?\n\nYes.\n"
    )
    articles = [
        read_text(said.format(name=name), Path(f"{name}.md")) for name in ("Baker", "Welder")
    ]
    assert labels(articles) == [
        ["Do Bakers need a degree?", "Is it hard? (Baker career guide)"],
        ["Do Welders need a degree?", "Is it hard? (Welder career guide)"],
    ]


def test_a_title_that_only_says_that_there_are_questions_says_not_which() -> None:
    table = read_text("Question,Answer\nIs it hard?,No.\n", Path("questions.csv"))
    baker = read_text("# Bakers\n\n## Pay\n\nLow.\n", Path("b.md"))
    assert labels([table, baker]) == [["Is it hard?"], ["Pay (Bakers)"]]


@pytest.mark.parametrize(
    ("headings", "bare"),
    [
        (["1. Who digs?", "2. When?"], ["Who digs?", "When?"]),
        (["Tools", "1) Spades", "2): Nets"], ["Tools", "Spades", "Nets"]),
        (["1 Where do we dig?", "3 Where not?", "2 Until when?"],
         ["Where do we dig?", "Where not?", "Until when?"]),
        (["1. Tides", "1.1 High", "1.2. Low", "2. Nets"], ["Tides", "High", "Low", "Nets"]),
        (["1. Pay", "2. Pay"], ["1. Pay", "2. Pay"]),
        # No numbers that count the headings:
        (["2 years at sea", "3 years at sea"], ["2 years at sea", "3 years at sea"]),
        (["2024 Tides", "2025 Tides"], ["2024 Tides", "2025 Tides"]),
        (["7 Ways to mend a net", "Tools"], ["7 Ways to mend a net", "Tools"]),
        (["1.", "2."], ["1.", "2."]),
        ([], []),
    ],
)  # fmt: skip
def test_a_heading_is_asked_for_without_its_number(headings: list[str], bare: list[str]) -> None:
    assert unnumbered(headings) == bare


def test_what_is_counted_may_go_too() -> None:
    headings = ["Step 1: Call us", "Step 2 – Come", "Level 2: Cook", "Week 9 begins", "Step 7: Go"]
    assert unnumbered(headings) == headings
    assert unnumbered(headings, words=True) == ["Call us", "Come", *headings[2:]]


def test_every_section_has_its_own(asked: Asked) -> None:
    articles = read_folder([BUNDLED, asked.article]).articles
    assert len(articles) > 3
    made = labels(articles)
    assert [len(one) for one in made] == [len(article.sections) for article in articles]
    flat = [label for one in made for label in one]
    assert len({normalized(label) for label in flat}) == len(flat)
    assert all(label.strip() == label != "" for label in flat)


@pytest.mark.timeout(60)
def test_sections_that_are_all_alike_get_labels_of_their_own() -> None:
    article = read_text("# Title\n\n" + "## Pay\n\nIt pays.\n\n" * 3_000, Path("article.md"))
    (named,) = labels([article])
    assert len(set(named)) == len(named) == 3_000
