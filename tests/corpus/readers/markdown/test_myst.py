"""MyST's roles and directives: their words are text, their markup is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]


def passages(article: Article) -> list[tuple[str, str, str]]:
    return [(each.kind, " > ".join(each.heading), each.text) for each in article.passages]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("See {ref}`our\npage <sick>` or {doc}`/pay`.", "See our page or /pay."),
        ("Ask {term}`HR`, {term}`the lead <team lead>`.", "Ask HR, the lead."),
        ("Press {kbd}`Ctrl`, {octicon}`x` then {guilabel}`&Save`.", "Press Ctrl, then Save."),
        ("In {numref}`Table %s <t>` is {abbr}`PPE (Protection)`.", "In Table is PPE (Protection)."),
        ("Call {py:func}`~pay.days.left`.", "Call left."),
        ("It is {math}`[1]` here[1].", "It is [1] here."),
        ("{download}`The form <form.pdf>` is here.", "The form is here."),
        ("Type `{ref}` or {name} here.", "Type {ref} or {name} here."),
    ],
)  # fmt: skip
def test_a_role_reads_as_its_title(markdown: Read, written: str, read: str) -> None:
    references = "\n\n## References\n\n1. <https://e.org>\n" if "[1]." in written else ""
    passage = markdown(f"{written}{references}").passages[0]
    assert passage.text == read
    assert passage.quote == written


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (":::{note}\n:class: dropdown\nA note.\n:::", [("paragraph", "", "A note.")]),
        ("```{note}\n:class: dropdown\n\nA note.\n```", [("paragraph", "", "A note.")]),
        ("```{tip} Mind\n---\nclass: x\n---\nA note.\n```", [("paragraph", "Mind", "A note.")]),
        (":::{tip} Mind\n---\nclass: x\n---\nA note.\n:::", [("paragraph", "Mind", "A note.")]),
        ("```{figure} a.png\n---\nalt: b\n---\nDays.\n```", [("paragraph", "", "Days.")]),
        (":::{figure} a.png\n:alt: b\n\nDays.\n:::", [("paragraph", "", "Days.")]),
        ("~~~{versionadded} 2.1\nHalf days.\n~~~", [("paragraph", "", "Half days.")]),
        (":::{deprecated} 2.1 The form.\n:::", [("paragraph", "", "The form.")]),
        (
            "```{glossary}\n:sorted:\n\nHR\n  People who\n  help.\nLead\n  A person.\n```",
            [("item", "", "HR - People who help."), ("item", "", "Lead - A person.")],
        ),
        ("```{glossary}\nHR\n: People.\n```", [("item", "", "HR: People.")]),
        ("```{glossary}\nHR\nPeople\n  They help.\n```", [("item", "", "HR, People - They help.")]),
        (
            "```{list-table} Rates\n:header-rows: 1\n\n* - Grade\n  - Pay\n* - One or\n    two\n"
            "  - 100\n```",
            [("row", "Rates", "One or two | 100")],
        ),
        (":::{list-table}\n* - One\n  - 100\n:::", [("row", "", "One | 100")]),
        (
            "```{list-table}\n* - One\n  - 100\n* - Two\n```",
            [("item", "", each) for each in ("One", "100", "Two")],
        ),
        ("```{code-block} sh\n:linenos:\n\nls\n```", [("code", "", "ls")]),
        ("```{r}\nls()\n```", [("code", "", "ls()")]),
        (
            "::::{grid} 2\n:gutter: 3\n\n:::{grid-item-card} Pay\n:link: pay\n^^^\nIt comes.\n:::\n"
            "::::\n\nAfter.",
            [("paragraph", "Pay", "It comes."), ("paragraph", "", "After.")],
        ),
    ],
)
def test_what_stands_in_a_directive(
    markdown: Read, written: str, read: list[tuple[str, str, str]]
) -> None:
    assert passages(markdown(f"{written}\n")) == read


def test_a_list_tables_columns(markdown: Read) -> None:
    article = markdown("```{list-table}\n:header-rows: 1\n* - Grade\n  - Pay\n* - One\n  -\n```\n")
    assert article.blocks[0].columns == ("Grade", "Pay")
    assert article.passages[0].cells == ("One", "")


def test_a_directive_that_is_never_closed_takes_nothing(markdown: Read) -> None:
    article = markdown(":::{toctree}\n\nBefore.\n\n> :::{figure} a.png\n> Days.\n\nAfter.\n")
    assert [passage.text for passage in article.passages] == ["Before.", "Days.", "After."]


@pytest.mark.parametrize(
    "written",
    [
        "```{toctree}\n:maxdepth: 2\n\npay\nleave\n```",
        ":::{toctree}\npay\n:::",
        "```{contents} On this page\n:local:\n```",
        "```{bibliography}\n```",
        "```{include} other.md\n```",
        "```{image} a.png\n:alt: b\n```",
        ":::{figure} a.png\n:alt: b\n:::",
        "```{automodule} pay\n:members:\n```",
    ],
)
def test_what_the_site_shows_something_else_for(markdown: Read, written: str) -> None:
    article = markdown(f"Before.\n\n{written}\n\nAfter.\n")
    assert [passage.text for passage in article.passages] == ["Before.", "After."]
    assert [(each.text, each.reason) for each in article.set_aside] == [
        (written, "of the site's generator")
    ]
