"""Feedback over HTTP: what is taken, and that it never holds an answer up."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.settings import Settings
from tests.waiting import until

ASK = {"question": "Should I learn Python or R?"}


@pytest.fixture
def settings(guides_index: Path, tmp_path: Path) -> Settings:
    return Settings(index=guides_index, data_dir=tmp_path, feedback_limit="off")


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as client:
        yield client


def kept(
    settings: Settings,
    columns: str = "answer_id, helpful, comment, choice",
    table: str = "feedback",
) -> list[Any]:
    database = sqlite3.connect(settings.data_dir / "careerbot.db")
    try:
        return database.execute(f"SELECT {columns} FROM {table}").fetchall()
    finally:
        database.close()


def test_feedback_on_an_answer_is_kept(client: TestClient, settings: Settings) -> None:
    answer_id = client.post("/api/ask", json=ASK).json()["answer_id"]
    response = client.post("/api/feedback", json={"answer_id": answer_id, "helpful": True})
    assert (response.status_code, response.content) == (204, b"")
    more = {"answer_id": answer_id, "helpful": False, "comment": " Which? ", "choice": "p-1"}
    assert client.post("/api/feedback", json=more).status_code == 204
    assert kept(settings) == [(answer_id, 0, "Which?", "p-1")]


def test_a_word_can_be_taken_back(client: TestClient, settings: Settings) -> None:
    said = {"answer_id": "a", "helpful": False, "comment": "Why?"}
    assert client.post("/api/feedback", json=said).status_code == 204
    assert client.post("/api/feedback", json={"answer_id": "b", "choice": "p"}).status_code == 204
    assert client.post("/api/feedback", json={"answer_id": "b", "helpful": True}).status_code == 204
    for answer_id in ("a", "b", "never said"):
        back = {"answer_id": answer_id, "helpful": None, "question": "Which?"}
        assert client.post("/api/feedback", json=back).status_code == 204
    assert kept(settings) == [("b", None, None, "p")]


def test_a_comment_goes_with_its_thumb(client: TestClient, settings: Settings) -> None:
    for said in (
        {"helpful": False, "comment": "Too old."},
        {"helpful": False},
    ):
        client.post("/api/feedback", json={"answer_id": "a", **said})
    assert kept(settings) == [("a", 0, "Too old.", None)]
    client.post("/api/feedback", json={"answer_id": "a", "helpful": True})
    assert kept(settings) == [("a", 1, None, None)]


def test_two_answers_to_one_question_are_told_apart(client: TestClient) -> None:
    first, second = (client.post("/api/ask", json=ASK).json() for _ in range(2))
    assert first["answer"] == second["answer"]
    assert first["answer_id"] != second["answer_id"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "answer_id"),
        ({"answer_id": "a"}, "body"),
        ({"answer_id": "a", "comment": " "}, "body"),
        ({"answer_id": "", "helpful": True}, "answer_id"),
        ({"answer_id": "a" * 101, "helpful": True}, "answer_id"),
        ({"answer_id": "a", "helpful": "perhaps"}, "helpful"),
        ({"answer_id": "a", "helpful": True, "comment": "c" * 1_001}, "comment"),
        ({"answer_id": "a", "helpful": True, "choice": ["c"]}, "choice"),
        ({"answer_id": "a", "helpful": True, "coment": "c"}, "coment"),
        ([], "body"),
    ],
)
def test_what_is_no_feedback_is_refused_by_its_field(
    client: TestClient, settings: Settings, body: object, field: str
) -> None:
    response = client.post("/api/feedback", json=body)
    assert response.status_code == 422
    assert response.json()["error"]["problems"][0]["field"] == field
    assert not (settings.data_dir / "careerbot.db").exists()


def test_text_that_no_database_takes_is_cut_or_refused(
    client: TestClient, settings: Settings
) -> None:
    headers = {"Content-Type": "application/json"}
    nul = b'{"answer_id": "a\\u0000b", "helpful": true, "comment": "a\\u0000b"}'
    assert client.post("/api/feedback", content=nul, headers=headers).status_code == 204
    half = b'{"answer_id": "c", "helpful": true, "comment": "\\ud83d"}'
    assert client.post("/api/feedback", content=half, headers=headers).status_code == 422
    assert kept(settings) == [("ab", 1, "ab", None)]


def test_feedback_is_limited_by_default(guides_index: Path, tmp_path: Path) -> None:
    with TestClient(create_app(Settings(index=guides_index, data_dir=tmp_path))) as client:
        said = {"answer_id": "a", "helpful": True}
        statuses = [client.post("/api/feedback", json=said).status_code for _ in range(31)]
    assert statuses == [204] * 30 + [429]


def test_a_locked_database_holds_no_answer_up(
    guides_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.database.engine.PATIENCE", 4)
    settings = Settings(
        index=guides_index, data_dir=tmp_path, feedback_limit="off", keep_questions=True
    )
    said = {"answer_id": "a", "helpful": True}
    with TestClient(create_app(settings)) as client:
        assert client.post("/api/feedback", json=said).status_code == 204
        lock = sqlite3.connect(settings.data_dir / "careerbot.db", isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        statuses: list[int] = []
        waiting = [
            threading.Thread(
                target=lambda: statuses.append(client.post("/api/feedback", json=said).status_code)
            )
            for _ in range(8)
        ]
        for thread in waiting:
            thread.start()
        for n in range(20):
            asked = {"question": f"{ASK['question']} {n}"}
            assert client.post("/api/ask", json=asked).status_code == 200
        assert not statuses  # answered before anything gave the lock up
        for thread in waiting:
            thread.join()
        lock.execute("ROLLBACK")
        lock.close()
        # The first four waited for the lock in vain; all said so, in the shape of every error.
        assert statuses == [503] * 8
        assert client.post("/api/feedback", json=said).status_code == 204


def test_a_database_that_cannot_be_reached_fails_no_answer(
    guides_index: Path, tmp_path: Path
) -> None:
    settings = Settings(
        index=guides_index,
        data_dir=tmp_path,
        database_url=f"postgresql://nobody@/none?host={tmp_path}",
        keep_questions=True,
    )
    with TestClient(create_app(settings)) as client:
        assert client.post("/api/ask", json=ASK).status_code == 200
        response = client.post("/api/feedback", json={"answer_id": "a", "helpful": True})
        assert response.status_code == 503
        assert response.json()["error"]["code"] == "feedback_unavailable"


def test_by_default_no_question_is_kept(client: TestClient, settings: Settings) -> None:
    client.post("/api/ask", json=ASK)
    client.post("/api/feedback", json={"answer_id": "a", "helpful": True})
    database = sqlite3.connect(settings.data_dir / "careerbot.db")
    assert database.execute("SELECT count(*) FROM asked").fetchone() == (0,)
    database.close()


def test_questions_are_kept_where_the_owner_says_so(guides_index: Path, tmp_path: Path) -> None:
    settings = Settings(index=guides_index, data_dir=tmp_path, keep_questions=True)
    with TestClient(create_app(settings)) as client:
        answer = client.post("/api/ask", json=ASK).json()
    database = sqlite3.connect(settings.data_dir / "careerbot.db")
    kept = database.execute("SELECT answer_id, question, status, article FROM asked").fetchall()
    database.close()
    article = answer["sources"][0]["article"]
    assert kept == [(answer["answer_id"], ASK["question"], "answered", article)]


def test_what_was_seen_on_the_way_is_kept_with_a_question(
    guides_index: Path, tmp_path: Path
) -> None:
    settings = Settings(index=guides_index, data_dir=tmp_path, keep_questions=True)
    again = {"question": "Is it better to learn Python or R?", "history": [ASK["question"]]}
    with TestClient(create_app(settings)) as client:
        answer = client.post("/api/ask", json=ASK, headers={"Origin": "http://testserver"}).json()
        client.post("/api/ask", json={"question": "hello"})
        said = {"answer_id": answer["answer_id"], "person": True}
        assert client.post("/api/feedback", json=said).status_code == 204
        # Nobody asks again within the milliseconds that keeping a question takes.
        until(lambda: len(kept(settings, "answer_id", "asked")) == 2)
        client.post("/api/ask", json=again)
    database = sqlite3.connect(settings.data_dir / "careerbot.db")
    first, hello, second = database.execute(
        "SELECT channel, asked_again, small_talk, index_version, passage, latency, length(vector) "
        "FROM asked ORDER BY asked_at"
    ).fetchall()
    assert database.execute("SELECT helpful, person FROM feedback").fetchall() == [(None, 1)]
    database.close()
    version, passage, latency, size = first[3:]
    assert first[:3] == ("widget", 1, 0)
    assert hello[:3] == ("api", 0, 1)
    assert second[:5] == ("api", 0, 0, version, passage)
    assert version == answer["index_version"]
    assert latency > 0
    assert size == 2 * 384


def test_the_command_line_answers_without_the_database() -> None:
    code = (
        "import sys, bot.cli, bot.commands.ask, bot.answering.answerer;"
        "sys.exit(bool({'sqlalchemy', 'limits', 'fastapi'} & sys.modules.keys()))"
    )
    root = Path(__file__).resolve().parents[3]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)


def test_feedback_that_says_nothing_is_told_all_that_it_may_say(client: TestClient) -> None:
    said = client.post("/api/feedback", json={"answer_id": "a"}).json()["error"]["message"]
    assert said == "body: give helpful (true, false or null), comment or choice"
