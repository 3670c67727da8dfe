"""Where it stands in pages that transform, zoom and cover what is in them, and in small windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import in_both
from tests.waiting import until

if TYPE_CHECKING:
    from tests.browser.conftest import Host, Service

pytestmark = in_both
LONG_PAGE = '<p style="height: 3000px">Text</p>'


def box(locator: Locator) -> tuple[float, float, float, float]:
    """Its left, upper, right and lower edges."""
    found = locator.bounding_box()
    assert found is not None
    right, lower = found["x"] + found["width"], found["y"] + found["height"]
    return (found["x"], found["y"], right, lower)


BODIES = [
    "transform: translate(80px, 60px) scale(0.9)",
    "filter: sepia(1)",
    "zoom: 1.5",
    "zoom: 0.6",
    "perspective: 100px; overflow: hidden; height: 200px; position: relative",
]


@pytest.mark.parametrize("body", BODIES)
def test_no_style_of_the_body_moves_it(host: Host, service: Service, page: Page, body: str) -> None:
    widget = host(
        f'{LONG_PAGE}<script src="{service.url}/widget.js" async></script>',
        head=f"<style>body {{ {body} }}</style>",
    )
    expect(widget.launcher).to_be_visible()
    page.evaluate("scrollTo(0, 400)")
    width, height = page.evaluate("[document.documentElement.clientWidth, innerHeight]")
    for part in ("launcher", "panel"):
        left, upper, right, lower = box(widget.part(part))
        assert 0 <= left < right <= width
        assert 0 <= upper < lower <= height
        assert width - right <= 1.6 * 20
        if part == "launcher":
            assert height - lower <= 1.6 * 20
            widget.launcher.click()
    expect(widget.box).to_be_focused()


def test_it_lies_over_what_covers_the_page_and_steps_aside_for_a_banner(
    host: Host, service: Service, page: Page
) -> None:
    banner = (
        '<div style="position: fixed; inset: auto 0 0; height: 80px; z-index: 2147483647;'
        'background: gold">We use cookies</div>'
    )
    script = f'<script src="{service.url}/widget.js" async data-offset="96px"></script>'
    widget = host(banner + script)
    expect(widget.launcher).to_be_visible()
    *_, lower = box(widget.launcher)
    assert lower == page.evaluate("innerHeight") - 96
    widget.element.evaluate("e => { e.offset = '10px' }")
    *_, lower = box(widget.launcher)
    assert lower == page.evaluate("innerHeight") - 10
    widget.launcher.click()
    expect(widget.box).to_be_focused()


def test_a_long_title_makes_no_long_launcher(host: Host, service: Service, page: Page) -> None:
    title = "Ask us anything that you have ever wanted to know about careers in nursing and care"
    widget = host(f'<script src="{service.url}/widget.js" async data-title="{title}"></script>')
    expect(widget.launcher).to_have_accessible_name(title)
    left, upper, right, lower = box(widget.launcher)
    assert right - left <= 22 * 16
    assert lower - upper < 64
    page.set_viewport_size({"width": 500, "height": 700})
    widget.launcher.click()
    expect(widget.button("Close")).to_be_in_viewport(ratio=1)


def test_the_page_behind_a_full_window_does_not_scroll(
    host: Host, service: Service, page: Page
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    widget = host(f'{LONG_PAGE}<script src="{service.url}/widget.js" async></script>')
    widget.launcher.click()
    page.mouse.move(180, 20)
    page.mouse.wheel(0, 500)
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") == 0
    widget.button("Close").click()
    page.mouse.wheel(0, 500)
    until(lambda: bool(page.evaluate("scrollY > 0")))


def test_no_phone_zooms_in_on_a_box(host: Host) -> None:
    widget = host(head="<style>career-bot { --careerbot-font-size: 12px }</style>")
    widget.launcher.click()
    widget.ask("Should I learn Python or R?")
    widget.button("Helpful").click()
    expect(widget.element.get_by_role("textbox")).to_have_count(2)
    sizes = widget.element.get_by_role("textbox").evaluate_all(
        "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 16


def test_at_four_times_the_size_there_is_room_to_read(host: Host, page: Page) -> None:
    """320 by 200 is what a window of 1280 by 800 is at a zoom of 400%."""
    page.set_viewport_size({"width": 320, "height": 200})
    widget = host()
    widget.launcher.click()
    widget.ask("Should I learn Python or R?")
    expect(widget.part("question")).to_be_in_viewport()
    _, upper, _, _ = box(widget.part("composer"))
    assert upper >= 130
    expect(widget.box).to_be_in_viewport(ratio=1)
    # The question has come to the very top.
    assert box(widget.part("question"))[1] < 60


def test_on_a_phone_on_its_side_the_way_out_stays(host: Host, page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 320})
    widget = host()
    widget.launcher.click()
    widget.ask("Should I learn Python or R?")
    expect(widget.part("question")).to_be_in_viewport()
    expect(widget.button("Close")).to_be_in_viewport(ratio=1)


def test_the_pages_own_button_opens_it(host: Host, service: Service, page: Page) -> None:
    widget = host(
        f'<script src="{service.url}/widget.js" async data-trigger="#mine"></script>'
        '<a id="mine" href="#x"><b>Ask us</b></a>'
    )
    expect(widget.element).to_have_count(1)
    expect(widget.launcher).to_be_hidden()
    page.get_by_text("Ask us").click()
    expect(widget.box).to_be_focused()
    assert page.url.endswith("/host")
    page.keyboard.press("Escape")
    expect(widget.log).to_be_hidden()
    expect(page.locator("#mine")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_follows_the_pages_own_scheme(host: Host, service: Service, scheme: str) -> None:
    widget = host(
        f'<script src="{service.url}/widget.js" async></script>'
        '<career-bot theme="page"></career-bot>',
        head=f"<style>:root {{ color-scheme: {scheme} }}</style>",
    )
    surface = widget.part("panel").evaluate("e => getComputedStyle(e).backgroundColor")
    assert surface == {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 26, 28)"}[scheme]


def test_a_page_calls_it_by_its_name(host: Host, page: Page) -> None:
    widget = host()
    expect(widget.launcher).to_be_visible()
    page.evaluate(
        """() => {
          window.heard = [];
          window.end = careerbot.on('answer', ({ question }) => heard.push(question));
          careerbot.open();
        }"""
    )
    expect(widget.box).to_be_focused()
    # What is asked while a question is under way waits for it.
    answers = page.evaluate(
        """() => Promise.all([
          careerbot.ask('Should I learn Python or R?'),
          careerbot.ask('What does a registered nurse earn?'),
        ]).then((answers) => answers.map((answer) => answer.status))"""
    )
    assert answers == ["answered", "answered"]
    asked = ["Should I learn Python or R?", "What does a registered nurse earn?"]
    assert page.evaluate("heard") == asked
    page.evaluate("end(), careerbot.toggle()")
    expect(widget.log).to_be_hidden()
    page.evaluate("careerbot.toggle(), careerbot.startOver(), careerbot.close()")
    expect(widget.log).to_be_hidden()
    assert page.evaluate("heard") == asked
