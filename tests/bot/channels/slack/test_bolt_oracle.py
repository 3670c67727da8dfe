"""Slack's own server, slack-bolt, gets the same requests: what it takes, we take."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult

from tests.bot.channels.conftest import (
    FORM,
    NURSE,
    SECRET,
    TOKEN,
    Workspace,
    direct,
    event,
    fields,
    signed,
)

JSON = "application/json"


class Bolt:
    """A bolt app that listens to what careerbot listens to, and notes what it heard."""

    def __init__(self) -> None:
        self.heard: list[str] = []

        async def authorize(**_: object) -> AuthorizeResult:
            return AuthorizeResult(
                enterprise_id=None, team_id="T", bot_token=TOKEN, bot_user_id="UBOT", bot_id="BBOT"
            )

        logger = logging.getLogger("bolt")
        logger.setLevel(logging.CRITICAL + 1)
        self.app = AsyncApp(signing_secret=SECRET, authorize=authorize, logger=logger)

        @self.app.event("app_mention")
        async def mention() -> None:
            self.heard.append("app_mention")

        @self.app.event("message")
        async def message() -> None:
            self.heard.append("message")

        @self.app.command("/careers")
        async def command(ack: Any) -> None:  # noqa: ANN401 - bolt's own
            await ack()
            self.heard.append("command")

        @self.app.action("ask0")
        async def action(ack: Any) -> None:  # noqa: ANN401 - bolt's own
            await ack()
            self.heard.append("ask0")

    def status(self, body: bytes, headers: dict[str, str]) -> int:
        """Return the status that bolt's HTTP adapters answer with: 500 where it raises."""

        async def dispatch() -> int:
            try:
                request = AsyncBoltRequest(body=body.decode("utf-8"), headers=headers)
                response = await self.app.async_dispatch(request)
                await asyncio.sleep(0.05)  # its listeners run after it has answered
                return int(response.status)
            except Exception:
                return 500

        return asyncio.run(dispatch())


@pytest.fixture
def bolt() -> Bolt:
    return Bolt()


def both(
    path: str, body: bytes, headers: dict[str, str], bolt: Bolt, workspace: Workspace
) -> tuple[int, int]:
    """Return the status of bolt and of careerbot."""
    raw = {name: value.encode() for name, value in headers.items()}
    ours = workspace.client.post(path, content=body, headers=raw).status_code
    return bolt.status(body, headers), ours


def press(url: str) -> bytes:
    payload = {
        "type": "block_actions",
        "user": {"id": "U1"},
        "team": {"id": "T"},
        "container": {"message_ts": "1.1"},
        "channel": {"id": "C1"},
        "message": {"ts": "1.1"},
        "response_url": f"{url}/hooks/1",
        "actions": [{"action_id": "ask0", "value": NURSE, "action_ts": str(time.time())}],
    }
    return urlencode({"payload": json.dumps(payload)}).encode()


def test_what_bolt_takes_is_taken_and_answered(workspace: Workspace, bolt: Bolt) -> None:
    hook = f"{workspace.slack.url}/hooks/2"
    requests = [
        ("/slack/events", json.dumps(event()).encode(), JSON),
        ("/slack/events", json.dumps(direct()).encode(), JSON),
        ("/slack/commands", urlencode(fields(response_url=hook)).encode(), FORM),
        ("/slack/interactions", press(workspace.slack.url), FORM),
    ]
    for path, body, kind in requests:
        headers = {"Content-Type": kind, **signed(body)}
        assert both(path, body, headers, bolt, workspace) == (200, 200)
    assert bolt.heard == ["app_mention", "message", "command", "ask0"]
    workspace.settled(4)


def test_a_signature_stands_for_both_or_for_none(workspace: Workspace, bolt: Bolt) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c"}).encode()
    now = int(time.time())
    tried = {
        "good": signed(body),
        "early": signed(body, at=now + 240),
        "late": signed(body, at=now - 240),
        "too late": signed(body, at=now - 400),
        "too early": signed(body, at=now + 400),
        "of another": signed(body, secret="x"),
        "none": {},
        "empty": {"X-Slack-Request-Timestamp": "", "X-Slack-Signature": ""},
        "upper case": {name.upper(): value for name, value in signed(body).items()},
    }
    taken = []
    for name, headers in tried.items():
        theirs, ours = both(
            "/slack/events", body, {"Content-Type": JSON, **headers}, bolt, workspace
        )
        assert (theirs == 200) == (ours == 200), name
        assert ours in (200, 401)
        taken += [name] * (ours == 200)
    assert taken == ["good", "early", "late", "upper case"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"{", {}),
        (b'{"a": \xff}', {}),
        (b"{}", {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=a"}),
        (b"{}", {"X-Slack-Request-Timestamp": "", "X-Slack-Signature": "v0=ümläut"}),
    ],
)
def test_where_bolt_breaks_we_refuse(
    body: bytes, headers: dict[str, str], workspace: Workspace, bolt: Bolt
) -> None:
    theirs, ours = both("/slack/events", body, {"Content-Type": JSON, **headers}, bolt, workspace)
    assert theirs == 500 or theirs == ours
    assert ours == 401


def test_bolt_breaks_on_bodies_that_we_refuse(workspace: Workspace, bolt: Bolt) -> None:
    headers = {"Content-Type": JSON}
    assert both("/slack/events", b"{", headers, bolt, workspace) == (500, 401)


def test_bolt_hears_twice_what_we_answer_once(workspace: Workspace, bolt: Bolt) -> None:
    body = json.dumps(direct()).encode()
    for _ in range(2):
        headers = {"Content-Type": JSON, **signed(body)}
        assert both("/slack/events", body, headers, bolt, workspace) == (200, 200)
    assert bolt.heard == ["message"] * 2
    workspace.settled(1)


def test_bolt_hears_other_bots_whom_we_do_not_answer(workspace: Workspace, bolt: Bolt) -> None:
    body = json.dumps(direct(bot_id="B2", user="U2")).encode()
    headers = {"Content-Type": JSON, **signed(body)}
    assert both("/slack/events", body, headers, bolt, workspace) == (200, 200)
    assert bolt.heard == ["message"]
    workspace.settled(0)
