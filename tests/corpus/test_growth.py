"""An article is read in time that grows with its length alone; see `tests.growth`."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from corpus import ArticleError, read_text
from corpus.furniture.headings import is_faq, is_frame, is_question
from corpus.furniture.promotion import button_label, call_start, closes_with_promotion, is_offer
from corpus.furniture.references import read_entries
from corpus.readers.markdown.bold_question import split_question
from corpus.readers.markdown.inline import plain_html
from corpus.readers.text.heading_shape import shape_of
from corpus.sentences import sentences
from tests.growth import BLOCKS, repeated

pytestmark = pytest.mark.growth

TEXT = 500_000
"""Characters of a text that patterns alone go over."""
# Whatever a length is: half of it in a quarter of the time finds all that is quadratic, and what is
# not takes half as long.


def read(source: str, suffix: str) -> None:
    with contextlib.suppress(ArticleError):
        read_text(source, Path(f"article{suffix}"))


@pytest.mark.parametrize(
    "suffix", [".md", ".txt", ".rst", ".html", ".csv", ".tsv", ".jsonl", ".yaml"]
)
@pytest.mark.timeout(300)
def test_an_article_of_one_block_is_read(suffix: str) -> None:
    for block in BLOCKS:
        read(f"# Title\n\nText: {repeated(block, 4_000)}\n\n- an item\n", suffix)


@pytest.mark.parametrize(
    "block",
    [
        "[",
        "![",
        "[a ",
        "[1](a) ",
        "[](http://a",
        "- a\n\n  b\n\n",
        "a\n\n",
        "contents\n\n",
        "<a ",
        "*a ",
        "{% a ",
        "{{a}} ",
        "<details><summary>a",
        "{% comment %}\n",
        '!!! a "b"\n\n',
        "> [!A] b\n\n",
        "[a]({{b}}",
        "<table>",
        "<table><tr><td>a",
        "<table></table>",
        "<table><tr><td>a</table>\n",
        "<tr><td>",
    ],
)
@pytest.mark.timeout(50)
def test_a_large_article_of_what_nests_or_repeats_is_read(block: str) -> None:
    read(f"# Title\n\nText {block * (50_000 // len(block))}\n", ".md")


@pytest.mark.parametrize(
    "block",
    [
        *("`a `_ ", "*a ", "**a ", "``a ", "|a ", "_`a ", "`a`_ ", "[a]_ ", "http://a.b "),
        *("- a\n", "a. b\n\n", "a\n  b\n\n", "| a\n", ":a: b\n", ".. a\n\n", ".. _a:\n\n"),
        *(".. a:: b\n\n   c\n\n", ".. |a| replace:: b\n", "a\n-\n\n", "+-+-+\n", "+-", "== "),
        *("== ==\na  b\n== ==\n\n", "+--+\n|a |\n+--+\n\n", ".. list-table::\n\n   * - a\n\n"),
    ],
)
@pytest.mark.timeout(50)
def test_restructuredtext_that_repeats_is_read(block: str) -> None:
    read(f"Title\n=====\n\nText.\n\n{block * (10_000 // len(block))}\n\nEnd.\n", ".rst")


@pytest.mark.timeout(60)
def test_a_cell_of_white_space_is_read() -> None:
    read(f"# Title\n\nText.\n\n<table><tr><td>{' ' * TEXT}a<td>b</table>\n", ".md")


@pytest.mark.parametrize(
    "block",
    ["a\n: b\n", "a\nb\n: c\n\n", "<b>a</b>\n", "<ul><li><a href=#a>a</a></ul>", "-- \na\n"],
)
@pytest.mark.timeout(50)
def test_terms_links_and_signatures_that_repeat_are_read(block: str) -> None:
    for suffix in (".md", ".html", ".txt"):
        read(f"Title\n\nText.\n\n{block * (50_000 // len(block))}\n", suffix)


@pytest.mark.parametrize(
    "text",
    [
        "take the next step" + "!" * TEXT + "x",
        "A." * TEXT,
        "read more: " + "!" * TEXT + "x",
        "Q:" + " " * TEXT + "x",
        "[](http://" + "a" * TEXT,
        "our " + "a-" * TEXT,
        "<!--" * (TEXT // 4),
        "<script>" * (TEXT // 8),
        "</script" + " " * TEXT,
        "." + ")" * TEXT,
        ". " * TEXT,
        " " * TEXT,
    ],
    ids=lambda text: text[:12],
)
@pytest.mark.timeout(60)
def test_no_pattern_goes_over_a_text_again_and_again(text: str) -> None:
    sentences(text)
    shape_of(text)
    button_label(text)
    call_start(text)
    is_offer(text)
    closes_with_promotion(text, ["Take it today."])
    split_question(text, True)
    plain_html(text)
    read_entries(f"[1] {text}", None)
    for tells in (is_faq, is_frame, is_question):
        tells(text)


@pytest.mark.timeout(60)
def test_a_reference_list_of_many_lines_is_read() -> None:
    assert len(read_entries("[1] a\n" + "word\n" * 200_000, None)) == 1


def test_links_inside_few_brackets_are_links_all_the_same() -> None:
    article = read_text(
        "# T\n\n[[see [the list](https://a.org)]] and [x](https://b.org)", Path("a.md")
    )
    assert article.passages[0].text == "[[see the list]] and x"
