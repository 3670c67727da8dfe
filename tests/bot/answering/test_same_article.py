"""What a conversation is about, where several articles answer what a short question says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer

HANDBOOK = {
    "time-off.md": """# Time off

## Vacation

You get 25 days of vacation a year. Ask your lead two weeks before you go.

## Illness

Call in before nine.
""",
    "conferences.md": """# Conferences

## Tickets

We pay for one conference a year, with ticket, train and hotel.

## Speaking

Who speaks gets two days to prepare.
""",
    "passwords.md": """# Passwords

## Strong ones

A strong password has sixteen letters and numbers, and no word of any dictionary.

## Managers

The password manager that we use is Vaulty.
""",
    "security.md": """# Security basics

## Passwords

Choose a strong password of sixteen letters and numbers for each account.

## Password managers

Use a password manager, best Vaulty, which we pay for.
""",
}


@pytest.mark.parametrize(
    ("turns", "article"),
    [
        (["what does a data analyst earn", "is it possible without a degree"], "data-analyst"),
        (["Is nursing school hard?", "Do I need to be good at math?"], "registered-nurse"),
        (["What does a nurse earn?", "and a data analyst?", "can I do it without a degree"],
         "data-analyst"),
        # What names another one is about that.
        (["What does a nurse earn?", "Do I need a degree to become a data analyst?"],
         "data-analyst"),
        (["Is nursing school hard?", "What does a technical project manager do?"],
         "technical-project-manager"),
        # Nothing was answered.
        (["How do volcanoes erupt?", "Should I learn Python or R?"], "data-analyst"),
    ],
)  # fmt: skip
def test_a_question_is_answered_from_the_article_that_was_talked_of(
    guides_answerer: Answerer, turns: list[str], article: str
) -> None:
    answer = guides_answerer.answer(turns[-1], history=turns[:-1])
    assert answer.status == "answered"
    assert answer.sources[0].article == article


def test_other_pages_of_one_handbook_are_asked_as_well(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    answerer = answerer_of(HANDBOOK)
    asked = ["How much vacation do I get?"]
    assert answerer.answer("conferences", history=asked).sources[0].article == "conferences"
    assert answerer.answer("does speaking count", history=asked).answer.startswith("Who speaks")
    # Both pages answer what was asked before: the surer one does.
    asked = ["how do I choose a strong password"]
    alone = answerer.answer("which password manager should I use")
    after = answerer.answer("which password manager should I use", history=asked)
    assert after.sources == alone.sources
