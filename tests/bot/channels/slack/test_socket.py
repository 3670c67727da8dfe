"""Socket Mode, with a local Slack that the bot calls."""

from __future__ import annotations

import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from bot.cli import main
from bot.commands.database import with_database
from bot.database.tables import FeedbackRow
from bot.settings import Settings
from tests.bot.channels.conftest import (
    NURSE,
    TOKEN,
    Call,
    Reaction,
    SlackStandIn,
    direct,
    event,
    fields,
    texts,
)

ROOT = Path(__file__).resolve().parents[4]
APP_TOKEN = "xapp-1-a-token"
OPEN = "/api/apps.connections.open"
PAGE = (ROOT / "docs" / "slack.md").read_text("utf-8")


class Sockets:
    """Slack's end of the connections that the bot opens."""

    def __init__(self) -> None:
        self.open: queue.Queue[ServerConnection] = queue.Queue()
        self.acknowledged: queue.Queue[str] = queue.Queue()
        self._server: Server = serve(self._handle, "127.0.0.1", 0)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}/link"

    def _handle(self, connection: ServerConnection) -> None:
        connection.send(json.dumps({"type": "hello", "num_connections": 1}))
        self.open.put(connection)
        try:
            for message in connection:
                self.acknowledged.put(json.loads(message)["envelope_id"])
        except ConnectionClosed:
            return

    def close(self) -> None:
        self._server.shutdown()


@pytest.fixture
def sockets(stand_in: SlackStandIn) -> Iterator[Sockets]:
    """A Slack that tells the bot where to connect to."""
    made = Sockets()
    stand_in.clear()

    def opened(call: Call) -> Reaction | None:
        ok = call.headers.get("Authorization") == f"Bearer {APP_TOKEN}"
        body = {"ok": True, "url": made.url} if ok else {"ok": False, "error": "invalid_auth"}
        return Reaction(body=body) if call.path == OPEN else None

    stand_in.always = opened
    yield made
    stand_in.clear()
    made.close()


@contextmanager
def answering(
    slack: SlackStandIn, index: Path, data: Path, app_token: str = APP_TOKEN
) -> Iterator[subprocess.Popen[str]]:
    """Run `careerbot slack` against a local Slack."""
    settings = {
        "CAREERBOT_SLACK_APP_TOKEN": app_token,
        "CAREERBOT_SLACK_BOT_TOKEN": TOKEN,
        "CAREERBOT_SLACK_API_URL": f"{slack.url}/api/",
        "CAREERBOT_SLACK_HOOKS_URL": slack.url,
        "CAREERBOT_DATA_DIR": str(data),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "slack", "--index", str(index)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **settings},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(slack: SlackStandIn, count: int) -> list[Call]:
    """Return what was posted, as soon as it is so much."""
    for calls in range(count, count + 10):
        posted = [call for call in slack.wait(calls) if call.path != OPEN]
        if len(posted) >= count:
            return posted
    raise AssertionError([call.path for call in slack.calls])


def sent(connection: ServerConnection, kind: str, envelope: str, payload: dict[str, Any]) -> None:
    said = {"type": kind, "envelope_id": envelope, "payload": payload}
    connection.send(json.dumps(said | {"accepts_response_payload": False}))


def test_what_is_asked_over_the_connection_is_answered(
    sockets: Sockets, stand_in: SlackStandIn, guides_index: Path, tmp_path: Path
) -> None:
    with answering(stand_in, guides_index, tmp_path) as process:
        slack = sockets.open.get(timeout=60)
        mention = event()
        sent(slack, "events_api", "e-1", mention)
        assert sockets.acknowledged.get(timeout=20) == "e-1"
        (answer,) = said(stand_in, 1)
        assert answer.headers["Authorization"] == f"Bearer {TOKEN}"
        assert answer.said["thread_ts"] == mention["event"]["ts"]
        assert "|Registered Nurse" in texts(answer.said["blocks"])

        sent(slack, "events_api", "e-2", mention)  # delivered once more
        sent(slack, "slash_commands", "e-3", fields(response_url=f"{stand_in.url}/hooks/command"))
        assert {sockets.acknowledged.get(timeout=20) for _ in range(2)} == {"e-2", "e-3"}
        assert said(stand_in, 2)[1].path == "/hooks/command"

        press = {
            "type": "block_actions",
            "user": {"id": "U2147483697"},
            "channel": {"id": "C0LAN2Q65"},
            "message": {"ts": "5.1", "thread_ts": "4.2"},
            "actions": [{"action_id": "helpful", "value": f"a-1\n{NURSE}", "action_ts": "1.7"}],
        }
        sent(slack, "interactive", "e-4", press)
        assert sockets.acknowledged.get(timeout=20) == "e-4"
        assert stand_in.twice() == {}
        process.send_signal(signal.SIGTERM)
        out, error = process.communicate(timeout=30)
    assert (process.returncode, error) == (0, "")
    assert out == "careerbot answers in Slack\n"

    async def kept(database: Any) -> list[FeedbackRow]:  # noqa: ANN401
        return await database.run(lambda session: list(session.scalars(select(FeedbackRow))))

    (row,) = with_database(Settings(data_dir=tmp_path), kept)
    assert (row.answer_id, row.helpful, row.question) == ("a-1", True, NURSE)


def test_a_connection_that_breaks_is_opened_again(
    sockets: Sockets, stand_in: SlackStandIn, guides_index: Path, tmp_path: Path
) -> None:
    with answering(stand_in, guides_index, tmp_path):
        sockets.open.get(timeout=60).close()
        slack = sockets.open.get(timeout=60)
        sent(slack, "events_api", "e-1", direct())
        assert sockets.acknowledged.get(timeout=20) == "e-1"
        assert "|Registered Nurse" in texts(said(stand_in, 1)[0].said["blocks"])


@pytest.mark.usefixtures("sockets")
def test_a_token_that_slack_refuses_ends_it_with_one_line(
    stand_in: SlackStandIn, guides_index: Path, tmp_path: Path
) -> None:
    with answering(stand_in, guides_index, tmp_path, app_token="xapp-wrong") as process:
        _, error = process.communicate(timeout=60)
    assert process.returncode == 1
    last = error.splitlines()[-1]
    assert "invalid_auth" in last
    assert "set CAREERBOT_SLACK_APP_TOKEN to an app-level token" in last
    assert "xapp-wrong" not in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("variables", "missing"),
    [
        ({}, "SLACK_APP_TOKEN is not set"),
        ({"APP_TOKEN": APP_TOKEN}, "SLACK_APP_TOKEN is set and CAREERBOT_SLACK_BOT_TOKEN isn't"),
    ],
)
def test_what_is_missing_is_one_line(
    variables: dict[str, str],
    missing: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CAREERBOT_DATA_DIR", str(tmp_path))
    for name, value in variables.items():
        monkeypatch.setenv(f"CAREERBOT_SLACK_{name}", value)
    assert main(["slack"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert missing in line


def test_the_page_leads_there_in_six_steps() -> None:
    part = PAGE.partition("## Without a public address")[2].partition("\n## ")[0]
    steps = re.findall(r"^\d+\. ", part, re.MULTILINE)
    assert len(steps) == 6
    assert "careerbot slack" in part
    assert {"CAREERBOT_SLACK_APP_TOKEN", "CAREERBOT_SLACK_BOT_TOKEN"} <= set(
        re.findall(r"CAREERBOT_\w+", part)
    )
