"""A month of questions, made: always the same, with weekends, a bad day and what goes wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from bot.database.engine import Base
from bot.database.tables import FeedbackRow, KeptQuestionRow

__all__ = ["month"]

ASKED = (
    ("What does a nurse earn?", "registered-nurse", 30, 0.97),
    ("Do I need a degree to become a data analyst?", "data-analyst", 22, 0.95),
    ("How long until I am a technical project manager?", "technical-project-manager", 16, 0.9),
    ("Is nursing school hard?", "registered-nurse", 12, 0.6),
    ("Can I work from home as an analyst?", "data-analyst", 9, 0.4),
    ("What do dog groomers earn?", None, 8, 0.0),
    ("Is there help with childcare?", None, 5, 0.0),
)  # fmt: skip
CHANNELS = ("widget", "widget", "widget", "slack", "api")


def month(until: datetime | None = None, a_day: int = 60, days: int = 30) -> list[Base]:
    """Return the rows of the days up to `until`."""
    random = np.random.default_rng(11)
    until = until or datetime.now(UTC)
    directions = np.linalg.qr(random.standard_normal((384, len(ASKED))))[0].T
    chances = np.asarray([weight for _, _, weight, _ in ASKED], float)
    rows: list[Base] = []
    for ago in range(days):
        at = until - timedelta(days=ago)
        busy = a_day * (0.4 if at.weekday() >= 5 else 1.0) * (2.2 if ago == 9 else 1.0)
        for number in range(int(random.poisson(busy))):
            which = int(random.choice(len(ASKED), p=chances / chances.sum()))
            question, article, _, right = ASKED[which]
            draw = random.random()
            status = (
                "answered" if draw < right else "unsure" if draw < right + 0.15 else "no_answer"
            )
            answer_id = f"{ago:02}-{number:04}"
            vector = directions[which] + 0.02 * random.standard_normal(384)
            unlucky = random.random() > right
            rows.append(
                KeptQuestionRow(
                    answer_id=answer_id,
                    question=question if number % 3 else question.lower().rstrip("?"),
                    status=status,
                    confidence=right,
                    article=article if status != "no_answer" else None,
                    passage=f"{which:016x}",
                    channel=CHANNELS[number % len(CHANNELS)],
                    latency=float(random.lognormal(3.2, 0.6)),
                    asked_again=bool(unlucky and random.random() < 0.3),
                    asked_at=at - timedelta(minutes=float(random.uniform(0, 600))),
                    vector=(vector / np.linalg.norm(vector)).astype(np.float16).tobytes(),
                )
            )
            if random.random() < 0.12:
                rows.append(
                    FeedbackRow(answer_id=answer_id, helpful=not unlucky, question=question)
                )
            elif status == "no_answer" and random.random() < 0.2:
                rows.append(FeedbackRow(answer_id=answer_id, person=True))
    return rows
