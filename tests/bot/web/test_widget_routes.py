"""The widget's file, how it is served, and the page that shows it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
WIDGET = ROOT / "bot" / "widget"
DOCS = (ROOT / "docs" / "widget.md").read_text(encoding="utf-8")
LARGEST = 17_200
"""Bytes that the script may have, gzipped."""


@pytest.fixture(scope="module")
def client(guides_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(index=guides_index, data_dir=tmp_path_factory.mktemp("data"))
    with TestClient(create_app(settings)) as client:
        yield client


def pinned(client: TestClient) -> tuple[str, str]:
    """The path of this version, and its digest, as the page shows them."""
    page = client.get("/").text
    found = re.search(r'data-path="([^"]+)" data-integrity="([^"]+)"', page)
    assert found
    return "/" + found[1], found[2]


def test_the_file_is_made_of_its_sources() -> None:
    """`make widget` makes it again; its first line says what it was made of."""
    digest = hashlib.sha256()
    for source in sorted((WIDGET / "src").iterdir(), key=lambda path: path.name):
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    first = (WIDGET / "widget.js").read_text(encoding="utf-8").splitlines()[0]
    assert digest.hexdigest()[:16] in first, "bot/widget/widget.js is old: run make widget"


def test_nothing_in_it_makes_markup_or_code_of_text() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (WIDGET / "src").glob("*.js")]
    sinks = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser"
    )
    assert not [found for source in sources for found in re.findall(sinks, source)]


def test_every_text_is_used_and_documented() -> None:
    texts = (WIDGET / "src" / "texts.js").read_text(encoding="utf-8")
    english = texts[texts.index("const en = {") : texts.index("/** @typedef {typeof en}")]
    said = dict(re.findall(r'^  (\w+):\s*"(.*)",$', english, re.M))
    section = DOCS[DOCS.index("\n## Texts\n") : DOCS.index("\n## Browsers\n")]
    assert dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.M)) == said
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (WIDGET / "src").glob("*.js")
        if path.name != "texts.js"
    )
    kinds = {"offline", "unreachable", "limited", "rejected", "broken", "timeout"}
    assert {name for name in said if f"texts.{name}" not in code} == kinds


def test_every_event_is_documented() -> None:
    types = (WIDGET / "src" / "types.d.ts").read_text(encoding="utf-8")
    events = re.findall(r'^  "(careerbot:\w+)":', types, re.M)
    assert re.findall(r"^\| `(careerbot:\w+)`", DOCS, re.M) == events


def test_it_is_small(client: TestClient) -> None:
    response = client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert int(response.headers["content-length"]) <= LARGEST
    assert response.content == (WIDGET / "widget.js").read_bytes()


def test_it_is_smaller_still_to_who_takes_brotli(client: TestClient) -> None:
    responses = {
        coding: client.get("/widget.js", headers={"Accept-Encoding": accepted})
        for coding, accepted in (("br", "gzip, deflate, br, zstd"), ("gzip", "gzip, br;q=0"))
    }
    assert {coding: each.headers["content-encoding"] for coding, each in responses.items()} == {
        coding: coding for coding in responses
    }
    small, large = (int(each.headers["content-length"]) for each in responses.values())
    assert small < large
    assert len({each.headers["etag"] for each in responses.values()}) == 2


def test_what_is_packed_is_the_script() -> None:
    """`make widget` packs it again."""
    script = (WIDGET / "widget.js").read_bytes()
    assert gzip.decompress((WIDGET / "widget.js.gz").read_bytes()) == script
    assert brotli.decompress((WIDGET / "widget.js.br").read_bytes()) == script


def test_it_is_plain_to_who_takes_neither(client: TestClient) -> None:
    for accepted in ("identity", "zstd", "gzip;q=0, br;q=0.0"):
        response = client.get("/widget.js", headers={"Accept-Encoding": accepted})
        assert "content-encoding" not in response.headers
        assert "Accept-Encoding" in response.headers["vary"]
        assert response.text.startswith("/*")


def test_any_page_may_load_it(client: TestClient) -> None:
    for path in ("/widget.js", pinned(client)[0]):
        response = client.get(path)
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["cross-origin-resource-policy"] == "cross-origin"
        assert response.headers["content-type"] == "text/javascript; charset=utf-8"
        assert response.headers["x-content-type-options"] == "nosniff"


def test_a_version_is_kept_for_good_and_checked_by_its_digest(client: TestClient) -> None:
    path, integrity = pinned(client)
    response = client.get(path)
    assert "immutable" in response.headers["cache-control"]
    assert "max-age=31536000" in response.headers["cache-control"]
    digest = base64.b64encode(hashlib.sha384(response.content).digest()).decode()
    assert integrity == f"sha384-{digest}"
    assert response.content == client.get("/widget.js").content


def test_another_version_is_an_error_that_names_this_one(client: TestClient) -> None:
    response = client.get("/widget.0123456789abcdef.js")
    assert response.status_code == 404
    assert pinned(client)[0] in response.json()["error"]["message"]


@pytest.mark.parametrize("path", ["/", "/widget.js", "/demo.css", "/demo.js", "/icon.svg"])
def test_what_a_browser_has_is_not_sent_again(client: TestClient, path: str) -> None:
    for coding in ("br", "gzip", "identity"):
        first = client.get(path, headers={"Accept-Encoding": coding})
        assert first.status_code == 200
        headers = {"Accept-Encoding": coding, "If-None-Match": f'"x", W/{first.headers["etag"]}'}
        again = client.get(path, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert client.head(path).status_code == 200


def test_the_page_has_a_strict_policy(client: TestClient) -> None:
    headers = client.get("/").headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    page = client.get("/").text
    assert not re.findall(r"<script>|<style>| style=| on\w+=", page)


def test_suggestions_come_of_the_articles_in_turn(client: TestClient) -> None:
    response = client.get("/api/suggestions")
    suggestions = response.json()["suggestions"]
    assert len(suggestions) == len(set(suggestions)) == 4
    assert response.headers["cache-control"] == "public, max-age=300"
    headers = {"If-None-Match": response.headers["etag"]}
    assert client.get("/api/suggestions", headers=headers).status_code == 304
    assert response.json()["language"] == "en"
    asked = client.get("/api/suggestions", params={"articles": ["data-analyst"], "count": 2})
    of_one = asked.json()["suggestions"]
    assert len(of_one) == 2
    for question in (*suggestions, *of_one):
        assert client.post("/api/ask", json={"question": question}).json()["status"] == "answered"
    answer = client.post("/api/ask", json={"question": of_one[0]}).json()
    assert answer["sources"][0]["article"] == "data-analyst"
    assert answer["sources"][0]["language"] == "en"
    assert client.get("/api/suggestions", params={"count": 0}).status_code == 422


def test_the_size_in_the_docs_is_its_size() -> None:
    said = re.search(r"(\d+) kB\s+gzipped", DOCS)
    assert said
    size = (WIDGET / "widget.js.gz").stat().st_size
    assert abs(int(said[1]) - size / 1000) <= 0.5
