"""A service that is down, slow, busy or broken: one sentence, and the question is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser.conftest import Held

if TYPE_CHECKING:
    from tests.browser.conftest import Host, Service, Widget

QUESTION = "Should I learn Python or R?"
ASK = "**/api/ask"


def test_a_slow_answer_is_said_to_be_slow_and_still_comes(demo: Widget, page: Page) -> None:
    waiting = Held(page, ASK)
    page.clock.install(time=0)
    page.clock.pause_at(60_000)  # else a slow machine's own seconds count, too
    demo.send(QUESTION)
    expect(demo.log).to_have_attribute("aria-busy", "true")
    page.clock.run_for(900)
    expect(demo.button("Cancel")).to_have_count(0)
    page.clock.run_for(200)
    expect(demo.status).to_have_text("This is taking longer than usual…")
    expect(demo.button("Cancel")).to_be_visible()
    waiting.first().continue_()
    expect(demo.part("feedback")).to_have_count(1)
    expect(demo.status).to_be_hidden()
    expect(demo.log).not_to_have_attribute("aria-busy", "true")


def test_a_cancelled_question_is_in_the_box_again_and_can_be_retried(
    demo: Widget, page: Page
) -> None:
    waiting: list[Route] = []
    failed: list[Request] = []
    page.on("requestfailed", lambda request: failed.append(request))
    page.route(ASK, lambda route: waiting.append(route))
    page.clock.install()
    demo.send(QUESTION)
    page.clock.run_for(1_100)
    demo.button("Cancel").click()
    expect(demo.status).to_have_text("Cancelled. Your question is still in the box.")
    expect(demo.box).to_have_value(QUESTION)
    expect(demo.part("question")).to_have_count(0)
    assert [request.failure for request in failed] == ["net::ERR_ABORTED"]
    page.unroute(ASK)
    demo.button("Try again").click()
    expect(demo.part("feedback")).to_have_count(1)
    expect(demo.box).to_have_value("")


def test_an_answer_that_never_comes_is_given_up(demo: Widget, page: Page) -> None:
    page.route(ASK, lambda _: None)
    page.clock.install()
    demo.send(QUESTION)
    page.clock.run_for(31_000)
    expect(demo.alert).to_contain_text("No answer came in time.")
    expect(demo.box).to_have_value(QUESTION)


def test_only_one_question_is_asked_at_a_time(demo: Widget, page: Page) -> None:
    waiting = Held(page, ASK)
    demo.send(QUESTION)
    expect(demo.part("question")).to_have_count(1)
    demo.send("And a nurse?")
    expect(demo.box).to_have_value("And a nurse?")
    expect(demo.part("question")).to_have_count(1)
    waiting.first().continue_()
    expect(demo.part("feedback")).to_have_count(1)
    expect(demo.box).to_have_value("And a nurse?")
    assert len(waiting.routes) == 1


def test_offline_is_said_and_over_once_back(demo: Widget, context: BrowserContext) -> None:
    context.set_offline(True)
    demo.send(QUESTION)
    expect(demo.alert).to_contain_text("You are offline.")
    expect(demo.box).to_have_value(QUESTION)
    context.set_offline(False)
    expect(demo.alert).to_be_hidden()
    demo.button("Send").click()
    expect(demo.part("feedback")).to_have_count(1)


def fulfil(status: int = 200, body: object = None, **headers: str) -> Callable[[Route], None]:
    text = body if isinstance(body, str) else json.dumps(body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda route: route.fulfill(
        status=status, body=text, content_type="application/json", headers=named
    )


ANSWER = {"answer_id": "a", "status": "answered", "answer": "Yes.", "blocks": []}


FAILURES: list[tuple[Callable[[Route], None], str]] = [
    (lambda route: route.abort("connectionrefused"), "I can't be reached right now."),
    (lambda route: route.abort("connectionreset"), "I can't be reached right now."),
    (fulfil(503, {"error": {"message": "There is no index."}}), "I can't be reached right now"),
    (fulfil(502, "<h1>Bad Gateway</h1>"), "I can't be reached right now."),
    (fulfil(404, {}), "I can't be reached right now."),
    (fulfil(401, {"error": {"message": "…"}}), "I can't be reached right now."),
    (fulfil(403, "<h1>Forbidden</h1>"), "I can't be reached right now."),
    (fulfil(521, ""), "I can't be reached right now."),
    (fulfil(500, {"error": {"message": "…"}}), "Something went wrong on my side."),
    (fulfil(422, {"error": {"message": "…"}}), "I could not take that question."),
    (fulfil(413, {}), "I could not take that question."),
    (fulfil(200, "not JSON"), "Something went wrong on my side."),
    (fulfil(200, ""), "Something went wrong on my side."),
    (fulfil(200, None), "Something went wrong on my side."),
    (fulfil(200, []), "Something went wrong on my side."),
    (fulfil(200, {"status": "answered"}), "Something went wrong on my side."),
    (fulfil(200, ANSWER | {"status": "great"}), "Something went wrong on my side."),
]


def test_a_failure_is_one_sentence_and_the_question_is_kept(demo: Widget, page: Page) -> None:
    page.evaluate(
        """() => {
          window.failed = [];
          addEventListener('careerbot:error', ({ detail }) => failed.push(detail.question));
        }"""
    )
    for n, (reply, said) in enumerate(FAILURES, 1):
        page.route(ASK, reply)
        demo.send(QUESTION)
        expect(demo.alert).to_contain_text(said)
        expect(demo.box).to_have_value(QUESTION)
        expect(demo.part("question")).to_have_count(n - 1)
        expect(demo.log).not_to_have_attribute("aria-busy", "true")
        assert page.evaluate("failed") == [QUESTION] * n
        page.unroute(ASK)
        demo.button("Try again").click()
        expect(demo.part("feedback")).to_have_count(n)
        expect(demo.alert).to_be_hidden()
        expect(demo.box).to_have_value("")


def test_too_many_questions_says_when_to_ask_again(demo: Widget, page: Page) -> None:
    page.clock.install()
    page.route(ASK, fulfil(429, {}, Retry_After="12"))
    demo.send(QUESTION)
    expect(demo.alert).to_contain_text("You can ask again in 12 seconds.")
    expect(demo.box).to_have_value(QUESTION)
    retry = demo.part("notice").get_by_role("button")
    expect(retry).to_have_text("Try again (12)")
    expect(retry).to_be_disabled()
    page.clock.run_for(5_000)
    expect(retry).to_have_text("Try again (7)")
    # Enter keeps to the wait as the button does.
    page.unroute(ASK)
    demo.box.press("Enter")
    expect(demo.button("Send")).to_have_attribute("aria-disabled", "true")
    expect(demo.part("question")).to_have_count(0)
    page.clock.run_for(7_500)
    expect(retry).to_have_text("Try again")
    # What is over isn't said any longer.
    expect(demo.alert).to_be_hidden()
    expect(demo.button("Send")).not_to_have_attribute("aria-disabled", "true")
    retry.click()
    expect(demo.part("feedback")).to_have_count(1)


def test_any_waiting_time_is_said(demo: Widget, page: Page) -> None:
    waits = {"300": "in 5 minutes", "soon": "in 30 seconds", "7": "in 7 seconds"}
    for header, said in waits.items():
        page.route(ASK, fulfil(429, {}, Retry_After=header))
        demo.send(QUESTION)
        expect(demo.alert).to_contain_text(f"You can ask again {said}.")
        page.unroute(ASK)
        page.reload()


def test_the_services_own_limit_reaches_a_page_of_another_origin(
    host: Host, limited: Service
) -> None:
    widget = host(f'<script src="{limited.url}/widget.js" async></script>', "/limited")
    widget.launcher.click()
    widget.ask(QUESTION)
    widget.send("And a nurse?")
    expect(widget.alert).to_have_text(
        re.compile(r"You can ask again in (\d\d|1) (second|minute)s?")
    )
    expect(widget.box).to_have_value("And a nurse?")


def test_a_question_that_is_too_long_is_kept_and_counted(demo: Widget, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    demo.send("why " * 600)
    expect(demo.alert).to_have_text("That is 2,399 characters; a question may have 2,000 at most.")
    expect(demo.box).to_have_value("why " * 600)
    assert not [url for url in asked if url.endswith("/api/ask")]


def test_what_was_typed_meanwhile_is_kept_when_the_question_fails(demo: Widget, page: Page) -> None:
    waiting = Held(page, ASK)
    demo.send(QUESTION)
    expect(demo.part("question")).to_have_count(1)
    demo.box.fill("And a nurse?")
    waiting.first().abort()
    expect(demo.alert).to_contain_text("I can't be reached right now.")
    expect(demo.box).to_have_value("And a nurse?")
    expect(demo.part("question")).to_have_text(f"You asked: {QUESTION}")
    page.unroute(ASK)
    demo.button("Try again").click()
    expect(demo.part("feedback")).to_have_count(1)
    expect(demo.part("question")).to_have_count(1)
    expect(demo.box).to_have_value("And a nurse?")


def test_a_page_left_while_waiting_keeps_the_question(demo: Widget, page: Page) -> None:
    page.route(ASK, lambda _: None)
    demo.send(QUESTION)
    expect(demo.part("question")).to_have_count(1)
    page.reload()
    expect(demo.box).to_have_value(QUESTION)


def test_without_suggestions_there_is_still_a_box(demo: Widget, page: Page) -> None:
    page.route("**/api/suggestions*", fulfil(500, {}))
    page.reload()
    expect(demo.box).to_be_visible()
    demo.ask(QUESTION)
    expect(demo.part("suggestions")).to_have_count(0)
