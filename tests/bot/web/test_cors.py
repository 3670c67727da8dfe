"""Which pages may ask, which proxies are believed, and how often one client may ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.settings import Settings, SettingsError
from bot.web.cors import LOGGED

SITE = "https://www.example.org"
ASK = {"question": "Should I learn Python or R?"}


@contextmanager
def service(
    index: Path, data: Path, *, client: str = "192.0.2.1", **settings: object
) -> Iterator[TestClient]:
    app = create_app(Settings(index=index, data_dir=data, **settings))  # type: ignore[arg-type]
    with TestClient(app, client=(client, 5000), raise_server_exceptions=False) as test_client:
        yield test_client


@pytest.fixture
def allowing(guides_index: Path, tmp_path: Path) -> Iterator[TestClient]:
    with service(guides_index, tmp_path, cors_origins=(SITE, "http://localhost:3000")) as client:
        yield client


def preflight(client: TestClient, origin: str, **more: str) -> httpx.Response:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    named = {name.replace("_", "-"): value for name, value in more.items()}
    return client.options("/api/ask", headers=headers | named)


def test_a_page_of_an_allowed_origin_asks(allowing: TestClient) -> None:
    asked = preflight(allowing, SITE)
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == SITE
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert "Origin" in asked.headers["vary"]
    assert int(asked.headers["access-control-max-age"]) > 0
    answer = allowing.post("/api/ask", json=ASK, headers={"Origin": SITE})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == SITE
    assert answer.headers["access-control-expose-headers"] == "Retry-After"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://example.org",
        "http://www.example.org",
        "https://www.example.org:8443",
        "https://www.example.org.evil.example",
        "null",
    ],
)
def test_a_page_of_another_origin_may_not(allowing: TestClient, origin: str) -> None:
    asked = preflight(allowing, origin)
    assert asked.status_code == 400
    assert asked.json()["error"]["code"] == "cors_refused"
    assert "access-control-allow-origin" not in asked.headers
    assert "Origin" in asked.headers["vary"]
    answer = allowing.post("/api/ask", json=ASK, headers={"Origin": origin})
    assert "access-control-allow-origin" not in answer.headers


def test_the_owner_reads_which_page_was_refused_once(
    allowing: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    for origin in ["https://refused.example", SITE, "https://refused.example", "https://a\tb", "x"]:
        preflight(allowing, origin)
    for number in range(2 * LOGGED):
        preflight(allowing, f"https://{number}.example")
    assert caplog.messages[0] == (
        "a page of https://refused.example may not ask: CAREERBOT_CORS_ORIGINS doesn't name it"
    )
    assert len(caplog.messages) <= LOGGED


def test_only_what_the_widget_needs_may_be_sent(allowing: TestClient) -> None:
    assert preflight(allowing, SITE, Access_Control_Request_Method="DELETE").status_code == 400
    refused = preflight(allowing, SITE, Access_Control_Request_Headers="authorization")
    assert refused.status_code == 400


def test_by_default_no_other_origin_may(guides_index: Path, tmp_path: Path) -> None:
    with service(guides_index, tmp_path) as client:
        assert preflight(client, SITE).status_code == 400
        answer = client.post("/api/ask", json=ASK, headers={"Origin": SITE})
        assert "access-control-allow-origin" not in answer.headers


def test_every_origin_may_where_the_owner_says_so(guides_index: Path, tmp_path: Path) -> None:
    with service(guides_index, tmp_path, cors_origins=("*",)) as client:
        assert preflight(client, SITE).headers["access-control-allow-origin"] == "*"
        answer = client.post("/api/ask", json=ASK, headers={"Origin": "null"})
        assert answer.headers["access-control-allow-origin"] == "*"


def test_what_may_be_kept_is_kept_for_each_origin(allowing: TestClient) -> None:
    for headers in ({}, {"Origin": SITE}, {"Origin": "https://evil.example"}):
        assert "Origin" in allowing.get("/api/suggestions", headers=headers).headers["vary"]


def test_errors_can_be_read_by_an_allowed_page(
    allowing: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin = {"Origin": SITE}
    large = allowing.post("/api/ask", content=b" " * 20_000, headers=origin)
    wrong = allowing.post("/api/ask", json={}, headers=origin)
    gone = allowing.get("/api/nothing", headers=origin)
    monkeypatch.setattr(allowing.app.state, "service", None)  # type: ignore[attr-defined]
    broken = allowing.post("/api/ask", json=ASK, headers=origin)
    assert [each.status_code for each in (large, wrong, gone, broken)] == [413, 422, 404, 500]
    for each in (large, wrong, gone, broken):
        assert each.headers["access-control-allow-origin"] == SITE
        assert each.json()["error"]["message"]


@pytest.mark.parametrize(
    ("origin", "way_out"),
    [
        ("www.example.org", "give https://www.example.org,"),
        ("https://www.example.org/", "give https://www.example.org,"),
        ("https://Example.org", "give https://example.org,"),
        ("ftp://example.org", "give https://example.org,"),
        ("", "give https://"),
        ("localhost:3000", "give https://localhost:3000,"),
        ("https://", "give https://www.example.org,"),
        ("https://*.example.org", "give https://www.example.org,"),
        ("http://[::1", "give https://www.example.org,"),
        ("https://example.org:port", "give https://www.example.org,"),
        ("https://example.org:443", "give https://example.org,"),
        ("https://user@example.org", "give https://example.org,"),
        ("https://a.example b.example", "put a comma between two, https://a.example,https://b.ex"),
        ("https://bücher.example", "give https://www.example.org,"),
    ],
)
def test_an_origin_that_is_none_is_one_line(tmp_path: Path, origin: str, way_out: str) -> None:
    with pytest.raises(SettingsError, match=f"CAREERBOT_CORS_ORIGINS='.*' is no origin: {way_out}"):
        create_app(Settings(data_dir=tmp_path, cors_origins=(origin,)))


@pytest.mark.parametrize(
    "origin",
    ["http://localhost:3000", "http://[::1]:8000", "https://xn--bcher-kva.example", "null"],
)
def test_an_origin_as_a_browser_writes_it_is_taken(tmp_path: Path, origin: str) -> None:
    create_app(Settings(data_dir=tmp_path, cors_origins=(origin,)))


def statuses(client: TestClient, *forwarded: str) -> list[int]:
    return [
        client.post("/api/ask", json=ASK, headers={"X-Forwarded-For": each}).status_code
        for each in forwarded
    ]


def test_a_client_that_asks_too_much_waits(guides_index: Path, tmp_path: Path) -> None:
    settings = {"rate_limit": "2/minute", "cors_origins": (SITE,)}
    with service(guides_index, tmp_path, **settings) as client:
        answers = [client.post("/api/ask", json=ASK, headers={"Origin": SITE}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        seconds = int(answers[2].headers["retry-after"])
        assert 58 <= seconds <= 60
        error = answers[2].json()["error"]
        assert error["code"] == "rate_limited"
        assert f"{seconds} seconds" in error["message"]
        assert answers[2].headers["access-control-allow-origin"] == SITE
        # What is no question is not counted.
        assert client.get("/api/suggestions").status_code == 200
        assert client.get("/healthz").status_code == 200


def test_what_anybody_says_of_another_client_is_not_believed(
    guides_index: Path, tmp_path: Path
) -> None:
    with service(guides_index, tmp_path, rate_limit="1/minute", client="127.0.0.1") as client:
        assert statuses(client, "198.51.100.1", "198.51.100.2") == [200, 429]


def test_what_a_trusted_proxy_says_is_believed(guides_index: Path, tmp_path: Path) -> None:
    settings = {"rate_limit": "1/minute", "trusted_proxies": ("10.0.0.0/8",)}
    with service(guides_index, tmp_path, client="10.1.2.3", **settings) as client:
        # The last address that no trusted proxy has counts: a client may write anything before it.
        forwarded = (
            "198.51.100.1",
            "198.51.100.2",
            "198.51.100.1",
            "198.51.100.9, 198.51.100.2",
            "198.51.100.3, 10.9.9.9",
            "198.51.100.3",
        )
        assert statuses(client, *forwarded) == [200, 200, 429, 429, 200, 429]
    with service(guides_index, tmp_path, client="192.0.2.1", **settings) as client:
        assert statuses(client, "198.51.100.1", "198.51.100.2") == [200, 429]


def test_a_proxy_that_is_none_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="CAREERBOT_TRUSTED_PROXIES='nginx' is no address"):
        create_app(Settings(data_dir=tmp_path, trusted_proxies=("nginx",)))
