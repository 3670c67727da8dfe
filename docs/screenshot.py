"""Takes docs/widget*.png: the widget in a page, behind its launcher in the dark, and on a phone.

`make serve` in one shell, `python -m docs.screenshot` in another.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

SERVICE = "http://127.0.0.1:8000"
TIME = "How long does it take to become a technical project manager?"
PAY = "What does a technical project manager earn at each stage?"
HERE = Path(__file__).parent
LARGE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}


def opened(browser: Browser, service: str, size: ViewportSize, *, dark: bool = False) -> Page:
    """The page of `service`, with its list of articles."""
    page = browser.new_page(
        viewport=size,
        device_scale_factor=1.5,
        reduced_motion="reduce",
        color_scheme="dark" if dark else "light",
    )
    page.goto(service)
    expect(page.locator("#articles .quiet").first).to_contain_text("passages")
    return page


def ask(page: Page, question: str) -> None:
    """Ask it, and wait for the answer."""
    widget = page.locator("career-bot")
    widget.get_by_role("textbox", name="Your question").fill(question)
    page.keyboard.press("Enter")
    expect(widget.locator("[part=feedback]").last).to_be_visible()
    page.mouse.move(0, 0)


def take(service: str = SERVICE, folder: Path = HERE) -> None:
    """Ask in the page of `service` and take the three pictures."""
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = opened(browser, service, LARGE)
        ask(page, TIME)
        page.locator("career-bot summary").first.click()
        page.mouse.move(0, 0)
        page.screenshot(path=folder / "widget.png")
        for size, dark, name in ((LARGE, True, "widget-dark"), (PHONE, False, "widget-phone")):
            page = opened(browser, service, size, dark=dark)
            page.get_by_label("Place").select_option("bottom-end")
            page.evaluate("document.querySelector('career-bot').open = true")
            ask(page, PAY)
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1] if len(sys.argv) > 1 else SERVICE)
