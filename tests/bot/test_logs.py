"""What the log says of a request, and where its trace goes."""

from __future__ import annotations

import gzip
import json
import re
import signal
import sys
from pathlib import Path

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from bot.api import create_app
from bot.settings import Settings, SettingsError
from tests.bot.commands.test_serve import serving, stopped
from tests.local_web import Web, answer
from tests.local_web import serving as web_serving

ASKED = "How long does it take to become a registered nurse?\nmail jane@example.org"


def spans(web: Web) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for headers, body in web.posted:
        packed = headers.get("Content-Encoding") == "gzip"
        request = ExportTraceServiceRequest.FromString(gzip.decompress(body) if packed else body)
        for resource in request.resource_spans:
            for scope in resource.scope_spans:
                found |= {span.name: span for span in scope.spans}
    return found


def test_a_request_is_followed_by_its_id_in_lines_of_json_and_in_a_trace(
    guides_index: Path,
) -> None:
    with web_serving() as web:
        web.pages["/v1/traces"] = answer(b"")
        settings = {
            "CAREERBOT_LOG_FORMAT": "json",
            "CAREERBOT_LOG_QUESTIONS": "1",
            "CAREERBOT_ACCESS_LOG": "1",
            "CAREERBOT_TRACES": web.at,
        }
        with serving("--index", str(guides_index), **settings) as (process, url):
            sent = {"X-Request-ID": "forged"}
            response = httpx.post(
                f"{url}/api/ask?key=s3cret", json={"question": ASKED}, headers=sent
            )
            code, said = stopped(process, signal.SIGTERM)
    assert code == 0
    own = response.headers["x-request-id"]
    assert re.fullmatch(r"[0-9a-f]{32}", own)
    lines = [json.loads(line) for line in said.splitlines()]
    of_it = {line["logger"]: line for line in lines if line.get("request_id") == own}
    answered = of_it["bot.answers"]
    assert answered["answer_id"] == response.json()["answer_id"]
    assert answered["question"] == ASKED.replace("jane@example.org", "[e-mail]")
    assert answered["level"] == "INFO"
    assert answered["milliseconds"] > 0
    access = of_it["uvicorn.access"]
    assert (access["method"], access["path"], access["http_status"]) == ("POST", "/api/ask", 200)
    assert not re.search("s3cret|jane|forged", said)

    steps = spans(web)
    whole = steps.pop("careerbot.answer")
    facts = {each.key: each.value.string_value for each in whole.attributes}
    assert facts["careerbot.request_id"] == own
    assert facts["careerbot.status"] == response.json()["status"]
    assert set(steps) == {f"careerbot.{name}" for name in ("read", "encode", "search", "compose")}
    assert {span.parent_span_id for span in steps.values()} == {whole.span_id}
    assert {span.trace_id for span in steps.values()} == {whole.trace_id}
    assert b"nurse" not in b"".join(body for _, body in web.posted)


def test_what_is_asked_is_in_no_log_unless_that_is_set(guides_index: Path) -> None:
    settings = {"CAREERBOT_LOG_LEVEL": "debug", "CAREERBOT_TRACES": "http://127.0.0.1:1"}
    with serving("--index", str(guides_index), **settings) as (process, url):
        response = httpx.post(f"{url}/api/ask", json={"question": ASKED})
        code, said = stopped(process, signal.SIGTERM)  # although nobody takes its traces
    assert (response.status_code, code) == (200, 0)
    own = response.headers["x-request-id"]
    line = re.search(rf"INFO bot\.answers \[{own}\]: status=(\w+) confidence=", said)
    assert line
    assert line[1] == response.json()["status"]
    assert "nurse" not in said


@pytest.mark.parametrize(
    ("traces", "said"),
    [("127.0.0.1:4318", "is no web address"), ("http://127.0.0.1:4318", "opentelemetry-sdk>=")],
)
def test_traces_that_can_t_be_sent_are_refused_at_the_start(
    traces: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(SettingsError, match=said):
        create_app(Settings(traces=traces))
