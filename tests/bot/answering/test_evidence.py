"""What the confidence is made of, over the bundled guides and the real model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.evidence import EVIDENCE, evidence
from bot.answering.selection import Selection, select
from index.search import search

Facts = dict[str, float]


@pytest.fixture(scope="module")
def facts(guides_answerer: Answerer) -> Callable[..., Facts]:
    index = guides_answerer.index

    def of(question: str, selection: Selection | None = None) -> Facts:
        encoded = index.encoder.encode([question], query=True)[0]
        ranking = search(question, encoded, index)
        chosen = selection or select(ranking, index)
        values = evidence(question, ranking, chosen, index)
        return dict(zip(EVIDENCE, values.tolist(), strict=True))

    return of


def test_a_word_that_no_article_has_speaks_against_an_answer(facts: Callable[..., Facts]) -> None:
    known = facts("What does a registered nurse earn?")
    strange = facts("What does a registered nurse earn in Reykjavik?")
    assert known["absent_most"] == 0
    assert strange["absent_most"] > 0.3
    assert strange["covered"] < known["covered"] == 1


def test_a_quantity_that_is_asked_for_has_to_be_given(
    guides_answerer: Answerer, facts: Callable[..., Facts]
) -> None:
    question = "What does a registered nurse earn?"
    given = facts(question)
    assert (given["quantity_given"], given["quantity_missing"]) == (1, 0)
    index = guides_answerer.index
    without = next(
        n for n in range(len(index)) if not any(c in index.passage_at(n).text for c in "$")
    )
    missing = facts(question, Selection(without, (without,)))
    assert (missing["quantity_given"], missing["quantity_missing"]) == (0, 1)
    asked_nothing = facts("What does a registered nurse do?")
    assert (asked_nothing["quantity_given"], asked_nothing["quantity_missing"]) == (0, 0)


def test_a_clear_best_passage_is_ahead_of_the_next(facts: Callable[..., Facts]) -> None:
    clear = facts("How many questions are on the NCLEX?")
    vague = facts("zzzt grmpf wubwub")
    assert clear["maxsim_ahead"] > vague["maxsim_ahead"] >= 0
    assert clear["dense_ahead"] > vague["dense_ahead"]
    assert clear["length"] > 0
