"""A Slack that is slow, busy or broken, a bot that fails, a process that is killed."""

from __future__ import annotations

import re
import signal
import socket
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from bot.answering.answerer import Answerer
from bot.api import create_app
from bot.batching import QueueFullError
from bot.channels import delivery_worker, heartbeats
from bot.channels.slack import routes
from tests.bot.channels.conftest import (
    NURSE,
    RETRIED,
    SECRET,
    TOKEN,
    Reaction,
    SlackStandIn,
    Workspace,
    direct,
    event,
    logged,
    send_all,
    slack_settings,
    texts,
)
from tests.bot.commands.test_serve import serving, stopped

BUSY = Reaction(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "1"})
BUSY_BRIEFLY = Reaction(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "0.1"})
BROKEN = Reaction(503, {"ok": False, "error": "service_unavailable"})
LISTENS = 3
"""Seconds after which Slack takes a request for lost."""


def test_a_busy_slack_is_asked_again_when_it_says(workspace: Workspace) -> None:
    workspace.slack.reactions.append(BUSY)
    workspace.event(event())
    calls = workspace.settled(2)
    assert 1.0 <= calls[1].at - calls[0].at < 6
    assert calls[0].said["thread_ts"] == calls[1].said["thread_ts"]


def test_a_channel_that_is_busy_rests_for_all_its_answers(workspace: Workspace) -> None:
    workspace.slack.reactions.append(BUSY)
    workspace.event(event())
    first = workspace.settled(1)[0]  # Slack's word has arrived then, too
    for _ in range(3):
        workspace.event(event())
    workspace.event(event(channel="C0ANOTHER"))
    calls = workspace.settled(6)
    for call in calls[1:]:
        assert (call.at - first.at >= 1.0) == (call.said["channel"] == "C0LAN2Q65")


@pytest.mark.usefixtures("impatient")
def test_a_broken_slack_is_tried_again_and_then_given_up(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    workspace.slack.reactions.extend([BROKEN] * 2)
    workspace.event(event())
    workspace.settled(3, quiet=RETRIED)
    workspace.slack.clear()
    workspace.slack.always = lambda _: BROKEN
    workspace.event(event())
    workspace.settled(5, quiet=RETRIED)
    assert "is given up: chat.postMessage: service_unavailable" in caplog.text


@pytest.mark.usefixtures("impatient")
def test_that_slack_is_busy_is_not_the_last_attempt(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    workspace.slack.reactions.extend([BROKEN] * 4 + [BUSY_BRIEFLY] * 2)
    workspace.event(event())
    workspace.settled(7, quiet=RETRIED)
    assert "is given up" not in caplog.text


@pytest.mark.usefixtures("impatient")
def test_that_the_bot_is_busy_is_not_the_last_attempt(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[Exception] = [*[OSError("gone")] * 4, QueueFullError("busy")]
    answer_many = Answerer.answer_many

    def failed(self: Answerer, questions: object) -> object:
        if errors:
            raise errors.pop(0)
        return answer_many(self, questions)  # type: ignore[arg-type]

    monkeypatch.setattr(Answerer, "answer_many", failed)
    workspace.event(event())
    (call,) = workspace.settled(1, quiet=RETRIED)
    assert "Registered Nurse" in texts(call.said["blocks"])


def test_an_answer_that_nobody_waits_for_is_given_up_though_slack_is_busy(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(delivery_worker, "OVERDUE", 0.0)
    workspace.slack.reactions.append(BUSY_BRIEFLY)
    workspace.event(event())
    workspace.settled(1, quiet=0.5)
    assert "is given up: chat.postMessage: 429" in caplog.text


@pytest.mark.usefixtures("impatient")
def test_an_event_that_was_given_up_is_answered_when_it_is_delivered_again(
    workspace: Workspace,
) -> None:
    envelope = event()
    workspace.slack.always = lambda _: BROKEN
    workspace.event(envelope)
    workspace.settled(5, quiet=RETRIED)
    workspace.slack.clear()
    workspace.event(envelope, **{"X-Slack-Retry-Num": "1"})
    workspace.settled(1, quiet=RETRIED)


def test_an_event_that_failed_is_answered_at_once_on_the_retry(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery_worker, "BACKOFF", (30.0,) * 4)
    envelope = event()
    workspace.slack.reactions.append(BROKEN)
    workspace.event(envelope)
    workspace.settled(1)
    workspace.event(envelope, **{"X-Slack-Retry-Num": "1"})
    calls = workspace.settled(2)
    assert calls[1].at - calls[0].at < 5
    workspace.event(envelope, **{"X-Slack-Retry-Num": "2"})
    workspace.settled(2)


@pytest.mark.usefixtures("impatient")
def test_a_response_url_gets_five_posts_and_no_more(workspace: Workspace) -> None:
    workspace.slack.always = lambda _: BROKEN
    workspace.command()
    workspace.settled(5, quiet=2 * RETRIED)


@pytest.mark.usefixtures("impatient")
def test_a_bot_that_fails_recovers_or_says_sorry_in_one_sentence(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing = 2
    answer_many = Answerer.answer_many

    def failed(self: Answerer, questions: object) -> object:
        nonlocal failing
        failing -= 1
        if failing >= 0:
            raise OSError("the disk is on fire")
        return answer_many(self, questions)  # type: ignore[arg-type]

    monkeypatch.setattr(Answerer, "answer_many", failed)
    workspace.event(event())
    (call,) = workspace.settled(1, quiet=RETRIED)
    assert "Registered Nurse" in texts(call.said["blocks"])
    failing = 1_000
    workspace.event(event())
    call = workspace.settled(2, quiet=RETRIED)[1]
    assert "Something went wrong" in texts(call.said["blocks"])
    assert "fire" not in str(call.said)
    assert "the disk is on fire" in caplog.text


def test_a_layout_that_slack_refuses_goes_as_text(workspace: Workspace) -> None:
    workspace.slack.reactions.append(Reaction(200, {"ok": False, "error": "invalid_blocks"}))
    workspace.event(event())
    calls = workspace.settled(2)
    assert "blocks" not in calls[1].said
    assert calls[1].said["text"]


@pytest.mark.timeout(60)
def test_all_is_acknowledged_at_once_however_slow_slack_is(workspace: Workspace) -> None:
    gate = threading.Event()
    workspace.slack.always = lambda _: Reaction(gate=gate)
    for n in range(60):
        assert workspace.event(event(ts=f"88.{n:06}")).status_code == 200
    gate.set()  # until here Slack has taken no answer
    calls = workspace.settled(60)
    assert len({call.said["thread_ts"] for call in calls}) == 60


def test_what_is_under_way_is_answered_before_the_service_stops(
    guides_index: Path, stand_in: SlackStandIn, tmp_path: Path
) -> None:
    stand_in.clear()
    stand_in.always = lambda _: Reaction(after=0.3)
    settings = slack_settings(stand_in, index=guides_index, data_dir=tmp_path)
    with TestClient(create_app(settings)) as client:
        for _ in range(10):
            assert Workspace(client, stand_in).event(event()).status_code == 200
    assert len(stand_in.calls) == 10
    stand_in.clear()


def test_workers_on_one_database_answer_once(
    guides_index: Path, stand_in: SlackStandIn, tmp_path: Path
) -> None:
    stand_in.clear()
    settings = slack_settings(stand_in, index=guides_index, data_dir=tmp_path)
    with TestClient(create_app(settings)) as one, TestClient(create_app(settings)) as two:
        workspaces = [Workspace(one, stand_in), Workspace(two, stand_in)]
        for _ in range(10):
            said = direct()
            for each in workspaces:
                assert each.event(said).status_code == 200
        workspaces[0].settled(10)
    with TestClient(create_app(settings)) as restarted:
        Workspace(restarted, stand_in).event(said)
        time.sleep(0.4)
    assert len(stand_in.calls) == 10
    stand_in.clear()


def test_what_is_not_answered_in_time_is_left_to_the_next(
    guides_index: Path,
    stand_in: SlackStandIn,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivery_worker, "GRACE", 0.2)
    stand_in.clear()
    stand_in.always = lambda _: Reaction(after=3)
    settings = slack_settings(stand_in, index=guides_index, data_dir=tmp_path)
    with TestClient(create_app(settings)) as client:
        assert Workspace(client, stand_in).event(event()).status_code == 200
        stand_in.wait(1)
    stand_in.clear()
    with TestClient(create_app(settings)) as client:
        Workspace(client, stand_in).settled(1)  # at once, and not when a lease has ended
    stand_in.clear()


def test_what_a_killed_process_left_is_answered_by_the_next(
    guides_index: Path,
    stand_in: SlackStandIn,
    environment: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand_in.always = lambda _: Reaction(after=60, taken=False)
    left = [direct() for _ in range(5)]
    with serving("--index", str(guides_index), **environment) as (process, url):
        send_all(url, left)
        stand_in.wait(1)
        process.send_signal(signal.SIGKILL)
        process.wait()
    stand_in.clear()
    with sqlite3.connect(tmp_path / "data" / "careerbot.db") as database:
        held = database.execute("SELECT count(*) FROM inbox WHERE state = 'held'").fetchone()
        assert held == (5,)
    database.close()
    monkeypatch.setattr(heartbeats, "LEASE", 0.5)
    settings = slack_settings(stand_in, index=guides_index, data_dir=tmp_path / "data")
    with TestClient(create_app(settings)) as client:
        Workspace(client, stand_in).settled(5)
    assert sorted(call.said["thread_ts"] for call in stand_in.calls) == sorted(
        said["event"]["ts"] for said in left
    )


def test_a_database_that_is_gone_makes_slack_send_again(
    guides_index: Path, stand_in: SlackStandIn, tmp_path: Path
) -> None:
    stand_in.clear()
    (tmp_path / "data").write_text("in the way")
    settings = slack_settings(stand_in, index=guides_index, data_dir=tmp_path / "data")
    said = event()
    with TestClient(create_app(settings)) as client:
        refused = Workspace(client, stand_in).event(said)
        assert refused.status_code == 503
        assert refused.headers["Retry-After"]
        (tmp_path / "data").unlink()
        assert Workspace(client, stand_in).event(said).status_code == 200
        Workspace(client, stand_in).settled(1)


def test_slack_hears_of_a_locked_database_while_it_listens_and_the_log_no_question(
    guides_index: Path,
    stand_in: SlackStandIn,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert routes.ACKNOWLEDGE < LISTENS
    monkeypatch.setattr(routes, "ACKNOWLEDGE", 0.2)
    stand_in.clear()
    settings = slack_settings(stand_in, index=guides_index, data_dir=tmp_path)
    with TestClient(create_app(settings)) as client:
        workspace = Workspace(client, stand_in)
        workspace.event(event())
        workspace.settled(1)
        lock = sqlite3.connect(tmp_path / "careerbot.db", isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")

        def send(n: int) -> tuple[int, float]:
            started = time.monotonic()
            response = workspace.event(event(f"<@UBOT> a very private matter, {n}"))
            return response.status_code, time.monotonic() - started

        with ThreadPoolExecutor(8) as threads:  # more than the database has
            answers = list(threads.map(send, range(8)))
        logged(caplog, "database is locked")
        lock.execute("ROLLBACK")
        lock.close()
        assert [status for status, _ in answers] == [503] * 8
        assert max(seconds for _, seconds in answers) < LISTENS
        assert workspace.event(event()).status_code == 200
    assert "private" not in caplog.text
    stand_in.clear()


def test_a_client_that_goes_before_its_body_is_there_is_passed_over_quietly(
    guides_index: Path, environment: dict[str, str]
) -> None:
    tokens = {"CAREERBOT_MATTERMOST_OUTGOING_TOKENS": TOKEN, "CAREERBOT_ROCKETCHAT_TOKENS": TOKEN}
    with serving("--index", str(guides_index), **environment, **tokens) as (process, url):
        host, port = url.removeprefix("http://").split(":")
        for path in ("/slack/events", "/mattermost/outgoing", "/rocketchat/outgoing", "/api/ask"):
            with socket.create_connection((host, int(port)), timeout=20) as connection:
                head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\n\r\n"
                connection.sendall(f"{head}x".encode())
                httpx.get(f"{url}/healthz")  # by then the first part has been read
            httpx.get(f"{url}/healthz")
        assert stopped(process, signal.SIGTERM) == (0, "")


@pytest.mark.usefixtures("impatient")
def test_no_secret_and_no_question_is_logged(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    workspace.slack.reactions.append(BROKEN)
    workspace.event(event("<@UBOT> a very private matter"))
    workspace.settled(2)
    ours = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("bot"))
    assert ours
    assert not re.search(f"{SECRET}|{TOKEN}|private|{re.escape(NURSE)}", ours)
