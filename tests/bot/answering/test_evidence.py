"""What the confidence is made of, over the bundled guides and the real model."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from bot.answering.answerer import Answerer
from bot.answering.evidence import EVIDENCE, TYPICAL, _ahead, _capitals, evidence, strangest
from bot.answering.selection import Selection, select
from index.search import search
from index.text.words import spans

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


def test_a_word_that_no_article_has_speaks_against_an_answer(
    guides_answerer: Answerer, facts: Callable[..., Facts]
) -> None:
    known, strange = (
        "What does a registered nurse earn?",
        "What does a registered nurse earn in Reykjavik?",
    )
    index = guides_answerer.index
    rankings = [
        search(question, index.encoder.encode([question], query=True)[0], index)
        for question in (known, strange)
    ]
    assert strangest(rankings[0]) == 0
    assert strangest(rankings[1]) > 0.3
    assert facts(strange)["missing_most"] > facts(known)["missing_most"] == 0
    assert (facts(known)["name_absent"], facts(strange)["name_absent"]) == (0, 1)


def test_a_name_or_number_that_the_passage_lacks_speaks_against_it(
    guides_answerer: Answerer, facts: Callable[..., Facts]
) -> None:
    question = "What do nurses in California earn?"
    index = guides_answerer.index
    without = next(n for n in range(len(index)) if "California" not in index.passage_at(n).text)
    assert facts("What do nurses earn?")["name_missing"] == 0
    assert facts(question, Selection(without, (without,)))["name_absent"] == 0
    assert facts("what did nurses earn in 1887")["name_missing"] == 1
    # In capitals throughout, none of them marks a name.
    assert facts("WHAT DO NURSES EARN")["name_missing"] == 0


def test_a_quantity_that_is_asked_for_has_to_be_given(
    guides_answerer: Answerer, facts: Callable[..., Facts]
) -> None:
    question = "What does a registered nurse earn?"
    assert facts(question)["quantity_missing"] == 0
    index = guides_answerer.index
    without = next(
        n for n in range(len(index)) if not any(c in index.passage_at(n).text for c in "$")
    )
    assert facts(question, Selection(without, (without,)))["quantity_missing"] == 1
    assert facts("What does a registered nurse do?")["quantity_missing"] == 0
    assert facts("How many nurses are there?")["counts"] == 1
    assert facts("Are there many nurses?")["counts"] == 0


def test_a_clear_best_passage_is_ahead_of_the_next(facts: Callable[..., Facts]) -> None:
    clear = facts("How many questions are on the NCLEX?")
    vague = facts("zzzt grmpf wubwub")
    assert clear["ahead"] > vague["ahead"]
    assert clear["dense"] > vague["dense"]
    assert clear["least_met"] > vague["least_met"]


def test_passages_that_are_not_there_count_as_usual_ones() -> None:
    many = np.asarray([0.6, *[TYPICAL] * 40])
    assert _ahead(many) == pytest.approx(_ahead(many[:3])) == pytest.approx(_ahead(many[:1]))
    assert _ahead(np.asarray([TYPICAL])) == pytest.approx(0)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("what do nurses in Texas earn", {"Texas"}),
        ("I like fish. Nevertheless, what do nurses in Texas earn?", {"Texas"}),
        ("Question: Does it pay in Texas? “Really” well?", {"Texas"}),
        ("- Sent from my phone", set()),
        ("what do nurses in the U.S. with a Ph.D. earn", set()),
        ("what do nurses in St. Louis earn", {"St", "Louis"}),
        ("Nurse Salary in Texas", {"Salary", "Texas"}),
        ("When Is The Kitchen Usually Open", set()),
    ],
)
def test_a_capital_marks_a_name_within_a_sentence(question: str, names: set[str]) -> None:
    found = {word[0] for word in spans(question) if word.start() in _capitals(question)}
    assert found == names
