"""What is read of a question takes time that grows with its length alone; see `tests.growth`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.quantity import Quantity
from bot.answering.reading.courtesy import only_politeness, without_politeness
from bot.answering.reading.exchange import names_in, resolved
from bot.answering.reading.follow_up import leaning, since_question, topic
from bot.answering.reading.split import questions_in
from bot.answering.reading.topics import asked_of_one_clause, topics_in
from bot.answering.reading.turn import in_case, turn_in, without_lead
from bot.channels.slack.mrkdwn import bold, escaped, plain
from index.acronyms import Acronyms, definitions
from index.known_questions import normalized
from index.signals.years import year_ranges
from index.text.words import stems
from tests.growth import BLOCKS, repeated

pytestmark = pytest.mark.growth

ACRONYMS = Acronyms({"TPM": "technical project manager", "AB": "a bachelor"})
READERS: dict[str, Callable[[str], object]] = {
    "questions_in": questions_in,
    "names": lambda text: (names_in(text), resolved(text, text, lambda *_: True, "en")),
    "turn": lambda text: (turn_in(text), in_case(text, "if I go"), without_lead(text)),
    "leaning": leaning,
    "topic": lambda text: (topic([text] * 10), since_question([text] * 10)),
    "topics": lambda text: (topics_in(text), asked_of_one_clause(text)),
    "without_politeness": without_politeness,
    "only_politeness": only_politeness,
    "year_ranges": year_ranges,
    "expand": ACRONYMS.expand,
    "definitions": definitions,
    "stems": stems,
    "normalized": normalized,
    "quantities": lambda text: [each.asked(text) or each.given(text) for each in Quantity],
    "slack": lambda text: (plain(text), bold(text), escaped(text)),
}
LENGTH = 50_000
"""Characters: a pattern that is quadratic goes over them a billion times."""


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.timeout(120)
def test_no_repeated_block_is_gone_over_again_and_again(reader: str) -> None:
    for block in BLOCKS:
        READERS[reader](repeated(block, LENGTH))


@given(st.lists(st.tuples(st.sampled_from(BLOCKS), st.sampled_from((1, 2, 4_000))), max_size=6))
@settings(max_examples=40)
@pytest.mark.timeout(300)
def test_nor_is_any_mixture(parts: list[tuple[str, int]]) -> None:
    text = "".join(block * times for block, times in parts)[:20_000]
    for read in READERS.values():
        read(text)


def test_what_is_taken_out_leaves_no_white_space_behind() -> None:
    assert without_politeness("Hi! :) " * 3 + "what 😀😀\u3000\n do   nurses earn? :)") == (
        "what do nurses earn?"
    )
    assert len(without_politeness(":) " * 600 + "pay")) == 3
