"""The tools, asked by the SDK's own client: over HTTP, and as a process of its own."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
import uvicorn
from fastapi.testclient import TestClient
from mcp import Client, StdioServerParameters

from bot.api import create_app
from bot.database.asked import read_asked
from bot.database.engine import Database
from bot.settings import Settings, SettingsError
from corpus import BUNDLED

QUESTION = "Do I need a degree to become a data analyst?"
HEADERS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of that service's data."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def address(guides_index: Path, data: Path) -> Iterator[str]:
    """The address of the tools of a service that is running, and keeps what it is asked."""
    app = create_app(Settings(index=guides_index, data_dir=data, keep_questions=True, mcp=True))
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/mcp"
    server.should_exit = True
    thread.join(20)


@pytest.fixture
def stdio(guides_index: Path, tmp_path: Path) -> StdioServerParameters:
    """The tools of a process that the client starts."""
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "bot", "mcp", "--index", str(guides_index)],
        env={
            **os.environ,
            "CAREERBOT_DATA_DIR": str(tmp_path),
            "CAREERBOT_KEEP_QUESTIONS": "1",
        },
    )


def called(where: str | StdioServerParameters, tool: str, **arguments: object) -> Any:  # noqa: ANN401
    async def call() -> Any:  # noqa: ANN401
        async with Client(where) as client:
            return await client.call_tool(tool, arguments)

    return anyio.run(call)


@pytest.mark.parametrize("way", ["address", "stdio"])
def test_what_is_asked_is_kept_and_what_is_searched_for_is_not(
    way: str, request: pytest.FixtureRequest, data: Path, tmp_path: Path
) -> None:
    where = request.getfixturevalue(way)
    for tool, given in (("search_passages", "query"), ("ask_career_question", "question")):
        asked = f"What does a nurse earn, by {tool}?"
        assert not called(where, tool, **{given: asked}).is_error
    folder = data if way == "address" else tmp_path
    database = Database(Settings(data_dir=folder))
    try:
        while not (kept := asyncio.run(read_asked(database))):  # nobody waits for its writing
            time.sleep(0.05)
    finally:
        database.close()
    mine = [each for each in kept if "by" in each.question]
    assert [each.question for each in mine] == ["What does a nurse earn, by ask_career_question?"]
    (one,) = mine
    assert (one.channel, one.status) == ("mcp", "answered")
    assert one.passage
    assert one.latency
    assert one.vector


def source_of(article: str) -> str:
    return (BUNDLED / f"{article}.md").read_text("utf-8")


def test_the_tools_are_told_with_what_they_take_and_give(address: str) -> None:
    async def listed() -> Any:  # noqa: ANN401
        async with Client(address) as client:
            return (await client.list_tools()).tools

    tools = {each.name: each for each in anyio.run(listed)}
    assert set(tools) == {"ask_career_question", "search_passages", "list_articles"}
    for tool in tools.values():
        assert tool.description
        assert tool.output_schema
        assert tool.annotations.read_only_hint
    assert tools["ask_career_question"].input_schema["required"] == ["question"]


@pytest.mark.parametrize("way", ["address", "stdio"])
def test_an_answer_comes_with_its_citations(way: str, request: pytest.FixtureRequest) -> None:
    result = called(request.getfixturevalue(way), "ask_career_question", question=QUESTION)
    assert not result.is_error
    answer = result.structured_content
    assert answer["status"] == "answered"
    assert answer["answer"]
    for citation in answer["citations"]:
        assert citation["quote"] in source_of(citation["article"])
        assert citation["n"] >= 1


def test_what_no_article_says_is_no_answer(address: str) -> None:
    result = called(address, "ask_career_question", question="Who won the cup in 1998?")
    assert result.structured_content["status"] == "no_answer"
    assert result.structured_content["citations"] == []
    assert result.structured_content["message"]


def test_a_follow_up_is_understood(address: str) -> None:
    result = called(
        address,
        "ask_career_question",
        question="And how much does one earn?",
        history=["What does a registered nurse do?"],
    )
    answer = result.structured_content
    assert {each["article"] for each in answer["citations"]} == {"registered-nurse"}
    assert answer["interpreted_as"]


def test_passages_are_found_in_one_article_best_first(address: str) -> None:
    result = called(
        address, "search_passages", query="salary", limit=3, articles=["registered-nurse"]
    )
    passages = result.structured_content["passages"]
    assert len(passages) == 3
    for passage in passages:
        assert passage["article"] == "registered-nurse"
        assert passage["quote"] in source_of("registered-nurse")


def test_the_articles_are_listed(address: str) -> None:
    listed = called(address, "list_articles").structured_content["articles"]
    assert {each["id"] for each in listed} == {path.stem for path in BUNDLED.glob("*.md")}


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ask_career_question", {"question": QUESTION, "articles": ["no-such"]}, "no-such"),
        (
            "ask_career_question",
            {"question": "   "},
            "question: give 1 or more characters, not 0",
        ),
        (
            "ask_career_question",
            {"question": "x" * 2001},
            "question: give 2,000 or fewer characters, not 2,001",
        ),
        ("search_passages", {"query": " "}, "query: give 1 or more characters, not 0"),
        ("search_passages", {"query": "pay", "limit": 50}, "limit: give 20 or less, not 50"),
        (
            "ask_career_question",
            {"question": QUESTION, "history": [QUESTION, 5]},
            "history.1: give a text, not 5",
        ),
        ("ask_career_question", {}, "question: it is missing"),
    ],
)
def test_what_a_client_can_mend_is_told_to_it_in_one_line(
    address: str, tool: str, arguments: dict[str, object], said: str
) -> None:
    result = called(address, tool, **arguments)
    assert result.is_error
    assert said in result.content[0].text
    assert "\n" not in result.content[0].text


def test_pages_may_ask_where_their_origin_is_one_of_the_settings(guides_index: Path) -> None:
    settings = Settings(index=guides_index, mcp=True, cors_origins=("https://a.example",))
    with TestClient(create_app(settings)) as client:
        for origin, status in (("https://a.example", 200), ("https://b.example", 403)):
            answer = client.post("/mcp", json=LIST, headers={**HEADERS, "Origin": origin})
            assert answer.status_code == status, answer.text


def test_a_client_that_asks_too_much_waits(guides_index: Path) -> None:
    settings = Settings(index=guides_index, mcp=True, rate_limit="2/minute")
    with TestClient(create_app(settings)) as client:
        answers = [client.post("/mcp", json=LIST, headers=HEADERS) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) > 0


def test_it_is_not_there_unless_asked_for_and_nor_is_its_library(guides_index: Path) -> None:
    with TestClient(create_app(Settings(index=guides_index))) as client:
        assert client.post("/mcp", json=LIST, headers=HEADERS).status_code == 404
    code = "import bot.api, sys; assert 'mcp' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_the_library_one_line_says_what_to_install(
    guides_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("bot.mcp.http", "bot.mcp.server"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(SettingsError, match=r"CAREERBOT_MCP is set, and .* pip install"):
        create_app(Settings(index=guides_index, mcp=True))
