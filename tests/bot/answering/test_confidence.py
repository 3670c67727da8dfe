"""What the thresholds make of a confidence."""

from __future__ import annotations

import pytest

from bot.answering.confidence import status_at


@pytest.mark.parametrize(
    ("confidence", "status"),
    [(0.7, "answered"), (0.69, "unsure"), (0.3, "unsure"), (0.29, "no_answer")],
)
def test_a_confidence_at_its_threshold_reaches_it(confidence: float, status: str) -> None:
    assert status_at(confidence, answered=0.7, unsure=0.3) == status
