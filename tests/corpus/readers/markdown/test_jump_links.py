"""Links to headings of their own page are no questions, no answers and no passages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, read_text
from corpus.overrides import Overrides

Read = Callable[..., Article]

PAID = "[When do I get paid?](#when-do-i-get-paid)"
HOME = "[May I work from home?](#home)"
FAQ = "## When do I get paid?\n\nOn the 28th.\n\n## May I work from home? {#home}\n\nTwo days.\n"
READ = [(("When do I get paid?",), "On the 28th."), (("May I work from home?",), "Two days.")]


def passages(article: Article) -> list[tuple[tuple[str, ...], str]]:
    return [(passage.heading, passage.text) for passage in article.passages]


@pytest.mark.parametrize("title", ["# Staff FAQ\n\n", "# Pay\n\n", "# FAQ\n\n## Contents\n\n"])
@pytest.mark.parametrize(
    "jumps",
    [
        f"{PAID}\n\n{HOME}",
        f"{PAID}\n{HOME}",
        f"{PAID} | {HOME}",
        f"1\\. **{PAID}**<br>2\\. {HOME}",
        f"On this page: {PAID}, {HOME}",
        f"- {PAID}\n- {HOME}",
        f"The questions:\n\n1. {PAID}\n   - {HOME}",
        f"| Questions |\n|---|\n| {PAID} |\n| {HOME} |",
        f"> {PAID}\n>\n> {HOME}",
        '<a href="#when-do-i-get-paid">Pay</a> • <a href="#home">Home</a>',
    ],
)
def test_jump_links_are_a_table_of_contents(markdown: Read, title: str, jumps: str) -> None:
    article = markdown(f"{jumps}\n\n{FAQ}", title)
    assert passages(article) == READ
    headings = [section.heading for section in article.sections]
    assert headings == ["Contents"] * ("Contents" in title) + [path[0] for path, _ in READ]
    assert {aside.reason for aside in article.set_aside} == {"table of contents"}
    left = "".join(aside.text for aside in article.set_aside)
    assert all(words in left for words in ("#when-do-i-get-paid", "#home"))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"See {PAID}", "See When do I get paid?"),
        ("[When do I get paid?](pay.md#when-do-i-get-paid)", "When do I get paid?"),
        ("[Our plan](#plan)", "Our plan"),
        (f"- {PAID}\n- Ask HR", "When do I get paid?"),
        ("## What is there?\n\n- [Two days](#home)", "Two days"),
    ],
)
def test_what_says_more_than_that_stays(markdown: Read, text: str, read: str) -> None:
    assert read in {passage.text for passage in markdown(f"{text}\n\n{FAQ}").passages}


@pytest.mark.parametrize("keep", ["work from home", "Topics", "What there is"])
def test_links_that_the_owner_keeps_stay(markdown: Read, keep: str) -> None:
    """By a text in them, or by a heading that they stand under."""
    text = f"## What there is\n\nText.\n\n### Topics\n\n- {PAID}\n- {HOME}\n\n{FAQ}"
    links = [("Topics", "When do I get paid?"), ("Topics", "May I work from home?")]
    front = f"---\ntitle: Staff FAQ\nkeep: {keep}\n---\n"
    by_file = markdown(text, front)
    by_owner = read_text(f"# Staff FAQ\n\n{text}", Path("a.md"), overrides=Overrides((keep,)))
    for article in (by_file, by_owner):
        assert [(path[-1], said) for path, said in passages(article)][1:3] == links
        assert article.set_aside == ()
        assert article.warnings == ()
    others = markdown(text, front.replace(keep, "On the 28th"))
    assert [text for _, text in passages(others)] == ["Text.", "On the 28th.", "Two days."]


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        ("1. [Home](index.html)\n2. [Ovens](Ovens_12.html)\n", False),
        ("[[Home]] | [[Rules|The rules]]\n", False),
        ("[Rules](/a)\n", True),
        ("[Home](/a) | [Elsewhere](https://e.org)\n", True),
        ("See [Home](/a) or [Rules](/b).\n", True),
    ],
)
def test_links_that_lead_to_a_page_are_none_of_its_text(above: str, kept: bool) -> None:
    article = read_text(f"{above}\n# Heat\n\nIt is hot.\n", Path("heat.md"))
    assert article.title == "Heat"
    assert (len(article.passages) > 1) is kept
    assert [each.reason for each in article.set_aside] == ([] if kept else ["navigation"])


@pytest.mark.parametrize(
    ("below", "kept"),
    [
        ("[← The dough](dough.md) | [The shop →](shop.md)\n", False),
        ("*← [prev](dough.md) | [next →](shop.md)*\n", False),
        ("---\n\n**[Back to the list](../list.md)**\n", False),
        ("- [« Dough](dough.md)\n- [Next](shop.md)\n", False),
        ("[All about the shop →](shop.md)\n", True),
        ("- [Home](/)\n- [Shop](/shop)\n", True),
        ("[← The dough](dough.md) is next to it.\n", True),
        ("[Next](https://e.org)\n", True),
    ],
)
def test_links_that_turn_the_page_are_none_of_its_text(below: str, kept: bool) -> None:
    article = read_text(f"# Heat\n\nIt is hot.\n\n{below}", Path("heat.md"))
    assert (len(article.passages) > 1) is kept
    assert [each.reason for each in article.set_aside] == ([] if kept else ["navigation"])


def test_an_empty_list_leads_nowhere(markdown: Read) -> None:
    assert [each.text for each in markdown("x\n\n-\n\ny\n").passages] == ["x", "y"]
