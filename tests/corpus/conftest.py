"""What the tests of the readers share."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from corpus import Article, read_text

HERE = Path(__file__).resolve().parent
Read = Callable[..., Article]


@pytest.fixture(scope="session")
def outlines() -> Path:
    """The folder with plain-text articles and the outlines that a reader sees in them."""
    return HERE / "readers" / "text" / "outlines"


@pytest.fixture(scope="session")
def outline() -> Callable[[Article], list[str]]:
    """Return an article's headings, each indented by its level."""
    return lambda article: [
        "  " * (section.level - 1) + section.heading for section in article.sections
    ]


@pytest.fixture(scope="session")
def check() -> Callable[[Article], None]:
    return _check


@pytest.fixture(scope="session")
def markdown() -> Read:
    """Read Markdown under a title, and hold it against the invariants."""

    def read(text: str, title: str = "# The title\n\n") -> Article:
        article = read_text(title + text, Path("article.md"))
        _check(article)
        return article

    return read


@pytest.fixture(scope="session")
def page() -> Read:
    """Read the body of an HTML page, and hold it against the invariants."""

    def read(body: str, head: str = "<title>The title</title>") -> Article:
        article = read_text(f"<html><head>{head}</head>\n<body>{body}</body>", Path("page.html"))
        _check(article)
        return article

    return read


@pytest.fixture(scope="session")
def plain() -> Read:
    """Read plain text under a title, and hold it against the invariants."""

    def read(text: str, title: str = "The Title\n\n") -> Article:
        article = read_text(title + text, Path("article.txt"))
        _check(article)
        return article

    return read


def _check(article: Article) -> None:
    """Hold an article against everything it promises."""
    source = article.source
    assert article.title.strip()
    for passage in article.passages:
        assert source[passage.start : passage.end] == passage.quote
        assert passage.quote.strip() == passage.quote != ""
        assert passage.text
        assert passage.article == article.id
        if article.path.endswith((".md", ".mdx", ".txt")):  # whose source is the file itself
            assert passage.line == 1 + len(re.findall(r"\r\n|\r|\n", source[: passage.start]))
        block = article.blocks[passage.block]
        assert block.section == passage.section
        if passage.section is None:
            assert passage.heading == ()
        else:
            section = article.sections[passage.section]
            assert passage.heading == section.path
            assert section.start <= passage.start <= passage.end <= section.end
        if passage.kind != "code":
            assert passage.text == " ".join(passage.text.split())
        if passage.kind == "row" and block.columns:
            assert len(passage.cells) == len(block.columns)
    for before, after in pairwise(article.passages):
        assert before.end <= after.start
    assert len({passage.id for passage in article.passages}) == len(article.passages)
    for block in article.blocks:
        for span in (block.lead, block.header):
            if span is not None:
                assert 0 <= span.start < span.end <= len(source)
                assert span.text
    for section in article.sections:
        assert 0 <= section.start < section.end <= len(source)
        assert section.path[-1] == section.heading
        assert section.level == len(section.path)
    marks = {reference.mark for reference in article.references}
    assert {mark for passage in article.passages for mark in passage.marks} <= marks
    for aside in article.set_aside:
        assert source[aside.start : aside.end] == aside.text
        for passage in article.passages:
            assert aside.end <= passage.start or passage.end <= aside.start
