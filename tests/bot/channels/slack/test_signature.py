"""Nothing gets in unsigned: hostile headers and bodies are 401, and never in the log."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import SettingsError
from tests.bot.channels.conftest import FORM, Workspace, event, signed
from tests.bot.commands.test_serve import serving

BODY = json.dumps(event("a private word")).encode()
ROUTES = ["/slack/events", "/slack/commands", "/slack/interactions"]
AT, BY = "X-Slack-Request-Timestamp", "X-Slack-Signature"
# What each makes of the headers of BODY, signed well: a signature that is old is refused for that.
NOT_SIGNED: dict[str, Callable[[dict[str, str]], dict[str, str]]] = {
    "no headers": lambda _: {},
    "no signature": lambda good: {AT: good[AT]},
    "no time": lambda good: {BY: good[BY]},
    "another secret": lambda _: signed(BODY, secret="another"),
    "too old": lambda good: signed(BODY, at=int(good[AT]) - 1_000),
    "of the future": lambda good: signed(BODY, at=int(good[AT]) + 1_000),
    "no version": lambda good: {**good, BY: good[BY].removeprefix("v0=")},
    "capitals": lambda good: {**good, BY: good[BY].upper()},
    "an empty signature": lambda good: {**good, BY: ""},
    "no hexadecimal": lambda good: {**good, BY: "v0=ümläut"},
    "a word for a time": lambda good: {**good, AT: "soon"},
    "an exponent": lambda good: {**good, AT: "1e9"},
    "an empty time": lambda good: {**good, AT: ""},
    "a time of 400 digits": lambda good: {**good, AT: "9" * 400},
    "a time far before": lambda good: {**good, AT: "-" + "9" * 5000},
    "Arabic digits": lambda good: {**good, AT: "١٢٣"},
}
BODIES = {"one more space": BODY + b" ", "no text": b"\xff\xfe\x00", "cut": b'{"a": ', "empty": b""}


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("how", NOT_SIGNED)
def test_what_is_not_signed_is_refused_unread(
    path: str, how: str, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    _is_refused(path, BODY, NOT_SIGNED[how](signed(BODY)), workspace, caplog)


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("body", BODIES)
def test_what_another_body_was_signed_for_is_refused_unread(
    path: str, body: str, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    _is_refused(path, BODIES[body], signed(BODY), workspace, caplog)


def _is_refused(
    path: str,
    body: bytes,
    headers: dict[str, str],
    workspace: Workspace,
    caplog: pytest.LogCaptureFixture,
) -> None:
    raw = {name: value.encode("utf-8") for name, value in headers.items()}
    response = workspace.client.post(path, content=body, headers=raw)
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "not_signed"
    assert "private" not in caplog.text
    assert not workspace.slack.calls


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/slack/events", b"{"),
        ("/slack/events", b"[]"),
        ("/slack/events", b"[" * 100_000),
        ("/slack/events", b"null"),
        ("/slack/interactions", b"payload={"),
        ("/slack/interactions", b"payload=[]"),
        ("/slack/interactions", b"x=%ff&payload=%ff"),
        ("/slack/commands", b"&".join(b"a%d=" % n for n in range(200))),
        ("/slack/commands", b"text=%ff%fe"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_signed_body_that_cannot_be_read_is_the_senders_mistake(
    path: str, body: bytes, workspace: Workspace
) -> None:
    assert workspace.send(path, body, FORM).status_code == 400


@pytest.mark.parametrize("path", ROUTES)
def test_a_body_over_the_cap_is_refused_signed_or_not(path: str, workspace: Workspace) -> None:
    most = 1024 * 1024
    fits = b" " * most
    assert workspace.send(path, fits, FORM).status_code != 413
    over = fits + b" "
    assert workspace.send(path, over, FORM).status_code == 413
    assert workspace.client.post(path, content=over).status_code == 413


def test_a_body_that_does_not_end_is_refused_while_it_comes(guides_index: Path) -> None:
    slack = {"CAREERBOT_SLACK_SIGNING_SECRET": "s", "CAREERBOT_SLACK_BOT_TOKEN": "t"}
    with serving("--index", str(guides_index), **slack) as (_, url):
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            head = f"POST /slack/events HTTP/1.1\r\nHost: {host}\r\n"
            connection.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
            for _ in range(17):
                connection.sendall(b"10000\r\n" + b" " * 65_536 + b"\r\n")
            # There is no end to it, and there needn't be.
            assert b" 413 " in connection.makefile("rb").readline()


def test_slack_by_half_is_one_line(tmp_path: Path) -> None:
    from bot.api import create_app
    from bot.settings import Settings

    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN isn't") as raised:
        create_app(Settings(data_dir=tmp_path, slack_signing_secret="hidden"))
    assert "hidden" not in str(raised.value)


def test_a_channel_that_is_not_set_up_is_not_there(tmp_path: Path, guides_index: Path) -> None:
    from fastapi.testclient import TestClient

    from bot.api import create_app
    from bot.settings import Settings

    client = TestClient(create_app(Settings(data_dir=tmp_path, index=guides_index)))
    for path in [*ROUTES, "/mattermost/outgoing", "/mattermost/command", "/rocketchat/outgoing"]:
        assert client.post(path, content=BODY, headers=signed(BODY)).status_code == 404
