"""Everybody can use it: keyboard, screen reader, zoom, small windows, other directions, colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Held
from tests.browser.test_answers import ANSWER
from tests.waiting import until

if TYPE_CHECKING:
    from tests.browser.conftest import Host, Service, Widget

QUESTION = "How long does it take to become a technical project manager?"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


def faults_found(page: Page) -> list[tuple[str, Any]]:
    """What axe finds at WCAG 2.2 AA and against best practice: its rule and where.

    It judges the contrast of what is in view alone, so all is brought into view. Under forced
    colours it doesn't see the visitor's own: there the system answers for the contrast.
    """
    size = page.viewport_size
    assert size is not None
    for widget in page.locator("career-bot").all():
        widget.evaluate("e => e.style.setProperty('--careerbot-height', '3600px')")
    page.set_viewport_size({"width": size["width"], "height": 4000})
    forced = page.evaluate("matchMedia('(forced-colors: active)').matches")
    options = {
        "runOnly": LEVELS,
        "resultTypes": ["violations"],
        "rules": {"color-contrast": {"enabled": not forced}},
    }
    found = Axe().run(page, options=options).response["violations"]
    page.set_viewport_size(size)
    # The widget hears of a window that is small again with the next frame.
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]


@pytest.fixture(params=["light", "dark", "forced"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A visitor of each taste, who wants no motion: colours are judged once at rest."""
    context = browser.new_context(
        viewport={"width": 1200, "height": 800},
        color_scheme="light" if request.param == "light" else "dark",
        forced_colors="active" if request.param == "forced" else "none",
        reduced_motion="reduce",
        has_touch=request.param == "phone",
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


only_light = pytest.mark.parametrize("context", ["light"], indirect=True)

DARK = (
    "<style>@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }</style>"
)


def test_axe_finds_nothing_in_any_state(host: Host, page: Page) -> None:
    widget = host(head=DARK)
    expect(widget.launcher).to_be_visible()
    assert faults_found(page) == []
    widget.launcher.click()
    expect(widget.part("suggestions")).to_be_visible()
    assert faults_found(page) == []
    widget.ask(QUESTION)
    widget.part("citation").first.click()
    widget.button("Helpful").click()
    expect(widget.element.get_by_label("Anything to add? (optional)")).to_be_visible()
    assert faults_found(page) == []
    page.route("**/api/ask", lambda route: route.fulfill(status=429, headers={"retry-after": "9"}))
    widget.send("And a nurse?")
    expect(widget.alert).to_be_visible()
    assert faults_found(page) == []


def test_axe_finds_nothing_in_the_services_page(demo: Widget, page: Page) -> None:
    expect(page.locator("#articles li")).to_have_count(3)
    for summary in page.locator("summary:visible").all():
        summary.click()
    assert faults_found(page) == []
    demo.ask("What does a technical project manager earn at each stage?")
    for summary in demo.element.locator("summary:visible").all():
        summary.click()
    assert faults_found(page) == []
    demo.ask("What is the weather in London tomorrow?")
    assert faults_found(page) == []


@pytest.mark.parametrize("accent", ["#ffe600", "#777777"])
def test_axe_finds_nothing_in_an_answer_with_all_there_is_on_any_accent(
    host: Host, service: Service, page: Page, accent: str
) -> None:
    headers = {"access-control-allow-origin": "*", "access-control-allow-headers": "*"}
    more = {"choices": [{"question": "Which?", "passage_id": "p"}], "related": ["And?"]}
    page.route("**/api/ask", lambda route: route.fulfill(json=ANSWER | more, headers=headers))
    look = f"<style>career-bot {{ --careerbot-accent: {accent} }}</style>"
    own = 'data-subtitle="Of our guides" data-note="Name nobody." data-privacy="/privacy"'
    line = f'<script src="{service.url}/widget.js" async {own}></script>'
    widget = host(line, head=DARK + look)
    expect(widget.launcher).to_be_visible()
    assert faults_found(page) == []
    widget.launcher.click()
    widget.ask(QUESTION)
    for summary in widget.element.locator("summary:visible").all():
        summary.click()
    widget.button("Not helpful").click()
    expect(widget.element.get_by_role("radio")).to_have_count(3)
    # As where the service has a way to a person.
    widget.element.evaluate("e => e.shadowRoot.querySelector('.root').classList.add('person')")
    widget.element.get_by_text("Ask a person").click()
    expect(widget.element.get_by_role("checkbox")).to_be_visible()
    widget.button("Conversation as text").click()
    expect(widget.element.get_by_role("link", name="By mail")).to_be_visible()
    assert faults_found(page) == []
    widget.button("Start over").click()
    expect(widget.button("Undo")).to_be_visible()
    assert faults_found(page) == []


@only_light
def test_axe_sees_inside_the_widget(demo: Widget, page: Page) -> None:
    demo.ask(QUESTION)
    demo.element.evaluate(
        """(e) => {
          const log = e.shadowRoot.querySelector('[part=log]');
          const picture = document.createElement('img');
          const pale = document.createElement('p');
          pale.textContent = 'Pale';
          pale.style.color = '#ddd';
          const button = document.createElement('button');
          log.append(picture, pale, button);
        }"""
    )
    found = dict(faults_found(page))
    assert {"image-alt", "color-contrast", "button-name"} <= found.keys()
    # A target of two parts is one inside a shadow root.
    assert all(len(target) == 2 for targets in found.values() for [target] in targets)


@only_light
def test_from_the_launcher_to_a_source_and_back_by_keyboard(
    host: Host, service: Service, page: Page
) -> None:
    widget = host(f'<a href="#x">A link</a><script src="{service.url}/widget.js" async></script>')
    expect(widget.launcher).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(widget.launcher).to_be_focused()
    expect(widget.launcher).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(widget.element.get_by_role("dialog", name="Ask about careers")).to_be_visible()
    expect(widget.launcher).to_have_attribute("aria-expanded", "true")
    expect(widget.box).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(widget.part("feedback")).to_have_count(1)
    expect(widget.box).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if widget.part("citation").first.evaluate("e => e.getRootNode().activeElement === e"):
            break
    expect(widget.part("citation").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(widget.part("quote").first).to_be_visible()
    expect(widget.part("source").first.locator("summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(widget.log).to_be_hidden()
    expect(widget.launcher).to_be_focused()
    page.keyboard.press("Space")
    expect(widget.box).to_be_focused()
    expect(widget.part("question")).to_have_count(1)


@only_light
def test_focus_goes_back_to_what_opened_it(host: Host, service: Service, page: Page) -> None:
    widget = host(
        f'<script src="{service.url}/widget.js" async></script><button id="mine">Ask us</button>'
    )
    expect(widget.launcher).to_be_visible()
    page.evaluate(
        """document.querySelector('#mine').addEventListener('click', () => {
          document.querySelector('career-bot').open = true;
        })"""
    )
    page.locator("#mine").focus()
    page.keyboard.press("Enter")
    expect(widget.box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#mine")).to_be_focused()


@only_light
def test_open_from_the_start_takes_no_focus(host: Host, service: Service, page: Page) -> None:
    widget = host(f'<script src="{service.url}/widget.js" async data-open></script>')
    expect(widget.box).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")


@only_light
def test_a_question_is_not_sent_while_a_word_is_being_composed(demo: Widget) -> None:
    demo.box.fill("日本")
    demo.box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    expect(demo.part("question")).to_have_count(0)
    expect(demo.box).to_have_value("日本")


LISTEN = """
(e) => {
  const said = window.said = [];
  const root = e.shadowRoot;
  const live = (node) => {
    const element = node.nodeType === 1 ? node : node.parentElement;
    const region = element?.closest('[aria-live], [role=log], [role=status], [role=alert]');
    return region && region.getAttribute('aria-live') !== 'off' ? region : null;
  };
  const words = (node) => {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1 || node.hidden || node.ariaHidden === 'true') return '';
    if (node.getAttribute('aria-live') === 'off') return '';
    return [...node.childNodes].map(words).join('');
  };
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        const region = live(node);
        const text = region && words(node).trim();
        if (text) said.push([region.role, region.ariaBusy === 'true', text]);
      }
    }
  }).observe(root, { childList: true, subtree: true });
}
"""


@only_light
def test_a_finished_answer_is_announced_once_and_nothing_around_it(
    demo: Widget, page: Page
) -> None:
    waiting = Held(page, "**/api/ask")
    demo.element.evaluate(LISTEN)
    expect(demo.log).to_have_accessible_name("Conversation")
    demo.send(QUESTION)
    expect(demo.log).to_have_attribute("aria-busy", "true")
    waiting.first().continue_()
    expect(demo.part("feedback")).to_have_count(1)
    expect(demo.log).not_to_have_attribute("aria-busy", "true")
    said = [text for role, _, text in page.evaluate("said")]
    shown = demo.element.locator(".words").evaluate("e => e.textContent")
    assert said == [shown]


@only_light
def test_an_error_is_announced_at_once(demo: Widget, page: Page) -> None:
    page.route("**/api/ask", lambda route: route.abort())
    demo.element.evaluate(LISTEN)
    demo.send(QUESTION)
    expect(demo.alert).to_be_visible()
    said = page.evaluate("said")
    assert [(role, text.split(".")[0]) for role, _, text in said] == [
        ("alert", "I can't be reached right now")
    ]


@only_light
@pytest.mark.parametrize(("width", "height"), [(320, 568), (640, 400), (375, 812)])
def test_small_and_zoomed_windows_are_filled_and_hold_the_focus(
    host: Host, service: Service, page: Page, width: int, height: int
) -> None:
    """640 by 400 is what a window of 1280 by 800 is at a zoom of 200%."""
    page.set_viewport_size({"width": width, "height": height})
    widget = host(f'<a href="#x">A link</a><script src="{service.url}/widget.js" async></script>')
    widget.launcher.click()
    panel = widget.part("panel").bounding_box()
    assert panel is not None
    assert (panel["x"], panel["y"], panel["width"], panel["height"]) == (0, 0, width, height)
    widget.ask("What does a technical project manager earn at each stage?")
    assert widget.log.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(widget.box).to_be_in_viewport(ratio=1)
    expect(widget.button("Send")).to_be_in_viewport(ratio=1)
    expect(widget.button("Close")).to_be_in_viewport(ratio=1)
    assert faults_found(page) == []
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") in ("career-bot", "body")
    widget.box.focus()
    page.keyboard.press("Escape")
    expect(widget.log).to_be_hidden()
    expect(widget.launcher).to_be_focused()


@only_light
@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640), (640, 320)])
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_in_a_page_on_a_phone_every_question_comes_into_view(
    demo: Widget, page: Page, width: int, height: int, motion: Literal["reduce", "no-preference"]
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(reduced_motion=motion)
    for question in (QUESTION, "What does a registered nurse earn?", "Is the PMP worth it?"):
        demo.ask(question)
        expect(demo.part("question").last).to_be_in_viewport(ratio=1)
        expect(demo.part("answer").last).to_be_in_viewport()


@only_light
def test_a_page_that_asks_by_itself_is_not_scrolled(host: Host, service: Service) -> None:
    widget = host(
        f'<script src="{service.url}/widget.js" async></script>'
        '<p style="block-size: 3000px">Text</p><career-bot></career-bot>'
    )
    expect(widget.part("suggestions")).to_have_count(1)
    widget.element.evaluate("(e, question) => e.ask(question)", QUESTION)
    assert widget.page.evaluate("scrollY") == 0


@only_light
def test_a_window_that_grows_or_shrinks_keeps_the_panel_open(host: Host, page: Page) -> None:
    widget = host()
    widget.launcher.click()
    widget.box.fill("what about")
    panel = widget.element.locator("dialog")

    def modal() -> bool:
        return bool(panel.evaluate("e => e.matches(':modal')"))

    for width in (360, 1200, 360):
        page.set_viewport_size({"width": width, "height": 800})
        until(modal if width < 480 else lambda: not modal())
        expect(widget.box).to_be_visible()
        expect(widget.box).to_have_value("what about")
    expect(widget.element).to_have_attribute("open", "")


@pytest.mark.parametrize("context", ["phone"], indirect=True)
def test_the_log_has_a_ring_for_who_comes_to_it_by_keys_alone(host: Host, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    widget = host()
    widget.launcher.tap()
    for key in ("ArrowDown", "Tab"):
        widget.box.tap()
        widget.ask(QUESTION)
        # There the keyboard would lie over the answer: the focus leaves the box.
        expect(widget.log).to_be_focused()
        expect(widget.log).to_have_css("outline-style", "none")
        page.keyboard.press(key)
        if key == "Tab":
            expect(widget.log).not_to_be_focused()
            page.keyboard.press("Shift+Tab")
        expect(widget.log).to_be_focused()
        expect(widget.log).to_have_css("outline-style", "solid")


@only_light
def test_from_right_to_left(host: Host, service: Service) -> None:
    widget = host(
        f'<script src="{service.url}/widget.js" async></script>'
        "<script>document.documentElement.dir = 'rtl'</script>"
    )
    widget.launcher.click()
    widget.ask(QUESTION)
    middle = 600
    for part in ("launcher", "panel"):
        box = widget.part(part).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] < middle
    question, panel = widget.part("question").bounding_box(), widget.part("panel").bounding_box()
    assert question is not None
    assert panel is not None
    assert (
        question["x"] - panel["x"] < panel["x"] + panel["width"] - question["x"] - question["width"]
    )
    # The article's words are in its own direction all the same.
    words = widget.element.locator(".words p").first
    assert words.evaluate("e => getComputedStyle(e).direction") == "ltr"


@only_light
def test_nothing_moves_where_that_is_not_wanted(host: Host, page: Page) -> None:
    page.route("**/api/ask", lambda _: None)
    widget = host()
    widget.launcher.click()
    widget.send(QUESTION)
    expect(widget.element.locator(".typing")).to_be_visible()
    assert widget.element.evaluate("e => e.shadowRoot.getAnimations().length") == 0
    page.emulate_media(reduced_motion="no-preference")
    assert widget.element.evaluate("e => e.shadowRoot.getAnimations().length") > 0
