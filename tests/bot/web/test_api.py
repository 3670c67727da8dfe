import json
import re
import shutil
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from bot.answering.answerer import Answerer
from bot.answering.model import Answer, Question
from bot.api import create_app
from bot.open_index import open_answerer
from bot.settings import Settings
from bot.web.error_responses import ErrorBody
from corpus import BUNDLED
from index.build import build

QUESTION = "How long does it take to become a registered nurse?"
NURSE = (BUNDLED / "registered-nurse.md").read_text("utf-8")


@pytest.fixture(scope="module")
def client(guides_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("data")
    settings = Settings(index=guides_index, data_dir=data, rate_limit="off")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def error_of(response: httpx.Response) -> dict[str, Any]:
    """Return the error of a response in the documented shape."""
    body = ErrorBody.model_validate(response.json())
    assert set(response.json()) == {"error"}
    assert response.headers["content-type"] == "application/json"
    return body.error.model_dump()


def test_the_answer_object_comes_back_with_sources_that_stand(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": f"  {QUESTION}\n"})
    assert response.status_code == 200
    answer = TypeAdapter(Answer).validate_json(response.content)
    assert (answer.status, answer.question) == ("answered", QUESTION)
    assert "candidates" not in response.json()
    assert answer.sources
    for source in answer.sources:
        assert NURSE[source.start : source.end] == source.quote
    assert response.headers["cache-control"] == "no-store"


def test_the_best_passages_come_where_they_are_asked_for(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION, "top": 3}).json()
    assert len(answer["candidates"]) == 3
    passage = client.get(f"/api/passages/{answer['candidates'][0]['passage_id']}")
    assert passage.status_code == 200
    found = passage.json()
    assert found["text"] == answer["candidates"][0]["text"]
    assert NURSE[found["start"] : found["end"]] == found["quote"]
    assert found["article"] == "registered-nurse"


def test_a_passage_that_was_picked_answers(client: TestClient) -> None:
    asked = {"question": "Do I need a degree?", "top": 3}
    picked = client.post("/api/ask", json=asked).json()["candidates"][2]
    answer = client.post("/api/ask", json={**asked, "passage": picked["passage_id"]}).json()
    assert answer["candidates"][0]["passage_id"] == picked["passage_id"]
    assert picked["text"] in answer["answer"]


def test_of_a_history_the_last_questions_reach_the_answerer(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Question] = []
    answer_many = Answerer.answer_many

    def noted(self: Answerer, questions: Sequence[Question]) -> list[Answer]:
        asked.extend(questions)
        return answer_many(self, questions)

    monkeypatch.setattr(Answerer, "answer_many", noted)
    for history in ([], [QUESTION], ["What does it pay?"] * 200 + ["x" * 3_000, QUESTION]):
        body = {"question": "and with a bachelor's degree?", "history": history}
        assert client.post("/api/ask", json=body).status_code == 200
    none, one, many = (each.history for each in asked)
    assert (none, one) == ((), (QUESTION,))
    assert many == ("What does it pay?",) * 8 + ("x" * 2_000, QUESTION)


def test_articles_can_be_chosen_and_one_that_is_not_there_is_named(client: TestClient) -> None:
    asked = {"question": "Do I need a degree?", "articles": ["data-analyst"]}
    sources = client.post("/api/ask", json=asked).json()["sources"]
    assert {source["article"] for source in sources} == {"data-analyst"}
    response = client.post("/api/ask", json=asked | {"articles": ["data-analist"]})
    error = error_of(response)
    # No 422, of which the widget says that the question is to be put in other words.
    assert (response.status_code, error["code"]) == (404, "unknown_article")
    assert "data-analist" in error["message"]
    assert "data-analyst" in error["message"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": " \n\t "}, "question"),
        ({"question": "x" * 2_001}, "question"),
        ({"question": 5}, "question"),
        ({"question": None}, "question"),
        ({"question": [QUESTION]}, "question"),
        ({"question": "\ud800 what?"}, "question"),
        ({"question": QUESTION, "history": "earlier"}, "history"),
        ({"question": QUESTION, "history": [1]}, "history.0"),
        ({"question": QUESTION, "history": [QUESTION, "\ud800 what?"]}, "history.1"),
        ({"question": QUESTION, "articles": "nurse"}, "articles"),
        ({"question": QUESTION, "articles": []}, "articles"),
        ({"question": QUESTION, "top": 0}, "top"),
        ({"question": QUESTION, "top": 21}, "top"),
        ({"question": QUESTION, "top": "3"}, "top"),
        ({"question": QUESTION, "top": True}, "top"),
        ({"question": QUESTION, "artciles": ["data-analyst"]}, "artciles"),
        ({"quetsion": QUESTION}, "quetsion"),
        ({"question": QUESTION, "\ud800\n": 1}, "\\ud800\\n"),
        ({"question": QUESTION, "x" * 1_000: 1}, f"{'x' * 40}…"),
        ([QUESTION], "body"),
        (QUESTION, "body"),
    ],
)
def test_a_body_that_is_not_valid_is_422_with_the_field(
    body: object, field: str, client: TestClient
) -> None:
    response = client.post(
        "/api/ask", content=json.dumps(body), headers={"content-type": "application/json"}
    )
    error = error_of(response)
    assert (response.status_code, error["code"]) == (422, "invalid_request")
    assert error["problems"][0]["field"] == field
    assert error["message"].startswith(f"{field}: ")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"question": " "}, "question: give 1 or more characters, not 0"),
        ({"question": "x" * 2_001}, "question: give 2,000 or fewer characters, not 2,001"),
        ({"question": [QUESTION]}, "question: give a text, not a list"),
        ({"question": "\ud800 what?"}, "question: give a text of whole characters, not"),
        ({}, "question: it is missing"),
        ({"question": QUESTION, "articles": []}, "articles: give 1 or more, not 0"),
        ({"question": QUESTION, "articles": "nurse"}, 'articles: give a list, not "nurse"'),
        ({"question": QUESTION, "top": 21}, "top: give 20 or less, not 21"),
        ({"question": QUESTION, "artciles": ["x"]}, "artciles: no field: did you mean articles?"),
        ({"quetsion": QUESTION, "topp": 3}, "quetsion: no field: did you mean question?"),
        (
            {"question": QUESTION, "{0}": 3},
            "{0}: no field: known are question, history, articles, top, language, passage",
        ),
        (
            {"question": QUESTION, "top": None, "history": [True]},
            "history.0: give a text, not true",
        ),
        ([], "body: give a JSON object, not a list"),
    ],
)
def test_what_may_stand_there_is_said_with_what_does(
    body: object, said: str, client: TestClient
) -> None:
    response = client.post(
        "/api/ask", content=json.dumps(body), headers={"content-type": "application/json"}
    )
    assert error_of(response)["message"].startswith(said)
    assert error_of(response)["message"].isprintable()


def test_the_examples_of_what_is_wrong_are_what_is_said(client: TestClient) -> None:
    api = client.get("/openapi.json").json()

    handed = {"question": QUESTION, "contact": "jane@example.org", "consent": True}
    wrong: list[tuple[str, str, dict[str, Any], int]] = [
        ("/api/ask", "post", {"json": {"question": ""}}, 422),
        ("/api/ask", "post", {"content": b" " * 20_000}, 413),
        ("/api/handoff", "post", {"json": handed}, 404),
        ("/v1/models/{model}", "get", {}, 404),
        ("/api/passages/{passage_id}", "get", {}, 404),
    ]
    for path, method, asked, status in wrong:
        response = client.request(method, re.sub(r"{\w+}", "x", path), **asked)
        assert response.status_code == status
        documented = api["paths"][path][method]["responses"][str(status)]["content"]
        (example,) = documented["application/json"]["examples"].values()
        assert example["value"]["error"] == error_of(response) | {"problems": []}


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (b"{", "application/json", 422, "invalid_json"),
        (b"", "application/json", 422, "invalid_request"),
        (b'{"question": "\xff"}', "application/json", 422, "invalid_json"),
        (b"[" * 10_000, "application/json", 422, "invalid_json"),
        (b"9" * 10_000, "application/json", 422, "invalid_json"),
        (b'{"question": NaN}', "application/json", 422, "invalid_request"),
        (b'{"question": "What?"}', "text/plain", 422, "invalid_request"),
        (b"question=What", "application/x-www-form-urlencoded", 422, "invalid_request"),
    ],
)
def test_what_is_no_json_is_refused_in_the_same_shape(
    content: bytes, kind: str, status: int, code: str, client: TestClient
) -> None:
    response = client.post("/api/ask", content=content, headers={"content-type": kind})
    assert (response.status_code, error_of(response)["code"]) == (status, code)
    if kind != "application/json":
        assert "Content-Type: application/json" in error_of(response)["message"]


@pytest.mark.parametrize("question", ["\x00", "a\x00b", "\u200b", "?" * 2_000, "🩺", "\x1b[31m"])
def test_odd_questions_are_answered_too(question: str, client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": question})
    assert response.status_code == 200
    assert response.json()["question"] == question


def test_nothing_more_than_the_request_is_needed(client: TestClient) -> None:
    body = {"question": QUESTION, "history": None, "articles": None, "top": None}
    assert client.post("/api/ask", json=body).json()["status"] == "answered"


def padded(size: int) -> bytes:
    body = json.dumps({"question": QUESTION}).encode()
    return body[:-1] + b" " * (size - len(body)) + b"}"


def test_a_body_over_the_cap_is_413_before_it_is_parsed(client: TestClient) -> None:
    headers = {"content-type": "application/json"}
    assert client.post("/api/ask", content=padded(16_384), headers=headers).status_code == 200
    for content in (padded(16_385), b"\xff" * 20_000):
        response = client.post("/api/ask", content=content, headers=headers)
        assert response.status_code == 413
        error = error_of(response)
        assert (error["code"], error["message"]) == ("body_too_large", "The body is over 16 KiB.")


@pytest.mark.parametrize("path", ["/slack/events", "/mattermost/webhook", "/rocketchat/webhook"])
def test_a_channel_that_is_not_set_up_takes_no_larger_body(client: TestClient, path: str) -> None:
    assert client.post(path, content=b"x" * 16 * 1024).status_code == 404
    assert client.post(path, content=b"x" * (16 * 1024 + 1)).status_code == 413


def test_unknown_passages_paths_and_methods_are_errors_of_the_same_shape(
    client: TestClient,
) -> None:
    for path in ("none", "ffffffffffffffff", "..%2f..", "%00", "é", "1" * 400):
        response = client.get(f"/api/passages/{path}")
        assert response.status_code == 404
        assert error_of(response)["code"] in ("unknown_passage", "not_found")
    assert error_of(client.get("/api/none"))["code"] == "not_found"
    response = client.get("/api/ask")
    assert (response.status_code, error_of(response)["code"]) == (405, "method_not_allowed")
    assert response.headers["allow"] == "POST"
    assert error_of(response)["message"] == "This method is not allowed here. Use POST."


def test_the_articles_are_listed(client: TestClient) -> None:
    listed = client.get("/api/articles").json()
    assert {each["id"] for each in listed["articles"]} == {
        path.stem for path in BUNDLED.glob("*.md")
    }
    assert all(each["passages"] > 10 and each["title"] for each in listed["articles"])
    answer = client.post("/api/ask", json={"question": QUESTION}).json()
    assert listed["index_version"] == answer["index_version"]


def test_up_and_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "up"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")


def test_what_goes_wrong_here_is_500_and_says_nothing_of_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> list[Answer]:
        raise RuntimeError("the secret place")

    monkeypatch.setattr(Answerer, "answer_many", broken)
    response = client.post("/api/ask", json={"question": "Is it broken?"})
    assert (response.status_code, error_of(response)["code"]) == (500, "internal_error")
    assert "secret" not in response.text


def test_a_named_index_that_is_missing_is_503_until_it_is_built(
    tmp_path: Path, guides_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.RETRY", 0.0)
    folder = tmp_path / "index"
    with TestClient(create_app(Settings(index=folder, data_dir=tmp_path))) as client:
        assert client.get("/healthz").status_code == 200
        for response in (
            client.get("/readyz"),
            client.post("/api/ask", json={"question": QUESTION}),
            client.get("/api/articles"),
            client.get("/api/passages/1"),
        ):
            assert response.status_code == 503
            error = error_of(response)
            assert error["code"] == "index_missing"
            assert "careerbot index" in error["message"]
            assert str(folder) in error["message"]
        shutil.copytree(guides_index, folder)
        assert client.get("/readyz").status_code == 200
        answer = client.post("/api/ask", json={"question": QUESTION}).json()
        assert answer["status"] == "answered"


def test_a_damaged_index_is_503_with_what_mends_it(tmp_path: Path, guides_index: Path) -> None:
    folder = tmp_path / "index"
    shutil.copytree(guides_index, folder)
    (folder / "manifest.json").write_text("{", "utf-8")
    with TestClient(create_app(Settings(index=folder, data_dir=tmp_path))) as client:
        response = client.post("/api/ask", json={"question": QUESTION})
        assert (response.status_code, error_of(response)["code"]) == (503, "index_unusable")
        assert "careerbot index" in error_of(response)["message"]


def test_a_data_folder_that_cannot_be_used_is_503(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(
        data_dir=tmp_path / "file" / "data", database_url=f"sqlite:///{tmp_path}/kept.db"
    )
    with TestClient(create_app(settings)) as client:
        assert client.get("/healthz").status_code == 200
        response = client.post("/api/ask", json={"question": QUESTION})
        assert (response.status_code, error_of(response)["code"]) == (503, "index_unusable")
        assert "Not a directory" in error_of(response)["message"]


def test_an_index_built_anew_is_taken_while_the_service_runs(tmp_path: Path) -> None:
    article = tmp_path / "baker.md"
    article.write_text("# Baker\n\n## Hours\n\nA baker starts at four.\n", "utf-8")
    settings = Settings(index=tmp_path / "index", data_dir=tmp_path)
    build([article], settings.index_folder, cache=Settings.read().cache_dir)
    question = {"question": "When does a baker start?"}
    with TestClient(create_app(settings)) as client:
        assert "at four" in client.post("/api/ask", json=question).json()["answer"]
        article.write_text("# Baker\n\n## Hours\n\nA baker starts at five.\n", "utf-8")
        build([article], settings.index_folder, cache=Settings.read().cache_dir)
        deadline = time.monotonic() + 20
        while "at five" not in client.post("/api/ask", json=question).json()["answer"]:
            assert time.monotonic() < deadline, "the old index goes on answering"
            time.sleep(0.05)


def test_openapi_documents_every_error_and_the_answer(client: TestClient) -> None:
    api = client.get("/openapi.json").json()
    schemas = api["components"]["schemas"]
    assert set(schemas["Answer"]["properties"]) == set(Answer.__dataclass_fields__)
    shape = {"$ref": "#/components/schemas/ErrorBody"}
    ask = api["paths"]["/api/ask"]["post"]["responses"]
    assert {"200", "404", "413", "422", "429", "500", "503"} <= set(ask)
    assert set(ask["503"]["content"]["application/json"]["examples"]) == {"index_missing", "busy"}
    assert "Retry-After" in ask["429"]["headers"]
    assert "Retry-After" in ask["503"]["headers"]
    for path, methods in api["paths"].items():
        for method, route in methods.items():
            for status, response in route["responses"].items():
                if int(status) >= 400:
                    content = response["content"]["application/json"]
                    assert content["schema"] == shape, (path, method, status)
                    for example in content["examples"].values():
                        ErrorBody.model_validate(example["value"])


def test_the_examples_of_openapi_are_answered(client: TestClient) -> None:
    api = client.get("/openapi.json").json()
    content = api["paths"]["/api/ask"]["post"]["requestBody"]["content"]["application/json"]
    examples = [each["value"] for each in content["examples"].values()]
    assert len(examples) >= 3
    for example in examples:
        response = client.post("/api/ask", json=example)
        assert response.status_code == 200
        assert response.json()["status"] == "answered", example


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.anyio
async def test_questions_that_arrive_together_are_answered_together_and_alike(
    guides_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    answer_many = Answerer.answer_many

    def counted(self: Answerer, questions: Sequence[Question]) -> list[Answer]:
        sizes.append(len(questions))
        return answer_many(self, questions)

    monkeypatch.setattr(Answerer, "answer_many", counted)
    app = create_app(Settings(index=guides_index, data_dir=tmp_path))
    headings = [line.removeprefix("### ") for line in NURSE.splitlines() if line.endswith("?")]
    questions = [f"{heading[:-1]} these days?" for heading in headings][:12]
    assert len(questions) > 4
    async with app.router.lifespan_context(app), _client(app) as client:
        import asyncio

        together = await asyncio.gather(
            *(client.post("/api/ask", json={"question": each}) for each in questions)
        )
        assert len(sizes) < len(questions), sizes
        alone = open_answerer(app.state.settings)
        for question, response in zip(questions, together, strict=True):
            expected = alone.answer(question).as_dict() | {"answer_id": None}
            got = response.json() | {"answer_id": None}
            assert got == json.loads(json.dumps(expected))


def _client(app: Any) -> httpx.AsyncClient:  # noqa: ANN401 - any ASGI app
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://bot")


@pytest.mark.anyio
async def test_a_body_in_chunks_is_capped_as_it_streams(guides_index: Path, tmp_path: Path) -> None:
    app = create_app(Settings(index=guides_index, data_dir=tmp_path))
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1_024
            assert sent < 100_000, "nobody stops reading"
            yield b" " * 1_024

    async def small() -> AsyncIterator[bytes]:
        for part in (b'{"question"', b': "What does a nurse earn?"}'):
            yield part

    headers = {"content-type": "application/json"}
    async with app.router.lifespan_context(app), _client(app) as client:
        refused = await client.post("/api/ask", content=endless(), headers=headers)
        assert refused.status_code == 413
        assert error_of(refused)["code"] == "body_too_large"
        taken = await client.post("/api/ask", content=small(), headers=headers)
        assert taken.status_code == 200


def test_a_client_is_limited_where_nothing_is_set(guides_index: Path, tmp_path: Path) -> None:
    with TestClient(create_app(Settings(index=guides_index, data_dir=tmp_path))) as client:
        answers = [client.post("/api/ask", json={"question": " "}) for _ in range(61)]
    assert [each.status_code for each in answers[:60]] == [422] * 60
    assert error_of(answers[60])["code"] == "rate_limited"
    assert 1 <= int(answers[60].headers["Retry-After"]) <= 60
