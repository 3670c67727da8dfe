"""What a follow-up says that is no question by itself."""

from __future__ import annotations

import pytest

from bot.answering.reading.turn import Turn, in_case, turn_in, without_lead


@pytest.mark.parametrize(
    ("follow_up", "name"),
    [
        ("and a nurse?", "nurse"),
        ("ok. and conferences", "conferences"),
        ("same for part-time?", "part-time"),
        ("what about the right to work", "right to work"),
        ("D7 sorry", "D7"),
        ("3?", "3"),
    ],
)
def test_a_name(follow_up: str, name: str) -> None:
    turn = turn_in(follow_up)
    assert turn is not None
    assert (turn.said, turn.is_case, turn.corrects) == (name, False, False)


@pytest.mark.parametrize(
    ("follow_up", "name", "gone"),
    [
        ("no, I meant a cook", "cook", None),
        ("a cook, i meant", "cook", None),
        ("no, RN", "RN", None),
        ("wrong. the content team", "content team", None),
        ("I mean a cook, not an analyst", "cook", "analyst"),
        ("I asked about nurses not analysts", "nurses", "analysts"),
        ("not grants, loans", "loans", "grants"),
        ("not a nurse but a cook", "cook", "nurse"),
    ],
)
def test_a_correction(follow_up: str, name: str, gone: str | None) -> None:
    assert turn_in(follow_up) == Turn(name, gone=gone, corrects=True)


@pytest.mark.parametrize(
    ("follow_up", "case", "clear"),
    [
        ("even if they fire me?", "even if they fire me", True),
        ("and if I have two kids", "if I have two kids", True),
        ("even when im part time", "even when im part time", True),
        ("what if I'm 62?", "if I'm 62", False),
    ],
)
def test_a_case(follow_up: str, case: str, clear: bool) -> None:
    assert turn_in(follow_up) == Turn(case, is_case=True, behind=case, goes_on=clear)


def test_a_preposition_leads_to_what_may_stand_behind() -> None:
    in_texas = Turn("Texas", behind="in Texas", preposition="in")
    assert turn_in("and in Texas?") == turn_in("In Texas?".lower().replace("t", "T", 1)) == in_texas
    assert turn_in("about bursaries") == Turn("bursaries", preposition="about", goes_on=False)


@pytest.mark.parametrize(
    "question",
    [
        "and how often?",
        "and is there a gym?",
        "which of them is best",
        "when do I get paid",
        "if I fail, can I retake it?",
        "what if I fail? and then?",
        "why not nursing",
        "Should I learn Python or R?",
        "and " * 30,
        "and",
        "?",
        "",
    ],
)
def test_what_is_more_or_less_is_none(question: str) -> None:
    assert turn_in(question) is None


def test_what_says_only_that_it_goes_on_is_no_correction() -> None:
    turn = turn_in("no experience needed")
    assert turn is None or not turn.corrects


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("ok and how long does it take?", "how long does it take?"),
        ("and", "and"),
        ("andes trips", "andes trips"),
    ],
)
def test_what_joins_it_is_left_out(question: str, left: str) -> None:
    assert without_lead(question) == left


@pytest.mark.parametrize(
    ("question", "behind", "meant"),
    [
        ("is leave paid?", "when I quit", "is leave paid when I quit"),
        ("is leave paid when I move?", "even when I quit", "is leave paid even when I quit"),
        ("is leave paid when I quit?", "if I'm ill", "is leave paid when I quit if I'm ill"),
        ("is leave paid when I quit?", "in Texas", "is leave paid when I quit in Texas"),
        ("when do I quit", "when I'm ill", "when do I quit when I'm ill"),
    ],
)
def test_a_case_takes_the_place_of_one_like_it(question: str, behind: str, meant: str) -> None:
    assert in_case(question, behind) == meant
