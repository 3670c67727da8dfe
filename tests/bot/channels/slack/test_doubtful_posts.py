"""Slack took an answer and didn't say so: it isn't said twice, and none is lost."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.channels import delivery_worker
from bot.channels.slack import posting
from tests.bot.channels.conftest import (
    RETRIED,
    TOKEN,
    Reaction,
    SlackStandIn,
    Workspace,
    direct,
    event,
    logged,
    send_all,
    signed,
    slack_settings,
)
from tests.bot.commands.test_serve import ROOT, serving, stopped

BREAKS_AFTER = Reaction(breaks=True, taken=True)
BREAKS_BEFORE = Reaction(breaks=True, taken=False)

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("impatient")]


def looked(slack: SlackStandIn, count: int) -> None:
    """Wait until it was looked so often into a thread."""
    deadline = time.monotonic() + 20
    while len(slack.looks) < count:
        assert time.monotonic() < deadline, f"{len(slack.looks)} of {count}"
        time.sleep(0.02)


@pytest.mark.parametrize(
    "reaction",
    [
        BREAKS_AFTER,
        Reaction(500, {"ok": False, "error": "internal_error"}, taken=True),
        Reaction(200, {"ok": False, "error": "fatal_error"}, taken=True),
        Reaction(504, "<html>Gateway timeout</html>", taken=True),
        Reaction(200, "<html>Sorry</html>", taken=True),
        Reaction(200, "Sorry", {"Content-Type": "text/plain"}, taken=True),
        Reaction(200, "[]", {"Content-Type": "application/json"}, taken=True),
        Reaction(200, "{", {"Content-Type": "application/json"}, taken=True),
    ],
)
@pytest.mark.parametrize("kind", [event, direct])
def test_what_slack_took_without_saying_so_is_not_said_again(
    workspace: Workspace,
    caplog: pytest.LogCaptureFixture,
    reaction: Reaction,
    kind: Callable[[], dict[str, Any]],
) -> None:
    workspace.slack.reactions.append(reaction)
    workspace.event(kind())
    looked(workspace.slack, 1)
    workspace.settled(1, quiet=RETRIED)
    assert "Traceback" not in caplog.text
    assert "perhaps not taken" in caplog.text


def test_a_slack_that_is_slower_than_one_waits_is_asked_whether_it_took_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = workspace.client.app.state.channels.slack.poster._session  # type: ignore[attr-defined]
    monkeypatch.setattr(session, "_timeout", posting.aiohttp.ClientTimeout(total=0.3))
    workspace.slack.reactions.append(Reaction(after=0.5))
    workspace.event(event())
    looked(workspace.slack, 1)
    workspace.settled(1, quiet=0.5)


def test_what_did_not_arrive_is_said_once_more(workspace: Workspace) -> None:
    workspace.slack.reactions.append(BREAKS_BEFORE)
    workspace.event(event())
    workspace.settled(2, quiet=RETRIED)
    assert len(workspace.slack.looks) == 1
    assert not workspace.slack.twice()


def test_it_is_said_at_most_once_more_and_then_only_looked_for(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    workspace.slack.always = lambda _: BREAKS_BEFORE
    workspace.event(event())
    logged(caplog, "was said as often as it may be: given up")
    workspace.settled(2, quiet=RETRIED)


def test_an_answer_is_found_on_any_page_of_its_thread(workspace: Workspace) -> None:
    said = event(thread_ts="77.1")
    workspace.slack.threads["77.1"] = [{"ts": f"78.{n}"} for n in range(9)]
    workspace.slack.reactions.append(BREAKS_AFTER)
    workspace.event(said)
    looked(workspace.slack, 6)
    workspace.settled(1, quiet=RETRIED)


def test_another_question_of_the_thread_is_told_apart(workspace: Workspace) -> None:
    workspace.event(event(thread_ts="79.1"))
    workspace.slack.wait(1)
    workspace.slack.reactions.append(BREAKS_BEFORE)
    workspace.event(event(thread_ts="79.1"))
    workspace.settled(3, quiet=RETRIED)
    keys = [each["metadata"]["event_payload"]["key"] for each in workspace.slack.threads["79.1"]]
    assert len(set(keys)) == 2


def test_where_it_can_be_looked_only_later_nothing_is_said_before(workspace: Workspace) -> None:
    refusals = [Reaction(500, {"ok": False, "error": "internal_error"}), Reaction(breaks=True)]
    refusals.append(Reaction(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "0.1"}))
    workspace.slack.looking = lambda _: refusals.pop(0) if refusals else None
    workspace.slack.reactions.append(BREAKS_AFTER)
    workspace.event(event())
    looked(workspace.slack, 4)
    workspace.settled(1, quiet=RETRIED)


@pytest.mark.parametrize("error", ["missing_scope", "not_allowed_token_type", "thread_not_found"])
def test_where_the_thread_cannot_be_read_nothing_is_said_twice(
    workspace: Workspace, caplog: pytest.LogCaptureFixture, error: str
) -> None:
    workspace.slack.looking = lambda _: Reaction(200, {"ok": False, "error": error})
    workspace.slack.reactions.append(BREAKS_AFTER)
    workspace.event(event())
    logged(caplog, "nobody can look: given up")
    assert f"conversations.replies: {error}" in caplog.text
    workspace.settled(1, quiet=RETRIED)


@pytest.mark.parametrize("reaction", [BREAKS_AFTER, Reaction(504, "Gateway timeout")])
def test_what_a_response_url_may_have_taken_is_not_sent_again(
    workspace: Workspace, caplog: pytest.LogCaptureFixture, reaction: Reaction
) -> None:
    workspace.slack.reactions.append(reaction)
    workspace.command()
    logged(caplog, "nobody can look: given up")
    workspace.settled(1, quiet=RETRIED)
    assert not workspace.slack.looks


def test_a_busy_response_url_is_no_attempt(workspace: Workspace) -> None:
    busy = Reaction(429, "", {"Retry-After": "0.05"})
    workspace.slack.reactions.extend([busy] * 7)
    workspace.command()
    workspace.settled(8, quiet=RETRIED)


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "is_archived"])
def test_what_slack_refuses_for_good_ends_in_one_line(
    workspace: Workspace, caplog: pytest.LogCaptureFixture, error: str
) -> None:
    workspace.slack.always = lambda _: Reaction(200, {"ok": False, "error": error})
    workspace.event(event())
    logged(caplog, f"is given up: chat.postMessage: {error}")
    workspace.settled(1, quiet=RETRIED)
    assert caplog.text.count(error) == 1
    workspace.slack.always = lambda _: None


def test_a_refused_token_is_told_when_the_service_starts(
    guides_index: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    slack = SlackStandIn()
    slack.checking = Reaction(200, {"ok": False, "error": "invalid_auth"})
    try:
        with TestClient(create_app(slack_settings(slack, tmp_path, guides_index))) as client:
            logged(caplog, "invalid_auth")
            assert client.get("/healthz").status_code == 200
        assert len(slack.checks) == 1
        assert caplog.text.count("invalid_auth") == 1
        assert "CAREERBOT_SLACK_BOT_TOKEN" in caplog.text
    finally:
        slack.close()
    caplog.clear()  # and a Slack that can't be reached keeps nobody from starting
    with TestClient(create_app(slack_settings(slack, tmp_path, guides_index))) as client:
        assert client.get("/healthz").status_code == 200


# A process of its own: the environment is read when it starts.


def test_no_proxy_and_no_password_is_taken_from_around(
    guides_index: Path, stand_in: SlackStandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy"), "http://127.0.0.1:9")
    around = {**proxies, "NO_PROXY": "", "no_proxy": "", "NETRC": str(tmp_path / ".netrc")}
    with serving("--index", str(guides_index), **environment, **around) as (_, url):
        transport = httpx.Client(trust_env=False)
        body = httpx.Request("POST", url, json=event()).content
        headers = {"Content-Type": "application/json", **signed(body)}
        transport.post(f"{url}/slack/events", content=body, headers=headers)
        (call,) = stand_in.wait(1)
        transport.close()
    assert call.headers["Authorization"] == f"Bearer {TOKEN}"


def test_a_stop_lets_what_is_under_way_end_and_leaves_the_rest(
    guides_index: Path, stand_in: SlackStandIn, environment: dict[str, str]
) -> None:
    stand_in.always = lambda _: Reaction(after=1.0)
    sent = [event(ts=f"500.{n:06}", channel=f"C{n}") for n in range(delivery_worker.AT_ONCE + 8)]
    with serving("--index", str(guides_index), **environment) as (process, url):
        send_all(url, sent)
        stand_in.wait(delivery_worker.AT_ONCE)
        assert stopped(process, signal.SIGTERM)[0] == 0
    stand_in.always = lambda _: None
    with serving("--index", str(guides_index), **environment) as (process, _):
        stand_in.wait(len(sent))
        assert stopped(process, signal.SIGTERM)[0] == 0
    assert len(stand_in.threads) == len(sent)
    assert not stand_in.twice()


def test_what_a_killed_process_posted_is_found_by_the_next(
    guides_index: Path,
    stand_in: SlackStandIn,
    environment: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.channels.heartbeats.LEASE", 0.5)
    stand_in.always = lambda _: Reaction(after=60, taken=True)
    with serving("--index", str(guides_index), **environment) as (process, url):
        send_all(url, [direct() for _ in range(5)])
        stand_in.wait(5)
        process.kill()
        process.wait()
    stand_in.always = lambda _: None
    settings = slack_settings(stand_in, tmp_path / "data", guides_index)
    with TestClient(create_app(settings)):
        looked(stand_in, 5)
        time.sleep(0.5)
    assert len(stand_in.calls) == 5
    assert not stand_in.twice()


def test_a_clock_that_jumps_an_hour_makes_nobody_say_anything_twice(
    guides_index: Path, stand_in: SlackStandIn, environment: dict[str, str], tmp_path: Path
) -> None:
    # Both workers and all of their libraries see it jump, by a file that says by how much.
    step = tmp_path / "step"
    step.write_text("0")
    (tmp_path / "sitecustomize.py").write_text(
        "import pathlib, time\n"
        "clock, step = time.time, pathlib.Path(__file__).with_name('step')\n"
        "time.time = lambda: clock() + float(step.read_text() or 0)\n"
    )
    path = {"PYTHONPATH": f"{tmp_path}:{ROOT}"}
    both = ("--index", str(guides_index), "--workers", "2")
    with serving(*both, **environment, **path) as (process, url):
        stand_in.always = lambda _: Reaction(after=4.0)
        sent = [event(ts=f"600.{n:06}", channel=f"C{n}") for n in range(20)]
        send_all(url, sent)
        stand_in.wait(20)
        for seconds in ("3600", "-3600"):
            step.write_text(seconds)
            time.sleep(2 * 2.0)  # each worker looks for what is due, by the wrong clock
        stand_in.wait(20)
        code, _ = stopped(process, signal.SIGTERM)
        assert code == 0
    assert len(stand_in.threads) == 20
    assert len(stand_in.calls) == 20
