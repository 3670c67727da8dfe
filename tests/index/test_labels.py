"""A short question for every passage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import BUNDLED, read_folder, read_text
from index.known_questions import normalized
from index.labels import labels

if TYPE_CHECKING:
    from tests.conftest import Asked

ARTICLE = """# How to become a baker

## Pay

Bakers earn little at first. Later they earn more.

Pay. The median is low.

- Apprentice: $24,000
- A very long item that goes on and on, past every limit that anybody could set for a label, and on
- Apprentice: half a day

| Stage | Pay |
|---|---|
| Head | $52,000 |
"""


def test_a_label_says_what_a_passage_is_about() -> None:
    article = read_text(ARTICLE, Path("baker.md"))
    assert labels([article])[0] == [
        "Pay",
        "Pay: Pay",
        "Pay: Apprentice",
        "Pay: A very long item that goes on and on, past every limit that anybody …",
        "How to become a baker: Pay: Apprentice",
        "Pay: Head",
    ]


def test_equal_ones_are_numbered() -> None:
    article = read_text("# T\n\n## A\n\n" + "- Same thing\n" * 4, Path("t.md"))
    assert labels([article])[0] == [
        "A: Same thing",
        "T: A: Same thing",
        "T: A: Same thing (2)",
        "T: A: Same thing (3)",
    ]


def test_every_passage_of_an_article_has_its_own(asked: Asked) -> None:
    articles = read_folder([BUNDLED, asked.article]).articles
    assert len(articles) > 3
    made = labels(articles)
    assert [len(one) for one in made] == [len(article.passages) for article in articles]
    flat = [label for one in made for label in one]
    assert len({normalized(label) for label in flat}) == len(flat)
    assert all(label.strip() == label != "" for label in flat)
    assert max(map(len, flat)) < 400


@pytest.mark.parametrize("text", ["Just one paragraph.", "…"])
def test_a_passage_above_all_headings_is_named_by_the_title(text: str) -> None:
    assert labels([read_text(f"# Bakers\n\n{text}\n", Path("b.md"))]) == [["Bakers"]]


def test_a_heading_names_only_the_section_that_it_leads_to() -> None:
    one = read_text(
        "# A\n\n## Pay\n\nIt is low.\n\n## Work\n\nHard.\n\n## Pay\n\nIt rises.", Path("a.md")
    )
    other = read_text("# B\n\n## Pay?\n\nIt is high.\n\n## Work\n\nHard.\n", Path("b.md"))
    assert labels([one, other]) == [
        ["Pay", "Work", "Pay: It rises"],
        ["Pay? It is high", "Work: Hard"],
    ]


@pytest.mark.timeout(60)
def test_passages_that_are_all_alike_get_labels_of_their_own() -> None:
    article = read_text("# Title\n\n## Pay\n\n" + "It pays.\n\n" * 3_000, Path("article.md"))
    (named,) = labels([article])
    assert len(set(named)) == len(named) == 3_000
