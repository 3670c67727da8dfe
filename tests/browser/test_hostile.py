"""Whatever an answer, a question or an owner's text holds, it stays text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Host, Service, Widget

MARKUP = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script><b>bold</b>'
OVERRIDE = "pay \u202edrawkcab\u202c and \u2067isolated\u2069 \u200fmarks"
LONG = "W" * 3_000


def source(**more: object) -> dict[str, Any]:
    plain = {
        "n": 1, "article": "a", "title": "T", "heading": ["H"], "quote": "Q", "start": 0, "end": 1,
        "line": 1, "url": None, "updated": None, "references": [],
    }  # fmt: skip
    return plain | more


def answer(text: str, **more: object) -> dict[str, Any]:
    hostile = {
        "answer_id": text[:80],
        "status": "answered",
        "answer": text,
        "blocks": [
            {"type": "paragraph", "text": text},
            {"type": "list", "lead": text, "items": [text, text]},
            {"type": "list", "items": [text, text], "numbers": [text, None], "levels": [text, 1e9]},
            {"type": "table", "header": [text, "B"], "rows": [[text, "1"], ["2", text]]},
            {"type": "invented", "text": text},
            {"type": "paragraph"},
            None,
            7,
        ],
        "highlight": text,
        "message": text,
        "sources": [
            source(
                title=text,
                heading=[text],
                quote=text,
                updated=text,
                url="https://example.org/",
                references=[{"mark": text, "title": text, "url": "https://example.org/"}],
            )
        ],
        "choices": [{"question": text, "passage_id": text}, {}, None],
        "related": [text, None, {"a": 1}],
        "interpreted_as": text + "?",
    }
    return hostile | more


def reply(page: Page, body: dict[str, Any]) -> None:
    page.route(
        "**/api/ask",
        lambda route: route.fulfill(
            body=json.dumps(body).encode("utf-8", "surrogatepass"), content_type="application/json"
        ),
    )


@pytest.mark.parametrize(
    "text", [MARKUP, OVERRIDE, LONG, "&lt;b&gt; &amp; \0 \ufeff", "👩🏽‍💻" * 200]
)
def test_a_hostile_answer_stays_text(demo: Widget, page: Page, text: str) -> None:
    reply(page, answer(text))
    demo.send(text[:1_900])
    expect(demo.part("answer")).to_have_count(1)
    expect(demo.part("feedback")).to_have_count(1)
    for details in demo.part("source").all():
        details.locator("summary").click()
    shown = demo.element.locator(".words p").first
    assert shown.evaluate("e => e.textContent").rstrip("\u00a01") == text.rstrip("1")
    inside = demo.element.evaluate(
        "e => [...e.shadowRoot.querySelectorAll('img, script, b, iframe, style')].length"
    )
    assert inside == 0
    assert page.evaluate("window.hurt") is None
    # The words may be scrolled sideways in their own box, never the log and never the page.
    for wide in (
        demo.log.evaluate("e => e.scrollWidth - e.clientWidth"),
        page.evaluate("document.documentElement.scrollWidth - innerWidth"),
    ):
        assert wide <= 0


def test_an_override_of_the_direction_ends_with_its_text(demo: Widget, page: Page) -> None:
    reply(page, answer("pay \u202edrawkcab"))
    demo.send("\u202etnemom")
    expect(demo.part("feedback")).to_have_count(1)
    for text in (demo.part("question").locator("bdi"), demo.element.locator(".words p").first):
        isolated = text.evaluate("e => getComputedStyle(e).unicodeBidi")
        assert isolated in ("isolate", "plaintext")


NO_WEB_ADDRESSES = [
    "javascript:window.hurt=1",
    "JaVaScRiPt:window.hurt=1",
    "\tjavascript:window.hurt=1",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "http://",
]


def test_an_address_that_is_no_web_address_is_no_link(demo: Widget, page: Page) -> None:
    sources = [
        source(url=url, references=[{"mark": "[1]", "title": "A title", "url": url}])
        for url in [*NO_WEB_ADDRESSES, "https://example.org/"]
    ]
    reply(page, answer("Yes.", sources=sources))
    demo.send("Is it?")
    expect(demo.part("source")).to_have_count(len(sources))
    for one in demo.part("source").all():
        one.locator("summary").click()
        expect(one).to_contain_text("[1] A title")
    links = demo.part("sources").get_by_role("link")
    expect(links).to_have_count(2)  # those of the last, which is a web address
    assert {link.get_attribute("href").partition("#")[0] for link in links.all()} == {
        "https://example.org/"
    }


def test_a_hostile_owners_text_stays_text(host: Host, service: Service, page: Page) -> None:
    quoted = MARKUP.replace("&", "&amp;").replace('"', "&quot;")
    widget = host(
        f'<script src="{service.url}/widget.js" async></script>'
        f'<career-bot title="{quoted}" greeting="{quoted}" suggestions="{quoted}|b" '
        f'theme="{quoted}" position="{quoted}" lang="{quoted}" texts="{quoted}"></career-bot>'
    )
    expect(widget.part("title")).to_have_text(MARKUP)
    expect(widget.part("greeting")).to_have_text(MARKUP)
    expect(widget.part("suggestions").get_by_role("button")).to_have_count(2)
    assert page.evaluate("window.hurt") is None


def test_hostile_suggestions_stay_text(demo: Widget, page: Page) -> None:
    body = json.dumps({"suggestions": [MARKUP, None, {"a": 1}, "Good?"]})
    page.route(
        "**/api/suggestions*",
        lambda route: route.fulfill(body=body, content_type="application/json"),
    )
    page.reload()
    expect(demo.part("suggestions").get_by_role("button")).to_have_text([MARKUP, "Good?"])
    assert page.evaluate("window.hurt") is None
