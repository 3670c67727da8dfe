"""What is remembered of questions, in SQLite and in PostgreSQL."""

from __future__ import annotations

import asyncio
import multiprocessing
import sqlite3
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import select, text

from bot.channels import heartbeats
from bot.channels.incoming import Asked, key
from bot.channels.payloads import text as field
from bot.channels.question_queue import Inbox, InboxRow, Taken
from bot.database.engine import Database
from bot.settings import Settings

T = TypeVar("T")


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    if request.param == "sqlite":
        yield Settings(data_dir=tmp_path / "data")
        return
    settings = Settings(database_url=request.getfixturevalue("postgresql"))
    yield settings
    with_inbox(settings, lambda inbox: inbox._database.run(_drop))


def _drop(session: Any) -> None:  # noqa: ANN401 - a session
    session.execute(text("DROP TABLE inbox, inbox_workers"))


def with_inbox(settings: Settings, do: Callable[[Inbox], Coroutine[Any, Any, T]]) -> T:
    """Return what `do` gives, awaited, with the inbox open."""
    database = Database(settings)
    try:
        return asyncio.run(do(Inbox(database)))
    finally:
        database.close()


def asked(name: str = "m1", event: str | None = "e1", **more: Any) -> Asked:  # noqa: ANN401
    return Asked(name, "slack", "What?", "channel", event=event, **({"order": 1.0} | more))


def test_a_message_is_taken_once_under_either_of_its_names(settings: Settings) -> None:
    async def take(inbox: Inbox) -> list[str | None]:
        return [
            await inbox.take(asked("m1", "e1")),
            await inbox.take(asked("m1", "e1")),
            await inbox.take(asked("m1", "e2")),
            await inbox.take(asked("m2", "e1")),
            await inbox.take(asked("m3", None)),
            await inbox.take(asked("m4", None)),
        ]

    assert with_inbox(settings, take) == ["m1", None, None, None, "m3", "m4"]


def test_only_what_failed_is_taken_again(settings: Settings) -> None:
    async def take(inbox: Inbox) -> list[str | None]:
        await inbox.take(asked())
        await inbox.failed("m1")
        failed = await inbox.take(asked("other", "e1"))
        await inbox.later("m1", 60, 1)
        waiting = await inbox.take(asked())
        await inbox.done("m1")
        return [failed, waiting, await inbox.take(asked())]

    assert with_inbox(settings, take) == ["m1", "m1", None]


def test_what_is_due_is_taken_as_it_was_written_down(settings: Settings) -> None:
    said = asked(conversation="c", order=5.5, reply={"channel": "C", "thread": "1"})

    async def take(inbox: Inbox) -> None:
        await inbox.take(said)
        assert await inbox.take_due(["slack"], 10) == []
        await inbox.later("m1", 0, 3, waited=9.0)
        assert await inbox.take_due(["mattermost"], 10) == []
        assert await inbox.take_due(["slack"], 10) == [Taken(said, 3, 9.0)]
        assert await inbox.take_due(["slack"], 10) == []
        await inbox.leave(["m1"])  # as at a shutdown
        assert await inbox.take_due(["slack"], 10) == [Taken(said, 3, 9.0)]

    with_inbox(settings, take)


def test_what_a_worker_has_is_taken_once_it_is_gone_and_the_worker_notices(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def take(inbox: Inbox) -> None:
        other = Inbox(inbox._database)
        await inbox.take(asked())
        assert await inbox.begin("m1") == 1
        for _ in range(3):  # it is there as long as it says so, however short the lease is
            await inbox.keep()
            assert await other.take_due(["slack"], 10) == []
        monkeypatch.setattr(heartbeats, "LEASE", 0.0)
        taken = [await other.take_due(["slack"], 10) for _ in range(3)]
        # It may have been answered in between: that was an attempt, and a post.
        assert [each for each in taken if each] == [[Taken(asked(), 1)]]
        assert await inbox.begin("m1") is None
        await inbox.done("m1")
        assert await other.begin("m1") == 2

    with_inbox(settings, take)


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

    async def take(inbox: Inbox) -> None:
        other = Inbox(inbox._database)
        await inbox.take(asked("m1", "e1"))
        await inbox.take(asked("m2", "e2"))
        await inbox.later("m2", 0.0, 1)
        monkeypatch.setattr(time, "time", lambda: clock() + step)
        due = [taken.asked.key for _ in range(3) for taken in await other.take_due(["slack"], 10)]
        assert due == ["m2"]
        assert await other.take(asked("m1", "e1")) is None

    with_inbox(settings, take)


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
    taken = with_inbox(settings, lambda inbox: inbox.take_due(["slack"], 10))
    assert [(each.asked.key, each.attempts) for each in taken] == [("m1", 1)]


def test_the_history_is_of_one_conversation_in_its_order(settings: Settings) -> None:
    async def history(inbox: Inbox) -> tuple[str, ...]:
        for n in (5, 1, 4, 2, 3):
            question = Asked(f"m{n}", "slack", f"question {n}", "channel", "c", order=n)
            await inbox.take(question)
        await inbox.take(Asked("m0", "slack", "elsewhere", "channel", "d", order=2.5))
        await inbox.take(Asked("m9", "slack", "", "channel", "c", order=3.5))
        assert await inbox.history(Asked("x", "slack", "?", "channel", order=9)) == ()
        return await inbox.history(Asked("m5", "slack", "?", "channel", "c", order=5))

    assert with_inbox(settings, history) == ("question 2", "question 3", "question 4")


def test_where_an_answer_goes_is_known_only_until_it_is_over(settings: Settings) -> None:
    async def take(inbox: Inbox) -> list[list[str]]:
        kept = []

        async def note() -> None:
            query = select(InboxRow.reply).order_by(InboxRow.key)
            kept.append(list(await inbox._database.run(lambda session: session.scalars(query))))

        for name in ("m1", "m2"):
            await inbox.take(asked(name, None, reply={"shared_by": "U7"}))
        await note()
        await inbox.done("m1")
        await inbox.failed("m2")
        await note()
        await inbox.take(asked("m2", None, reply={"channel": "C1"}))
        await note()
        return kept

    shared, again = '{"shared_by": "U7"}', '{"channel": "C1"}'
    assert with_inbox(settings, take) == [[shared, shared], ["{}", "{}"], ["{}", again]]


def _take_all(settings: Settings, taken: multiprocessing.Queue[str]) -> None:
    async def take(inbox: Inbox) -> None:
        for n in range(50):
            if name := await inbox.take(asked(f"m{n}", f"e{n}")):
                taken.put(name)

    with_inbox(settings, take)


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
    strange = field({"text": strange}, "text")
    said = Asked(
        key("slack", strange), "slack", strange, "channel", key("slack", strange),
        event=key("slack", strange),
    )  # fmt: skip

    async def take(inbox: Inbox) -> bool:
        assert await inbox.take(said) is not None
        return await inbox.take(said) is None

    assert with_inbox(settings, take)
