"""Whatever is thrown at a route: never a 500, never an answer without a signature or a token."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.api import create_app
from bot.settings import Settings
from tests.bot.channels.conftest import FORM, SECRET, TOKEN, direct, event, fields, signed
from tests.bot.channels.slack.test_bolt_oracle import press
from tests.bot.channels.test_token_webhooks import COMMAND, OUTGOING, ROCKET, mattermost, rocketchat

JSON = "application/json"
PATHS = {
    "/slack/events": JSON,
    "/slack/commands": FORM,
    "/slack/interactions": FORM,
    "/mattermost/outgoing": JSON,
    "/mattermost/command": FORM,
    "/rocketchat/outgoing": JSON,
}
HOSTILE = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def client(guides_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    everything = Settings(
        index=guides_index,
        data_dir=tmp_path_factory.mktemp("data"),
        slack_signing_secret=SECRET,
        slack_bot_token=TOKEN,
        slack_api_url="http://127.0.0.1:9/api/",  # where nothing listens
        slack_hooks_url="http://127.0.0.1:9",
        mattermost_outgoing_tokens=(OUTGOING,),
        mattermost_command_tokens=(COMMAND,),
        rocketchat_tokens=(ROCKET,),
    )
    with TestClient(create_app(everything), raise_server_exceptions=False) as client:
        yield client


GOOD = [
    json.dumps(event()).encode(),
    json.dumps(direct()).encode(),
    urlencode(fields(response_url="http://127.0.0.1:9/")).encode(),
    urlencode({"payload": json.dumps({"type": "block_actions", "actions": [{}]})}).encode(),
    json.dumps(mattermost(token="x")).encode(),
    urlencode(mattermost(token="x")).encode(),
    json.dumps(rocketchat(token="x")).encode(),
]


@some.composite
def mutated(draw: some.DrawFn) -> bytes:
    """Draw a body: a good one with bytes cut, changed or put in, or any bytes."""
    body = bytearray(draw(some.one_of(some.sampled_from(GOOD), some.binary(max_size=300))))
    for _ in range(draw(some.integers(0, 4))):
        at = draw(some.integers(0, len(body)))
        match draw(some.sampled_from(["cut", "put", "drop"])):
            case "cut":
                del body[at:]
            case "put":
                body[at:at] = draw(some.binary(min_size=1, max_size=8))
            case _:
                del body[at : at + draw(some.integers(1, 20))]
    return bytes(body)


NAMES = ["X-Slack-Signature", "X-Slack-Request-Timestamp", "Authorization", "Content-Type"]
VALUE = some.one_of(
    some.sampled_from(["", "0", "-1", "9" * 400, "nan", "Token", "Token x", "v0=", JSON, FORM]),
    some.text(max_size=40).map(lambda text: text.encode("utf-8", "replace").decode("latin-1")),
).map(lambda text: "".join(each for each in text if each.isprintable()).strip())
HEADERS = some.dictionaries(some.sampled_from(NAMES), VALUE)


@HOSTILE
@given(some.sampled_from(sorted(PATHS)), mutated(), HEADERS)
def test_unsigned_is_unauthorised_whatever_it_is(
    client: TestClient, path: str, body: bytes, headers: dict[str, str]
) -> None:
    raw = {name: value.encode("latin-1", "replace") for name, value in headers.items()}
    response = client.post(path, content=body, headers=raw)
    assert response.status_code == 401
    assert set(response.json()) == {"error"}


@HOSTILE
@given(some.sampled_from([path for path in sorted(PATHS) if "slack" in path]), mutated())
def test_signed_is_taken_or_the_senders_mistake(client: TestClient, path: str, body: bytes) -> None:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        headers = {}  # slack_sdk signs no such body
    else:
        headers = signed(body)
    response = client.post(path, content=body, headers={"Content-Type": PATHS[path], **headers})
    assert response.status_code in ((200, 400) if headers else (401,))


ANY = some.recursive(
    some.one_of(
        some.none(),
        some.booleans(),
        some.integers(),
        some.floats(),
        some.text(max_size=9),
        some.sampled_from(["\ud800", "half \udfff", "\0"]),
    ),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner),
    max_leaves=6,
)


@HOSTILE
@given(
    some.dictionaries(some.sampled_from([*event(), "event"]), ANY),
    some.dictionaries(some.sampled_from([*event()["event"], "thread_ts", "channel_type"]), ANY),
)
def test_any_shape_of_a_signed_event_is_taken(
    client: TestClient, outer: dict[str, object], inner: dict[str, object]
) -> None:
    envelope = event("", bot_id="B1") | {"event": event("", bot_id="B1")["event"] | inner} | outer
    body = json.dumps(envelope).encode()
    headers = {"Content-Type": JSON, **signed(body)}
    assert client.post("/slack/events", content=body, headers=headers).status_code == 200


@HOSTILE
@given(
    some.sampled_from(["/mattermost/outgoing", "/mattermost/command", "/rocketchat/outgoing"]),
    some.dictionaries(some.sampled_from([*mattermost(), *rocketchat(), "tmid", "root_id"]), ANY),
)
def test_any_shape_with_a_token_is_taken(
    client: TestClient, path: str, changes: dict[str, object]
) -> None:
    token = {"/mattermost/outgoing": OUTGOING, "/rocketchat/outgoing": ROCKET}.get(path, COMMAND)
    body = json.dumps(mattermost(text="") | changes | {"token": token})
    response = client.post(path, content=body, headers={"Content-Type": JSON})
    assert response.status_code == 200


def test_what_is_thrown_is_close_to_what_is_taken(client: TestClient) -> None:
    for path, body in (
        ("/slack/events", GOOD[0]),
        ("/slack/commands", GOOD[2]),
        ("/slack/interactions", press("http://127.0.0.1:9")),
    ):
        headers = {"Content-Type": PATHS[path], **signed(body)}
        assert client.post(path, content=body, headers=headers).status_code == 200
