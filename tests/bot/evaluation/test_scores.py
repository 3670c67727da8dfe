import pytest

from bot.answering.model import Status
from bot.evaluation.question_sets import Kind
from bot.evaluation.scores import (
    Outcome,
    auroc,
    calibration_bins,
    calibration_error,
    ranking_scores,
    scores,
    trade_off,
)


def outcome(
    status: Status,
    confidence: float,
    *right: bool,
    kind: Kind = "answerable",
    length: int = 100,
    sources: tuple[bool, ...] = (),
    highlighted: bool = False,
) -> Outcome:
    return Outcome(kind, status, confidence, right, length, sources, highlighted)


# Worked out by hand below.
SET = [
    outcome("answered", 0.95, True, False, length=300, sources=(True, False), highlighted=True),
    outcome("answered", 0.85, False, True, length=500),
    outcome("unsure", 0.45, True, length=200, sources=(False, True, False)),
    outcome("unsure", 0.35, False, False, False, True, length=100),
    # Right, had it been given.
    outcome("no_answer", 0.15, True, False, True, sources=(True,), highlighted=True),
    outcome("answered", 0.65, False, kind="near"),
    outcome("unsure", 0.45, False, kind="near"),
    outcome("no_answer", 0.15, False, kind="near"),
    outcome("no_answer", 0.05, False, kind="far"),
    outcome("unsure", 0.35, False, kind="noise"),
]


def test_every_score_as_worked_out_by_hand() -> None:
    found = scores(SET)
    assert found == pytest.approx(
        {
            "lead1": 1 / 5,  # of the second right answer, it is the second source that is right
            "highlight": 1 / 5,
            "precision": (1 / 2 + 0 + 1 / 3 + 0) / 4,
            "hit1": 2 / 5,  # the refused one gave no answer
            "hit3": 4 / 5,  # the second's next text is right, and the refused one's third
            "mrr": (1 + 1 / 2 + 1 + 1 / 4 + 1) / 5,
            "length": 250,  # of 100, 200, 300 and 500: no answer has no length
            "answered": 2 / 5,
            "right": 1 / 2,
            "refused_far": (1 + 0.5) / 2,
            "refused_near": (0 + 0.5 + 1) / 3,
            # 0.95 and 0.85 beat all three, 0.45 one and half, 0.35 one, 0.15 half of one
            "auroc": (3 + 3 + 1.5 + 1 + 0.5) / 15,
            # bins and the share right: 0.05 0, 0.15 .5, 0.35 0, 0.45 .5, 0.65 0, 0.85 0, 0.95 1
            "ece": (0.05 + 2 * 0.35 + 2 * 0.35 + 2 * 0.05 + 0.65 + 0.85 + 0.05) / 10,
        },
        abs=1e-9,
    )


def test_what_no_question_measures_is_none() -> None:
    assert [name for name, value in scores(SET[:5]).items() if value is None] == [
        "refused_far",
        "refused_near",
        "auroc",
    ]
    assert scores(SET[4:5])["right"] is None
    assert scores([])["hit1"] is None
    assert scores([])["ece"] is None


def test_a_ranking_without_anything_right_counts() -> None:
    found = ranking_scores([[True], [False, True], [False, False, False, True], [False, False]])
    assert found == pytest.approx({"hit1": 1 / 4, "hit3": 2 / 4, "mrr": (1 + 1 / 2 + 1 / 4) / 4})
    assert ranking_scores([[False]]) == {"hit1": 0, "hit3": 0, "mrr": 0}


def test_auroc_counts_equal_confidences_half() -> None:
    assert auroc([0.9, 0.4], [0.5, 0.4]) == pytest.approx(2.5 / 4)
    assert auroc([0.2], [0.8]) == 0
    assert auroc([], [0.8]) is None
    assert auroc([0.2], []) is None


def test_calibration_error_is_the_mean_distance_of_ten_bins() -> None:
    assert calibration_error([0.95, 0.95, 0.15, 0.15], [1, 0, 0, 0]) == pytest.approx(0.3)
    assert calibration_error([1.0, 0.0], [1, 0]) == 0
    assert calibration_error([], []) is None


def test_both_ends_of_the_confidence_have_a_bin() -> None:
    first, last = calibration_bins([0.0, 1.0, 0.99], [0, 1, 0])
    assert (first.count, first.confidence, first.right) == (1, 0, 0)
    assert (last.count, last.right) == (2, 0.5)


def test_the_trade_off_of_a_threshold() -> None:
    low, high = trade_off(SET, [0.1, 0.45])
    assert (low.answered, low.lost, low.near, low.far) == (1, 0, 0, 1 / 2)
    assert low.right == pytest.approx(3 / 5)  # the refused one is right, were it given
    assert high.answered == pytest.approx(3 / 5)
    assert high.lost == pytest.approx(2 / 5)
    assert high.right == pytest.approx(2 / 3)
    assert high.near == pytest.approx(1 / 3)
    assert high.far == 1
    (none,) = trade_off(SET[:1], [1.0])
    assert (none.answered, none.right, none.near, none.far) == (0, None, None, None)
