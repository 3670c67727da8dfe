"""What says who somebody is isn't kept, and what only looks like it stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.answering.model import Answer
from bot.commands.database import with_database
from bot.database.engine import Database
from bot.database.feedback import Feedback, FeedbackStore
from bot.database.masking import masked
from bot.database.tables import FeedbackRow, KeptQuestionRow
from bot.settings import Settings
from tests.bot.database.test_feedback import rows

QUESTIONS = sorted((Path(__file__).parents[3] / "bench" / "questions").rglob("*.jsonl"))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Mail jane.doe+x@mail.example.org, please", "Mail [e-mail], please"),
        ("Call +1 415-555-2671 or +44 20 7946 0958.", "Call [phone] or [phone]."),
        ("Call (212) 736-5000 now", "Call [phone] now"),
        ("Call 0171 2345678 or 06 12 34 56 78", "Call [phone] or [phone]"),
        ("Card 4111 1111 1111 1111 or 4111-1111-1111-1111?", "Card [card] or [card]?"),
        ("Pay to DE89 3704 0044 0532 0130 00 THANKS", "Pay to [IBAN] THANKS"),
        ("gb82west12345698765432 is mine", "[IBAN] is mine"),
        ("DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000!", "[IBAN]!"),
        ("GB82-WEST-1234-5698-7654-32", "[IBAN]"),
        ("4111.1111.1111.1111 or 4111\u20111111\u20111111\u20111111", "[card] or [card]"),
        ("\uff14\uff11\uff11\uff11 1111 1111 1111", "[card]"),
    ],
)
def test_what_says_who_somebody_is_is_left_out(said: str, kept: str) -> None:
    assert masked(said) == kept
    assert masked(kept) == kept


@pytest.mark.parametrize(
    "said",
    [
        "Is $120,000-150,000 usual in 2025 or 2026?",
        "from 2019-2024, at 40 hours and 60000 80000 90000",
        "4111 1111 1111 1112 has wrong check digits",
        "DE89 3704 0044 0532 0130 01 as well",
        "What does @jane say of SOC 15-1299.09 and O*NET 13-1082.00?",
    ],
)
def test_what_only_looks_like_it_stays(said: str) -> None:
    assert masked(said) == said


def test_no_question_of_the_sets_loses_a_word() -> None:
    asked = [
        str(question)
        for path in QUESTIONS
        for line in path.read_text("utf-8").splitlines()
        if (question := json.loads(line).get("q"))
    ]
    assert len(asked) > 5_000
    assert [each for each in asked if masked(each) != each] == []


def test_it_is_left_out_of_questions_and_feedback(settings: Settings) -> None:
    said = "I am jane@example.org"

    async def keep(database: Database) -> None:
        store = FeedbackStore(database, keep_questions=True)
        store.note(Answer("a-1", said, "no_answer", 0.1))
        await store.give(Feedback("a-1", comment=said, choice=said, question=said))

    with_database(settings, keep)
    (asked,), (feedback,) = rows(settings, KeptQuestionRow), rows(settings, FeedbackRow)
    for text in (
        asked["question"],
        *(feedback[name] for name in ("comment", "choice", "question")),
    ):
        assert text == "I am [e-mail]"
