"""An answer that something is said of: shown again, gone on from, or left."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.message_catalog import MESSAGES
from bot.answering.model import Answer, Question

ENGLISH = MESSAGES["en"]
ASKED = "What is sourdough?"
BREAD = """\
# Bread

## What is sourdough?

Sourdough is dough that wild yeast raises.

## The starter

A starter is flour and water in which wild yeast lives.

It is fed every day, with as much flour as water.

Kept cold, it needs food once a week.

### When it dies

A starter that smells of acetone wants food at once.

## The oven

The oven is heated to 250 degrees, an hour before.
"""


@pytest.fixture
def answerer(answerer_of: Callable[[dict[str, str]], Answerer]) -> Answerer:
    return answerer_of({"bread.md": BREAD})


def said(answerer: Answerer, *messages: str) -> Answer:
    *history, question = messages
    return answerer.answer(question, history=history)


@pytest.mark.parametrize("doubt", ["are you sure?", "where did you get that?"])
def test_a_doubt_is_shown_the_answer_again(doubt: str, answerer: Answerer) -> None:
    first, again = said(answerer, ASKED), said(answerer, ASKED, doubt)
    assert (again.answer, again.sources) == (first.answer, first.sources)
    assert (again.question, again.interpreted_as) == (doubt, ASKED)
    assert again.message == ENGLISH.stands
    assert again.answer_id != first.answer_id
    assert again.small_talk


def test_more_goes_on_below_the_answer_then_above_it(answerer: Answerer) -> None:
    asked = "How often is a starter fed?"
    first = said(answerer, asked)
    assert "every day" in first.answer
    more = [said(answerer, asked, *["more"] * count) for count in range(1, 5)]
    assert "once a week" in more[0].answer
    assert more[0].message == ENGLISH.further
    everything = [first.answer, *(each.answer for each in more)]
    paragraphs = "\n\n".join(filter(None, everything)).split("\n\n")
    assert len(set(paragraphs)) == len(paragraphs)
    assert {"acetone", "water in which"} <= {
        part for part in ("acetone", "water in which") for text in paragraphs if part in text
    }
    assert (more[-1].answer, more[-1].message) == ("", ENGLISH.no_more)


def test_every_word_of_more_is_cited(answerer: Answerer) -> None:
    for more in (said(answerer, ASKED, "more"), said(answerer, "The starter", "go on")):
        for source in more.sources:
            assert answerer.index.quote(source.article, source.start, source.end) == source.quote
            assert source.quote in BREAD


def test_thanks_are_taken_and_a_first_reply_is_none(answerer: Answerer) -> None:
    thanks = said(answerer, ASKED, "ok, thanks")
    assert (thanks.status, thanks.message, thanks.related) == ("no_answer", ENGLISH.heard, ())
    assert thanks.small_talk
    assert str(said(answerer, "thanks").message).startswith(ENGLISH.greeting)
    assert said(answerer, "are you sure?").message == ENGLISH.rephrase


def test_what_has_no_answer_has_no_more(answerer: Answerer) -> None:
    for reply in ("more", "really?"):
        nothing = said(answerer, "Who won the chess olympiad?", reply)
        assert nothing.status == "no_answer"
        assert str(nothing.message).startswith(ENGLISH.no_answer)


def test_a_conversation_goes_on_behind_replies(answerer: Answerer) -> None:
    replies = ["really?", "more", "more", "ok", "thanks"]
    after = said(answerer, "What is a starter?", *replies, "how often is it fed?")
    assert "every day" in after.answer
    assert (
        after.interpreted_as
        == said(answerer, "What is a starter?", "how often is it fed?").interpreted_as
    )


def test_it_speaks_the_askers_language(answerer: Answerer) -> None:
    for reply, message in (("really?", "stands"), ("more", "further"), ("thanks", "heard")):
        [answer] = answerer.answer_many([Question(reply, (ASKED,), language="de")])
        assert answer.message == getattr(MESSAGES["de"], message) or reply == "more"
        assert answer.language == "de"
