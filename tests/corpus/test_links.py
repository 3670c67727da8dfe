"""What an article links to: pages and mailboxes, and nothing that runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import read_text
from corpus.links import is_link, is_page

SCRIPTS = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org/a",
    "//example.org/a",
    "/a",
    "https:",
    "https://",
    "https:///a",
    "https://exa mple.org",
    'https://example.org/"onclick="x',
    "https://example.org/<b>",
    "https://[::1",
    "mailto:",
    "",
]


@pytest.mark.parametrize("url", SCRIPTS)
def test_what_is_no_link(url: str) -> None:
    assert not is_link(url)
    assert not is_page(url)


@pytest.mark.parametrize(
    "url", ["https://example.org", "HTTP://example.org:8080/a?b#c", "https://bücher.example/ü(1)"]
)
def test_what_is_a_page(url: str) -> None:
    assert is_link(url)
    assert is_page(url)


def test_a_mailbox_may_be_linked_and_is_no_page() -> None:
    assert is_link("mailto:jobs@example.org")
    assert not is_page("mailto:jobs@example.org")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: T\nreferences:\n  - {mark: '1', title: Book, url: 'javascript:x'}\n---\n"
        "Said so [1].\n",
        "---\ntitle: T\nreferences: {'1': {title: Book, url: 'data:,x'}}\n---\nSo [1].\n",
        "# T\n\nSaid so [[1]](javascript:alert).\n",
        "# T\n\nSaid so [[1]](vbscript:x).\n",
        "# T\n\nSaid so [1].\n\n[1]: ftp://example.org/book 'Book'\n",
        "# T\n\nSaid so [^1].\n\n[^1]: [Book](ftp://example.org/book)\n",
    ],
)
def test_a_reference_that_runs_is_left_out_and_said(text: str) -> None:
    article = read_text(text, Path("a.md"))
    ((mark, url),) = [(one.mark, one.url) for one in article.references]
    assert (mark.replace("^", ""), url) == ("[1]", None)
    (warning,) = article.warnings
    assert warning.reason.startswith(f"the address of reference {mark} left out: '")
    assert warning.reason.endswith("is no web address: begin it with https://")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https:", "https://a b", "ftp://a.example"])
def test_an_article_with_such_an_address_has_none(url: str) -> None:
    article = read_text(f"---\ntitle: T\nurl: '{url}'\n---\nText.\n", Path("a.md"))
    assert article.url is None
    assert [one.reason for one in article.warnings] == [
        f"front matter 'url' left out: {url!r} is no web address: begin it with https://"
    ]
