"""Limits that scores have to keep."""

from __future__ import annotations

import pytest

from bot.evaluation.score_limits import (
    SCORES,
    ScoreLimit,
    ScoreLimitError,
    missed_limits,
    read_score_limits,
)

MEASURED: dict[str, float | None] = {**dict.fromkeys(SCORES, None), "hit1": 0.6, "length": 300.0}


def test_a_limit_is_read_as_it_is_written() -> None:
    read = read_score_limits(["hit1=0.9", "length=600", "ece=.1"])
    assert read == [ScoreLimit("hit1", 0.9), ScoreLimit("length", 600), ScoreLimit("ece", 0.1)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hit2=0.9", "there is no score 'hit2'"),
        ("hit1", "'' is no number: hit1=0.9"),
        ("hit1=most", "'most' is no number: hit1=0.9"),
        ("hit1=90", "hit1 is between 0 and 1"),
        ("hit1=nan", "hit1 is between 0 and 1"),
        ("length=-1", "length is between"),
    ],
)
def test_what_is_no_limit_is_named(text: str, said: str) -> None:
    with pytest.raises(ScoreLimitError, match=f"^{text}: ") as error:
        read_score_limits([text])
    assert said in str(error.value)


@pytest.mark.parametrize("kept", ["hit1=0.6", "hit1=0", "length=300", "length=1000"])
def test_a_limit_that_is_kept_says_nothing(kept: str) -> None:
    assert missed_limits(read_score_limits([kept]), MEASURED) == []


def test_a_limit_that_is_missed_is_a_line() -> None:
    lines = missed_limits(read_score_limits(["hit1=0.61", "hit1=0.5", "length=299"]), MEASURED)
    assert [line.split(",")[0] for line in lines] == ["hit1 is 0.6", "length is 300"]


@pytest.mark.parametrize(
    ("score", "needs"), [("auroc", "--unanswerable"), ("follow_ups", "--follow-ups"), ("right", "")]
)
def test_a_limit_of_what_was_not_measured_says_what_it_needs(score: str, needs: str) -> None:
    with pytest.raises(ScoreLimitError, match=f"{score}=0.5 needs {needs}"):
        missed_limits([ScoreLimit(score, 0.5)], MEASURED)
