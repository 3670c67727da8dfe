"""A question on its way to a person: what is sent, to whom, and what is said where it isn't."""

from __future__ import annotations

import json
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from slack_sdk.signature import Clock, SignatureVerifier

from bot.api import create_app
from bot.settings import Settings, SettingsError
from bot.web import handoff
from tests.local_web import Web, answer, moved, serving

SECRET = "4d1f6f0a9c1e4a7fb3c6e2d95c0b8a11"
ASKED = {
    "answer_id": "e1a003cd27044f50931cb8805c98c58f",
    "question": "Do you pay for the exam?",
    "page": "https://www.example.org/careers",
    "contact": "jane@example.org",
    "consent": True,
}
PAGE = "https://www.example.org"


@pytest.fixture(scope="module")
def settings(guides_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        index=guides_index,
        data_dir=tmp_path_factory.mktemp("data"),
        handoff_secret=SECRET,
        handoff_private=True,
        handoff_limit="off",
        cors_origins=(PAGE,),
    )


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture(scope="module")
def service(settings: Settings, web: Web) -> Iterator[TestClient]:
    with TestClient(create_app(replace(settings, handoff_url=f"{web.at}/desk"))) as client:
        yield client


@pytest.fixture
def client(service: TestClient, web: Web, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(handoff, "PAUSES", (0.01, 0.01))
    web.pages = {"/desk": answer(b"", status=200)}
    web.asked.clear()
    web.posted.clear()
    return service


def test_a_question_reaches_a_person_signed_as_slack_signs(client: TestClient, web: Web) -> None:
    response = client.post("/api/handoff", json=ASKED, headers={"Origin": PAGE})
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["access-control-allow-origin"] == PAGE
    ((headers, body),) = web.posted
    sent = json.loads(body)
    assert len(sent.pop("id")) == 32
    assert sent == ASKED
    assert headers["Content-Type"] == "application/json"
    signed = (
        body,
        headers["X-Careerbot-Request-Timestamp"],
        headers["X-Careerbot-Signature"],
    )
    assert SignatureVerifier(SECRET).is_valid(*signed)
    assert not SignatureVerifier("another").is_valid(*signed)
    assert not SignatureVerifier(SECRET).is_valid(body + b" ", *signed[1:])

    class Later(Clock):
        def now(self) -> float:
            return super().now() + 301

    assert not SignatureVerifier(SECRET, Later()).is_valid(*signed)


def test_that_a_person_was_asked_is_kept_and_nothing_else(
    settings: Settings, web: Web, tmp_path: Path
) -> None:
    web.pages = {"/desk": answer(b"", status=200)}
    own = replace(settings, data_dir=tmp_path, handoff_url=f"{web.at}/desk")
    with TestClient(create_app(own)) as client:
        for answer_id in (ASKED["answer_id"], None):
            said = {**ASKED, "answer_id": answer_id}
            assert client.post("/api/handoff", json=said).status_code == 204
    with closing(sqlite3.connect(tmp_path / "careerbot.db")) as database:
        rows = database.execute("SELECT answer_id, person, question, comment FROM feedback")
        assert rows.fetchall() == [(ASKED["answer_id"], 1, None, None)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"consent": False}, "consent: nothing is sent to a person without it"),
        ({"consent": "true"}, "consent: nothing is sent"),
        ({"consent": 1}, "consent: nothing is sent"),
        ({"consent": None}, "consent: nothing is sent"),
        ({"contact": " "}, "contact: "),
        ({"contact": "a@example.org\r\nBcc: all@example.org"}, "contact: "),
        ({"question": ""}, "question: "),
        ({"page": "javascript:alert(1)"}, "page: "),
        ({"pages": "https://example.org/"}, "pages: no field: did you mean page?"),
    ],
)
def test_what_may_not_be_sent_is_refused_in_one_line(
    client: TestClient, web: Web, change: dict[str, object], said: str
) -> None:
    response = client.post("/api/handoff", json=ASKED | change)
    assert response.status_code == 422
    message = response.json()["error"]["message"]
    assert message.startswith(said)
    assert "\n" not in message
    assert not web.posted


def test_without_a_word_on_consent_nothing_is_sent(client: TestClient, web: Web) -> None:
    response = client.post("/api/handoff", json={k: v for k, v in ASKED.items() if k != "consent"})
    assert response.status_code == 422
    assert response.json()["error"]["message"] == "consent: it is missing"
    assert not web.posted


def test_a_receiver_that_fails_is_tried_again_with_the_same_id(
    client: TestClient, web: Web
) -> None:
    failing = answer(b"", status=502)

    def once(handler: object) -> None:
        web.pages["/desk"] = answer(b"", status=202)
        failing(handler)  # type: ignore[arg-type]

    web.pages["/desk"] = once
    assert client.post("/api/handoff", json=ASKED).status_code == 204
    assert len({json.loads(body)["id"] for _, body in web.posted}) == 1
    assert len(web.posted) == 2


@pytest.mark.parametrize(("status", "tries"), [(500, 3), (429, 3), (403, 1), (302, 1)])
def test_a_receiver_that_takes_nothing_is_an_outage(
    client: TestClient, web: Web, caplog: pytest.LogCaptureFixture, status: int, tries: int
) -> None:
    elsewhere = moved(f"{web.at}/elsewhere")
    web.pages["/desk"] = elsewhere if status == 302 else answer(b"", status=status)
    response = client.post("/api/handoff", json=ASKED)
    assert response.status_code == 503
    assert response.json()["error"] == {
        "code": "handoff_unavailable",
        "message": "It couldn't be handed on to a person just now; please try again later.",
        "problems": [],
    }
    assert web.asked == ["/desk"] * tries
    assert f"answers with status {status}" in caplog.text
    assert "exam" not in caplog.text
    assert "jane" not in caplog.text


def test_one_that_answers_nothing_is_given_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handoff, "LONGEST", 0.2)
    monkeypatch.setattr(handoff, "AT_ONCE", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with TestClient(create_app(replace(settings, handoff_url=url))) as client:
            for _ in range(2):  # the first has given its place back
                response = client.post("/api/handoff", json=ASKED)
                assert response.json()["error"]["code"] == "handoff_unavailable"
            monkeypatch.setattr(handoff, "AT_ONCE", 0)
            response = client.post("/api/handoff", json=ASKED)
            assert (response.status_code, response.headers["retry-after"]) == (503, "5")


def test_private_addresses_are_not_sent_to(
    settings: Settings, web: Web, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handoff, "PAUSES", ())
    port = web.server.server_port
    web.posted.clear()
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "169.254.169.254"):
        url = f"http://{host}:{port}/desk"
        public = replace(settings, handoff_url=url, handoff_private=False)
        with TestClient(create_app(public)) as client:
            assert client.post("/api/handoff", json=ASKED).status_code == 503
        assert "is a private address: allow those with CAREERBOT_HANDOFF_PRIVATE=1" in caplog.text
        caplog.clear()
    assert not web.posted


def test_who_opens_the_widget_is_told_whether_there_is_a_person(
    client: TestClient, settings: Settings
) -> None:
    assert client.get("/api/suggestions").json()["handoff"] is True
    with TestClient(create_app(replace(settings, handoff_secret=None))) as none:
        assert none.get("/api/suggestions").json()["handoff"] is False
        response = none.post("/api/handoff", json=ASKED)
        assert (response.status_code, response.json()["error"]["code"]) == (404, "no_handoff")


def test_a_client_hands_on_only_so_many(settings: Settings, web: Web) -> None:
    limited = replace(settings, handoff_url=f"{web.at}/desk", handoff_limit="1/hour")
    web.pages = {"/desk": answer(b"", status=200)}
    with TestClient(create_app(limited)) as client:
        assert client.post("/api/handoff", json=ASKED).status_code == 204
        refused = client.post("/api/handoff", json=ASKED)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 3_000
        assert client.post("/api/ask", json={"question": "What does a nurse earn?"}).is_success


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"handoff_url": "https://example.org/desk"}, "CAREERBOT_HANDOFF_SECRET isn't: set both"),
        ({"handoff_secret": SECRET}, "CAREERBOT_HANDOFF_URL isn't: set both"),
        (
            {"handoff_url": "mailto:s3cret@example.org", "handoff_secret": SECRET},
            "CAREERBOT_HANDOFF_URL: no address of a page: begin it with https:// or http://",
        ),
    ],
)
def test_half_a_way_to_a_person_is_refused_at_the_start(given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said) as refused:
        create_app(Settings(**given))  # type: ignore[arg-type]
    assert "s3cret" not in str(refused.value)
