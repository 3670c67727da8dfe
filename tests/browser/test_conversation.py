"""One conversation in several tabs and pages, kept, taken up again, and forgotten."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Widget, in_both
from tests.browser.test_accessibility import LISTEN

if TYPE_CHECKING:
    from tests.browser.conftest import Host, Service

pytestmark = in_both
PYTHON = "Should I learn Python or R?"
NURSE = "What does a registered nurse earn?"
TURNS = "career-bot [part=question] bdi"


def kept(page: Page) -> list[str]:
    """The questions in the page's storage."""
    return page.evaluate(
        "Object.values(localStorage).flatMap(v => JSON.parse(v).turns).map(t => t.question)"
    )


def test_two_tabs_add_to_one_conversation(
    demo: Widget, context: BrowserContext, service: Service, page: Page
) -> None:
    tab = context.new_page()
    tab.goto(service.url)
    other = Widget(tab)
    expect(other.box).to_be_visible()
    # What the other tab says is not heard here: each has only what it asked.
    for one in (page, tab):
        one.evaluate("addEventListener('storage', e => e.stopImmediatePropagation(), true)")
    demo.ask(PYTHON)
    other.ask(NURSE)
    assert sorted(kept(page)) == sorted([PYTHON, NURSE])
    page.reload()
    expect(page.locator(TURNS)).to_have_text([PYTHON, NURSE])


def test_another_tab_disturbs_nothing(
    demo: Widget, context: BrowserContext, service: Service, page: Page
) -> None:
    demo.ask(PYTHON)
    tab = context.new_page()
    tab.goto(service.url)
    other = Widget(tab)
    page.bring_to_front()
    demo.button("Not helpful").click()
    why = demo.element.get_by_role("textbox", name="Anything to add? (optional)")
    why.fill("Where does it")
    demo.element.evaluate(LISTEN)
    tab.bring_to_front()
    other.ask(NURSE)
    expect(page.locator(TURNS)).to_have_text([PYTHON, NURSE])
    expect(why).to_have_value("Where does it")
    assert why.evaluate("e => e.getRootNode().activeElement === e")
    # What was said in the other tab is not read aloud in this one.
    assert page.evaluate("said") == []


def test_starting_over_can_be_undone(demo: Widget, page: Page) -> None:
    demo.ask(PYTHON)
    demo.ask(NURSE)
    demo.button("Start over").click()
    expect(page.locator(TURNS)).to_have_count(0)
    assert kept(page) == []
    demo.button("Undo").click()
    expect(page.locator(TURNS)).to_have_text([PYTHON, NURSE])
    assert kept(page) == [PYTHON, NURSE]
    page.clock.install()
    demo.button("Start over").click()
    expect(demo.button("Undo")).to_be_visible()
    page.clock.run_for(9_000)
    expect(demo.button("Undo")).to_have_count(0)


def test_what_one_tab_forgets_all_forget(
    demo: Widget, context: BrowserContext, service: Service, page: Page
) -> None:
    demo.ask(PYTHON)
    tab = context.new_page()
    tab.goto(service.url)
    other = Widget(tab)
    expect(tab.locator(TURNS)).to_have_text([PYTHON])
    other.button("Start over").click()
    expect(page.locator(TURNS)).to_have_count(0)
    demo.ask(NURSE)
    assert kept(page) == [NURSE]


def test_what_is_over_is_deleted(demo: Widget, page: Page) -> None:
    page.evaluate(
        """() => {
          const at = Date.now() - 5 * 3600 * 1000;
          localStorage['careerbot:gone'] = JSON.stringify({ at, turns: [] });
          localStorage['careerbot:odd'] = 'no JSON';
          localStorage['other'] = 'not ours';
        }"""
    )
    page.reload()
    expect(demo.part("suggestions")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == ["other"]


def test_nothing_is_written_where_nothing_has_changed(demo: Widget, page: Page) -> None:
    demo.ask(PYTHON)
    before = page.evaluate("JSON.stringify(localStorage)")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("JSON.stringify(localStorage)") == before
    demo.box.fill("and then")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("JSON.stringify(localStorage)") != before


def test_what_was_said_is_not_made_before_it_is_opened(
    host: Host, page: Page, browser: Browser
) -> None:
    widget = host()
    widget.launcher.click()
    widget.ask(PYTHON)
    widget.button("Close").click()
    [key] = page.evaluate("Object.keys(localStorage)")
    page.evaluate(
        """([key]) => {
          const state = JSON.parse(localStorage[key]);
          const [turn] = state.turns;
          state.turns = Array.from({ length: 30 }, (_, n) => (
            { ...turn, at: turn.at + n, question: `Is the ${n}th kept?` }
          ));
          localStorage[key] = JSON.stringify(state);
        }""",
        [key],
    )
    widget = host(path="/next")
    expect(widget.launcher).to_be_visible()
    assert widget.part("question").count() == 0
    widget.launcher.click()
    expect(widget.part("question")).to_have_count(30)
    # The browser's own search finds what is out of view, and not laid out, too.
    expect(widget.part("question").first).not_to_be_in_viewport()
    found = "words => [...words].map((each) => { getSelection().empty(); return find(each); })"
    asked = [f"Is the {n}th kept?" for n in (0, 17, 29, 30)]
    # Firefox's, as pages may call it, looks into no shadow root, not even for what is in view.
    inside = browser.browser_type.name == "chromium"
    assert page.evaluate(found, asked) == [inside, inside, inside, False]
    # A quote is made when its source is opened.
    assert widget.part("quote").count() == 0
    widget.part("citation").last.click()
    expect(widget.part("quote").last).to_be_visible()


def test_an_answer_to_a_closed_panel_is_shown_on_the_launcher(host: Host, page: Page) -> None:
    widget = host()
    expect(widget.launcher).to_be_visible()
    page.evaluate(
        """(question) => {
          const bot = document.querySelector('career-bot');
          window.asked = bot.ask(question);
          bot.open = false;
        }""",
        PYTHON,
    )
    expect(widget.launcher).to_have_accessible_name("Ask about careers (New answer)")
    assert json.dumps(page.evaluate("window.asked.then(({ status }) => status)")) == '"answered"'
    widget.launcher.click()
    expect(widget.part("highlight").first).to_be_in_viewport()
    expect(widget.launcher).to_have_accessible_name("Ask about careers")
