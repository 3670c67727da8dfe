"""What a Markdown article says of itself."""

from __future__ import annotations

from collections.abc import Callable

from corpus import Article, Reference

Read = Callable[..., Article]


def test_front_matter(markdown: Read) -> None:
    article = markdown(
        "Text [1] and [b].\n",
        "---\ntitle: T\nurl: https://e.org/t\nauthor: [A, B]\nupdated: 2026-01-31\nlanguage: no\n"
        "references:\n  - title: One\n    url: https://e.org/1\n  - https://e.org/2\n"
        "  - mark: 7\n    title: Seven\n---\n",
    )
    assert (article.title, article.url) == ("T", "https://e.org/t")
    assert (article.author, article.updated, article.language) == ("A, B", "2026-01-31", "no")
    assert article.references == (
        Reference("[1]", "One", "https://e.org/1"),
        Reference("[2]", None, "https://e.org/2"),
        Reference("[7]", "Seven", None),
    )
    assert article.warnings == ()


def test_front_matter_maps_references(markdown: Read) -> None:
    article = markdown(
        "Text [2].\n", "---\ntitle: T\nreferences: {2: {title: Two}, '[3]': Three}\n---\n"
    )
    assert article.references == (Reference("[2]", "Two"), Reference("[3]", "Three"))


def test_front_matter_fields_that_say_nothing_are_reported(markdown: Read) -> None:
    article = markdown(
        "x\n",
        "---\ntitle: T\nurl: example.org\nupdated: last week\nlanguage: '?'\nauthor: {a: b}\n---\n",
    )
    assert (article.url, article.updated, article.language, article.author) == (
        None,
        None,
        "en",
        None,
    )
    assert [warning.line for warning in article.warnings] == [3, 6, 4, 5]
