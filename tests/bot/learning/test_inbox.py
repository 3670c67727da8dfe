"""What is open, by what it asks, in SQLite and in PostgreSQL."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.answering.answerer import Answerer
from bot.commands.database import with_database
from bot.database.feedback import Feedback, FeedbackStore
from bot.database.settled import DISMISSED, Settled, settle, unsettle
from bot.database.tables import FeedbackRow
from bot.learning.inbox import Group, Inbox, open_groups
from bot.settings import Settings
from tests.bot.learning.asked_rows import NOW, keep, kept


def found(settings: Settings, answerer: Answerer, now: datetime = NOW) -> Inbox:
    encoder = answerer.index.encoder
    return with_database(settings, lambda database: open_groups(database, encoder, now))


@pytest.fixture
def asked(settings: Settings) -> Settings:
    """The database with what was asked: of dogs, of nights, and what was answered well."""
    keep(
        settings,
        kept("d1", "Do dogs count?", days=1, vector=[1, 0]),
        kept("d2", "do dogs count", days=9, vector=[1, 0.1]),
        kept("d3", "Are dogs counted?", days=20, status="unsure", vector=[1, 0.4]),
        kept("n1", "How are nights?", days=2, status="answered", vector=[0, 0, 1]),
        kept("n2", "How are nights?", days=2, status="answered", vector=[0, 0, 1]),
        kept("u1", "Is it so?", status="unsure", vector=[0, 0, 0, 1]),
        kept("h", "hello", small_talk=True, vector=[0, 1]),
        FeedbackRow(answer_id="n1", helpful=False, comment="Wrong: by day"),
        FeedbackRow(answer_id="u1", helpful=True),
        FeedbackRow(answer_id="z", helpful=False, question="Where is the zoo?", given_at=NOW),
    )
    return settings


def test_what_is_alike_is_one_group_and_the_largest_is_first(
    asked: Settings, guides_answerer: Answerer
) -> None:
    inbox = found(asked, guides_answerer)
    assert [(each.question, each.count) for each in inbox.groups] == [
        ("Do dogs count?", 3), ("How are nights?", 1), ("Where is the zoo?", 1),
    ]  # fmt: skip
    dogs, nights, _ = inbox.groups
    assert dogs.wordings == ("Do dogs count?", "Are dogs counted?")
    assert (dogs.no_answer, dogs.unsure, dogs.weeks) == (2, 1, (0, 1, 1, 1))
    assert (dogs.passages, dogs.last_asked) == ((("p-1", 3),), NOW - timedelta(days=1))
    assert (nights.voted_down, nights.comments) == (1, ("Wrong: by day",))


def test_what_has_no_vector_yet_gets_one(settings: Settings, guides_answerer: Answerer) -> None:
    asked = ("What do dog walkers earn?", "how much does a dog walker earn", "Is there a zoo?")
    keep(settings, *(kept(str(n), each) for n, each in enumerate(asked)))
    for _ in range(2):
        inbox = found(settings, guides_answerer)
        assert [each.count for each in inbox.groups] == [2, 1]


def test_what_is_dismissed_comes_back_in_time_or_when_that_is_undone(
    asked: Settings, guides_answerer: Answerer
) -> None:
    dogs = found(asked, guides_answerer).groups[0]
    until = NOW + timedelta(weeks=4)
    said = Settled("k-1", DISMISSED, dogs.question, dogs.vector, until=until)
    with_database(asked, lambda database: settle(database, said, dogs.answer_ids))
    assert "Do dogs count?" not in questions(found(asked, guides_answerer))
    assert "Do dogs count?" in questions(found(asked, guides_answerer, until))
    keep(asked, kept("d4", "Do dogs count now?", vector=[1, 0.1]))
    assert "Do dogs count now?" in questions(found(asked, guides_answerer))
    with_database(asked, lambda database: unsettle(database, "k-1"))
    assert found(asked, guides_answerer).groups[0].count == 4


def test_what_is_dismissed_for_good_stays_away_with_all_that_is_alike(
    asked: Settings, guides_answerer: Answerer
) -> None:
    dogs = found(asked, guides_answerer).groups[0]
    said = Settled("k-1", DISMISSED, dogs.question, dogs.vector)
    with_database(asked, lambda database: settle(database, said, dogs.answer_ids))
    keep(asked, kept("d4", "Do dogs count now?", vector=[1, 0.1]))
    left = found(asked, guides_answerer, NOW + timedelta(weeks=40))
    assert questions(left) == ["How are nights?", "Where is the zoo?"]
    assert [each.question for each in left.settled] == ["Do dogs count?"]


def test_five_alike_in_four_weeks_suggest_something(
    settings: Settings, guides_answerer: Answerer
) -> None:
    for number in range(5):
        passage = "p-1" if number < 3 else f"p-{number}"
        row = kept(str(number), f"dogs {number}", days=6 * number, passage=passage, vector=[1, 0])
        keep(settings, row)
    (group,) = found(settings, guides_answerer).groups
    assert (group.suggested, group.suggested_passage) == (True, "p-1")
    (later,) = found(settings, guides_answerer, NOW + timedelta(days=5)).groups
    assert (later.suggested, later.suggested_passage, later.count) == (False, None, 5)


def test_a_thumb_that_is_turned_settles_an_unsure_answer(
    settings: Settings, guides_answerer: Answerer
) -> None:
    keep(settings, kept("u", "Is it so?", status="unsure", vector=[1]))
    assert questions(found(settings, guides_answerer)) == ["Is it so?"]
    said = Feedback("u", helpful=True)
    with_database(settings, lambda database: FeedbackStore(database).give(said))
    assert questions(found(settings, guides_answerer)) == []


def questions(inbox: Inbox) -> list[str]:
    groups: tuple[Group, ...] = inbox.groups
    return [each.question for each in groups]
