"""What is shown and marked is whole enough not to mislead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.excerpt import highlight
from bot.answering.model import Paragraph
from index.contract import StoredPassage

STABLE = """# The riding stable

## Lessons

We opened in 1990, when the old brickworks closed, and have been run by the same family since.

Lessons take place in any weather.

However, children under eight stay at home in a storm.

Beginners ride our two ponies, which are old and calm.

They may gallop after a year.

## Fees

Rain counts as no reason. This means that the fee is not paid back. A lesson lasts an hour.

Myth: "A horse rests standing, so it needs no straw." Fact: Each of ours has a bed of straw.

## Horses of your own

The first boxes were built in the year in which the stable opened, of bricks from the works next \
door, and stand around the yard where the kiln was. Boxes along the lane came ten years later, \
and have doors to both sides, so that a horse can see the meadows and whoever passes by on the \
way to the village. Owners may bring a horse of their own and keep it in a box on the lane for \
two hundred a month, with hay, straw and water, and with the vet's visit in spring. However, \
stallions are not taken, since the meadows have low fences and the mares of the neighbours graze \
behind these all summer long. The farrier comes every sixth Tuesday, and is paid by the owners \
themselves, as is the dentist, who comes in March and in October. Saddles hang in a room of \
their own, to which each owner has a key, and which is heated in winter.
"""


@pytest.fixture(scope="module")
def stable(answerer_of: Callable[[dict[str, str]], Answerer]) -> Answerer:
    return answerer_of({"stable.md": STABLE})


@pytest.fixture(scope="module")
def passage(stable: Answerer) -> Callable[[str], StoredPassage]:
    passages = [stable.index.passage_at(number) for number in range(len(stable.index))]
    return lambda begin: next(one for one in passages if one.text.startswith(begin))


def test_what_takes_a_part_of_an_answer_back_is_shown_with_it(stable: Answerer) -> None:
    answer = stable.answer("do lessons take place in a storm?")
    assert answer.blocks[-2:] == (
        Paragraph("Lessons take place in any weather."),
        Paragraph("However, children under eight stay at home in a storm."),
    )


def test_what_an_answer_goes_on_from_is_shown_with_it(stable: Answerer) -> None:
    assert stable.answer("when may one gallop?").blocks[-2:] == (
        Paragraph("Beginners ride our two ponies, which are old and calm."),
        Paragraph("They may gallop after a year."),
    )


def test_a_sentence_is_marked_with_what_it_goes_on_from(
    passage: Callable[[str], StoredPassage],
) -> None:
    rain = passage("Rain")
    assert (
        highlight(rain, 1) == "Rain counts as no reason. This means that the fee is not paid back."
    )
    assert highlight(rain, 2) == "A lesson lasts an hour."


def test_a_myth_is_marked_with_its_fact(passage: Callable[[str], StoredPassage]) -> None:
    myth = passage("Myth")
    assert (highlight(myth, 0), highlight(myth, 1)) == (
        myth.text,
        "Fact: Each of ours has a bed of straw.",
    )


def test_of_a_long_paragraph_what_takes_a_part_back_is_not_cut_off(stable: Answerer) -> None:
    for question in ("can i keep my own horse in a box?", "do you take stallions?"):
        block = stable.answer(question).blocks[-1]
        assert isinstance(block, Paragraph)
        assert "Owners may bring a horse of their own" in block.text
        assert "However, stallions are not taken" in block.text
        assert block.cut_before or block.cut_after
