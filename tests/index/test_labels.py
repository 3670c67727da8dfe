"""A label for every section, by which a person asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import BUNDLED, read_folder, read_text
from index.known_questions import normalized
from index.labels import labels

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
