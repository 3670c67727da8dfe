"""A short question for every passage."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import BUNDLED, read_folder, read_text
from index.labels import labels

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
    assert labels(article) == [
        "Pay",
        "Pay: Pay",
        "Pay: Apprentice",
        "Pay: A very long item that goes on and on, past every limit that anybody …",
        "How to become a baker: Pay: Apprentice",
        "Pay: Head",
    ]


def test_equal_ones_are_numbered() -> None:
    article = read_text("# T\n\n## A\n\n" + "- Same thing\n" * 4, Path("t.md"))
    assert labels(article) == [
        "A: Same thing",
        "T: A: Same thing",
        "T: A: Same thing (2)",
        "T: A: Same thing (3)",
    ]


def test_every_passage_of_an_article_has_its_own(shared: Path) -> None:
    articles = read_folder([BUNDLED, shared / "corpus"]).articles
    assert len(articles) > 3
    for article in articles:
        made = labels(article)
        assert len(made) == len(article.passages)
        assert len({label.casefold() for label in made}) == len(made)
        assert all(label.strip() == label != "" for label in made)
        assert max(map(len, made)) < 400


@pytest.mark.parametrize("text", ["Just one paragraph.", "…"])
def test_a_passage_above_all_headings_is_named_by_the_title(text: str) -> None:
    assert labels(read_text(f"# Bakers\n\n{text}\n", Path("b.md"))) == ["Bakers"]
