"""Markdown of any dialect: no paragraph is lost without a word in the report."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Article, read_text

SHAPES = [
    "{word}",
    "## Head {n}\n\n{word}",
    "- {word}\n- and more\n\n{inner}",
    "1. {word}\n\n   {inside}",
    "> {word}\n>\n> {quoted}",
    "> [!NOTE]\n> {word}",
    ":::tip Title {n}\n\n{word}\n\n{inner}\n\n:::",
    "::: details Why {n}?\n{word}\n:::",
    "!!! note \"Title {n}\"\n\n    {word}\n\n    {indented}",
    "??? question \"Why {n}?\"\n    {word}",
    "=== \"Tab {n}\"\n\n    {word}\n\n    {indented}",
    "<details>\n<summary>Why {n}?</summary>\n\n{word}\n\n{inner}\n\n</details>",
    "<Card title=\"Card {n}\">\n\n{word}\n\n{inner}\n\n</Card>",
    "<div class=\"a\" markdown=\"1\">\n\n{word}\n\n</div>",
    "<p>{word}</p>",
    "{{% tab title=\"Tab {n}\" %}}\n{word}\n\n{inner}\n{{% endtab %}}",
    "{{{{< expand \"Why {n}?\" >}}}}\n{word}\n{{{{< /expand >}}}}",
    "{{{{< tab \"Tab\" >}}}} {word} {{{{< /tab >}}}}",
    "[accordion title=\"Why {n}?\"]\n{word}\n[/accordion]",
    "{{% highlight sh %}}\n{word}\n{{% endhighlight %}}",
    "```\n{word}\n```",
    "Run the command\n\n```\n{word}\n```\n\nand wait.",
    "| A | B |\n|---|---|\n| {word} | x |",
    "Term {n}\n: {word}",
    "*[T{n}]: {word}",
    "Cited[^f{n}].\n\n[^f{n}]: {word}",
    "**Why {n}?**\n{word}",
    "Q: Why {n}?\nA: {word}",
    "==Marked {n}== {word}{{: .lead}}",
    "{word} {{{{< param \"x\" >}}}} more.",
    "{word} ${{x}} more.",
    "<Include text=\"{word}\" />",
    "```{{note}} Title {n}\n:class: x\n\n{word}\n\n{inner}\n```",
    "::::{{grid}} 2\n:gutter: 3\n\n:::{{card}} Card {n}\n---\nlink: x\n---\n{word}\n:::\n::::",
    ":::{{figure}} a.png\n:alt: b\n\n{word}\n:::",
    "```{{glossary}}\nTerm {n}\n  {word}\n```",
    ":::{{versionadded}} 2.{n} {word}\n:::",
    "```{{toctree}}\n{word}\n```",
    "```{{list-table}}\n* - {word}\n  - b\n```",
    "{{ref}}`{word} <a>` more.",
    "{{% include figure caption=\"{word}\" %}}",
]  # fmt: skip


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, int]:
    """A page of these shapes, and how many of its paragraphs have a word of their own."""
    count = 0

    def part(depth: int) -> str:
        nonlocal count
        count += 1
        number = count
        shape = draw(st.sampled_from(SHAPES))
        inner = part(depth + 1) if depth < 2 and re.search(r"\{(?:in|quoted)", shape) else ""
        return shape.format(
            word=f"word{number}x is said here and that is all.",
            n=number,
            inner=inner,
            inside=inner.replace("\n", "\n   "),
            indented=inner.replace("\n", "\n    "),
            quoted=inner.replace("\n", "\n> "),
        )

    parts = [part(0) for _ in range(draw(st.integers(1, 5)))]
    return "\n\n".join(parts), count


@pytest.mark.parametrize("suffix", [".md", ".mdx"])
@given(made=pages())
@settings(deadline=None, max_examples=250, suppress_health_check=list(HealthCheck))
def test_no_paragraph_is_lost_unreported(
    check: Callable[[Article], None], suffix: str, made: tuple[str, int]
) -> None:
    text, count = made
    article = read_text(f"# The title\n\nText.\n\n{text}\n", Path(f"page{suffix}"))
    check(article)
    told = [each.text for each in article.passages]
    told += [block.lead.text for block in article.blocks if block.lead]
    told += [" ".join(block.columns) for block in article.blocks]
    told += [each.text for each in article.set_aside]
    told += [section.heading for section in article.sections]
    told += [each.title or "" for each in article.references]
    told += [str(warning) for warning in article.warnings]
    found = {int(each) for each in re.findall(r"word(\d+)x", " ".join(told))}
    assert found == set(range(1, count + 1)), text


@pytest.mark.parametrize(
    "quoted", ['> word1x\n   >\n   > <Include text="…" />', "> <Card>\n   > word1x\n   > </Card>"]
)
def test_a_component_quoted_in_an_item_leaves_no_mark(quoted: str) -> None:
    article = read_text(f"1. Bake\n\n   {quoted}\n", Path("page.md"))
    assert [each.text for each in article.passages] == ["Bake word1x"]
