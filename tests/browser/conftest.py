"""A real Chromium, the real service over the bundled guides, and pages of another origin."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Playwright,
    Route,
    expect,
    sync_playwright,
)
from playwright.sync_api import Error as PlaywrightError

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 20_000
"""Milliseconds that anything may take on a busy machine; nothing waits for that long as such."""


in_both = pytest.mark.parametrize("browser", ["chromium", "firefox"], indirect=True)
"""Tests of a module with this mark run in both engines; without it, in Chromium alone."""


@pytest.fixture(scope="package")
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """The system's Chromium, else Playwright's own; or Firefox, where a test asks for it."""
    expect.set_options(timeout=PATIENCE)
    engine = getattr(request, "param", "chromium")
    with sync_playwright() as playwright:
        try:
            if engine == "firefox":
                browser = launched_firefox(playwright, tmp_path_factory.mktemp("firefox"))
            else:
                browser = launched_chromium(playwright)
        except PlaywrightError:
            pytest.skip(f"no {engine}: apt-get install chromium firefox-esr")
        yield browser
        browser.close()


def launched_chromium(playwright: Playwright) -> Browser:
    """The system's, else Playwright's own; it keeps the pages that a visitor may come back to."""
    return playwright.chromium.launch(
        executable_path=next(filter(None, map(shutil.which, NAMES)), None),
        args=ARGUMENTS,
        ignore_default_args=["--disable-back-forward-cache"],
    )


def launched_firefox(playwright: Playwright, folder: Path) -> Browser:
    """Debian's Firefox, which wants no motion: it can't be told so page by page."""
    program = folder / "firefox"
    between = Path(__file__).with_name("firefox_esr.py")
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{between}" "$@"\n')
    program.chmod(0o755)
    return playwright.firefox.launch(
        channel="moz-firefox",
        executable_path=program,
        firefox_user_prefs={"ui.prefersReducedMotion": 1},
    )


@dataclass
class Service:
    """A running `careerbot serve`."""

    url: str
    data: Path


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[Service]:
    """Run the service with `data` as its folder."""
    given = {f"CAREERBOT_{name.upper()}": value for name, value in settings.items()}
    environment = os.environ | given | {"CAREERBOT_DATA_DIR": str(data)}
    command = [sys.executable, "-m", "bot", "serve", "--port", "0"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert "http://" in line, f"the service said {line!r}"
        yield Service(line.split()[-1], data)
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


@dataclass
class Site:
    """A web site of another origin, whose pages a test writes."""

    origin: str
    pages: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    def page(
        self, path: str, body: str, *, lang: str = "en", head: str = "", **headers: str
    ) -> str:
        """Put a page at `path` and return its address; `headers` with _ for -."""
        html = (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>A site</title>'
            f'<meta name="viewport" content="width=device-width">{head}</head>'
            "<body><header><p>A site</p></header><main><h1>A site</h1>"
            f"{body}</main><footer><p>Imprint</p></footer></body></html>"
        )
        self.pages[path] = (html, {name.replace("_", "-"): text for name, text in headers.items()})
        return self.origin + path


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """A web site on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html, headers = site.pages.get(self.path, ("", {}))
            self.send_response(200 if html else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="package")
def service(
    guides_index: Path, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """The service, whose API the pages of `site` may call."""
    settings = {"index": str(guides_index), "cors_origins": site.origin, "rate_limit": "off"}
    with serving(tmp_path_factory.mktemp("service"), **settings) as service:
        yield service


@pytest.fixture
def limited(guides_index: Path, site: Site, tmp_path: Path) -> Iterator[Service]:
    """A second service, which answers each client one question a minute."""
    settings = {"index": str(guides_index), "cors_origins": site.origin, "rate_limit": "1/minute"}
    with serving(tmp_path, **settings) as limited:
        yield limited


@pytest.fixture
def browser_name_of(browser: Browser) -> str:
    """The engine that the test runs in."""
    return browser.browser_type.name


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor with nothing stored, in a window of common size; no click waits for a motion."""
    context = browser.new_context(viewport={"width": 1200, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def faults() -> list[str]:
    """What went wrong in the page: exceptions, and what a policy of its refused."""
    return []


@pytest.fixture
def page(context: BrowserContext, faults: list[str]) -> Iterator[Page]:
    """A tab; an exception in it fails the test."""
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda message: (
            faults.append(message.text)
            if "Content Security Policy" in message.text or "Trusted" in message.text
            else None
        ),
    )
    yield page
    assert faults == []


class Widget:
    """The widget as a visitor meets it."""

    def __init__(self, page: Page, selector: str = "career-bot") -> None:
        self.page = page
        self.element = page.locator(selector)
        self.launcher = self.part("launcher")
        self.box = self.element.get_by_role("textbox", name="Your question")
        self.log = self.element.get_by_role("log")
        self.answers = self.part("answer")
        self.alert = self.element.get_by_role("alert")
        self.status = self.element.locator(".notice [role=status]")

    def part(self, name: str) -> Locator:
        """Every element of a part."""
        return self.element.locator(f"[part~={name}]")

    def button(self, name: str) -> Locator:
        """The button with exactly this name."""
        return self.element.get_by_role("button", name=name, exact=True)

    def send(self, question: str) -> None:
        """Type a question and press Enter."""
        self.box.fill(question)
        self.box.press("Enter")

    def ask(self, question: str) -> None:
        """Ask a question and wait for its answer."""
        before = self.part("feedback").count()
        self.send(question)
        expect(self.part("feedback")).to_have_count(before + 1)


class Held:
    """Requests that wait until the test lets them go."""

    def __init__(self, page: Page, pattern: str) -> None:
        self.page = page
        self.routes: list[Route] = []
        page.route(pattern, lambda route: self.routes.append(route))

    def first(self) -> Route:
        """The first of them, once it has come."""
        while not self.routes:
            self.page.wait_for_timeout(20)
        return self.routes[0]


@pytest.fixture
def demo(page: Page, service: Service) -> Widget:
    """The widget in the service's own page."""
    page.goto(service.url)
    widget = Widget(page)
    expect(widget.box).to_be_visible()
    return widget


Host = Callable[..., Widget]


@pytest.fixture
def host(page: Page, site: Site, service: Service) -> Host:
    """Open a page of another origin that holds what a site owner pastes."""

    def open_page(body: str | None = None, path: str = "/host", **more: str) -> Widget:
        paste = f'<script src="{service.url}/widget.js" async></script>'
        page.goto(site.page(path, paste if body is None else body, **more))
        return Widget(page)

    return open_page
