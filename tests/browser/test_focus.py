"""The focus stays where a visitor works, and the log where a visitor reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser.conftest import Held, in_both
from tests.waiting import until

if TYPE_CHECKING:
    from tests.browser.conftest import Host, Widget

pytestmark = in_both
ASK = "**/api/ask"
PYTHON = "Should I learn Python or R?"
NURSE = "What does a registered nurse earn?"


def test_cancelling_leaves_the_focus_in_the_box(demo: Widget, page: Page) -> None:
    Held(page, ASK)
    demo.send(PYTHON)
    demo.button("Cancel").focus()
    page.keyboard.press("Enter")
    expect(demo.status).to_contain_text("Cancelled.")
    expect(demo.box).to_be_focused()
    expect(demo.box).to_have_value(PYTHON)
    # Whoever writes on has read that.
    demo.box.press_sequentially("!")
    expect(demo.status).to_be_hidden()


def test_an_answer_that_takes_the_button_away_leaves_the_focus(demo: Widget, page: Page) -> None:
    waiting = Held(page, ASK)
    demo.send(PYTHON)
    demo.button("Cancel").focus()
    waiting.first().continue_()
    expect(demo.part("feedback")).to_have_count(1)
    expect(demo.button("Cancel")).to_have_count(0)
    expect(demo.box).to_be_focused()


def test_a_window_that_becomes_small_leaves_the_cursor_where_it_was(host: Host, page: Page) -> None:
    widget = host()
    widget.launcher.click()
    widget.box.fill("What does a nurse")
    widget.box.evaluate("e => e.setSelectionRange(4, 4)")
    page.set_viewport_size({"width": 400, "height": 700})
    panel = widget.element.locator("dialog")
    until(lambda: bool(panel.evaluate("e => e.matches(':modal')")))
    expect(widget.box).to_be_focused()
    assert widget.box.evaluate("e => e.selectionStart") == 4


def test_an_answer_does_not_pull_down_who_has_scrolled_up(demo: Widget, page: Page) -> None:
    for question in (PYTHON, NURSE, PYTHON):
        demo.ask(question)
    waiting = Held(page, ASK)
    demo.send(NURSE)
    expect(demo.part("question")).to_have_count(4)
    waiting.first()
    demo.log.hover()
    page.mouse.wheel(0, -5_000)
    until(lambda: bool(demo.log.evaluate("log => log.scrollTop === 0")))
    waiting.first().continue_()
    expect(demo.part("feedback")).to_have_count(4)
    below = demo.button("New answer")
    expect(below).to_be_visible()
    assert demo.log.evaluate("e => e.scrollTop") == 0
    below.click()
    expect(below).to_be_hidden()
    expect(demo.part("question").last).to_be_in_viewport(ratio=1)
    expect(demo.box).to_be_focused()


def test_the_newest_question_comes_to_the_top(demo: Widget) -> None:
    for question in (PYTHON, NURSE, "What is the weather in London tomorrow?"):
        demo.ask(question)
        turn, log = demo.element.locator(".turn").last, demo.log
        assert log.evaluate("e => e.scrollHeight > e.clientHeight || e.scrollTop === 0")
    top = turn.evaluate("e => e.getBoundingClientRect().top")
    assert abs(top - log.evaluate("e => e.getBoundingClientRect().top")) <= 2


def test_questions_are_headings_to_go_by(demo: Widget) -> None:
    demo.ask(PYTHON)
    demo.ask(NURSE)
    headings = demo.element.get_by_role("heading", level=3)
    expect(headings).to_have_text([f"You asked: {PYTHON}", f"You asked: {NURSE}"])
    expect(demo.element.get_by_role("banner")).to_have_count(0)
