"""Where there are keys, one is needed to ask; the settings know none of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.cli import main
from bot.settings import Settings, SettingsError
from bot.web.api_keys import hashed, new_key

ASKED = {"question": "Do I need a degree to become a data analyst?"}
TURN = {"messages": [{"role": "user", "content": ASKED["question"]}]}
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
ROUTES = [("/api/ask", ASKED), ("/v1/chat/completions", TURN), ("/mcp", LIST)]
ACCEPT = {"Accept": "application/json, text/event-stream"}
OLD, NEW = new_key(), new_key()


def settings(index: Path, *keys: str, **more: object) -> Settings:
    return Settings(index=index, mcp=True, api_keys=keys, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("path", "body"), ROUTES)
def test_a_key_is_needed_where_there_is_one(
    guides_index: Path, path: str, body: dict[str, object]
) -> None:
    keys = (f"old:{hashed(OLD)}", f"new:{hashed(NEW)}")
    with TestClient(create_app(settings(guides_index, *keys))) as client:
        for sent, status in (
            (None, 401),
            ("Bearer ", 401),
            (f"Bearer {new_key()}", 401),
            (f"Bearer {hashed(OLD)}", 401),
            (f"Basic {OLD}", 401),
            (f"Bearer {OLD}", 200),
            (f"bearer {NEW}", 200),
        ):
            headers = ACCEPT if sent is None else {**ACCEPT, "Authorization": sent}
            answer = client.post(path, json=body, headers=headers)
            assert answer.status_code == status, (sent, answer.text)
            if status == 401:
                assert answer.headers["WWW-Authenticate"] == "Bearer"
                assert answer.json()["error"]["code"] == "key_needed"
        assert client.get("/healthz").status_code == 200


def test_whoever_has_a_key_is_counted_by_it(guides_index: Path) -> None:
    keys = (f"old:{hashed(OLD)}", f"new:{hashed(NEW)}")
    with TestClient(create_app(settings(guides_index, *keys, rate_limit="1/minute"))) as client:
        got = [
            client.post("/api/ask", json=ASKED, headers={"Authorization": f"Bearer {key}"})
            for key in (OLD, OLD, NEW, "no key")
        ]
    assert [each.status_code for each in got] == [200, 429, 200, 401]


@pytest.mark.parametrize(
    "entry",
    ["", "name", f"a b:{hashed(OLD)}", f"name:{OLD}"],
    # The keys differ in each process.
    ids=["empty", "no hash", "a space in the name", "the key itself"],
)
def test_an_entry_that_is_none_is_one_line_that_tells_no_secret(
    guides_index: Path, entry: str
) -> None:
    with pytest.raises(SettingsError, match=r"API_KEYS: its entry 1 is no NAME:HASH") as caught:
        create_app(settings(guides_index, entry))
    assert OLD not in str(caught.value)


def test_the_command_makes_a_key_that_opens(
    guides_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["key", "intranet"]) == 0
    lines = capsys.readouterr().out.splitlines()
    made, entry = lines[1], lines[-1]
    assert entry == f"intranet:{hashed(made)}"
    with TestClient(create_app(settings(guides_index, entry))) as client:
        headers = {"Authorization": f"Bearer {made}"}
        assert client.post("/api/ask", json=ASKED, headers=headers).status_code == 200
    assert main(["key", "intranet"]) == 0
    assert made not in capsys.readouterr().out


def test_a_name_that_is_none_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["key", "a:b"]) == 2
    assert "'a:b' is no name of a key" in capsys.readouterr().err


def test_the_api_says_that_a_key_is_needed_where_one_is() -> None:
    for keys in ((), (f"intranet:{hashed(new_key())}",)):
        described = create_app(Settings(api_keys=keys, metrics=True)).openapi()
        secured = {
            path
            for path, methods in described["paths"].items()
            for operation in methods.values()
            if "security" in operation and "401" in operation["responses"]
        }
        wanted = {"/api/ask", "/api/handoff", "/v1/chat/completions", "/metrics"} if keys else set()
        assert secured == wanted
        assert ("securitySchemes" in described["components"]) is bool(keys)
