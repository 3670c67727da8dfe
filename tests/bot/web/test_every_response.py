"""What holds of every response: methods, headers, addresses; and whom a request is counted as."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.settings import Settings

QUESTION = {"question": "What does a nurse earn?"}
PROXY = ("10.0.0.1", 4_000)


@pytest.fixture(scope="module")
def client(guides_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(index=guides_index, data_dir=tmp_path_factory.mktemp("data"))
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def paths(client: TestClient) -> list[str]:
    """Every address that is read without a parameter of its own."""
    documented = client.get("/openapi.json").json()["paths"]
    read = [path for path, methods in documented.items() if "get" in methods and "{" not in path]
    assert "/healthz" in read
    return [*read, "/", "/docs", "/docs/swagger-ui.css", "/icon.svg", "/widget.js", "/openapi.json"]


def test_head_is_get_without_the_body(client: TestClient) -> None:
    for path in paths(client):
        got, asked = client.get(path), client.head(path)
        assert (asked.status_code, asked.content) == (200, b""), path
        assert asked.headers["content-length"] == got.headers["content-length"], path
    assert client.head("/api/ask").status_code == 405
    assert client.head("/nothing").status_code == 404


def test_every_response_tells_the_browser_to_run_nothing_foreign(client: TestClient) -> None:
    refused = [
        client.get("/nothing"),
        client.post("/api/ask", content=b"x" * 20_000),
        client.options("/api/ask", headers={"Origin": "x", "Access-Control-Request-Method": "GET"}),
    ]
    assert [each.status_code for each in refused] == [404, 413, 400]
    for response in (*map(client.get, paths(client)), *refused):
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "frame-ancestors 'none'" in policy
        assert "http" not in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["x-frame-options"] == "DENY"
        assert response.headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_the_page_of_the_api_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/docs").text
    loaded = re.findall(r"""(?:src|href|url)(?:=|: )["']([^"']+)["']""", page)
    assert len(loaded) == 4
    for address in loaded:
        assert client.get(f"/{address}").status_code == 200
    assert "//" not in "".join(loaded)
    assert client.get("/redoc").status_code == 404


def test_a_slash_too_many_leads_nowhere(client: TestClient) -> None:
    for path in ("/icon.svg/", "/healthz/", "/api/articles/"):
        response = client.get(path, headers={"Host": "evil.example"}, follow_redirects=False)
        assert response.status_code == 404


def test_suggestions_of_an_unknown_article_are_refused_as_a_question_is(client: TestClient) -> None:
    asked = client.post("/api/ask", json={**QUESTION, "articles": ["nothing"]})
    suggested = client.get("/api/suggestions", params={"articles": ["nothing"]})
    assert suggested.status_code == asked.status_code == 404
    assert suggested.json() == asked.json()


@pytest.mark.parametrize("helpful", [0, 1, "true", "no", 1.0])
def test_helpful_is_true_or_false(client: TestClient, helpful: object) -> None:
    response = client.post("/api/feedback", json={"answer_id": "x", "helpful": helpful})
    assert response.status_code == 422
    assert response.json()["error"]["problems"][0]["field"] == "helpful"


@pytest.mark.parametrize("path", ["/api/ask", "/api/feedback"])
def test_every_refusal_of_a_body_is_documented(client: TestClient, path: str) -> None:
    documented = client.get("/openapi.json").json()["paths"][path]["post"]["responses"]
    json = {"Content-Type": "application/json"}
    for body in (b'{"question": "\xff"}', b"{", b"[]", b"x" * 20_000, b"{}"):
        response = client.post(path, content=body, headers=json)
        assert str(response.status_code) in documented
    assert client.post(path, content=b'"\xff"', headers=json).status_code == 422


def asked(
    guides_index: Path, tmp_path: Path, proxies: tuple[str, ...], said: list[str]
) -> list[int]:
    """The statuses of questions through a proxy that says this of where they come from."""
    settings = Settings(
        index=guides_index, data_dir=tmp_path, trusted_proxies=proxies, rate_limit="1/minute"
    )
    with TestClient(create_app(settings), client=PROXY) as client:
        return [
            client.post("/api/ask", json=QUESTION, headers={"X-Forwarded-For": each}).status_code
            for each in said
        ]


def test_what_is_no_address_gets_round_no_limit(guides_index: Path, tmp_path: Path) -> None:
    said = ["192.0.2.1", "192.0.2.2:80", "192.0.2.2", "x1", "x2", "192.0.2.3 x", "unknown", "[::"]
    statuses = asked(guides_index, tmp_path, (PROXY[0],), said)
    assert statuses == [200, 200, 429, 200, 429, 429, 429, 429]


def test_a_proxy_that_is_not_named_is_told_of_once(
    guides_index: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "bot.web.proxies"):
        assert asked(guides_index, tmp_path, (), ["192.0.2.1", "192.0.2.2"]) == [200, 429]
        asked(guides_index, tmp_path, (PROXY[0],), ["192.0.2.1"])
    assert [record.getMessage() for record in caplog.records] == [
        "10.0.0.1 sends X-Forwarded-For, and CAREERBOT_TRUSTED_PROXIES doesn't name it: "
        "if it is your proxy, all its visitors count as one client"
    ]


def test_also_an_error_that_nobody_expected_has_its_headers(guides_index: Path) -> None:
    app = create_app(Settings(index=guides_index))

    @app.get("/fails")
    async def fails() -> None:
        raise RuntimeError("secret")

    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.get("/fails")
    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal_error"
    assert "secret" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"
    assert len(response.headers["x-request-id"]) == 32
