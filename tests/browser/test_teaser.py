"""What the owner says by itself: once, after a while, and to nobody whom it is too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Host, Service

SAID = "Thinking about a new career?"
LINE = f'<script src="{{service}}/widget.js" async data-teaser="{SAID}"></script>'


def test_the_owners_line_is_said_once_and_can_be_refused(
    host: Host, service: Service, page: Page
) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.clock.install()
    body = LINE.format(service=service.url)
    widget = host(body)
    expect(widget.launcher).to_be_visible()
    expect(widget.part("teaser")).to_be_hidden()
    page.clock.run_for(6_000)
    expect(widget.part("teaser")).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")
    widget.part("teaser").get_by_role("button", name="Close").click()
    expect(widget.part("teaser")).to_be_hidden()
    expect(widget.launcher).to_be_focused()
    host(body, "/next")
    expect(widget.launcher).to_be_visible()
    page.clock.run_for(60_000)
    expect(widget.part("teaser")).to_be_hidden()
    page.evaluate("localStorage.clear()")
    host(body, "/later")
    expect(widget.launcher).to_be_visible()
    page.clock.run_for(6_000)
    widget.part("teaser").get_by_text(SAID).click()
    expect(widget.box).to_be_focused()
    expect(widget.part("teaser")).to_be_hidden()


def test_the_owners_line_is_not_said_to_whom_it_is_too_much(
    host: Host, service: Service, page: Page
) -> None:
    body = LINE.format(service=service.url)
    page.clock.install()
    widget = host(body)
    expect(widget.launcher).to_be_visible()
    # This visitor wants no motion.
    page.clock.run_for(60_000)
    expect(widget.part("teaser")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0
    # And who has opened the panel knows it.
    widget.launcher.click()
    assert page.evaluate("localStorage.getItem('careerbot-invited')") == "1"
