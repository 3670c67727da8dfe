"""A follow-up that exchanges one thing of the question before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Answer
from bot.answering.reading.exchange import exchanged, readings, resolved
from bot.answering.reading.turn import Turn, turn_in

AnswererOf = Callable[[dict[str, str]], Answerer]

LEAVE = {
    "leave.md": "# Leave\n\n## Annual leave\n\nHow much annual leave you get depends on how many "
    "years you have been here: 12 days a year in the first three years, then 16 days, and 20 days "
    "after 15 years.\n\n## Illness abroad\n\nIf you fall ill abroad, send us a doctor's note in a "
    "week.\n",
    "training.md": "# Training\n\n## Length\n\nPlacements last 24 weeks, in two schools.\n\n"
    "## Money\n\nThe school pays your salary on placements.\n",
}


PLANS = {
    "plans.md": "# Plans\n\n## The basic plan\n\nWith the basic plan you get 5 boxes of tea a "
    "year.\n\n## Gold\n\nWith gold you get 20 boxes of tea, and a teapot.\n",
}


def ways(answerer: Answerer) -> dict[str, Any]:
    """How an index compares and finds words."""
    return {"encoder": answerer.index.encoder, "adjoin": answerer.index.adjoin}


@pytest.mark.parametrize(
    ("before", "follow_up", "meant"),
    [
        ("What does a data analyst earn?", "and a nurse?", "What does a nurse earn?"),
        ("What does a data analyst earn?", "what about nurses", "What does a nurse earn?"),
        ("What does a nurse earn?", "no, I meant a cook", "What does a cook earn?"),
        ("Is the bar exam hard in California?", "and in New York?",
         "Is the bar exam hard in New York?"),
        ("Which leave do full-time staff get?", "same for part-time?",
         "Which leave do part-time staff get?"),
        ("How long is the first interview?", "Second interview?",
         "How long is the Second interview?"),
        ("What does a nurse earn?", "a cook, i meant", "What does a cook earn?"),
        ("How early can I apply for a grant?", "I mean the right to work",
         "How early can I apply for a right to work?"),
        ("What does a nurse earn in June?", "I mean July, not June",
         "What does a nurse earn in July?"),
        ("How is a level 2 paid?", "3?", "How is a level 3 paid?"),
        ("Does a cook work at night in a hotel?", "and in a ship's galley?",
         "Does a cook work at night in a ship's galley?"),
        ("Can I work from home?", "from abroad?", "Can I work from abroad?"),
        ("How much is the tram in Ghent?", "and for kids?",
         "How much is the tram in Ghent for kids"),
        ("Do I pay the fee if I move out 2 weeks early?", "3 weeks",
         "Do I pay the fee if I move out 3 weeks early?"),
        ("Are you open Monday?", "and on Sunday?", "Are you open Sunday?"),
        ("Do you post parcels to Ireland?", "and to Scotland?",
         "Do you post parcels to Scotland?"),
        ("Can I telework?", "from abroad?", "Can I telework from abroad"),
        ("is it a job you can do from home, data analyst?", "and a nurse?",
         "is it a job you can do from home, nurse?"),
        ("night shift, how long is it?", "and day?", "day shift, how long is it?"),
        ("What does a nurse earn, roughly?", "and a cook?", "What does a cook earn, roughly?"),
        ("When am I paid?", "even if they fire me", "When am I paid even if they fire me"),
        ("I am new. How are shares taxed when they're granted?", "when they vest",
         "How are shares taxed when they vest"),
    ],
)  # fmt: skip
def test_a_name_takes_the_place_of_one_like_it(
    guides_answerer: Answerer, before: str, follow_up: str, meant: str
) -> None:
    turn = turn_in(follow_up)
    assert turn is not None
    assert meant in readings(before, turn, **ways(guides_answerer))


@pytest.mark.parametrize(
    ("before", "follow_up", "nonsense"),
    [
        ("How much is the tram in Ghent?", "and for kids?", "How much is the tram in kids?"),
        ("Do I pay the fee if I move out 2 weeks early?", "3 weeks",
         "Do I pay the 3 weeks if I move out 2 weeks early?"),
        ("Are you open Monday?", "and on Sunday?", "Are you open Monday on Sunday"),
        ("is it a job you can do from home, data analyst?", "and a nurse?",
         "is it a nurse you can do from home, data analyst?"),
        ("Which papers do I need for a bachelor's degree?", "and for a doctorate?",
         "Which papers do I need for a bachelor's degree for a doctorate"),
        ("What's the deposit?", "and for teachers?", "What's the teachers?"),
    ],
)  # fmt: skip
def test_like_takes_the_place_of_like(
    guides_answerer: Answerer, before: str, follow_up: str, nonsense: str
) -> None:
    turn = turn_in(follow_up)
    assert turn is not None
    assert nonsense not in readings(before, turn, **ways(guides_answerer))


def test_a_name_goes_whole_where_the_articles_have_none_like_its_rest(
    answerer_of: AnswererOf,
) -> None:
    turn = turn_in("and gold?")
    assert turn is not None
    found = readings("What do I get with the basic plan?", turn, **ways(answerer_of(PLANS)))
    assert found[0] == "What do I get with the gold?"


@pytest.mark.parametrize("before", ["and what then?", "", "Is it so?", "student loans?"])
def test_where_nothing_was_named_nothing_is_exchanged(
    guides_answerer: Answerer, before: str
) -> None:
    found = exchanged(before, Turn("nurse"), **ways(guides_answerer))
    assert [text for text in found if text.strip("?") == "nurse"] == []
    if before != "student loans?":
        assert found == []


@pytest.mark.parametrize(
    ("question", "before", "meant"),
    [
        ("how long are they?", "Are the placements paid?", ["how long are the placements?"]),
        ("is it hard", "Can I do the teacher training abroad?", ["is the teacher training hard"]),
        ("what do they earn?", "How do I become a secretary?", ["what do secretaries earn?"]),
        ("is she paid?", "What does a cook do?", ["is a cook paid?"]),
        ("what about them?", "What does a cook do?", []),
        ("is it remote?", "Do I get the internship?", ["is the internship remote?"]),
        ("how hard is that?", "Is there any point?", []),
        ("is that year hard?", "What is a residency?", []),
        ("is this it?", "", []),
        ("do I get it back?", "and for five?", []),
        ("my son is a cook, what does he earn?", "What does a nurse earn?", []),
    ],
)
def test_a_pronoun_is_a_name_of_the_question_before(
    question: str, before: str, meant: list[str]
) -> None:
    def adjoin(first: str, second: str) -> bool:
        return (first, second) == ("teacher", "training")

    likeliest, *_ = [*resolved(question, before, adjoin, "en"), []]
    assert likeliest == meant


@pytest.mark.parametrize(
    ("before", "follow_up"),
    [
        ("What does a nurse earn?", "and a pastry cook?"),
        ("What exam do nurses take?", "same for plumbers?"),
        ("How long does it take to become a nurse?", "👍👍"),
        ("How long does it take to become a nurse?", "ok thx bye"),
        ("How long does it take to become a nurse?", "...ok thx"),
    ],
)
def test_what_says_nothing_of_the_name_answers_nothing(
    guides_answerer: Answerer, before: str, follow_up: str
) -> None:
    assert guides_answerer.answer(before).status == "answered"
    assert guides_answerer.answer(follow_up, history=[before]).status != "answered"


@pytest.mark.parametrize("follow_up", ["what about a nurse?", "no, i meant a nurse"])
def test_it_is_answered_as_the_question_that_it_stands_for(
    guides_answerer: Answerer, follow_up: str
) -> None:
    meant = "What does a nurse earn?"
    answer = guides_answerer.answer(follow_up, history=["What does a data analyst earn?"])
    assert answer.interpreted_as == meant
    assert answer.blocks == guides_answerer.answer(meant).blocks


def test_the_name_may_stand_in_the_title_alone(guides_answerer: Answerer) -> None:
    asked = ["What does a nurse earn?"]
    answer = guides_answerer.answer("I meant a project manager", history=asked)
    assert answer.interpreted_as == "What does a project manager earn?"
    assert answer.sources[0].article == "technical-project-manager"
    assert "project manager" not in answer.answer.lower()


def answers(answerer: Answerer, turns: list[str]) -> Answer:
    return answerer.answer(turns[-1], history=turns[:-1])


@pytest.mark.parametrize(
    ("turns", "meant"),
    [
        (["what does a data analyst earn", "I mean a nurse anesthetist, not an analyst"],
         "what does a nurse anesthetist earn"),
        # By itself, it is about an associate degree.
        (["what does an LPN do", "no, RN"], "what does an RN do"),
        # What was said between is read first.
        (["nurse salary", "in schools", "in hospitals"], "nurse salary in hospitals"),
        (["1) what does a nurse earn 2) and data analysts?", "and a TPM"], "what does a TPM earn"),
        (["is nursing school hard", "how long does it take to become a nurse",
          "and a data analyst"], "how long does it take to become a data analyst"),
    ],
)  # fmt: skip
def test_a_correction_takes_back_what_it_corrects(
    guides_answerer: Answerer, turns: list[str], meant: str
) -> None:
    answer = answers(guides_answerer, turns)
    assert answer.interpreted_as == meant
    assert answer.blocks == guides_answerer.answer(meant).blocks


def test_what_was_taken_back_answers_nothing(guides_answerer: Answerer) -> None:
    asked = "what does a nurse earn"
    assert guides_answerer.answer(asked).status == "answered"
    assert answers(guides_answerer, [asked, "no, a pastry cook"]).status != "answered"
    assert answers(guides_answerer, [asked, "I mean a cook, not a nurse"]).status != "answered"


def test_a_case_stands_behind_the_question(answerer_of: AnswererOf) -> None:
    answerer = answerer_of(LEAVE)
    asked = "how much annual leave do I get"
    answer = answers(answerer, [asked, "what if I've been here 16 years"])
    assert answer.status == "answered"
    assert answer.interpreted_as == f"{asked} if I've been here 16 years"
    assert "20 days" in answer.answer
    # That says nothing of age.
    assert answers(answerer, [asked, "what if I'm 62"]).status != "answered"
    # This one stands by itself.
    alone = answers(answerer, [asked, "what if I fall ill abroad?"])
    assert alone.interpreted_as is None
    assert "doctor" in alone.answer


def test_a_pronoun_is_read_as_what_it_stands_for(answerer_of: AnswererOf) -> None:
    answer = answers(answerer_of(LEAVE), ["who pays on placements", "how long are they"])
    assert answer.interpreted_as == "how long are placements"
    assert "24 weeks" in answer.answer


def test_the_second_of_a_list_may_be_a_name(guides_answerer: Answerer) -> None:
    answer = guides_answerer.answer("1) what does a nurse earn 2) and data analysts?")
    assert answer.status == "answered"
    assert {"registered-nurse", "data-analyst"} <= {source.article for source in answer.sources}


def test_so_it_is_behind_another_follow_up(guides_answerer: Answerer) -> None:
    asked = ["Can I become a nurse without a degree?", "and how long does it take?"]
    answer = guides_answerer.answer("and a data analyst?", history=asked)
    assert answer.interpreted_as == "Can I become a data analyst without a degree?"


def test_a_question_of_its_own_is_read_as_it_is(guides_answerer: Answerer) -> None:
    asked = ["What does a nurse earn?"]
    answer = guides_answerer.answer("Should I learn Python or R?", history=asked)
    assert answer.interpreted_as is None


def test_a_conversation_goes_on_from_what_was_read(guides_answerer: Answerer) -> None:
    asked = ["What does a data analyst earn?", "what about nurses?", "How do I start?"]
    answer = answers(guides_answerer, asked)
    assert answer.interpreted_as == "What does a nurse earn? How do I start?"
    assert answer.sources[0].article == "registered-nurse"


def test_one_is_a_name_too_where_one_becomes_it(guides_answerer: Answerer) -> None:
    answer = answers(guides_answerer, ["What does a data analyst earn?", "how do I become one?"])
    # Neither "a data" nor "a data analyst earn".
    assert answer.interpreted_as == "how do I become a data analyst?"
    assert answer.sources[0].article == "data-analyst"


@pytest.mark.parametrize(
    ("before", "name", "meant"),
    [
        ("What does a cook earn?", "electricians", "What does an electrician earn?"),
        ("What does an MBA cost?", "PhDs", "What does a PhD cost?"),
        ("What does a cook earn?", "MPs", "What does an MP earn?"),
        ("Is a college worth it?", "university", "Is a university worth it?"),
    ],
)
def test_a_name_of_several_takes_the_place_of_one(
    guides_answerer: Answerer, before: str, name: str, meant: str
) -> None:
    turn = turn_in(f"and {name}?")
    assert turn is not None
    assert exchanged(before, turn, **ways(guides_answerer))[0] == meant
