"""One answer, from one place: whole or marked as a part, under what it belongs to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Answer, Heading, List, Paragraph, Table
from bot.channels.chat_markdown import MATTERMOST, markdown
from bot.render.plain import plain

DIVING = """# Harbour diving

## Is a licence needed to dive?

No. The harbour master looks at nothing but your lamp.

## May I dive by myself?

Yes, inside the breakwater.
"""
PAID = """# Working on a ferry

## How often is the crew paid?

### Crew on land

Every second Friday.

### Crew at sea

At the end of each voyage, in cash.

## Roles

### Deckhand

A deckhand ties up the ferry and sells tickets.

### Senior deckhand

A senior deckhand plans the shifts of four people.
"""
PERKS = """# Perks of the ferry

## Phones

Everyone who sails gets a new phone. You choose the colour. It is replaced every three years.

## Swimming

We pay half of a year at the swimming pool.
"""
STEPS = "\n".join(
    f"{n}. {what} before you do anything else, and have it signed by the bosun of your watch."
    for n, what in enumerate(
        (
            "Coil the ropes",
            "Check the lamps",
            "Sound the horn",
            "Count the vests",
            "Grease the winch",
            "Sweep the deck",
            "Lock the cabin",
            "Hoist the flag",
            "Call the harbour",
        ),
        1,
    )
)
LONG = """# Life on a ferry

## A day

""" + " ".join(
    f"On deck {n} somebody paints a door and hums a song about the sea." for n in range(40)
).replace("deck 20 somebody paints a door", "deck 20 the engine must rest for nine hours")


@pytest.fixture(scope="module")
def ferry(answerer_of: Callable[[dict[str, str]], Answerer]) -> Answerer:
    return answerer_of({"ferry.md": PAID})


def headings(answer: Answer) -> list[str]:
    return [block.text for block in answer.blocks if isinstance(block, Heading)]


def test_a_yes_or_no_stands_under_the_question_that_it_answers(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    diving = answerer_of({"diving.md": DIVING})
    answer = diving.answer("is diving forbidden without a licence")
    assert answer.blocks[0] == Heading("Is a licence needed to dive?")
    assert answer.answer.startswith("No. ")
    # Asked word for word, it isn't said again.
    assert headings(diving.answer("May I dive by myself?")) == []


def test_a_heading_that_says_no_is_shown(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    """All else that it says was asked, and the "no" stands nowhere below it."""
    text = (
        "# How the harbour hires\n\n## No swimming test\n\nIn the interview, the harbour master "
        "asks how you would help somebody in the water, and you talk that over.\n"
    )
    answer = answerer_of({"hiring.md": text}).answer("is there a swimming test in the interview?")
    assert headings(answer) == ["No swimming test"]


def test_of_questions_one_under_the_other_the_nearest_is_shown(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    text = f"{DIVING}\n### How deep is it allowed? (guests only)\n\nNine metres in calm weather.\n"
    answer = answerer_of({"diving.md": text}).answer("how many metres down may guests go")
    assert headings(answer) == ["How deep is it allowed? (guests only)"]


def test_parts_of_an_answer_say_whom_they_are_for(ferry: Answerer) -> None:
    answer = ferry.answer("How often is the crew paid?")
    assert headings(answer) == ["Crew on land", "Crew at sea"]
    assert answer.answer == "Every second Friday.\n\nAt the end of each voyage, in cash."
    other = ferry.answer("and at sea?", history=["How often is the crew paid?"])
    assert other.answer == "At the end of each voyage, in cash."
    assert headings(other)[-1] == "Crew at sea"


def test_a_comparison_shows_each_under_its_name(ferry: Answerer) -> None:
    for question in (
        "what's the difference between a deckhand and a senior deckhand?",
        "deckhand or senior deckhand",
    ):
        answer = ferry.answer(question)
        assert [(h.text, h.asked) for h in answer.blocks if isinstance(h, Heading)] == [
            ("deckhand", True),
            ("senior deckhand", True),
        ]
        assert len(answer.sources) == 2
    # Of something that isn't there, there is nothing to show beside it.
    assert headings(ferry.answer("deckhand or dentist")) != ["deckhand", "dentist"]
    assert ferry.answer("difference between a deckhand and a dentist").status != "answered"


def test_a_heading_that_both_stand_under_is_said_once(guides_answerer: Answerer) -> None:
    answer = guides_answerer.answer("difference between a marketing analyst and a product analyst")
    shown = [(h.text, h.asked) for h in answer.blocks if isinstance(h, Heading)]
    above, *names = shown
    assert above == ("Kinds of analyst", False)
    assert names == [("marketing analyst", True), ("product analyst", True)]
    for said in (plain(answer), markdown(answer, MATTERMOST)):
        assert said.partition("Source: ")[0].count("Kinds of analyst") == 1
    # What differs stays, under each name.
    answer = guides_answerer.answer("product analyst or analytics consultant")
    assert headings(answer)[:3] == ["product analyst", "Kinds of analyst", "analytics consultant"]


def test_a_heading_that_is_the_name_is_not_said_again(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    text = "# Crew\n\n## Roles\n\n### The purser\n\nKeeps the money of the ship.\n\n### Bosun\n\n"
    text += "Keeps the ropes of the ship.\n\n### Mate\n\nWatches.\n"
    tower = "# Lighthouse\n\n## The lamp\n\nIt burns all night.\n"
    ship = answerer_of({"ship.md": text, "tower.md": tower})
    answer = ship.answer("What is the difference between the bosun and the purser?")
    shown = [(h.text, h.asked) for h in answer.blocks if isinstance(h, Heading)]
    assert shown == [("bosun", True), ("purser", True), ("The purser", False)]
    # Nothing that is shown already is offered to go on with.
    assert answer.related == ("Mate (Crew)",)


def test_where_one_passage_compares_it_is_the_answer(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    said = "What differs is the pay: a senior deckhand gets twice what a deckhand gets."
    text = f"{PAID}\n## Differences\n\n{said}\n"
    answer = answerer_of({"ferry.md": text}).answer(
        "what is the difference between a deckhand and a senior deckhand"
    )
    assert answer.answer == said


def test_two_questions_are_answered_each_under_its_own_words(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    perks = answerer_of({"perks.md": PERKS})
    answer = perks.answer("is there a dentist plan? and a swimming pool?")
    assert headings(answer) == ["and a swimming pool?"]
    assert "half of a year" in answer.answer
    assert answer.not_found == "I found no answer to “is there a dentist plan?”."
    assert answer.message is None
    # What answers both is said once, and nothing is missing.
    both = perks.answer("do I get a new phone? and how often?")
    assert (both.answer.count("every three years"), both.not_found) == (1, None)
    # Read with the question before it, the second would find what answers the first.
    neither = perks.answer("do I get a new phone? and is there a dentist plan?")
    assert headings(neither) == ["do I get a new phone?"]
    assert neither.not_found == "I found no answer to “and is there a dentist plan?”."


def test_only_the_unsure_one_of_several_questions_is_said_to_be_so(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    # An owner who trusts nothing but what is asked as the article asks it.
    faq = DIVING.replace("# Harbour diving", "# Harbour diving\n\n# FAQ")
    strict = Answerer(answerer_of({"diving.md": faq}).index, answered=0.98, unsure=0.1)
    lamp = "And who decides on the lamp?"
    answer = strict.answer(f"May I dive by myself? {lamp}")
    assert headings(answer)[:2] == ["May I dive by myself?", lamp]
    assert answer.status == "unsure"
    assert answer.message == f"I'm not sure that I found an answer to “{lamp}”."


def test_two_questions_of_a_faq_are_no_choices(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    diving = answerer_of({"diving.md": DIVING})
    answer = Answerer(diving.index, answered=0.995, unsure=0.01).answer("dive licence by myself")
    assert answer.status == "unsure"
    assert len(headings(answer)) == len(answer.blocks) - 1 == 1


def test_a_list_that_is_cut_says_so(answerer_of: Callable[[dict[str, str]], Answerer]) -> None:
    steps = answerer_of({"steps.md": f"# Leaving port\n\n## Steps\n\nDo this:\n\n{STEPS}\n"})
    answer = steps.answer("when is the winch greased?")
    (block,) = (block for block in answer.blocks if isinstance(block, List))
    assert block.lead == "Do this:"
    assert (block.numbers, block.of) == ((5,), 9)


def test_a_long_table_gives_the_row_that_is_asked_for(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    rows = "\n".join(f"| Ferry {n} | {n * 7} metres | {n + 900} berths |" for n in range(1, 61))
    table = f"# Ferries\n\n| Name | Length | Berths |\n|---|---|---|\n{rows}\n"
    answer = answerer_of({"ferries.md": table}).answer("how long is ferry 47")
    (block,) = answer.blocks
    assert isinstance(block, Table)
    assert block.header == ("Name", "Length", "Berths")
    assert (block.rows[0][:2], block.of) == (("Ferry 47", "329 metres"), 60)


def test_of_a_long_paragraph_the_sentences_that_answer_are_shown(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    answerer = answerer_of({"ferry.md": LONG})
    answer = answerer.answer("how long must the engine rest")
    block = answer.blocks[-1]
    assert isinstance(block, Paragraph)
    assert (block.cut_before, block.cut_after) == (True, True)
    assert "nine hours" in block.text
    assert len(block.text) <= 400
    (source,) = answer.sources
    assert source.quote == block.text == LONG[source.start : source.end]


def test_the_section_that_is_shown_may_have_more(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    """A page without headings is a single one."""
    filler = " ".join(f"Gull {n} sits on the rail and waits for the cook." for n in range(12))
    car, bicycle = "A ticket for a car costs 30 euros.", "A ticket for a bicycle costs 4 euros."
    page = f"{car}\n\n{filler}\n\n{bicycle}"
    answer = answerer_of({"ferry.md": page}).answer("price of a ticket?")
    shown, more = answer.answer, " ".join(source.quote for source in answer.more)
    assert {"30 euros" in shown, "4 euros" in shown} == {True, False}
    assert {"30 euros" in more, "4 euros" in more} == {True, False}


def test_what_may_help_too_is_kept_apart(guides_answerer: Answerer) -> None:
    found = 0
    for question in ("which skills matter?", "sql", "certifications", "salary"):
        answer = guides_answerer.answer(question)
        assert len(answer.more) <= 3
        assert len({(source.article, source.heading) for source in answer.more}) == len(answer.more)
        for n, source in enumerate(answer.more, 1):
            assert source.n == n
            assert source.quote not in answer.answer
        found += len(answer.more)
    assert found
