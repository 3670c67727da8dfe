"""What the bot says of itself in the widget: from the service, in the language of the page."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from bot.answering.message_catalog import MESSAGES
from tests.browser.conftest import serving

if TYPE_CHECKING:
    from tests.browser.conftest import Host, Service, Site, Widget

FAR = "What is the weather in London tomorrow?"


@pytest.fixture(scope="module")
def owned(
    guides_index: Path, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """A service whose owner names a way to a person."""
    settings = {"index": str(guides_index), "cors_origins": site.origin}
    contact = "Ask our careers desk: https://example.org/desk"
    with serving(tmp_path_factory.mktemp("owned"), contact=contact, **settings) as service:
        yield service


@pytest.mark.parametrize("language", ["en", "es", "fr", "de"])
def test_it_speaks_the_language_of_the_page(host: Host, service: Service, language: str) -> None:
    paste = (
        f'<script src="{service.url}/widget.js" async></script>'
        f'<career-bot lang="{language}"></career-bot>'
    )
    widget = host(paste)
    expect(widget.part("greeting")).to_have_text(MESSAGES[language].greeting)
    box = widget.part("input")
    box.fill(FAR)
    box.press("Enter")
    expect(widget.part("answer")).to_contain_text(MESSAGES[language].no_answer)
    box.fill("no")
    box.press("Enter")
    expect(widget.part("answer").last).to_contain_text(MESSAGES[language].rephrase)


def test_the_way_to_a_person_can_be_followed(page: Page, site: Site, owned: Service) -> None:
    paste = f'<script src="{owned.url}/widget.js" async></script><career-bot></career-bot>'
    page.goto(site.page("/owned", paste))
    box = page.locator("career-bot [part=input]")
    box.fill(FAR)
    box.press("Enter")
    contact = page.locator("career-bot [part=contact]")
    expect(contact).to_have_text("Ask our careers desk: https://example.org/desk")
    link = contact.get_by_role("link")
    expect(link).to_have_attribute("href", "https://example.org/desk")
    page.context.route("https://example.org/**", lambda route: route.fulfill(body="The desk"))
    with (
        page.expect_response("**/api/feedback") as told,
        page.expect_event("popup"),
    ):
        link.click()
    assert told.value.status == 204
    said = told.value.request.post_data_json
    assert (said["person"], said["question"]) == (True, FAR)
    database = sqlite3.connect(owned.data / "careerbot.db")
    with closing(database):
        kept = database.execute("SELECT answer_id, person, helpful FROM feedback").fetchall()
    assert kept == [(said["answer_id"], 1, None)]


def test_a_heading_is_shown_once_for_all_that_stands_under_it(demo: Widget, page: Page) -> None:
    def twice(said: dict[str, object], quote: str, n: int) -> dict[str, object]:
        return {**said, "n": n, "quote": quote}

    source = {"title": "Bakers", "heading": ["Work"], "references": []}
    answer = {
        "answer_id": "1",
        "status": "answered",
        "answer": "They knead.\n\nThey bake.",
        "blocks": [
            {"type": "paragraph", "text": "They knead."},
            {"type": "paragraph", "text": "They bake."},
        ],
        "sources": [twice(source, "They knead.", 1), twice(source, "They bake.", 2)],
        "contact": {"text": "x", "address": "x", "url": "javascript:alert(1)"},
    }
    page.route("**/api/ask", lambda route: route.fulfill(body=json.dumps(answer)))
    demo.ask("What do bakers do?")
    expect(demo.part("source")).to_have_count(1)
    expect(demo.part("citation")).to_have_text(["1", "1"])
    demo.part("citation").last.click()
    expect(demo.part("quote")).to_have_text(["They knead.", "They bake."])
    expect(demo.part("contact").get_by_role("link")).to_have_count(0)
    expect(demo.part("source")).to_contain_text(re.compile("Bakers · Work"))
