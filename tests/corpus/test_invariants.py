"""Any text in: no crash but `ArticleError`, and every offset tells the truth."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Article, ArticleError, read_text

FRAGMENTS = [
    "Title of It", "# Title", "## Heading", "### Deep", "Key Takeaways", "FAQ", "Is It Hard?",
    "How do I start?", "Skills to Learn:", "You need this:", "- item one", "  - nested [2]",
    "* star", "1. first", "2) second", "> quoted", "> - in quote", "| a | b |", "|---|---|",
    "| 1 | 2 | 3 |", "a | b", "a\tb", "Name   Pay", "Tom    $5", "---", "===", "***", "```", "~~~",
    "    code", "\ttab", "References", "[1] Title. https://example.org/a", "[1]: https://e.org 'T'",
    "[^n]: A note.", "A word [1], another [2][3] and [^n].", "[a link](http://e.org) and `code[1]`",
    "**Bold question?** Yes.", "**Label:**", "Q: Who?", "A: You.", "<div>", "</div>", "<b>x</b> y",
    "![image](x.png)", "Sign up for our newsletter today!", "No signup required.", "&amp; &nbsp; x",
    "A sentence that ends. Another one follows it: see", "lower case line", "ALL CAPS LINE",
    "Step 1: Begin", "Step 2: End",
    "\u3000wide\u2028odd", "\x0c", "\x1c", "[x] done", "- [ ] to do",
    "title: yes", "references:", "  - {mark: 1, title: T}", "\\[1\\] escaped", "[[1]](http://e.org)",
    "<!-- hidden -->", "## FAQ", "-",
    "- **Is it?** Yes.", "Is it so? It is.", "1.1 Dotted Part", "|  |", "| [1] |", "|-|", "|---|",
    "Photo by Me", "Share",
    "Table of Contents", "Dr. Who met e.g. Mr. Smith. [1] Then:",
    '=== "Tab"', "    in it", '!!! note "Kind"', "??? tip", ":::tip Title", ":::", "*[T]: Term",
    "{:toc}", "* TOC", '{{< tab "Tab" >}}', "{{< /tab >}}", '{% tab title="T" %}', "{% endtab %}",
    "{% highlight x %}", "{% endhighlight %}", '[fold title="Why?"]', "[/fold]", "==so==",
    '<Tab label="T">', "</Tab>", "<Pay />", "is {a.b} so", "{: .red #x }",
    "{.a}", "--8<-- 'x'", ": defined", "> [!NOTE]",
]  # fmt: skip
LINES = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=30), max_size=25)
STARTS = [
    "A Title for It\n", "# A Title for It\n", "# Title of FAQ\r\n\r\n", "A Title\n=======\n", "",
    "---\ntitle: A Title\nreferences: {2: {title: T, url: u}}\n---\n", "---\ntitle: T\n...\n",
    "---\ntitle: A Title\n",
]  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\n\n\n"])


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Text that looks like an article more often than random text does."""
    lines = draw(LINES)
    return draw(st.sampled_from(STARTS)) + "".join(line + draw(ENDS) for line in lines)


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@given(text=articles() | st.text())
@settings(deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))
def test_any_text(check: Callable[[Article], None], suffix: str, text: str) -> None:
    try:
        article = read_text(text, Path(f"any{suffix}"))
    except ArticleError:
        return
    assert article.source == text
    check(article)
