"""Questions that lean on the conversation, and those that don't."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.reading.follow_up import (
    HISTORY,
    LONGEST_HISTORY,
    Leaning,
    leaning,
    states,
    topic,
)
from bot.evaluation.citations import uncited


@pytest.mark.parametrize(
    "question",
    [
        "and at the 90th percentile?",
        "And directors?",
        "or a consultant?",
        "which of them pays best?",
        "how long does it last?",
        "what else could I take instead?",
        "why?",
        "how come?",
        "what degree do they need?",
        "which certificates do they need?",
        "the second one?",
        "how often do I have to redo it?",
        "how much is that altogether?",
        "why that certificate?",
        "what happens after that year?",
    ],
)
def test_what_leans(question: str) -> None:
    assert leaning(question) is Leaning.CLEARLY


@pytest.mark.parametrize(
    "question",
    [
        "How much do nurses earn?",
        "Can someone become a TPM without a diploma in computing?",
        "Where do senior managers spend their time?",
        "is the PMP worth it",
        "how many nurses leave before they retire?",
        "how long does it take to become a nurse",
        "Is there a nursing shortage?",
        "What is an operating room nurse?",
        "Android developer pay",
        "Can someone with an IT degree become a TPM?",
        "is enterprise IT a good start",
        "order of the stages of a career",
        "jobs that pay well without a degree",
        "is it worth it to get a PMP",
    ],
)
def test_what_stands_alone(question: str) -> None:
    assert leaning(question) is not Leaning.CLEARLY


@pytest.mark.parametrize(
    "told",
    ["i'm 58", "my daughter is nine", "we paid in advance", "and i have a permit", "im a vegan"],
)
def test_what_the_asker_tells_may_be_about_what_was_asked(told: str) -> None:
    assert states(told)
    assert leaning(told) is not Leaning.NOT


@pytest.mark.parametrize(
    "asked",
    [
        "i want to become a nurse",
        "i need a certificate",
        "my order status",
        "i moved, do i need a new card",
        "we're closed on what days",
        "nurses are paid by the hour",
    ],
)
def test_what_asks_or_names_something_tells_nothing_of_the_asker(asked: str) -> None:
    assert leaning(asked) is Leaning.NOT


def test_the_topic_is_the_last_question_that_stands_alone_and_what_came_after() -> None:
    asked = ["What do nurses earn?", "What does a TPM do?", "and in big firms?"]
    assert topic(asked) == "What does a TPM do? and in big firms?"
    assert topic(asked[:1]) == "What do nurses earn?"
    assert topic(["Hi! What do nurses earn? Thanks!"]) == "What do nurses earn?"
    assert topic([]) == topic(["", "  "]) == ""


def test_only_the_last_questions_count(guides_answerer: Answerer) -> None:
    recent = ["What does a nurse practitioner earn?", "and a midwife?", "and an anesthetist?"]
    assert len(recent) == HISTORY
    question = "and how long does it take?"
    wanted = guides_answerer.answer(question, history=recent)
    for before in (["Should I learn Python or R?"], ["x" * 2000] * 50):
        found = guides_answerer.answer(question, history=[*before, *recent])
        assert (found.answer, found.confidence) == (wanted.answer, wanted.confidence)


def test_what_names_nothing_at_all_is_asked_as_what_was_asked_before(
    guides_answerer: Answerer,
) -> None:
    asked = "What does a registered nurse earn?"
    followed = guides_answerer.answer("what about them?", history=[asked])
    assert followed.status != "no_answer"
    alone = guides_answerer.answer(f"{asked} what about them")
    assert followed.highlight == alone.highlight
    assert followed.sources[0] == alone.sources[0]


def test_a_follow_up_says_how_it_was_read(guides_answerer: Answerer) -> None:
    asked = "how many questions does it have?"
    answer = guides_answerer.answer(asked, history=["What is the NCLEX?"])
    assert answer.interpreted_as == "how many questions does the NCLEX have?"
    assert "five hours" in answer.answer


def test_a_known_question_is_never_bent(guides_answerer: Answerer) -> None:
    question = "How long does it take to become a registered nurse?"
    alone = guides_answerer.answer(question)
    bent = guides_answerer.answer(question, history=["What does a data analyst earn?"])
    assert (bent.answer, bent.confidence) == (alone.answer, alone.confidence)
    assert bent.interpreted_as is None


@pytest.mark.parametrize(
    "history", [[""], ["?"] * 9, ["\x00", "🎉"], ["a" * 50_000], ["and?"] * 5, ["hi", "thanks"]]
)
def test_a_history_of_nothing_changes_nothing(
    history: list[str], guides_answerer: Answerer
) -> None:
    question = "What does a registered nurse earn?"
    assert (
        guides_answerer.answer(question, history=history).answer
        == guides_answerer.answer(question).answer
    )
    leaning_on_nothing = guides_answerer.answer("and then?", history=history)
    assert leaning_on_nothing.status != "answered"
    assert uncited(leaning_on_nothing, guides_answerer.index) == []


def test_a_long_history_is_read_up_to_a_length() -> None:
    assert topic(["old", "and " * 10_000]).split() == ["and"] * (LONGEST_HISTORY // 4)
    assert topic(["what about pay?"] * 50) == " ".join(["what about pay?"] * HISTORY)
    assert topic(["what do nurses earn?", " " * 1_000, "and there?"]) == (
        "what do nurses earn? and there?"
    )


def test_what_points_back_is_not_answered_of_another_subject(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    answerer = answerer_of(
        {
            "diver.md": "# Divers\n\nDivers feed the sharks and clean the tanks.\n\n## Pay\n\n"
            "Divers earn $30 an hour.\n",
            "guide.md": "# Guides\n\nGuides lead visitors around.\n\n## Frequently asked questions"
            "\n\n### Is being a guide stressful?\n\nHardly, for most visitors are kind.\n",
        }
    )
    of_divers, of_guides = (
        answerer.answer("is it stressful?", history=[f"What do {who} do?"])
        for who in ("divers", "guides")
    )
    assert of_divers.status != "answered"
    assert of_guides.status == "answered"


@pytest.mark.parametrize(
    ("said", "tells"),
    [
        ("i'm 70", True),
        ("my oven is broken", True),
        ("I've baked for two years and would like to know if that is enough", False),
        ("I'm wondering whether bread keeps", False),
        ("we want to bake", False),
    ],
)
def test_who_tells_of_themselves_asks_nothing(said: str, tells: bool) -> None:
    assert states(said) is tells
