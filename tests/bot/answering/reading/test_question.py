"""A question as it is read."""

from __future__ import annotations

from bot.answering.answerer import Answerer
from bot.answering.reading.question import MOST_WORDS, read_question


def test_a_question_is_read_step_by_step(guides_answerer: Answerer) -> None:
    asked = "Hi! what salery does a TPM get, please?"
    reading = read_question(asked, guides_answerer.index)
    assert reading.asked == asked
    assert reading.core == "what salery does a TPM get?"
    assert reading.text == "what salary does a TPM get?"
    written_out = "what salary does a technical project manager get"
    assert reading.written_out.rstrip("?") == written_out


def test_what_needs_nothing_is_left_as_it_is(guides_answerer: Answerer) -> None:
    asked = "What do nurses earn?"
    reading = read_question(asked, guides_answerer.index)
    assert reading.asked == reading.core == reading.text == asked
    assert reading.written_out.rstrip("?") == asked.rstrip("?")


def test_only_the_beginning_of_a_long_question_is_searched_for(guides_answerer: Answerer) -> None:
    reading = read_question("tpm " * 500, guides_answerer.index)
    assert len(reading.written_out.split()) == MOST_WORDS
    assert reading.written_out.startswith("technical project manager")
