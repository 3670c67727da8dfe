"""Chat completions, asked by OpenAI's own client."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import openai
import pytest
from fastapi.testclient import TestClient
from markdown_it import MarkdownIt
from openai import OpenAI

from bot.api import create_app
from bot.settings import Settings

QUESTION = "Do I need a degree to become a data analyst?"
USER = {"role": "user", "content": QUESTION}


@pytest.fixture(scope="module")
def client(guides_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("data")
    settings = Settings(index=guides_index, data_dir=data, rate_limit="off")
    with TestClient(create_app(settings)) as client:
        yield client


@pytest.fixture
def asking(client: TestClient) -> OpenAI:
    """OpenAI's client, which sends what it has to the app."""
    assert isinstance(client, httpx2.Client)
    return OpenAI(
        api_key="none", base_url="http://testserver/v1", http_client=client, max_retries=0
    )


def answer_of(client: TestClient, question: str, **more: object) -> dict[str, object]:
    found: dict[str, object] = client.post("/api/ask", json={"question": question, **more}).json()
    return found


def test_an_answer_has_the_articles_words_and_numbered_sources(
    asking: OpenAI, client: TestClient
) -> None:
    said = asking.chat.completions.create(model="careerbot", messages=[USER])
    (choice,) = said.choices
    assert choice.finish_reason == "stop"
    assert choice.message.role == "assistant"
    assert said.usage is not None
    text = choice.message.content
    assert text is not None
    expected = answer_of(client, QUESTION)
    assert expected["highlight"] in text.replace("**", "")
    assert re.search(r"^1\. \[Data Analyst.*\]\(https://", text, re.MULTILINE)
    tags = [token.type for token in MarkdownIt().parse(text)]
    assert "ordered_list_open" in tags


def test_the_turns_before_are_its_history(asking: OpenAI, client: TestClient) -> None:
    said = asking.chat.completions.create(
        model="careerbot",
        messages=[
            {"role": "system", "content": "You are a helpful assistant. " * 200},
            {"role": "user", "content": "What does a registered nurse do?"},
            {"role": "assistant", "content": "A nurse cares for data analysts."},
            {"role": "user", "content": [{"type": "text", "text": "And what does one earn?"}]},
        ],
    )
    expected = answer_of(
        client, "And what does one earn?", history=["What does a registered nurse do?"]
    )
    text = said.choices[0].message.content
    assert text is not None
    assert str(expected["highlight"]) in text.replace("**", "").replace("\\", "")
    assert "Registered Nurse" in text


def test_a_stream_adds_up_to_the_same(asking: OpenAI) -> None:
    whole = asking.chat.completions.create(model="careerbot", messages=[USER])
    chunks = list(
        asking.chat.completions.create(
            model="careerbot",
            messages=[USER],
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].usage is not None
    assert [chunk.choices[0].finish_reason for chunk in chunks[:-1]] == [
        *[None] * (len(chunks) - 2),
        "stop",
    ]
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks[:-1])
    assert text == whole.choices[0].message.content
    assert len({chunk.id for chunk in chunks}) == 1


def test_no_answer_says_so(asking: OpenAI) -> None:
    question = {"role": "user", "content": "Who won the cup in 1998?"}
    said = asking.chat.completions.create(model="careerbot", messages=[question])
    text = said.choices[0].message.content
    assert text
    assert "Source" not in text


def test_the_one_model_is_listed(asking: OpenAI) -> None:
    assert [model.id for model in asking.models.list()] == ["careerbot"]
    assert asking.models.retrieve("careerbot").id == "careerbot"
    with pytest.raises(openai.NotFoundError, match="There is no model 'gpt'"):
        asking.models.retrieve("gpt")


@pytest.mark.parametrize(
    ("messages", "model", "kind", "said"),
    [
        ([USER], "gpt", openai.NotFoundError, "There is no model 'gpt': ask 'careerbot'"),
        ([], "careerbot", openai.UnprocessableEntityError, "messages: give 1 or more, not 0"),
        (
            [{"role": "system", "content": "x"}],
            "careerbot",
            openai.UnprocessableEntityError,
            "messages: the user says nothing",
        ),
        (
            [{"role": "user", "content": "x" * 2001}],
            "careerbot",
            openai.UnprocessableEntityError,
            "the last message: give 2,000 or fewer characters, not 2,001",
        ),
    ],
)
def test_what_can_t_be_answered_is_one_line(
    asking: OpenAI,
    messages: list[dict[str, object]],
    model: str,
    kind: type[openai.APIStatusError],
    said: str,
) -> None:
    with pytest.raises(kind, match=said):
        asking.chat.completions.create(model=model, messages=messages, stream=True)


def test_a_long_conversation_is_taken(client: TestClient) -> None:
    long = [{"role": "assistant", "content": "x" * 100_000}, USER]
    assert client.post("/v1/chat/completions", json={"messages": long}).status_code == 200
    longer = [{"role": "assistant", "content": "x" * 300_000}, USER]
    assert client.post("/v1/chat/completions", json={"messages": longer}).status_code == 413


def test_it_counts_as_a_question(guides_index: Path) -> None:
    settings = Settings(index=guides_index, rate_limit="1/minute")
    with TestClient(create_app(settings)) as client:
        assert client.post("/api/ask", json={"question": QUESTION}).status_code == 200
        limited = client.post("/v1/chat/completions", json={"messages": [USER]})
    assert limited.status_code == 429
    assert limited.headers["Retry-After"]
