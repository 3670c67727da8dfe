"""What an owner adds, and what a visitor takes along: a look, texts, a way to a person."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import in_both
from tests.browser.test_answers import ANSWER, reply
from tests.waiting import until

if TYPE_CHECKING:
    from tests.browser.conftest import Host, Service

pytestmark = in_both
QUESTION = "Should I learn Python or R?"


def paste(service: Service, attributes: str = "") -> str:
    return f'<script src="{service.url}/widget.js" async {attributes}></script>'


def test_an_open_panel_stays_open_on_the_next_page_and_takes_no_focus(
    host: Host, page: Page
) -> None:
    widget = host(path="/first")
    widget.launcher.click()
    widget.ask(QUESTION)
    widget.button("Full width").click()
    wide = widget.part("panel").bounding_box()
    assert wide is not None
    assert wide["width"] > 1100
    host(path="/second")
    expect(widget.part("question")).to_be_in_viewport()
    assert page.evaluate("document.activeElement === document.body")
    assert widget.part("panel").bounding_box() == wide
    widget.button("Full width").click()
    widget.button("Close").click()
    host(path="/third")
    expect(widget.launcher).to_be_visible()
    expect(widget.log).to_be_hidden()
    widget.launcher.click()
    page.set_viewport_size({"width": 360, "height": 740})
    host(path="/fourth")
    # Where it would cover the page, it waits to be opened.
    expect(widget.launcher).to_be_visible()
    expect(widget.log).to_be_hidden()


def test_an_owner_gives_it_a_face(host: Host, service: Service, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    widget = host(
        paste(
            service,
            f'data-logo="{service.url}/icon.svg" data-subtitle="Answers from our guides" '
            'data-note="Name nobody." data-privacy="/privacy"',
        ),
        head="<style>career-bot { --careerbot-avatar: rgb(1, 2, 3) }</style>",
    )
    expect(widget.launcher).to_be_visible()
    assert asked == ["/host", "/widget.js"]
    widget.launcher.click()
    expect(widget.part("subtitle")).to_have_text("Answers from our guides")
    logo = widget.part("avatar").locator("img")
    until(lambda: bool(logo.evaluate("e => e.complete && e.naturalWidth > 0")))
    colours = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    background, colour = widget.part("avatar").evaluate(colours)
    assert background == "rgb(1, 2, 3)"
    assert re.findall(r"[\d.]+", colour.removeprefix("color(xyz"))[-1] != "0"  # white on that
    expect(widget.part("note")).to_have_text("Name nobody. Privacy")
    link = widget.part("note").get_by_role("link", name="Privacy")
    expect(link).to_have_attribute("href", re.compile(r"^http://127.0.0.1:\d+/privacy$"))
    for name in ("logo", "privacy"):
        widget.element.evaluate("(e, name) => e.setAttribute(name, 'javascript:alert(1)')", name)
    expect(widget.part("note")).to_have_text("Name nobody.")
    expect(logo).to_have_count(0)


def test_the_conversation_is_taken_along_as_text_or_by_mail(
    host: Host, page: Page, context: BrowserContext, browser_name_of: str
) -> None:
    reply(page)
    widget = host()
    widget.launcher.click()
    expect(widget.button("Conversation as text")).to_be_hidden()
    for number in range(12):
        widget.ask(f"What does a nurse earn, number {number}?")
    widget.button("Conversation as text").click()
    mail = widget.element.get_by_role("link", name="By mail").get_attribute("href")
    assert mail is not None
    assert mail.startswith("mailto:?subject=Conversation%20as%20text&body=")
    assert len(mail) < 2_000
    [body] = parse_qs(urlsplit(mail).query)["body"]
    assert body.startswith("You asked: What does a nurse earn, number ")
    assert "number 11?\r\n\r\n" in body
    assert "Registered nurse guide › Pay › What nurses earn\r\nhttps://example.org/nurse" in body
    if browser_name_of == "firefox":
        return  # which asks nobody for the clipboard
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    widget.element.locator(".notice").get_by_role("button", name="Copy").click()
    expect(widget.status).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.count("You asked: ") == 12
    assert copied.count(ANSWER["answer"]) == 12


@dataclass
class Stub:
    """A service that answers all alike, and may hand a question on to a person."""

    url: str
    handoff: bool = True
    answer: dict[str, object] = field(default_factory=lambda: dict(ANSWER))
    handed: list[object] = field(default_factory=list)


@pytest.fixture
def stub() -> Iterator[Stub]:
    """Such a service; the first question that is handed on fails, as it may."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self, status: int, said: object = None) -> None:
            self.send_response(status)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "*")
            self.end_headers()
            if said is not None:
                self.wfile.write(json.dumps(said).encode())

        def do_OPTIONS(self) -> None:
            self.answer(200)

        def do_GET(self) -> None:
            opening = {"suggestions": [], "greeting": "Hello.", "language": "en"}
            self.answer(200, opening | {"handoff": stub.handoff})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path == "/api/handoff":
                stub.handed.append(body)
                self.answer(204 if len(stub.handed) > 1 else 503)
            elif self.path == "/api/ask":
                self.answer(200, stub.answer)
            else:
                self.answer(204)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub = Stub(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield stub
    server.shutdown()
    server.server_close()


def test_a_question_goes_on_to_a_person_with_consent(
    host: Host, service: Service, stub: Stub, page: Page
) -> None:
    nothing = {"status": "no_answer", "answer": "", "blocks": [], "sources": [], "more": []}
    stub.answer |= nothing | {"message": "Nothing."}
    widget = host(paste(service, f'data-endpoint="{stub.url}"'), path="/host?token=secret")
    widget.launcher.click()
    widget.ask(QUESTION)
    person = widget.part("handoff")
    person.get_by_text("Ask a person").click()
    send = person.get_by_role("button", name="Send")
    reach = person.get_by_role("textbox", name="Your mail address or phone number")
    empty = reach.bounding_box()
    reach.fill(" jane@example.org ")
    assert reach.bounding_box() == empty
    expect(send).to_be_in_viewport(ratio=1)
    send.click()
    assert stub.handed == []  # no consent yet
    person.get_by_role("checkbox").check()
    send.click()
    expect(person).to_contain_text("Your question could not be passed on. Please try again.")
    expect(reach).to_have_value(" jane@example.org ")
    send.click()
    expect(person).to_have_text("Your question is on its way to a person.")
    said = {
        "answer_id": "a-1",
        "question": QUESTION,
        "page": page.evaluate("origin + location.pathname"),
        "contact": "jane@example.org",
        "consent": True,
    }
    assert stub.handed == [said, said]


def test_a_person_is_offered_only_where_there_is_one_and_need(
    host: Host, service: Service, stub: Stub
) -> None:
    line = paste(service, f'data-endpoint="{stub.url}"')
    widget = host(line)
    widget.launcher.click()
    widget.ask(QUESTION)
    expect(widget.part("handoff")).to_be_hidden()
    widget.button("Not helpful").click()
    expect(widget.part("handoff")).to_be_visible()
    stub.answer["status"] = "unsure"
    stub.handoff = False
    host(line, path="/next")
    widget.ask(QUESTION)
    expect(widget.part("handoff")).to_have_count(2)
    expect(widget.part("handoff").last).to_be_hidden()
    stub.handoff = True
    host(line, path="/last")
    expect(widget.part("handoff").last).to_be_visible()


def test_other_languages_come_when_they_are_needed(
    host: Host, service: Service, page: Page
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    widget = host(paste(service), lang="es")
    expect(widget.launcher).to_have_text("Pregunta sobre profesiones")
    assert asked == ["/host", "/widget.js"]
    widget.launcher.click()
    box = widget.element.get_by_role("textbox", name="Tu pregunta")
    expect(box).to_be_focused()
    expect(widget.button("Cerrar")).to_be_visible()
    box.fill(QUESTION)
    box.press("Enter")
    expect(widget.button("Útil")).to_be_visible()
    assert asked.count("/widget.es.json") == 1
    # Of what was said on an earlier page nothing shows in English meanwhile.
    host(paste(service), "/next", lang="es")
    expect(widget.button("Útil")).to_be_visible()


def test_a_service_without_a_languages_words_speaks_english(
    host: Host, service: Service, page: Page
) -> None:
    page.route("**/widget.fr.json*", lambda route: route.fulfill(status=404))
    widget = host(paste(service), lang="fr")
    widget.launcher.click()
    box = widget.element.get_by_role("textbox", name="Votre question")
    box.fill(QUESTION)
    box.press("Enter")
    expect(widget.button("Helpful")).to_be_visible()
