"""A Slack to talk to: signed requests in, and a server that plays its Web API and hooks."""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import httpx
import pytest
from fastapi.testclient import TestClient
from slack_sdk.signature import SignatureVerifier

from bot.api import create_app
from bot.channels import delivery_worker
from bot.settings import Settings

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TOKEN = "xoxb-a-token"
NURSE = "How long does it take to become a registered nurse?"
_numbers = itertools.count(1)


@dataclass
class Call:
    """A request that the stand-in got."""

    path: str
    said: dict[str, Any]
    headers: dict[str, str]
    at: float = field(default_factory=time.monotonic)


@dataclass
class Reaction:
    """How the stand-in answers one request."""

    status: int = 200
    body: dict[str, Any] | str = field(default_factory=lambda: {"ok": True, "ts": "1.0"})
    """A text is sent as it is, and not as JSON."""
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0
    gate: threading.Event | None = None
    breaks: bool = False
    """The connection ends without an answer."""
    taken: bool | None = None
    """Whether the message stands in its thread then; unset: where the answer says so."""


class SlackStandIn:
    """Plays Slack's Web API under /api/ and its response URLs under /hooks/."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        """Messages only; looks into a thread and checks of the token are apart."""
        self.looks: list[Call] = []
        self.checks: list[Call] = []
        self.threads: dict[str, list[dict[str, Any]]] = {}
        """What stands in each thread, as conversations.replies tells it."""
        self.looking: Callable[[Call], Reaction | None] = lambda _: None
        self.checking = Reaction()
        self.reactions: deque[Reaction] = deque()
        self.always: Callable[[Call], Reaction | None] = lambda _: None
        self._changed = threading.Condition()
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path, _, query = self.path.partition("?")
                self._react(stand_in.got(path, query.encode(), dict(self.headers.items())))

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self._react(stand_in.got(self.path, raw, dict(self.headers.items())))

            def _react(self, reaction: Reaction) -> None:
                time.sleep(reaction.after)
                if reaction.gate:
                    reaction.gate.wait(20)
                if reaction.breaks:
                    self.close_connection = True
                    return
                plain = isinstance(reaction.body, str)
                out = (reaction.body if plain else json.dumps(reaction.body)).encode()
                self.send_response(reaction.status)
                kind = "text/html" if plain else "application/json"
                self.send_header("Content-Type", reaction.headers.get("Content-Type", kind))
                self.send_header("Content-Length", str(len(out)))
                for name, value in reaction.headers.items():
                    if name != "Content-Type":
                        self.send_header(name, value)
                self.end_headers()
                self.wfile.write(out)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """Pass over a client that was killed."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def got(self, path: str, raw: bytes, headers: dict[str, str]) -> Reaction:
        """Record a request and say how to answer it."""
        if "json" in headers.get("Content-Type", ""):
            said = json.loads(raw)
        else:
            said = {name: values[0] for name, values in parse_qs(raw.decode()).items()}
            if "blocks" in said:
                said["blocks"] = json.loads(said["blocks"])
        call = Call(path, said, headers)
        with self._changed:
            self._changed.notify_all()
            if path.endswith("/auth.test"):
                self.checks.append(call)
                return self.checking
            if path.endswith("/conversations.replies"):
                self.looks.append(call)
                return self.looking(call) or self._page(said)
            self.calls.append(call)
            reaction = self.reactions.popleft() if self.reactions else self.always(call)
            reaction = reaction or Reaction()
            ok = reaction.status == 200 and not reaction.breaks
            if ok if reaction.taken is None else reaction.taken:
                metadata = said.get("metadata")
                metadata = json.loads(metadata) if isinstance(metadata, str) else metadata
                stands = {"ts": f"9.{len(self.calls)}", "metadata": metadata}
                self.threads.setdefault(said.get("thread_ts", path), []).append(stands)
            return reaction

    def _page(self, said: dict[str, Any]) -> Reaction:
        """Tell a thread, two messages at once; with their metadata, where that is asked for."""
        at = int(said.get("cursor") or 0)
        whole = [{"ts": said["ts"]}, *self.threads.get(said["ts"], [])]
        if said.get("include_all_metadata") not in ("1", "true", "True", True):
            whole = [{"ts": each["ts"]} for each in whole]
        more = str(at + 2) if at + 2 < len(whole) else ""
        body = {"ok": True, "messages": whole[at : at + 2]}
        return Reaction(body=body | {"response_metadata": {"next_cursor": more}})

    def twice(self) -> dict[str, int]:
        """Return the threads in which more than one answer stands."""
        return {at: len(said) for at, said in self.threads.items() if len(said) > 1}

    def wait(self, count: int, seconds: float = 20.0) -> list[Call]:
        """Return the requests as soon as there are so many."""
        with self._changed:
            enough = self._changed.wait_for(lambda: len(self.calls) >= count, seconds)
            assert enough, f"{len(self.calls)} of {count} calls: {[c.path for c in self.calls]}"
            return list(self.calls)

    def clear(self) -> None:
        """Forget what was and what was to come."""
        self.calls.clear()
        self.looks.clear()
        self.threads.clear()
        self.reactions.clear()
        self.always = lambda _: None
        self.looking = lambda _: None

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()


def signed(body: bytes, *, at: int | None = None, secret: str = SECRET) -> dict[str, str]:
    """Return the headers that Slack sends with a body, signed by slack_sdk itself."""
    stamp = str(int(time.time()) if at is None else at)
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    assert signature
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}


def event(text: str = f"<@UBOT> {NURSE}", **changes: object) -> dict[str, Any]:
    """Return the envelope of a mention in a channel, with its own ids; None leaves a field out."""
    number = next(_numbers)
    inner = {
        "type": "app_mention",
        "user": "U061F7AUR",
        "text": text,
        "ts": f"{1515449522 + number}.000016",
        "channel": "C0LAN2Q65",
        "event_ts": f"{1515449522 + number}.000016",
    } | changes
    return {
        "token": "ZZZZZZWSxiZZZ2yIvs3peJ",
        "team_id": "T061EG9R6",
        "api_app_id": "A0MDYCDME",
        "event": {name: value for name, value in inner.items() if value is not None},
        "type": "event_callback",
        "event_id": f"Ev{number:09}",
        "event_time": 1515449522,
        "authorizations": [{"team_id": "T061EG9R6", "user_id": "UBOT", "is_bot": True}],
    }


def direct(text: str = NURSE, **changes: object) -> dict[str, Any]:
    """Return the envelope of a direct message."""
    return event(
        text, **({"type": "message", "channel": "D024BE91L", "channel_type": "im"} | changes)
    )


def fields(**changes: str) -> dict[str, str]:
    """Return the fields of a slash command."""
    number = next(_numbers)
    return {
        "token": "gIkuvaNzQIHg97ATvDxqgjtO",
        "team_id": "T0001",
        "team_domain": "example",
        "channel_id": "C2147483705",
        "channel_name": "test",
        "user_id": "U2147483697",
        "user_name": "Steve",
        "command": "/careers",
        "text": NURSE,
        "response_url": "",
        "trigger_id": f"13345224609.{number}.8fbdf22b6f",
    } | changes


@dataclass
class Workspace:
    """A service with Slack set up, and the Slack that it talks to."""

    client: TestClient
    slack: SlackStandIn

    def send(self, path: str, body: bytes, kind: str, **headers: str) -> httpx.Response:
        """Send a signed request."""
        return self.client.post(
            path, content=body, headers={"Content-Type": kind} | signed(body) | headers
        )

    def event(self, envelope: dict[str, Any], **headers: str) -> httpx.Response:
        """Send an event."""
        body = json.dumps(envelope).encode()
        return self.send("/slack/events", body, "application/json", **headers)

    def command(self, **changes: str) -> httpx.Response:
        """Send a slash command, whose response URL is the stand-in's."""
        said = fields(**({"response_url": f"{self.slack.url}/hooks/command"} | changes))
        return self.send("/slack/commands", urlencode(said).encode(), FORM)

    def press(
        self, action: dict[str, Any], *, ephemeral: bool = False, **changes: object
    ) -> httpx.Response:
        """Press a button of a message in a thread, or of one that only the presser sees."""
        number = next(_numbers)
        payload = {
            "type": "block_actions",
            "user": {"id": "U2147483697"},
            "container": {"type": "message", "message_ts": "5.1", "is_ephemeral": ephemeral},
            "channel": {"id": "C0LAN2Q65"},
            "message": {"ts": "5.1", "thread_ts": "4.2"},
            "response_url": f"{self.slack.url}/hooks/press",
            "trigger_id": f"1.{number}",
            "actions": [{"type": "button", "action_ts": f"{number}.7"} | action],
        } | changes
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return self.send("/slack/interactions", body, FORM)

    def settled(self, count: int, quiet: float = 0.0) -> list[Call]:
        """Return the calls once there are so many and all that was accepted was attempted: no more.

        What is tried again is seen where `quiet`, in seconds, is longer than it waits.
        """
        self.slack.wait(count)
        app: Any = self.client.app
        assert self.client.portal
        self.client.portal.call(app.state.channels.slack.delivery_worker._deliveries.join)
        time.sleep(quiet)
        assert len(self.slack.calls) == count, [call.said for call in self.slack.calls]
        return list(self.slack.calls)


FORM = "application/x-www-form-urlencoded"
RETRIED = 0.3
"""Seconds after which an `impatient` delivery worker would have tried again, or looked."""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again, and look, soon."""
    monkeypatch.setattr(delivery_worker, "BACKOFF", (0.05, 0.05, 0.05, 0.05))
    monkeypatch.setattr(delivery_worker, "DOUBT", 0.1)
    monkeypatch.setattr(delivery_worker, "POLL", 0.05)


@pytest.fixture
def environment(stand_in: SlackStandIn, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings of a process that talks to a local Slack."""
    stand_in.clear()
    yield {
        "CAREERBOT_SLACK_SIGNING_SECRET": SECRET,
        "CAREERBOT_SLACK_BOT_TOKEN": TOKEN,
        "CAREERBOT_SLACK_API_URL": f"{stand_in.url}/api/",
        "CAREERBOT_SLACK_HOOKS_URL": stand_in.url,
        "CAREERBOT_DATA_DIR": str(tmp_path / "data"),
    }
    stand_in.clear()


def send_all(url: str, events: Iterable[dict[str, Any]]) -> None:
    """Have Slack send events to a process, each of which it acknowledges."""
    with httpx.Client() as client:
        for said in events:
            body = json.dumps(said).encode()
            headers = {"Content-Type": "application/json", **signed(body)}
            sent = client.post(f"{url}/slack/events", content=body, headers=headers)
            assert sent.status_code == 200


def logged(caplog: pytest.LogCaptureFixture, text: str) -> None:
    """Wait until it is in the log."""
    deadline = time.monotonic() + 20
    while text not in caplog.text:
        assert time.monotonic() < deadline, caplog.text
        time.sleep(0.02)


def texts(blocks: list[dict[str, Any]]) -> str:
    """Return all text of a message's blocks."""
    found = []
    for block in blocks:
        for part in [block.get("text"), *block.get("elements", [])]:
            text = part.get("text") if isinstance(part, dict) else None
            found.append(text["text"] if isinstance(text, dict) else text)
    return "\n".join(filter(None, found))


@pytest.fixture(scope="session")
def stand_in() -> Iterator[SlackStandIn]:
    """A local Slack."""
    server = SlackStandIn()
    yield server
    server.close()


def slack_settings(
    slack: SlackStandIn, data_dir: Path | None = None, index: Path | None = None
) -> Settings:
    """Return settings with which the service talks to a local Slack."""
    folders = {"data_dir": data_dir} if data_dir else {}
    return Settings(
        slack_signing_secret=SECRET,
        slack_bot_token=TOKEN,
        slack_api_url=f"{slack.url}/api/",
        slack_hooks_url=slack.url,
        index=index,
        **folders,
    )


@pytest.fixture(scope="session")
def open_workspace(
    guides_index: Path, stand_in: SlackStandIn, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """The one workspace of most tests."""
    settings = slack_settings(
        stand_in, index=guides_index, data_dir=tmp_path_factory.mktemp("data")
    )
    with TestClient(create_app(settings)) as client:
        yield Workspace(client, stand_in)


@pytest.fixture
def workspace(open_workspace: Workspace) -> Iterator[Workspace]:
    """A workspace in which nothing was said yet."""
    open_workspace.slack.clear()
    yield open_workspace
    open_workspace.slack.clear()
