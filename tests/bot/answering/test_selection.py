"""What of an article makes up an answer, and how it is laid out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Heading, List, Paragraph, Table

ARTICLE = """# How to become a baker

Bakers make bread.

## Ways in

Look for these first jobs:

- Kitchen porter: you wash up and watch. [1]
- Counter clerk: you sell what others bake.
- Delivery driver: you leave at four.

## Leaving early

They are:

- Apprentices who live with their parents
- Bakers with a child under four

## Pay

| Stage | Pay |
|---|---|
| Apprentice | $24,000 |
| Head baker | $52,000 |

## FAQ

### Is the work hard?

Yes, the sacks are heavy.

- Flour weighs 25 kilograms.
- Ovens are hot.

## References

1. [Kitchens today](https://example.org/kitchens)
"""


@pytest.fixture(scope="module")
def answerer(answerer_of: Callable[[dict[str, str]], Answerer]) -> Answerer:
    return answerer_of({"baker.md": f"---\nurl: https://example.org/baker\n---\n{ARTICLE}"})


def test_an_item_stands_with_its_lead_in(answerer: Answerer) -> None:
    answer = answerer.answer("when does a delivery driver leave?")
    block = answer.blocks[0]
    assert isinstance(block, List)
    assert block.lead == "Look for these first jobs:"
    assert "Delivery driver: you leave at four." in block.items
    assert answer.highlight == "Delivery driver: you leave at four."


def test_a_lead_in_that_says_nothing_stands_under_its_heading(answerer: Answerer) -> None:
    answer = answerer.answer("may a baker with a small child leave early?")
    heading, block = answer.blocks
    assert heading == Heading("Leaving early")
    assert isinstance(block, List)
    assert block.lead == "They are:"


def test_a_row_comes_with_its_header_and_the_heading_of_its_table(answerer: Answerer) -> None:
    answer = answerer.answer("what does a head baker earn?")
    heading, table = answer.blocks
    assert heading == Heading("Pay")
    assert isinstance(table, Table)
    assert table.header == ("Stage", "Pay")
    assert ("Head baker", "$52,000") in table.rows
    assert "Stage | Pay\n" in answer.answer


def test_an_faq_answer_is_whole(answerer: Answerer) -> None:
    for question in ("Is the work hard?", "how heavy is flour, and is the work hard"):
        answer = answerer.answer(question)
        assert answer.answer == (
            "Yes, the sacks are heavy.\n\nFlour weighs 25 kilograms.\nOvens are hot."
        )
        assert Paragraph("Yes, the sacks are heavy.") in answer.blocks


def test_a_heading_gives_what_stands_under_it(answerer: Answerer) -> None:
    answer = answerer.answer("ways in")
    assert answer.answer == (
        "Look for these first jobs:\nKitchen porter: you wash up and watch.\n"
        "Counter clerk: you sell what others bake.\nDelivery driver: you leave at four."
    )
    assert answer.confidence >= 0.97


def test_sources_carry_references_lines_and_links(answerer: Answerer) -> None:
    (source,) = answerer.answer("what does a kitchen porter do").sources
    assert source.heading == ("Ways in",)
    assert "Kitchen porter: you wash up and watch. [1]" in source.quote
    (reference,) = source.references
    assert (reference.mark, reference.url) == ("[1]", "https://example.org/kitchens")
    assert source.url is not None
    assert source.url.startswith("https://example.org/baker#ways-in:~:text=Kitchen%20porter")
    assert source.title == "How to become a baker"


def test_an_article_without_address_has_no_links(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    answer = answerer_of({"baker.md": ARTICLE}).answer("Is the work hard?")
    assert {source.url for source in answer.sources} == {None}


def test_what_leads_in_to_a_list_stands_before_it_and_once(guides_answerer: Answerer) -> None:
    answer = guides_answerer.answer("Which steps lead to a nursing license?")
    assert [block.type for block in answer.blocks][:2] == ["paragraph", "list"]
    assert answer.answer.count("These are the steps, in order:") == 1


def test_code_stands_behind_what_is_said_of_it(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    """And is one source with it."""
    ovens = answerer_of(
        {
            "ovens.md": "# Ovens\n\n## Cleaning\n\nThey clean themselves each night.\n\n"
            "Do not run:\n\n```\noven clean --all\noven restart\n```\n\n"
            "## Heating\n\nIt takes an hour.\n"
        }
    )
    answer = ovens.answer("oven clean --all")
    assert answer.answer == "Do not run:\n\noven clean --all\noven restart"
    (source,) = answer.sources
    assert source.quote.startswith("Do not run:")


STEPS = """# How to become a welder

## The steps

1. Finish high school.
2. Apply for a place through one of:
   1. the union hall,
   2. a shipyard.
3. Pass the bend test.

## Pay

It pays enough.
"""


def test_steps_keep_their_numbers_and_nesting(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    steps = answerer_of({"welder.md": STEPS})
    (block,) = steps.answer("The steps").blocks
    assert isinstance(block, List)
    assert (block.numbers, block.levels) == ((1, 2, 1, 2, 3), (0, 0, 1, 1, 0))
    # What ends in a colon comes with what it leads in to, and no more.
    (block,) = steps.answer("where do I apply for a place").blocks[:1]
    assert isinstance(block, List)
    apply = block.items.index("Apply for a place through one of:")
    assert block.items[apply : apply + 3] == (
        "Apply for a place through one of:",
        "the union hall,",
        "a shipyard.",
    )
