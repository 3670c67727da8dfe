"""What is counted, as Prometheus' own parser reads it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from bot.api import create_app
from bot.settings import Settings, SettingsError
from bot.web.api_keys import hashed, new_key

QUESTION = "Do I need a degree to become a data analyst?"


@pytest.fixture
def client(guides_index: Path) -> Iterator[TestClient]:
    settings = Settings(index=guides_index, metrics=True, rate_limit="3/minute")
    with TestClient(create_app(settings)) as client:
        yield client


def counted(client: TestClient) -> dict[tuple[str, ...], float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    return {
        (sample.name, *(value for name, value in sorted(sample.labels.items()) if name != "le"))
        if "le" not in sample.labels
        else (sample.name, sample.labels["le"]): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_requests_and_answers_are_counted(client: TestClient) -> None:
    for question in (QUESTION, QUESTION, "Who won the cup in 1998?", QUESTION):
        client.post("/api/ask", json={"question": question})
    client.get("/nothing/of/the/kind")
    found = counted(client)
    assert found["careerbot_requests_total", "POST", "/api/ask", "200"] == 3
    assert found["careerbot_requests_total", "POST", "/api/ask", "429"] == 1
    assert found["careerbot_requests_total", "other", "other", "404"] == 1
    assert found["careerbot_request_seconds_count", "/api/ask"] == 4
    assert found["careerbot_answers_total", "answered"] == 2
    assert found["careerbot_answers_total", "no_answer"] == 1
    assert found["careerbot_answer_confidence_count",] == 3
    assert found["careerbot_questions_waiting",] == 0


def test_the_index_is_told(client: TestClient, guides_index: Path) -> None:
    ready = client.get("/readyz").json()
    found = counted(client)
    assert found["careerbot_index_passages", ready["index_version"]] > 100
    built = (guides_index / "manifest.json").stat().st_mtime
    assert found["careerbot_index_built_timestamp_seconds",] == pytest.approx(built)
    assert built < time.time()


def test_no_word_of_a_question_is_in_it(client: TestClient) -> None:
    client.post("/api/ask", json={"question": "Is Zanzibar a place to work?"})
    client.get("/api/passages/zanzibar")
    assert "zanzibar" not in client.get("/metrics").text.lower()


def test_where_keys_are_needed_it_needs_one(guides_index: Path) -> None:
    key = new_key()
    settings = Settings(index=guides_index, metrics=True, api_keys=(f"scraper:{hashed(key)}",))
    with TestClient(create_app(settings)) as client:
        assert client.get("/metrics").status_code == 401
        headers = {"Authorization": f"Bearer {key}"}
        assert client.get("/metrics", headers=headers).status_code == 200


def test_it_is_not_there_unless_asked_for_and_nor_is_its_library(guides_index: Path) -> None:
    with TestClient(create_app(Settings(index=guides_index))) as client:
        assert client.get("/metrics").status_code == 404
    code = "import bot.api, sys; assert 'prometheus_client' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_the_library_one_line_says_what_to_install(
    guides_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "bot.web.metrics", raising=False)
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(SettingsError, match=r"CAREERBOT_METRICS is set, and .*prometheus-client>="):
        create_app(Settings(index=guides_index, metrics=True))
