"""Takes docs/widget.png: the widget in the page of a running service.

`make serve` in one shell, `python -m docs.screenshot` in another.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

SERVICE = "http://127.0.0.1:8000"
QUESTION = "How long does it take to become a technical project manager?"
PICTURE = Path(__file__).with_name("widget.png")


def take(service: str = SERVICE, picture: Path = PICTURE) -> None:
    """Ask a question in the page of `service`, open its source and take the picture."""
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": 1280, "height": 800},
            device_scale_factor=1.5,
            reduced_motion="reduce",
        )
        page.goto(service)
        expect(page.locator("#guides .quiet").first).to_contain_text("passages")
        widget = page.locator("career-bot")
        widget.get_by_role("textbox", name="Your question").fill(QUESTION)
        page.keyboard.press("Enter")
        widget.locator("summary").first.click()
        page.mouse.move(0, 0)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1] if len(sys.argv) > 1 else SERVICE)
