"""Who gets to see the owner's desk, and who doesn't."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.database.engine import Database
from bot.settings import Settings, SettingsError
from tests.bot.learning.asked_rows import keep, kept

TOKEN = "0123456789abcdefghij"


@pytest.fixture
def settings(settings: Settings, guides_index: Path) -> Settings:
    """Settings of either database, with one question that had no answer."""
    url, folder = settings.database_url, settings.data_dir
    own = Settings(
        index=guides_index, data_dir=folder, database_url=url, admin_token=TOKEN,
        keep_questions=True,
    )  # fmt: skip
    keep(own, kept("a", "Is there a zoo?", vector=[1]))
    return own


@pytest.fixture
def client(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr("bot.admin.desk.PATIENCE", 60)  # what is shown meanwhile, a page shows
    with TestClient(create_app(settings)) as client:
        yield client


def log_in(client: TestClient) -> str:
    """Log in, and return the key that the forms hold."""
    assert client.post("/admin/login", data={"token": TOKEN}).status_code == 200
    found = re.search(r'name="key" value="(\w+)"', client.get("/admin/").text)
    assert found
    return found[1]


def group(client: TestClient) -> str:
    found = re.search(r'href="(group/\w+)"', client.get("/admin/").text)
    assert found
    return f"/admin/{found[1]}"


def test_without_a_token_there_is_none(guides_index: Path, tmp_path: Path) -> None:
    with TestClient(create_app(Settings(index=guides_index, data_dir=tmp_path))) as client:
        assert client.get("/admin/").status_code == 404
        assert client.post("/admin/login", data={"token": ""}).status_code == 404


@pytest.mark.parametrize("token", ["", "short", "x" * 15])
def test_a_token_that_can_be_guessed_is_refused(token: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ADMIN_TOKEN has"):
        create_app(Settings(data_dir=tmp_path, admin_token=token))


def test_nothing_is_shown_or_done_without_a_session(client: TestClient) -> None:
    for path in ("", "report", "articles", "settled", "group/0123456789"):
        response = client.get(f"/admin/{path}")
        assert response.status_code == 401
        assert "zoo" not in response.text
        assert "Admin token" in response.text
    for path in ("group/x/preview", "group/x/publish", "group/x/dismiss", "settled/x/undo"):
        assert client.post(f"/admin/{path}").status_code == 401
    client.cookies.set("careerbot_admin", "99999999999.0123")
    assert client.get("/admin/").status_code == 401


def test_the_token_opens_it_until_it_is_left(client: TestClient) -> None:
    assert client.post("/admin/login", data={"token": "no"}).status_code == 401
    response = client.post("/admin/login", data={"token": TOKEN}, follow_redirects=False)
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    page = client.get("/admin/")
    assert "Is there a zoo?" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in page.headers["content-security-policy"]
    client.post("/admin/logout", data={"key": log_in(client)})
    assert client.get("/admin/").status_code == 401


def test_tokens_are_not_tried_without_end(client: TestClient) -> None:
    tried = [client.post("/admin/login", data={"token": "no"}).status_code for _ in range(32)]
    assert tried == [401] * 30 + [429] * 2
    assert client.post("/admin/login", data={"token": TOKEN}).status_code == 429


def test_a_form_of_another_page_does_nothing(client: TestClient) -> None:
    key, place = log_in(client), group(client)
    for given, headers in (({}, {}), ({"key": "x"}, {}), ({"key": key}, {"Origin": "http://evil"})):
        refused = client.post(f"{place}/dismiss", data=given, headers=headers)
        assert refused.status_code == 403
    assert "Is there a zoo?" in client.get("/admin/").text
    sealed = {"key": key, "answer": "Yes.", "version": "0" * 16, "seal": "0" * 64}
    assert client.post(f"{place}/publish", data=sealed).status_code == 409
    assert client.post(f"{place}/dismiss", data={"key": key}).status_code == 200
    assert "Is there a zoo?" not in client.get("/admin/articles").text


def test_what_cannot_be_mended_says_why(client: TestClient) -> None:
    key, place = log_in(client), group(client)
    said = client.post(f"{place}/preview", data={"key": key, "answer": "Yes."})
    assert said.status_code == 409
    assert "CAREERBOT_ARTICLES" in said.text
    assert client.get("/admin/group/0123456789").status_code == 404
    assert client.post("/admin/settled/x/undo", data={"key": key}).status_code == 404


def test_the_report_is_there_for_some_spans(client: TestClient) -> None:
    log_in(client)
    for days in ("7", "30", "90", "x"):
        page = client.get(f"/admin/report?days={days}")
        assert page.status_code == 200
        assert "Questions over time" in page.text


def test_what_is_being_counted_is_left_before_the_database_is_closed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    left = []

    async def endless(database: Database, *_: object) -> None:
        try:
            while True:
                await database.run(lambda _: None)
        except asyncio.CancelledError:
            left.append(database.submit(lambda _: "open").result())
            raise

    monkeypatch.setattr("bot.admin.desk.PATIENCE", 0)
    monkeypatch.setattr("bot.admin.desk.figures", endless)
    with caplog.at_level(logging.WARNING), TestClient(create_app(settings)) as client:
        log_in(client)
        for days in (7, 30):
            assert client.get(f"/admin/report?days={days}").status_code == 200
    assert left == ["open"] * 2
    assert caplog.records == []
