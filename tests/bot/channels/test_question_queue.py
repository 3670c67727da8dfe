"""What is remembered of questions, in SQLite and in PostgreSQL."""

from __future__ import annotations

import asyncio
import multiprocessing
import sqlite3
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import select

from bot.channels import heartbeats
from bot.channels.incoming import IncomingQuestion, joined_key
from bot.channels.payloads import text_field
from bot.channels.question_queue import QuestionQueue
from bot.channels.queue_taking import TakenQuestion
from bot.database.engine import Database
from bot.database.tables import QueuedQuestionRow
from bot.settings import Settings

T = TypeVar("T")


def with_queue(settings: Settings, do: Callable[[QuestionQueue], Coroutine[Any, Any, T]]) -> T:
    """Return what `do` gives, awaited, with the queue open."""
    database = Database(settings)
    try:
        return asyncio.run(do(QuestionQueue(database)))
    finally:
        database.close()


def incoming(name: str = "m1", event: str | None = "e1", **more: Any) -> IncomingQuestion:  # noqa: ANN401
    return IncomingQuestion(
        name, "slack", "What?", "channel", event=event, **({"position": 1.0} | more)
    )


def test_a_message_is_taken_once_under_either_of_its_names(settings: Settings) -> None:
    async def take(queue: QuestionQueue) -> list[str | None]:
        return [
            await queue.take(incoming("m1", "e1")),
            await queue.take(incoming("m1", "e1")),
            await queue.take(incoming("m1", "e2")),
            await queue.take(incoming("m2", "e1")),
            await queue.take(incoming("m3", None)),
            await queue.take(incoming("m4", None)),
        ]

    assert with_queue(settings, take) == ["m1", None, None, None, "m3", "m4"]


def test_only_what_failed_is_taken_again(settings: Settings) -> None:
    async def take(queue: QuestionQueue) -> list[str | None]:
        await queue.take(incoming())
        await queue.mark_failed("m1")
        failed = await queue.take(incoming("other", "e1"))
        await queue.postpone("m1", 60, 1)
        waiting = await queue.take(incoming())
        await queue.mark_done("m1")
        return [failed, waiting, await queue.take(incoming())]

    assert with_queue(settings, take) == ["m1", "m1", None]


def test_what_is_due_is_taken_as_it_was_written_down(settings: Settings) -> None:
    said = incoming(
        conversation="c", position=5.5, reply={"channel": "C", "thread": "1"}, passage="0f" * 8
    )

    async def take(queue: QuestionQueue) -> None:
        await queue.take(said)
        assert await queue.take_due(["slack"], 10) == []
        await queue.postpone("m1", 0, 3, waited=9.0)
        assert await queue.take_due(["mattermost"], 10) == []
        assert await queue.take_due(["slack"], 10) == [TakenQuestion(said, 3, 9.0)]
        assert await queue.take_due(["slack"], 10) == []
        await queue.leave(["m1"])  # as at a shutdown
        assert await queue.take_due(["slack"], 10) == [TakenQuestion(said, 3, 9.0)]

    with_queue(settings, take)


def test_what_a_worker_has_is_taken_once_it_is_gone_and_the_worker_notices(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def take(queue: QuestionQueue) -> None:
        other = QuestionQueue(queue._database)
        await queue.take(incoming())
        assert await queue.begin_post("m1") == 1
        for _ in range(3):  # it is there as long as it says so, however short the lease is
            await queue.keep()
            assert await other.take_due(["slack"], 10) == []
        monkeypatch.setattr(heartbeats, "LEASE", 0.0)
        taken = [await other.take_due(["slack"], 10) for _ in range(3)]
        # It may have been answered in between: that was an attempt, and a post.
        assert [each for each in taken if each] == [[TakenQuestion(incoming(), 1)]]
        assert await queue.begin_post("m1") is None
        await queue.mark_done("m1")
        assert await other.begin_post("m1") == 2

    with_queue(settings, take)


def test_only_time_in_which_one_could_look_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    seen = heartbeats.Heartbeats("me")
    assert not seen.gone({"other": 1})
    now += 3_600  # the database was away, or this worker was stopped
    assert not seen.gone({"other": 1})
    for _ in range(int(heartbeats.LEASE / 2)):
        now += 2
        found = seen.gone({"other": 1})
    assert found == {"other": 1}
    assert not seen.gone({"other": 2})


@pytest.mark.parametrize("step", [3600.0, -3600.0, 400 * 24 * 3600.0])
def test_a_clock_that_is_set_hands_nothing_to_another(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, step: float
) -> None:
    clock = time.time

    async def take(queue: QuestionQueue) -> None:
        other = QuestionQueue(queue._database)
        await queue.take(incoming("m1", "e1"))
        await queue.take(incoming("m2", "e2"))
        await queue.postpone("m2", 0.0, 1)
        monkeypatch.setattr(time, "time", lambda: clock() + step)
        due = [
            taken.incoming.key for _ in range(3) for taken in await other.take_due(["slack"], 10)
        ]
        assert due == ["m2"]
        assert await other.take(incoming("m1", "e1")) is None

    with_queue(settings, take)


def test_a_database_of_an_earlier_version_gets_the_new_columns(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with sqlite3.connect(tmp_path / "careerbot.db") as old:
        old.execute(
            "CREATE TABLE inbox (key VARCHAR(255) PRIMARY KEY, event VARCHAR(255) UNIQUE, "
            "platform VARCHAR(20), conversation VARCHAR(255), question TEXT, place VARCHAR(20), "
            "addressed BOOLEAN, position FLOAT, reply TEXT, received FLOAT, state VARCHAR(10), "
            "due FLOAT, attempts INTEGER)"
        )
        old.execute(
            "INSERT INTO inbox VALUES ('m1', 'e1', 'slack', '', 'What?', 'channel', 1, 1.0, '{}', "
            "1.0, 'waiting', 1.0, 1)"
        )
    old.close()
    taken = with_queue(settings, lambda queue: queue.take_due(["slack"], 10))
    assert [(each.incoming.key, each.attempts) for each in taken] == [("m1", 1)]


def test_the_history_is_of_one_conversation_in_its_order(settings: Settings) -> None:
    async def history(queue: QuestionQueue) -> tuple[str, ...]:
        for n in (5, 1, 4, 2, 3):
            question = IncomingQuestion(
                f"m{n}", "slack", f"question {n}", "channel", "c", position=n
            )
            await queue.take(question)
        await queue.take(IncomingQuestion("m0", "slack", "elsewhere", "channel", "d", position=2.5))
        await queue.take(IncomingQuestion("m9", "slack", "", "channel", "c", position=3.5))
        assert await queue.history(IncomingQuestion("x", "slack", "?", "channel", position=9)) == ()
        return await queue.history(IncomingQuestion("m5", "slack", "?", "channel", "c", position=5))

    expected = ("question 1", "question 2", "question 3", "question 4")
    assert with_queue(settings, history) == expected


def test_where_an_answer_goes_is_known_only_until_it_is_over(settings: Settings) -> None:
    async def take(queue: QuestionQueue) -> list[list[str]]:
        kept = []

        async def note() -> None:
            query = select(QueuedQuestionRow.reply).order_by(QueuedQuestionRow.key)
            kept.append(list(await queue._database.run(lambda session: session.scalars(query))))

        for name in ("m1", "m2"):
            await queue.take(incoming(name, None, reply={"shared_by": "U7"}))
        await note()
        await queue.mark_done("m1")
        await queue.mark_failed("m2")
        await note()
        await queue.take(incoming("m2", None, reply={"channel": "C1"}))
        await note()
        return kept

    shared, again = '{"shared_by": "U7"}', '{"channel": "C1"}'
    assert with_queue(settings, take) == [[shared, shared], ["{}", "{}"], ["{}", again]]


def _take_all(settings: Settings, taken: multiprocessing.Queue[str]) -> None:
    async def take(queue: QuestionQueue) -> None:
        for n in range(50):
            if name := await queue.take(incoming(f"m{n}", f"e{n}")):
                taken.put(name)

    with_queue(settings, take)


def test_workers_that_take_at_once_take_each_message_once(settings: Settings) -> None:
    context = multiprocessing.get_context("spawn")
    taken: Any = context.Queue()
    workers = [context.Process(target=_take_all, args=(settings, taken)) for _ in range(2)]
    for worker in workers:
        worker.start()
    names = sorted(taken.get(timeout=60) for _ in range(50))
    for worker in workers:
        worker.join(60)
    assert names == sorted(f"m{n}" for n in range(50))
    assert taken.empty()


@pytest.mark.parametrize("strange", ["a\0b", "half \ud83d", "x" * 10_000, "'; DROP TABLE inbox"])
def test_any_text_and_any_id_is_kept(strange: str, settings: Settings) -> None:
    strange = text_field({"text": strange}, "text")
    said = IncomingQuestion(
        joined_key("slack", strange), "slack", strange, "channel", joined_key("slack", strange),
        event=joined_key("slack", strange),
    )  # fmt: skip

    async def take(queue: QuestionQueue) -> bool:
        assert await queue.take(said) is not None
        return await queue.take(said) is None

    assert with_queue(settings, take)
